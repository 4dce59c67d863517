"""Matching, list and typed cards, answered by key and by mouse."""

import pytest
from PySide6.QtCore import Qt

from flashdesign.domain.notes.matching import MatchingTask
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Kind
from flashdesign.ui.cards.inputs import list_input, matching_row
from tests.support.collection import BASICS, note
from tests.support.ui.cards import many_faces
from tests.support.ui.driver import RETURN, SPACE, Seat
from tests.ui.conftest import Sit

BACKSPACE = Qt.Key.Key_Backspace


def start(sit: Sit, *faces: Question) -> Seat:
    """Return a seat with the first of these cards as the current one."""
    notes = tuple(note(BASICS, f"n{at}", face) for at, face in enumerate(faces))
    seat = sit(Deck(BASICS, "Basics", notes))
    seat.press(SPACE)
    return seat


def task_of(seat: Seat) -> MatchingTask:
    """Return the matching task of the current card."""
    asked = seat.review.session.state.card
    assert asked is not None
    assert asked.matching is not None
    return asked.matching


def ratings(seat: Seat) -> list[Rating | None]:
    """Return the grades in the log, the first one first."""
    return [row.rating for row in seat.learner.log((Kind.LEARN, Kind.REVIEW))]


@pytest.mark.parametrize("name", ["order", "match", "classify"])
def test_rows_are_filled_by_digits(sit: Sit, name: str) -> None:
    seat = start(sit, many_faces()[name])
    assert seat.review.reveal.text() == "Show answer  (Space)"
    seat.press(*(str(place + 1) for place in task_of(seat).right))
    assert seat.review.matching.placed_choices() == task_of(seat).right
    assert seat.review.reveal.text() == "Check  (Space)"
    seat.press(SPACE)
    assert seat.review.verdict.text() == "All correct."
    assert {row.mark for row in seat.review.matching.rows} == {matching_row.Mark.RIGHT}
    seat.press(SPACE)
    assert ratings(seat) == [Rating.GOOD]


@pytest.mark.parametrize("name", ["order", "match", "classify"])
def test_rows_are_filled_by_the_mouse(sit: Sit, name: str) -> None:
    seat = start(sit, many_faces()[name])
    view, right = seat.review.matching, task_of(seat).right
    for row in reversed(range(len(right))):
        seat.click(view.rows[row])
        seat.click(view.choices[right[row]])
    seat.click(seat.review.reveal)
    assert seat.review.verdict.text() == "All correct."


def test_placed_choices_can_be_removed(sit: Sit) -> None:
    seat = start(sit, many_faces()["order"])
    view = seat.review.matching
    seat.press("2", "5", BACKSPACE, BACKSPACE, BACKSPACE)
    assert view.placed_choices() == (None,) * 4
    seat.press("3", "3")
    assert view.placed_choices() == (None, 2, None, None)  # one choice goes into one row
    seat.click(view.rows[1])
    seat.click(view.rows[1])
    assert view.placed_choices() == (None,) * 4
    assert seat.review.reveal.text() == "Show answer  (Space)"


def test_each_wrong_row_shows_the_right_choice(sit: Sit) -> None:
    seat = start(sit, many_faces()["match"])
    task = task_of(seat)
    seat.press(str(task.right[0] + 1), str(task.right[2] + 1), SPACE)
    names = [row.accessibleName() for row in seat.review.matching.rows]
    assert names[0].endswith("Correct")
    assert names[1].endswith("Should be: time per request, at the p99")
    assert names[2].endswith("Missing: requests per second")
    assert not any(choice.isVisible() for choice in seat.review.matching.choices)
    seat.press("5", BACKSPACE)  # too late
    assert [row.accessibleName() for row in seat.review.matching.rows] == names
    assert seat.review.grades.buttons[0].is_suggested
    seat.press("3")
    assert ratings(seat) == [Rating.GOOD]


def test_a_matching_task_can_be_given_up(sit: Sit) -> None:
    seat = start(sit, many_faces()["classify"])
    seat.press(SPACE)
    assert not seat.review.verdict.isVisible()
    assert {row.mark for row in seat.review.matching.rows} == {matching_row.Mark.SHOWN}


def test_list_items_are_entered_one_by_one(sit: Sit) -> None:
    seat = start(sit, many_faces()["list"])
    for text in ("peak load", "bandwith", "users", "peak qps"):
        seat.write(text)
        seat.press(RETURN)
    assert seat.review.entries.count.text().startswith("4 of 5")
    seat.write("QPS")
    assert seat.review.reveal.text() == "Check  (Return)"
    seat.click(seat.review.reveal)  # what stands in the field counts too
    assert seat.review.verdict.text() == (
        "3 of 5 named. Missing: storage, cache. Not on the list: users."
    )
    marks = [chip.mark for chip in seat.review.entries.chips]
    right, wrong = list_input.Mark.RIGHT, list_input.Mark.WRONG
    assert marks == [right, right, wrong, list_input.Mark.REPEATED, right]
    assert "storage" in seat.card
    seat.press("1")
    assert ratings(seat) == [Rating.AGAIN]


def test_an_entered_item_can_be_changed(sit: Sit) -> None:
    seat = start(sit, many_faces()["list"])
    seat.write("storig")
    seat.press(RETURN)
    seat.click(seat.review.entries.chips[0])
    assert seat.review.entries.edit.text() == "storig"
    assert seat.review.entries.chips == ()
    assert seat.review.entries.edit.hasFocus()
    seat.press(BACKSPACE, BACKSPACE)
    seat.write("age")
    seat.press(RETURN, RETURN)
    assert seat.review.entries.texts() == ("storage",)


def test_an_empty_list_is_given_up(sit: Sit) -> None:
    seat = start(sit, many_faces()["list"])
    seat.press(RETURN)
    assert seat.review.session.state.outcome is None
    assert not seat.review.entries.edit.isVisible()
    assert "bandwidth" in seat.card


def test_a_typed_answer_is_marked(sit: Sit) -> None:
    seat = start(sit, many_faces()["typed"])
    seat.write("wal")
    seat.press(RETURN)
    assert seat.review.verdict.text() == "Correct."
    assert "write-ahead log" in seat.card
    seat.press(SPACE)
    assert ratings(seat) == [Rating.GOOD]


def test_a_step_of_an_order_has_options(sit: Sit) -> None:
    seat = start(sit, many_faces()["step"])
    asked = seat.review.session.state.card
    assert asked is not None
    seat.press(str([option.right for option in asked.options].index(True) + 1))
    assert seat.review.grades.buttons[2].is_suggested
    assert "Understand and scope" in seat.card


def test_each_kind_hides_the_widgets_of_the_previous_one(sit: Sit) -> None:
    faces = many_faces()
    seat = start(sit, faces["order"], faces["list"], faces["typed"], faces["match"])
    parts = {
        "order": seat.review.matching,
        "list": seat.review.entries,
        "typed": seat.review.number,
        "match": seat.review.matching,
    }
    for shown in parts.values():
        for part in parts.values():
            assert part.isVisible() is (part is shown)
        seat.review.run_action("review.reveal")
        seat.review.run_action("review.easy")
    assert ratings(seat) == [Rating.EASY] * 4
