"""Read what the days so far and the cards as they stand amount to."""

from collections.abc import Iterable
from dataclasses import dataclass

from sqlalchemy import Integer, and_, bindparam, cast, func, select

from flashdesign.domain.cards import DeckId
from flashdesign.domain.scheduling import State
from flashdesign.domain.statistics import MATURE_STABILITY_DAYS, DayStat
from flashdesign.storage.database import Connection
from flashdesign.storage.decks import deck_keys
from flashdesign.storage.tables import BY_PERSON, NOTE_GONE, card, day_stat


@dataclass(frozen=True, slots=True)
class Progress:
    """How many cards a deck has, and how many of them were seen, sit fast, or are suspended."""

    total: int
    seen: int
    mature: int
    suspended: int


_s, _c = day_stat.c, card.c
_COUNTS = (_s.answers, _s.passed, _s.new, _s.reviews, _s.reviews_passed, _s.duration_ms)
_BY_DAY = (
    select(_s.day, *(func.sum(count) for count in _COUNTS))
    .where(_s.day >= bindparam("since"))
    .group_by(_s.day)
    .order_by(_s.day)
)
_OF_DAY = select(_s.deck_id, _s.day, *_COUNTS).where(_s.day == bindparam("day"))
_DAYS = select(_s.day).distinct()
_PROGRESS = (
    select(
        _c.deck_id,
        func.count(),
        func.sum(cast(_c.state != State.NEW, Integer)),
        func.total(
            cast(and_(_c.state == State.REVIEW, _c.stability >= MATURE_STABILITY_DAYS), Integer)
        ),
        func.sum(cast(_c.suspended == BY_PERSON, Integer)),
    )
    .where(_c.suspended != NOTE_GONE)
    .group_by(_c.deck_id)
)


def day_stats(conn: Connection, since_day: int) -> list[DayStat]:
    """Return the counts of the study days from `since_day` on, all decks summed."""
    rows: Iterable[tuple[int, ...]] = conn.execute(_BY_DAY, {"since": since_day})
    return [DayStat(*row) for row in rows]


def used_today(conn: Connection, day: int) -> dict[DeckId, DayStat]:
    """Return the counts of study day `day` by deck, without those of its children."""
    keys = deck_keys(conn)
    return {keys[deck]: DayStat(*row) for deck, *row in conn.execute(_OF_DAY, {"day": day})}


def study_days(conn: Connection) -> set[int]:
    """Return the study days that had answers."""
    return set(conn.execute(_DAYS).scalars())


def progress(conn: Connection) -> dict[DeckId, Progress]:
    """Return how far each deck is, without its children; cards whose note is gone do not count."""
    keys = deck_keys(conn)
    return {
        keys[deck]: Progress(total, seen, int(mature), suspended)
        for deck, total, seen, mature, suspended in conn.execute(_PROGRESS)
    }
