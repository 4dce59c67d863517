"""Matching, list and typed cards, answered by key and by mouse."""

import pytest
from PySide6.QtCore import Qt

from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import MultipleChoice, WrongOption
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.ui.cards.inputs import list_input, matching_row
from tests.support.learner import BASICS, note
from tests.support.ui.cards import many_questions
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow

BACKSPACE = Qt.Key.Key_Backspace


def start(open_window: OpenWindow, *questions: Question) -> WindowDriver:
    """Return a seat with the first of these cards as the current one."""
    notes = tuple(note(BASICS, f"n{at}", question) for at, question in enumerate(questions))
    driver = open_window(Deck(BASICS, "Basics", notes))
    driver.press(SPACE)
    return driver


def task_of(driver: WindowDriver) -> MatchingTask:
    """Return the matching task of the current card."""
    asked = driver.review.session.state.card
    assert asked is not None
    assert asked.matching is not None
    return asked.matching


def ratings(driver: WindowDriver) -> list[Rating | None]:
    """Return the grades in the log, the first one first."""
    return [row.rating for row in driver.learner.log((ReviewKind.LEARN, ReviewKind.REVIEW))]


@pytest.mark.parametrize("name", ["order", "match", "classify"])
def test_rows_are_filled_by_digits(open_window: OpenWindow, name: str) -> None:
    driver = start(open_window, many_questions()[name])
    assert driver.review.reveal.text() == "Show answer  (Space)"
    driver.press(*(str(place + 1) for place in task_of(driver).right))
    assert driver.review.matching.placed_choices() == task_of(driver).right
    assert driver.review.reveal.text() == "Check  (Space)"
    driver.press(SPACE)
    assert driver.review.verdict.text() == "All correct."
    assert {row.mark for row in driver.review.matching.rows} == {matching_row.RowState.RIGHT}
    driver.press(SPACE)
    assert ratings(driver) == [Rating.GOOD]


@pytest.mark.parametrize("name", ["order", "match", "classify"])
def test_rows_are_filled_by_the_mouse(open_window: OpenWindow, name: str) -> None:
    driver = start(open_window, many_questions()[name])
    view, right = driver.review.matching, task_of(driver).right
    for row in reversed(range(len(right))):
        driver.click(view.rows[row])
        driver.click(view.choices[right[row]])
    driver.click(driver.review.reveal)
    assert driver.review.verdict.text() == "All correct."


def test_each_of_six_options_has_a_key(open_window: OpenWindow) -> None:
    wrong = tuple(WrongOption(text) for text in ("b", "c", "d", "e", "f"))
    driver = start(open_window, MultipleChoice("Which?", ("a",), wrong, show=6))
    options = driver.review.choices.rows
    assert len(options) == 6
    driver.press("7", "6")
    outcome = driver.review.session.state.outcome
    assert outcome is not None
    assert outcome.chosen_option == 5
    driver.press("5")  # too late
    assert driver.review.session.state.outcome == outcome


def test_placed_choices_can_be_removed(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["order"])
    view = driver.review.matching
    driver.press("2", "5", BACKSPACE, BACKSPACE, BACKSPACE)
    assert view.placed_choices() == (None,) * 4
    driver.press("3", "3")
    assert view.placed_choices() == (None, 2, None, None)  # one choice goes into one row
    driver.click(view.rows[1])
    driver.click(view.rows[1])
    assert view.placed_choices() == (None,) * 4
    assert driver.review.reveal.text() == "Show answer  (Space)"


def test_each_wrong_row_shows_the_right_choice(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["match"])
    task = task_of(driver)
    driver.press(str(task.right[0] + 1), str(task.right[2] + 1), SPACE)
    names = [row.accessibleName() for row in driver.review.matching.rows]
    assert names[0].endswith("Correct")
    assert names[1].endswith("Should be: time per request, at the p99")
    assert names[2].endswith("Missing: requests per second")
    assert not any(choice.isVisible() for choice in driver.review.matching.choices)
    driver.press("5", BACKSPACE)  # too late
    assert [row.accessibleName() for row in driver.review.matching.rows] == names
    assert driver.review.grades.buttons[0].is_suggested
    driver.press("3")
    assert ratings(driver) == [Rating.GOOD]


def test_a_matching_task_can_be_given_up(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["classify"])
    driver.press(SPACE)
    assert not driver.review.verdict.isVisible()
    assert {row.mark for row in driver.review.matching.rows} == {matching_row.RowState.SHOWN}


def test_list_items_are_entered_one_by_one(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["list"])
    for text in ("peak load", "bandwith", "users", "peak qps"):
        driver.write(text)
        driver.press(RETURN)
    assert driver.review.entries.count.text().startswith("4 of 5")
    driver.write("QPS")
    assert driver.review.reveal.text() == "Add  (Return)"
    driver.click(driver.review.reveal)
    driver.click(driver.review.reveal)
    assert driver.review.verdict.text() == (
        "3 of 5 named. Missing: storage, cache. Not on the list: users."
    )
    marks = [chip.mark for chip in driver.review.entries.chips]
    right, wrong = list_input.ItemState.RIGHT, list_input.ItemState.WRONG
    assert marks == [right, right, wrong, list_input.ItemState.REPEATED, right]
    assert "storage" in driver.card
    driver.press("1")
    assert ratings(driver) == [Rating.AGAIN]


def test_an_entered_item_can_be_changed(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["list"])
    driver.write("storig")
    driver.press(RETURN)
    driver.click(driver.review.entries.chips[0])
    assert driver.review.entries.edit.text() == "storig"
    assert driver.review.entries.chips == ()
    assert driver.review.entries.edit.hasFocus()
    driver.press(BACKSPACE, BACKSPACE)
    driver.write("age")
    driver.press(RETURN, RETURN)
    assert driver.review.entries.texts() == ("storage",)


def test_an_empty_list_is_given_up(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["list"])
    driver.press(RETURN)
    assert driver.review.session.state.outcome is None
    assert not driver.review.entries.edit.isVisible()
    assert "bandwidth" in driver.card


def test_a_typed_answer_is_marked(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["typed"])
    driver.write("wal")
    driver.press(RETURN)
    assert driver.review.verdict.text() == "Correct."
    assert "write-ahead log" in driver.card
    driver.press(SPACE)
    assert ratings(driver) == [Rating.GOOD]


def test_a_step_of_an_order_has_options(open_window: OpenWindow) -> None:
    driver = start(open_window, many_questions()["step"])
    asked = driver.review.session.state.card
    assert asked is not None
    driver.press(str([option.right for option in asked.options].index(True) + 1))
    assert driver.review.grades.buttons[2].is_suggested
    assert "Understand and scope" in driver.card


def test_each_kind_hides_the_widgets_of_the_previous_one(open_window: OpenWindow) -> None:
    questions = many_questions()
    driver = start(
        open_window, questions["order"], questions["list"], questions["typed"], questions["match"]
    )
    parts = {
        "order": driver.review.matching,
        "list": driver.review.entries,
        "typed": driver.review.number,
        "match": driver.review.matching,
    }
    for shown in parts.values():
        for part in parts.values():
            assert part.isVisible() is (part is shown)
        driver.review.run_action("review.reveal")
        driver.review.run_action("review.easy")
    assert ratings(driver) == [Rating.EASY] * 4
