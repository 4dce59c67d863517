"""Counts of study days, decks and cards."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sqlalchemy import bindparam, exists, func, select

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.schema.tables import (
    BY_USER,
    NOTE_GONE,
    attempt,
    card,
    day_stat,
    deck,
    note,
)


@dataclass(frozen=True, slots=True)
class DeckProgress:
    """Numbers of cards of a deck: all, answered once, mature, suspended, and new, not suspended."""

    total: int
    seen: int
    mature: int
    suspended: int
    new: int


_NO_PROGRESS = DeckProgress(0, 0, 0, 0, 0)
_s, _c = day_stat.c, card.c
_COUNTS = (_s.answers, _s.passed, _s.new, _s.reviews, _s.reviews_passed, _s.duration_ms)
_BY_DAY = (
    select(_s.day, *(func.sum(count) for count in _COUNTS))
    .where(_s.day >= bindparam("since"))
    .group_by(_s.day)
    .order_by(_s.day)
)
_OF_DAY = select(_s.deck_id, _s.day, *_COUNTS).where(_s.day == bindparam("day"))
_IS_OF_DECK = note.c.deck_id == deck.c.id
_WITH_NOTES = select(deck.c.key).where(exists().where(_IS_OF_DECK, note.c.gone == 0))
_EVER_WITH_NOTES = select(deck.c.key).where(exists().where(_IS_OF_DECK))
_ATTEMPT = select(attempt.c.uid).limit(1)
_DAYS = select(_s.day).distinct()
_GROUP = (_c.deck_id, _c.suspended, _c.state, _c.mature)
_PROGRESS = select(*_GROUP, func.count()).where(_c.suspended != NOTE_GONE).group_by(*_GROUP)


def day_stats(conn: Connection, since_day: int) -> list[DayStat]:
    """Return the counts of the study days from `since_day` on, summed over all decks."""
    rows: Iterable[tuple[int, ...]] = conn.execute(_BY_DAY, {"since": since_day})
    return [DayStat(*row) for row in rows]


def day_stats_by_deck(
    conn: Connection, day: int, keys: Mapping[int, DeckId] | None = None
) -> dict[DeckId, DayStat]:
    """Return the counts of study day `day` by deck, without subdecks."""
    keys = keys or deck_keys(conn)
    return {keys[deck_row]: DayStat(*row) for deck_row, *row in conn.execute(_OF_DAY, {"day": day})}


def decks_with_notes(conn: Connection) -> set[DeckId]:
    """Return the decks that have a note which is not gone."""
    return {DeckId(key) for key in conn.execute(_WITH_NOTES).scalars()}


def decks_ever_written(conn: Connection) -> set[DeckId]:
    """Return the decks that have a note, including gone notes."""
    return {DeckId(key) for key in conn.execute(_EVER_WITH_NOTES).scalars()}


def has_attempts(conn: Connection) -> bool:
    """Return whether there is an attempt at a drill."""
    return conn.execute(_ATTEMPT).scalar() is not None


def study_days(conn: Connection) -> set[int]:
    """Return the study days with answers."""
    return set(conn.execute(_DAYS).scalars())


def deck_progress(
    conn: Connection, keys: Mapping[int, DeckId] | None = None
) -> dict[DeckId, DeckProgress]:
    """Return the progress of each deck, without subdecks and cards whose note is gone."""
    keys = keys or deck_keys(conn)
    sums: dict[DeckId, DeckProgress] = {}
    for deck_row, suspended, state, mature, count in conn.execute(_PROGRESS):
        so_far = sums.get(keys[deck_row], _NO_PROGRESS)
        sums[keys[deck_row]] = DeckProgress(
            total=so_far.total + count,
            seen=so_far.seen + count * (state != State.NEW),
            mature=so_far.mature + count * mature,
            suspended=so_far.suspended + count * (suspended == BY_USER),
            new=so_far.new + count * (state == State.NEW and not suspended),
        )
    return sums
