"""Rows of the review log: their kinds, ids, order, and which are revoked."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import NewType

from flashdesign.domain.cards import CardKey
from flashdesign.domain.memory import Memory
from flashdesign.domain.moments import Moment
from flashdesign.domain.ratings import Rating

Uid = NewType("Uid", bytes)
ALGORITHM = "fsrs6/6.3.2"
# The algorithm of imported rows: they were not answered here, so undo does not revoke them.
IMPORTED = "imported"
UID_BYTES = 16
_VERSION_7 = 0x7000
_VARIANT = 0x8000
_LAST_MS = (1 << 48) - 1


class Kind(StrEnum):
    """The kind of a row of the log."""

    LEARN = "learn"
    REVIEW = "review"
    CRAM = "cram"
    MANUAL = "manual"
    SET = "set"
    REVOKE = "revoke"


_SHAPING = (Kind.LEARN, Kind.REVIEW, Kind.MANUAL, Kind.SET)


@dataclass(frozen=True, slots=True)
class Review:
    """One row: an answer, a manual reset, a memory set by an import, or the undo of another row.

    A `SET` row sets the `memory`; a `REVOKE` row undoes the row `revokes`.
    """

    uid: Uid
    card: CardKey
    moment: Moment
    kind: Kind
    rating: Rating | None = None
    duration_ms: int = 0
    revokes: Uid | None = None
    algorithm: str = ALGORITHM
    memory: Memory | None = None


def new_uid(at: int, chance: int, after: Uid | None = None) -> Uid:
    """Return a UUIDv7 for `at` (UTC ms) with 74 random bits `chance` that sorts after `after`.

    If the clock is not later than `after`, the time is one ms later than that of `after`. The
    random bits are always new, so that two copies of a collection never use one uid twice.
    """
    if after is not None:
        newest = int.from_bytes(after[:6])
        # A uid has 48 bits for the time.
        at = max(at, min(newest + 1, _LAST_MS))
    high, low = (chance >> 62) & 0xFFF, chance & ((1 << 62) - 1)
    return Uid((at << 80 | (_VERSION_7 | high) << 64 | _VARIANT << 48 | low).to_bytes(UID_BYTES))


def in_order(rows: Iterable[Review]) -> list[Review]:
    """Return the rows in the log's total order: time, then uid."""
    return sorted(rows, key=lambda row: (row.moment.at, row.uid))


def standing(rows: Sequence[Review]) -> list[Review]:
    """Return the rows that affect the memory and are not revoked, in the log's order."""
    revoked = {row.revokes for row in rows if row.kind is Kind.REVOKE}
    return in_order(row for row in rows if row.kind in _SHAPING and row.uid not in revoked)
