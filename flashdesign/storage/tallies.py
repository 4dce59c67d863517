"""Keep the counts of study days: what a card's log adds to them, and what a change of it does."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from functools import lru_cache
from operator import add as plus
from operator import attrgetter

from sqlalchemy import and_, bindparam, delete
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.cards import CardKey
from flashdesign.domain.moments import Moment
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Kind, Review, Uid, in_order
from flashdesign.domain.scheduling import Memory, State
from flashdesign.domain.statistics import DayStat, tally
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import day_stat

_NAMES = tuple(field.name for field in fields(DayStat) if field.name != "day")
_counts_of = attrgetter(*_NAMES)
_NOTHING = (0,) * len(_NAMES)
_insert = insert(day_stat)
_ADD = _insert.on_conflict_do_update(
    index_elements=[day_stat.c.day, day_stat.c.deck_id],
    set_={name: day_stat.c[name] + _insert.excluded[name] for name in _NAMES},
)
_DROP_EMPTY = delete(day_stat).where(
    and_(
        day_stat.c.day == bindparam("on_day"),
        day_stat.c.deck_id == bindparam("deck"),
        day_stat.c.answers == 0,
    )
)
# What a row counts for hangs on the state alone in which the card was, and that on the row's kind.
_SAMPLE_UID, _SAMPLE_CARD = Uid(b""), CardKey("")
_WAS_NEW = Memory(State.NEW)
_WAS_DUE = Memory(State.REVIEW)
_WAS_LEARNING = Memory(State.LEARNING)

Counts = tuple[int, ...]


def counts(review: Review, *, is_new: bool) -> Counts:
    """Return what a row adds to its day; `is_new` tells that its card had no answers before."""
    if review.rating is None:
        return _NOTHING
    shape = _shape(review.kind, review.rating, is_new=is_new)
    return (*shape, review.duration_ms) if any(shape) else _NOTHING


def tallies(rows: Sequence[Review]) -> dict[int, Counts]:
    """Return what one card's part of the log amounts to, by study day."""
    revoked = {row.revokes for row in rows if row.kind is Kind.REVOKE}
    by_day: dict[int, Counts] = {}
    is_new = True
    for row in in_order(row for row in rows if row.uid not in revoked):
        if row.kind is Kind.MANUAL:
            is_new = True
        elif row.kind is Kind.SET:
            is_new = False
        elif row.kind in (Kind.LEARN, Kind.REVIEW):
            day = row.moment.day
            by_day[day] = _sum(by_day.get(day, _NOTHING), counts(row, is_new=is_new))
            is_new = False
    return by_day


def add(conn: Connection, deck_row: int, by_day: Mapping[int, Counts]) -> None:
    """Add to the days' counts of one deck."""
    rows = [
        {"day": day, "deck_id": deck_row} | dict(zip(_NAMES, counted, strict=True))
        for day, counted in by_day.items()
        if counted != _NOTHING
    ]
    if rows:
        conn.execute(_ADD, rows if len(rows) > 1 else rows[0])


def exchange(
    conn: Connection, deck_row: int, old: Mapping[int, Counts], new: Mapping[int, Counts]
) -> None:
    """Take the counts `old` out of one deck and put `new` in."""
    changed = {day for day in old.keys() | new.keys() if old.get(day) != new.get(day)}
    difference = {
        day: _sum(new.get(day, _NOTHING), tuple(-n for n in old.get(day, _NOTHING)))
        for day in changed
    }
    add(conn, deck_row, difference)
    if changed:
        conn.execute(_DROP_EMPTY, [{"on_day": day, "deck": deck_row} for day in changed])


class Totals:
    """The counts of many cards by deck and day, gathered to be written or compared at once."""

    def __init__(self) -> None:
        self._by_deck: defaultdict[int, dict[int, Counts]] = defaultdict(dict)

    def include(self, deck_row: int, by_day: Mapping[int, Counts]) -> None:
        ours = self._by_deck[deck_row]
        for day, counted in by_day.items():
            ours[day] = _sum(ours.get(day, _NOTHING), counted)

    def write(self, conn: Connection) -> None:
        for deck_row, by_day in self._by_deck.items():
            add(conn, deck_row, by_day)

    def rows(self) -> set[tuple[int, ...]]:
        """Return day, deck row and counts of each line that the table should have."""
        return {
            (day, deck_row, *counted)
            for deck_row, by_day in self._by_deck.items()
            for day, counted in by_day.items()
        }


def _sum(one: Iterable[int], other: Iterable[int]) -> Counts:
    return tuple(map(plus, one, other))


@lru_cache(maxsize=64)
def _shape(kind: Kind, rating: Rating, *, is_new: bool) -> Counts:
    """Return what a row like this adds but for its time: logs are long, and their kinds are few."""
    row = Review(_SAMPLE_UID, _SAMPLE_CARD, Moment(0), kind, rating)
    found: Counts = _counts_of(tally(row, _before(kind, is_new=is_new)))
    return found[:-1]


def _before(kind: Kind, *, is_new: bool) -> Memory:
    if is_new:
        return _WAS_NEW
    return _WAS_DUE if kind is Kind.REVIEW else _WAS_LEARNING
