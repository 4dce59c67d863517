"""Count what answers add to a study day, by the log alone and one answer at a time alike."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import astuple, fields

from sqlalchemy import and_, bindparam, delete
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.reviews import Kind, Review, in_order
from flashdesign.domain.scoring import Rating
from flashdesign.domain.statistics import DayStat
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import day_stat

_COUNTS = tuple(field.name for field in fields(DayStat) if field.name != "day")
_insert = insert(day_stat)
_ADD = _insert.on_conflict_do_update(
    index_elements=[day_stat.c.day, day_stat.c.deck_id],
    set_={name: day_stat.c[name] + _insert.excluded[name] for name in _COUNTS},
)
_DROP_EMPTY = delete(day_stat).where(
    and_(
        day_stat.c.day == bindparam("on_day"),
        day_stat.c.deck_id == bindparam("deck"),
        day_stat.c.answers == 0,
    )
)


def tally(review: Review, *, is_new: bool) -> DayStat:
    """Return what a row of the log adds to its day; `is_new` tells that its card was new."""
    day = review.moment.day
    if review.rating is None:
        return DayStat(day)
    passed = review.rating > Rating.AGAIN
    scheduled = review.kind is Kind.REVIEW
    return DayStat(
        day,
        answers=1,
        passed=int(passed),
        new=int(is_new and review.kind is not Kind.CRAM),
        reviews=int(scheduled),
        reviews_passed=int(scheduled and passed),
        duration_ms=review.duration_ms,
    )


def tallies(rows: Sequence[Review]) -> dict[int, DayStat]:
    """Return what one card's part of the log amounts to, by study day."""
    revoked = {row.revokes for row in rows if row.kind is Kind.REVOKE}
    counted: dict[int, DayStat] = {}
    is_new = True
    for row in in_order(row for row in rows if row.uid not in revoked):
        if row.kind is Kind.MANUAL:
            is_new = True
        if row.rating is not None:
            stat = tally(row, is_new=is_new)
            counted[stat.day] = _sum(counted.get(stat.day), stat)
            is_new = is_new and row.kind is Kind.CRAM
    return counted


def add(conn: Connection, deck_row: int, stats: Iterable[DayStat]) -> None:
    """Add the stats to their days' counts in one deck."""
    rows = [_as_row(deck_row, stat) for stat in stats]
    if rows:
        conn.execute(_ADD, rows if len(rows) > 1 else rows[0])


def exchange(
    conn: Connection, deck_row: int, old: dict[int, DayStat], new: dict[int, DayStat]
) -> None:
    """Take the counts `old` out of one deck and put `new` in."""
    changed = [day for day in old.keys() | new.keys() if old.get(day) != new.get(day)]
    add(conn, deck_row, [_difference(day, new.get(day), old.get(day)) for day in changed])
    if changed:
        conn.execute(_DROP_EMPTY, [{"on_day": day, "deck": deck_row} for day in changed])


class Totals:
    """The counts of many cards, by deck and day, gathered to be written at once."""

    def __init__(self) -> None:
        self._stats: defaultdict[int, dict[int, DayStat]] = defaultdict(dict)

    def include(self, deck_row: int, stats: dict[int, DayStat]) -> None:
        ours = self._stats[deck_row]
        for day, stat in stats.items():
            ours[day] = _sum(ours.get(day), stat)

    def write(self, conn: Connection) -> None:
        for deck_row, stats in self._stats.items():
            add(conn, deck_row, stats.values())


def _as_row(deck_row: int, stat: DayStat) -> dict[str, int]:
    counts = {name: int(getattr(stat, name)) for name in _COUNTS}
    return {"day": stat.day, "deck_id": deck_row} | counts


def _sum(one: DayStat | None, other: DayStat) -> DayStat:
    if one is None:
        return other
    counts = zip(astuple(one)[1:], astuple(other)[1:], strict=True)
    return DayStat(other.day, *(a + b for a, b in counts))


def _difference(day: int, one: DayStat | None, other: DayStat | None) -> DayStat:
    counts = zip(astuple(one or DayStat(day))[1:], astuple(other or DayStat(day))[1:], strict=True)
    return DayStat(day, *(a - b for a, b in counts))
