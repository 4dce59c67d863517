"""Rows of the review log: their kinds, ids, order, and which are revoked."""

from collections.abc import Iterable, Sequence
from enum import StrEnum
from operator import attrgetter
from typing import NamedTuple

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Memory, Rating
from flashdesign.domain.scheduling.study_day import StudyMoment

ALGORITHM = "fsrs6/6.3.2"
# The algorithm of imported rows, which undo does not revoke: they were answered elsewhere.
IMPORTED = "imported"


class ReviewKind(StrEnum):
    """The kind of a row of the log."""

    LEARN = "learn"
    REVIEW = "review"
    CRAM = "cram"
    MANUAL = "manual"
    SET = "set"
    REVOKE = "revoke"


_ORDER = attrgetter("moment.at", "uid")
_SHAPING = (ReviewKind.LEARN, ReviewKind.REVIEW, ReviewKind.MANUAL, ReviewKind.SET)


class Review(NamedTuple):
    """One row: an answer, a manual reset, a memory set by an import, or the undo of another row.

    A `SET` row sets the `memory`; a `REVOKE` row undoes the row `revokes`. A tuple, because a log
    can have a million.
    """

    uid: ReviewId
    card: CardKey
    moment: StudyMoment
    kind: ReviewKind
    rating: Rating | None = None
    duration_ms: int = 0
    revokes: ReviewId | None = None
    algorithm: str = ALGORITHM
    memory: Memory | None = None


def in_order(rows: Iterable[Review]) -> list[Review]:
    """Return the rows in the log's total order: time, then uid."""
    return sorted(rows, key=_ORDER)


def effective_rows(rows: Sequence[Review]) -> list[Review]:
    """Return the rows that affect the memory and are not revoked, in the log's order."""
    revoked = {row.revokes for row in rows if row.kind is ReviewKind.REVOKE}
    return in_order(row for row in rows if row.kind in _SHAPING and row.uid not in revoked)
