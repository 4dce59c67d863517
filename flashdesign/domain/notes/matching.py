"""Matching tasks: each row gets one of several choices; used by Order, Match and Classify."""

from collections.abc import Sequence

from flashdesign.domain.notes.base import Question
from flashdesign.domain.notes.question import Ordering
from flashdesign.domain.notes.tasks import STEP_OPTIONS, MatchingTask, Option
from flashdesign.domain.scheduling.memory import Rating

__all__ = [
    "STEP_OPTIONS",
    "MatchingTask",
    "Placement",
    "grade_matching",
    "mark_rows",
    "matching_task",
    "step_options",
]

# At least 75 % right is Hard, less is Again.
_HARD_SHARE = 0.75

Placement = tuple[int | None, ...]


def matching_task(face: Question, part: str, seed: int) -> MatchingTask | None:
    """Return the matching task of a question, shuffled by `seed`; None for other types."""
    return face.board(part, seed)


def step_options(order: Ordering, part: str, seed: int) -> tuple[Option, ...]:
    """Return the options for the next step of an order; empty if there are fewer than three."""
    return order.options(part, seed)


def mark_rows(board: MatchingTask, placed: Sequence[int | None]) -> tuple[bool, ...]:
    """Return for each row whether it has the right choice or one with the same text."""
    return tuple(
        choice is not None and board.choices[choice] == board.choices[right]
        for choice, right in zip(placed, board.right, strict=True)
    )


def grade_matching(right: int, wanted: int) -> Rating:
    """Return the grade for `right` out of `wanted` items."""
    if right >= wanted:
        return Rating.GOOD
    return Rating.HARD if right >= wanted * _HARD_SHARE else Rating.AGAIN
