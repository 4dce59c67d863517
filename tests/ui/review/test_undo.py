"""Undo in the review, from Home and from the summary."""

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.ui.app.main_controller import MainController
from tests.support.collection import basic_deck
from tests.support.ui.driver import ESCAPE, SPACE, Seat
from tests.ui.conftest import Sit


def test_undo_goes_back_card_by_card(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, SPACE, "4", SPACE, "4")
    assert seat.card == "q03?"
    seat.press("z", ctrl=True)
    assert seat.card == "q02?"
    seat.press("z", ctrl=True)
    assert seat.card == "q01?"
    assert seat.learner.left().new == 3
    seat.press("z", ctrl=True)
    assert seat.toast == "Nothing to undo."


def test_the_last_answer_is_undone_from_the_summary(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, SPACE, "4")
    assert seat.summary.isVisible()
    seat.press("z", ctrl=True)
    assert seat.card == "q01?"
    assert seat.learner.left().new == 1


def test_undo_survives_a_restart(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE, "4")
    seat.desk.leave()
    seat.learner.restart()
    again = Seat(seat.learner, seat.window, MainController(seat.window, seat.learner.context))
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Undone: the last answer.")
    assert again.learner.left().new == 2
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Nothing from today to undo.")


def test_undo_from_home_works_after_the_rollover(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.learner.clock.advance(hours=15, minutes=55)
    seat.press(SPACE, SPACE, "4", ESCAPE)
    seat.learner.clock.advance(minutes=10)
    assert seat.home.isVisible()
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: seat.toast == "Undone: the last answer.")
    assert seat.learner.left().new == 2


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        pytest.param("b", "Buried until tomorrow.", id="a buried card"),
        pytest.param("s", "Suspended.", id="a suspended card"),
    ],
)
def test_a_buried_or_suspended_card_is_restored_by_the_toast(
    sit: Sit, key: str, sentence: str
) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, key)
    assert seat.card == "q02?"
    assert seat.toast == sentence
    seat.click(seat.window.toast.action)
    assert seat.card == "q01?"
    assert seat.toast == ""


def test_the_next_answer_hides_an_older_toast(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, "b")
    assert seat.toast
    seat.press(SPACE)
    seat.press("4")
    assert seat.toast == ""


def test_suspending_the_last_card_ends_the_session(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, "s")
    assert seat.summary.isVisible()
    assert seat.toast == "Suspended."
    seat.click(seat.window.toast.action)
    assert seat.card == "q01?"
