"""What a screen reader says besides the focused widget."""

import pytest
from PySide6.QtGui import QAccessible, QAccessibleAnnouncementEvent, QAccessibleEvent

from flashdesign.ui.window.banner import Tone
from tests.support.learner import basic_deck
from tests.support.ui.cards import odd_deck
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import RETURN, SPACE
from tests.support.ui.review import CAP, deck_of, index_of
from tests.ui.conftest import OpenWindow
from tools import drill_scenes

ASSERTIVE = QAccessible.AnnouncementPoliteness.Assertive


@pytest.fixture
def said(monkeypatch: pytest.MonkeyPatch) -> list[tuple[str, bool]]:
    """Return a list that gets each announcement, and whether it interrupts."""
    result: list[tuple[str, bool]] = []

    def record(event: QAccessibleEvent) -> None:
        if isinstance(event, QAccessibleAnnouncementEvent):
            result.append((event.message(), event.politeness() is ASSERTIVE))

    monkeypatch.setattr(QAccessible, "updateAccessibility", staticmethod(record))
    return result


def test_question_and_answer_are_announced_once(
    open_window: OpenWindow, said: list[tuple[str, bool]]
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    said.clear()
    driver.press(SPACE)
    assert said == [("q01?", False)]
    driver.press(SPACE, "f")
    assert said[1:] == [("Answer: q01!", False)]


@pytest.mark.parametrize(("right", "verdict"), [(True, "Correct."), (False, "Incorrect.")])
def test_the_verdict_on_an_option_is_announced_before_the_answer(
    open_window: OpenWindow, said: list[tuple[str, bool]], right: bool, verdict: str
) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE)
    driver.press(str(index_of(driver, right=right) + 1))
    assert said[-1] == (f"{verdict} Answer: Consistency or availability", False)


def test_the_verdict_on_a_typed_number_is_announced(
    open_window: OpenWindow, said: list[tuple[str, bool]]
) -> None:
    driver = open_window(odd_deck("number"))
    driver.press(SPACE)
    driver.write("400 TB")
    driver.press(RETURN)
    verdict = driver.review.verdict.text()
    assert said[-1] == (f"{verdict} Answer: 432 TB", False)


def test_question_and_verdict_of_a_drill_are_announced(
    open_window: OpenWindow, said: list[tuple[str, bool]]
) -> None:
    driver = open_window(drill_deck())
    drill_scenes.asked(driver)
    (question, _is_urgent) = said[-1]
    assert question.endswith("?")
    driver.press(RETURN)
    verdict, _is_urgent = said[-1]
    assert verdict.startswith("Again. ")


def test_messages_are_announced_and_an_error_interrupts(
    open_window: OpenWindow, said: list[tuple[str, bool]]
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    said.clear()
    driver.window.toast.show_message("Saved.")
    driver.window.banner.show_message("The clock was set back.", Tone.WARNING)
    driver.window.show_error("The disk is full.")
    assert said == [
        ("Saved.", False),
        ("Warning: The clock was set back.", False),
        ("Error: The disk is full.", True),
    ]
