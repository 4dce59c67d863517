"""Undo in the review, from Home and from the summary."""

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.ui.app.main_controller import MainController
from tests.support.learner import basic_deck
from tests.support.ui.driver import ESCAPE, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow


def test_undo_goes_back_card_by_card(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, SPACE, "4", SPACE, "4")
    assert driver.card == "q03?"
    driver.press("z", ctrl=True)
    assert driver.card == "q02?"
    assert driver.toast == "Undone: Easy on “q02?”"
    driver.click(driver.review.tools["undo"])
    assert driver.card == "q01?"
    assert driver.toast == "Undone: Easy on “q01?”"
    assert driver.learner.left().new == 3
    driver.press("z", ctrl=True)
    assert driver.toast == "Nothing to undo."


def test_the_last_answer_is_undone_from_the_summary(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, SPACE, "4")
    assert driver.summary.isVisible()
    driver.press("z", ctrl=True)
    assert driver.card == "q01?"
    assert driver.toast == "Undone: Easy on “q01?”"
    assert driver.learner.left().new == 1


def test_undo_survives_a_restart(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE, "4")
    driver.controller.leave()
    driver.learner.restart()
    again = WindowDriver(
        driver.learner, driver.window, MainController(driver.window, driver.learner.context)
    )
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Undone: the last answer.")
    assert again.learner.left().new == 2
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Nothing from today to undo.")


def test_undo_from_home_works_after_the_rollover(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.learner.clock.advance(hours=15, minutes=55)
    driver.press(SPACE, SPACE, "4", ESCAPE)
    driver.learner.clock.advance(minutes=10)
    assert driver.home.isVisible()
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: driver.toast == "Undone: the last answer.")
    assert driver.learner.left().new == 2


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        pytest.param("b", "Buried until tomorrow.", id="a buried card"),
        pytest.param("s", "Suspended.", id="a suspended card"),
    ],
)
def test_a_buried_or_suspended_card_is_restored_by_the_toast(
    open_window: OpenWindow, key: str, sentence: str
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, key)
    assert driver.card == "q02?"
    assert driver.toast == sentence
    assert driver.window.toast.action.text() == "Undo  (Ctrl+Z)"
    driver.click(driver.window.toast.action)
    assert driver.card == "q01?"
    word = "buried" if key == "b" else "suspended"
    assert driver.toast == f"Undone: {word} “q01?”"


def test_the_next_answer_hides_an_older_toast(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, "b")
    assert driver.toast
    driver.press(SPACE)
    driver.press("4")
    assert driver.toast == ""


def test_a_message_goes_with_its_page(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, "b")
    assert driver.toast
    driver.press("4", ctrl=True)
    assert driver.toast == ""


def test_suspending_the_last_card_ends_the_session(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, "s")
    assert driver.summary.isVisible()
    assert driver.toast == "Suspended."
    driver.click(driver.window.toast.action)
    assert driver.card == "q01?"
