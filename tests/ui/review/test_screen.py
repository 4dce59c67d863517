"""Reviews by keys and clicks, with several kinds of cards, and what the screen shows."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    WrongOption,
)
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import GradeButtons
from flashdesign.ui.review.forgetting_curve import ForgettingCurve
from tests.support.learner import basic_deck, current_key
from tests.support.ui.cards import odd_deck
from tests.support.ui.catalogs import shown_language
from tests.support.ui.checks.geometry import geometry_problems, settle
from tests.support.ui.driver import ESCAPE, SPACE
from tests.support.ui.review import CAP, deck_of, index_of, ratings
from tests.ui.conftest import OpenWindow


def test_one_key_shows_the_first_question_and_a_grade_the_next(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE)
    assert driver.card == "q01?"
    assert driver.review.reveal.text() == "Show answer  (Space)"
    assert driver.review.head.counts.text() == "2 new"
    driver.press(SPACE)
    assert "q01!" in driver.card
    labels = [button.text() for button in driver.review.grades.buttons]
    assert labels == ["Again", "Hard", "Good", "Easy"]
    driver.press("4")
    assert driver.card == "q02?"
    assert driver.review.head.counts.text() == "1 new"
    assert ratings(driver) == [Rating.EASY]


def test_space_gives_the_suggested_grade(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, SPACE, SPACE)
    assert ratings(driver) == [Rating.GOOD]


def test_the_mouse_does_what_the_keys_do(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.click_text("Start today's review")
    driver.click(driver.review.reveal)
    assert "q01!" in driver.card
    driver.click(driver.review.grades.buttons[1])
    assert ratings(driver) == [Rating.HARD]


def test_a_grade_before_the_answer_is_shown_does_nothing(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, "3", "1")
    assert driver.card == "q01?"
    assert ratings(driver) == []


def test_a_card_is_also_asked_in_reverse(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(Basic("To?", "Fro!", reverse=True)))
    driver.press(SPACE)
    assert driver.card == "To?"
    driver.press(SPACE, "4")
    driver.learner.clock.advance(days=1)
    driver.press(SPACE)
    assert driver.home.isVisible()
    driver.press(SPACE)
    assert driver.card == "Fro!"
    driver.press(SPACE)
    assert "To?" in driver.card


def test_a_gap_is_filled_in_place(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(Cloze("A log is {{1::append-only::how?}}.")))
    driver.press(SPACE)
    assert driver.card == "A log is [how?]."
    driver.press(SPACE)
    assert driver.card == "A log is append-only."


def test_two_grade_buttons(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.controller.show_settings()
    driver.settings.changed.emit("buttons", GradeButtons.TWO)
    driver.press("1", ctrl=True)
    driver.press(SPACE, SPACE)
    assert [button.text() for button in driver.review.grades.buttons] == ["Missed", "Got it"]
    assert [button.grade.key for button in driver.review.grades.buttons] == ["1", "Space"]
    driver.press("1")
    driver.press(SPACE, SPACE)
    assert ratings(driver) == [Rating.AGAIN, Rating.GOOD]


def test_the_intervals_can_be_hidden(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, SPACE)
    assert [button.grade.interval for button in driver.review.grades.buttons][2] == "10 min"
    driver.controller.show_settings()
    driver.learner.prefer(show_intervals=False)
    driver.controller.leave()
    driver = open_window()
    driver.press(SPACE, SPACE)
    assert {button.grade.interval for button in driver.review.grades.buttons} == {""}


def test_why_shows_the_history_with_a_curve(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(SPACE, "w")
    texts = [label.text() for label in driver.window.sheet.findChildren(QLabel)]
    assert any(text.startswith("It's new") for text in texts)
    assert not driver.window.sheet.findChildren(ForgettingCurve)
    driver.press(ESCAPE)
    driver.press(SPACE, "4")
    driver.learner.clock.advance(days=12)
    driver.controller.show_home()
    driver.controller.refresh()
    driver.controller.start_review()
    driver.press("w")
    texts = [label.text() for label in driver.window.sheet.findChildren(QLabel)]
    assert any("a 90 % chance of recalling" in text for text in texts)
    assert any("Easy" in text for text in texts)
    assert driver.window.sheet.findChildren(ForgettingCurve)


def test_review_keys_are_off_while_a_sheet_is_open(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE, "w", "3", "s")
    assert driver.learner.log() == []
    driver.press(ESCAPE)
    assert not driver.window.sheet.is_open
    driver.press("3")
    assert ratings(driver) == [Rating.GOOD]


def test_leaving_keeps_the_answers(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, SPACE, "4", ESCAPE)
    assert driver.home.isVisible()
    assert driver.home.today.counts.text().startswith("2 new")
    assert ratings(driver) == [Rating.EASY]
    driver.learner.restart()
    assert driver.learner.left().new == 2


def test_space_clicks_the_focused_button(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE)
    for _ in range(30):
        if driver.window.focusWidget() is driver.review.grades.buttons[0]:
            break
        driver.press(Qt.Key.Key_Tab)
    driver.press(SPACE)
    assert ratings(driver) == [Rating.AGAIN]


def test_a_long_card_scrolls_by_key_without_a_click(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("long"))
    driver.press(SPACE)
    bar = driver.review.scroll_area.verticalScrollBar()
    assert bar.maximum() > 2 * driver.review.scroll_area.height()
    driver.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    driver.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    driver.press(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_cleared_key_is_not_in_the_label(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.show_settings()
    driver.settings.changed.emit("keys", {"review.reveal": ""})
    driver.press("1", ctrl=True)
    driver.press(SPACE)
    assert driver.review.reveal.text() == "Show answer"


def test_the_current_card_is_the_one_of_the_session(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE)
    assert current_key(driver.review.session) == "basics/q01"
    assert driver.review.head.progress.isVisible()


def test_tools_that_do_not_fit_are_in_a_menu(open_window: OpenWindow) -> None:
    with shown_language("de"):
        driver = open_window(basic_deck(1, parent=None))
        driver.press(SPACE)
        driver.window.resize(560, 480)
        settle(driver.window)
        tools = driver.review.tools
        shown = [tool for tool in tools.values() if tool.isVisible()]
        assert 1 < len(shown) < len(tools)
        assert geometry_problems(driver.window) == []


@pytest.mark.parametrize("key", ["3", "b", "s", "f"])
def test_the_error_of_an_answer_goes_with_the_next_one_that_is_stored(
    open_window: OpenWindow, key: str
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE)
    driver.window.show_error("The disk is full, so the last answer was not stored.")
    driver.press(SPACE)
    assert driver.banner.startswith("The disk is full")
    driver.press(key)
    assert driver.banner == ""


def test_a_warning_stays_when_an_answer_is_stored(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE)
    driver.window.show_error("The disk is full, so the last answer was not stored.")
    driver.window.banner.show_message("The clock was set back.")
    driver.press(SPACE, "3")
    assert driver.banner == "The clock was set back."


def test_a_review_is_left_by_its_button(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE)
    button = driver.review.head.close_button
    assert (button.text(), button.key) == ("Close", "Esc")
    driver.click(button)
    assert driver.home.isVisible()


def test_the_tools_show_their_keys(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE)
    shown = {name: tool.key for name, tool in driver.review.tools.items()}
    keys = {"why": "W", "edit": "E", "flag": "F", "bury": "B", "suspend": "S", "undo": "Ctrl+Z"}
    assert shown == keys


def test_powers_are_superscripts_in_the_card_and_its_options(open_window: OpenWindow) -> None:
    asked = MultipleChoice(
        "How many are `2^10` and 2^32?",
        ("4 × 10^9",),
        (WrongOption("10^12", "That is 2^40."),),
    )
    driver = open_window(deck_of(asked))
    driver.press(SPACE)
    assert driver.card == "How many are 2^10 and 2³²?"
    driver.press(str(index_of(driver, right=False) + 1))
    names = " ".join(row.accessibleName() for row in driver.review.choices.rows)
    assert [shown in names for shown in ("4 × 10⁹", "10¹²", "2⁴⁰")] == [True] * 3


def test_of_two_grades_the_suggested_one_has_the_large_key(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(MultipleChoice("Which?", ("This",), (WrongOption("That"),))))
    driver.learner.prefer(buttons=GradeButtons.TWO)
    driver.controller.leave()
    driver = open_window()
    driver.press(SPACE)
    driver.press(str(index_of(driver, right=False) + 1))
    assert [button.grade.key for button in driver.review.grades.buttons] == ["Space", "2"]
    driver.press(SPACE)
    assert ratings(driver) == [Rating.AGAIN]
