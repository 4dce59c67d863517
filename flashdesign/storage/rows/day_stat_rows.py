"""Updates of the review counts of each day as the log changes.

Below the review log, because a move of cards with their logs changes them too.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from operator import add as plus
from operator import attrgetter
from operator import sub as minus

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind, in_order
from flashdesign.domain.scheduling.statistics import DayStat, tally
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.storage.connection.database import Connection

_NAMES = tuple(field.name for field in fields(DayStat) if field.name != "day")
_get_counts = attrgetter(*_NAMES)
_ZERO = (0,) * len(_NAMES)
_ADD = (
    f"INSERT INTO day_stat (day, deck_id, {', '.join(_NAMES)})"
    f" VALUES (?, ?, {', '.join('?' * len(_NAMES))}) ON CONFLICT (day, deck_id) DO UPDATE SET "
    + ", ".join(f"{name} = day_stat.{name} + excluded.{name}" for name in _NAMES)
)
_DROP_EMPTY = "DELETE FROM day_stat WHERE day = ? AND deck_id = ? AND answers = 0"
_DROP_ALL_EMPTY = "DELETE FROM day_stat WHERE answers = 0"
# The counts of a row depend only on the card's state before it, which follows from the row's kind.
_SAMPLE_UID, _SAMPLE_CARD = ReviewId(b""), CardKey("")
_WAS_NEW = Memory(State.NEW)
_WAS_DUE = Memory(State.REVIEW)
_WAS_LEARNING = Memory(State.LEARNING)

Counts = tuple[int, ...]


def row_counts(review: Review, *, is_new: bool) -> Counts:
    """Return the counts that a row adds to its day; `is_new`: its card had no answers before."""
    if review.rating is None:
        return _ZERO
    counted = _COUNTS.get((review.kind, review.rating, is_new))
    return _ZERO if counted is None else (*counted, review.duration_ms)


def card_counts(rows: Sequence[Review]) -> dict[int, Counts]:
    """Return the counts of one card's log by study day."""
    revoked = {row.revokes for row in rows if row.kind is ReviewKind.REVOKE}
    by_day: dict[int, Counts] = {}
    is_new = True
    for row in in_order(row for row in rows if row.uid not in revoked):
        if row.kind is ReviewKind.MANUAL:
            is_new = True
        elif row.kind is ReviewKind.SET:
            is_new = False
        elif row.kind in (ReviewKind.LEARN, ReviewKind.REVIEW):
            day = row.moment.day
            counted = row_counts(row, is_new=is_new)
            by_day[day] = _sum(by_day[day], counted) if day in by_day else counted
            is_new = False
    return by_day


def add_counts(conn: Connection, deck_row: int, by_day: Mapping[int, Counts]) -> None:
    """Add counts to the days of one deck."""
    conn.run_for_each(
        _ADD,
        [(day, deck_row, *counted) for day, counted in by_day.items() if counted != _ZERO],
    )


def replace_counts(
    conn: Connection, deck_row: int, old: Mapping[int, Counts], new: Mapping[int, Counts]
) -> None:
    """Subtract the counts `old` from one deck and add `new`."""
    changed = {day for day in old.keys() | new.keys() if old.get(day) != new.get(day)}
    difference = {
        day: _sum(new.get(day, _ZERO), tuple(-n for n in old.get(day, _ZERO))) for day in changed
    }
    add_counts(conn, deck_row, difference)
    _drop_empty(conn, deck_row, changed)


def _drop_empty(conn: Connection, deck_row: int, days: Iterable[int]) -> None:
    """Drop the rows of days without an answer, as if they had never had one."""
    conn.run_for_each(_DROP_EMPTY, [(day, deck_row) for day in days])


class DayTotals:
    """The counts of many cards by deck and day, collected to be written or compared at once."""

    def __init__(self) -> None:
        self._by_deck: defaultdict[int, dict[int, Counts]] = defaultdict(dict)

    def include(self, deck_row: int, by_day: Mapping[int, Counts]) -> None:
        sums = self._by_deck[deck_row]
        for day, counted in by_day.items():
            sums[day] = _sum(sums[day], counted) if day in sums else counted

    def exclude(self, deck_row: int, by_day: Mapping[int, Counts]) -> None:
        """Subtract the counts of a card."""
        sums = self._by_deck[deck_row]
        for day, counted in by_day.items():
            sums[day] = tuple(map(minus, sums.get(day, _ZERO), counted))

    def write(self, conn: Connection) -> None:
        rows = [
            (day, deck_row, *counted)
            for deck_row, by_day in self._by_deck.items()
            for day, counted in by_day.items()
            if counted != _ZERO
        ]
        conn.run_for_each(_ADD, rows)

    def write_difference(self, conn: Connection) -> None:
        """Add the sums, some of which may be negative, and drop the days without an answer."""
        self.write(conn)
        if any(self._by_deck.values()):
            conn.rows(_DROP_ALL_EMPTY)

    def rows(self) -> set[tuple[int, ...]]:
        """Return the rows that the table should have: day, deck row and counts."""
        return {
            (day, deck_row, *counted)
            for deck_row, by_day in self._by_deck.items()
            for day, counted in by_day.items()
        }


def _sum(a: Iterable[int], b: Iterable[int]) -> Counts:
    return tuple(map(plus, a, b))


def _counts_without_time(kind: ReviewKind, rating: Rating, *, is_new: bool) -> Counts:
    """Return the counts of such a row without its time."""
    row = Review(_SAMPLE_UID, _SAMPLE_CARD, StudyMoment(0), kind, rating)
    counted: Counts = _get_counts(tally(row, _memory_before(kind, is_new=is_new)))
    return counted[:-1]


def _memory_before(kind: ReviewKind, *, is_new: bool) -> Memory:
    if is_new:
        return _WAS_NEW
    return _WAS_DUE if kind is ReviewKind.REVIEW else _WAS_LEARNING


# Logs are long and kinds few. Kinds of rows that do not count are absent.
_COUNTS = {
    (kind, rating, is_new): counted
    for kind in ReviewKind
    for rating in Rating
    for is_new in (False, True)
    if any(counted := _counts_without_time(kind, rating, is_new=is_new))
}
