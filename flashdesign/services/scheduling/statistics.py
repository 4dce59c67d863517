"""Study statistics from the review log: streak, recall, progress and counts per study day."""

from dataclasses import dataclass

from flashdesign.domain.scheduling.statistics import DayStat, recall, streak
from flashdesign.services.context import Context
from flashdesign.storage import stored_settings
from flashdesign.storage.queries import statistics

DAYS = 30


@dataclass(frozen=True, slots=True)
class StudyStatistics:
    """Totals of all decks; `days` are those of the last 30 study days with answers, oldest first.

    `recall` is the share of scheduled reviews that were passed on those days, None without any.
    """

    streak: int
    recall: float | None
    cards: int
    seen: int
    known: int
    suspended: int
    days: tuple[DayStat, ...]


def study_statistics(context: Context) -> StudyStatistics:
    """Return the present statistics."""
    with context.database.read() as connection:
        today = context.moment(stored_settings.load(connection)).day
        progress = statistics.deck_progress(connection).values()
        recent = tuple(statistics.day_stats(connection, today - DAYS + 1))
        days = statistics.study_days(connection)
    return StudyStatistics(
        streak=streak(days, today),
        recall=recall(recent),
        cards=sum(deck.total for deck in progress),
        seen=sum(deck.seen for deck in progress),
        known=sum(deck.mature for deck in progress),
        suspended=sum(deck.suspended for deck in progress),
        days=recent,
    )
