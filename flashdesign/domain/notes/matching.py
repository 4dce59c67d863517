"""Marking of matching tasks; Order, Match and Classify use them."""

from collections.abc import Sequence

from flashdesign.domain.notes.tasks import MatchingTask
from flashdesign.domain.scheduling.memory import Rating

__all__ = ["MatchingTask", "Placement", "grade_matching", "mark_rows"]

# At least 75 % right is Hard, less is Again.
_HARD_SHARE = 0.75

Placement = tuple[int | None, ...]


def mark_rows(task: MatchingTask, placed: Sequence[int | None]) -> tuple[bool, ...]:
    """Return for each row whether it has the right choice or one with the same text."""
    return tuple(
        choice is not None and task.choices[choice] == task.choices[right]
        for choice, right in zip(placed, task.right, strict=True)
    )


def grade_matching(right: int, wanted: int) -> Rating:
    """Return the grade for `right` out of `wanted` items."""
    if right >= wanted:
        return Rating.GOOD
    return Rating.HARD if right >= wanted * _HARD_SHARE else Rating.AGAIN
