"""Counts of study days, decks and cards."""

from collections.abc import Mapping
from dataclasses import dataclass

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.memory import State
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import deck_keys
from flashdesign.storage.schema.suspended import BY_USER, NOTE_GONE


@dataclass(frozen=True, slots=True)
class DeckProgress:
    """Numbers of cards of a deck: all, answered once, mature, suspended, and new, not suspended."""

    total: int
    seen: int
    mature: int
    suspended: int
    new: int


_NO_PROGRESS = DeckProgress(0, 0, 0, 0, 0)
_COUNTS = ("answers", "passed", "new", "reviews", "reviews_passed", "duration_ms")
_BY_DAY = (
    f"SELECT day, {', '.join(f'sum({name})' for name in _COUNTS)} FROM day_stat"
    " WHERE day >= ? GROUP BY day ORDER BY day"
)
_OF_DAY = f"SELECT deck_id, day, {', '.join(_COUNTS)} FROM day_stat WHERE day = ?"
_EVER_WITH_NOTES = (
    "SELECT key FROM deck WHERE EXISTS (SELECT 1 FROM note WHERE note.deck_id = deck.id)"
)
_WITH_NOTES = _EVER_WITH_NOTES.replace("= deck.id", "= deck.id AND note.gone = 0")
_ATTEMPT = "SELECT 1 FROM attempt LIMIT 1"
_DAYS = "SELECT DISTINCT day FROM day_stat"
_PROGRESS = (
    "SELECT deck_id, suspended, state, mature, count(*) FROM card"
    f" WHERE suspended <> {NOTE_GONE} GROUP BY deck_id, suspended, state, mature"
)


def day_stats(conn: Connection, since_day: int) -> list[DayStat]:
    """Return the counts of the study days from `since_day` on, summed over all decks."""
    return [DayStat(*row) for row in conn.rows(_BY_DAY, (since_day,))]


def day_stats_by_deck(
    conn: Connection, day: int, keys: Mapping[int, DeckId] | None = None
) -> dict[DeckId, DayStat]:
    """Return the counts of study day `day` by deck, without subdecks."""
    keys = keys or deck_keys(conn)
    return {keys[deck_row]: DayStat(*row) for deck_row, *row in conn.rows(_OF_DAY, (day,))}


def decks_with_notes(conn: Connection) -> set[DeckId]:
    """Return the decks that have a note which is not gone."""
    return {DeckId(key) for (key,) in conn.rows(_WITH_NOTES)}


def decks_ever_written(conn: Connection) -> set[DeckId]:
    """Return the decks that have a note, including gone notes."""
    return {DeckId(key) for (key,) in conn.rows(_EVER_WITH_NOTES)}


def has_attempts(conn: Connection) -> bool:
    """Return whether there is an attempt at a drill."""
    return conn.row(_ATTEMPT) is not None


def study_days(conn: Connection) -> set[int]:
    """Return the study days with answers."""
    return {day for (day,) in conn.rows(_DAYS)}


def deck_progress(
    conn: Connection, keys: Mapping[int, DeckId] | None = None
) -> dict[DeckId, DeckProgress]:
    """Return the progress of each deck, without subdecks and cards whose note is gone."""
    keys = keys or deck_keys(conn)
    sums: dict[DeckId, DeckProgress] = {}
    for deck_row, suspended, state, mature, count in conn.rows(_PROGRESS):
        so_far = sums.get(keys[deck_row], _NO_PROGRESS)
        sums[keys[deck_row]] = DeckProgress(
            total=so_far.total + count,
            seen=so_far.seen + count * (state != State.NEW),
            mature=so_far.mature + count * mature,
            suspended=so_far.suspended + count * (suspended == BY_USER),
            new=so_far.new + count * (state == State.NEW and not suspended),
        )
    return sums
