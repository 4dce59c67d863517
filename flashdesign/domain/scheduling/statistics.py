"""Statistics of study days: streak, recall, pace and the estimated time for today."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass

from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind

DEFAULT_ANSWER_MS = 12_000
# Average number of times a card is shown on a day, used without a history.
LOOKS_PER_NEW = 3.0
LOOKS_PER_REVIEW = 1.15
MATURE_STABILITY_DAYS = 21.0
_MIN_ANSWERS_FOR_A_PACE = 20


@dataclass(frozen=True, slots=True)
class DayStat:
    """The totals of a study day: answers by type, and their time in ms."""

    day: int
    answers: int = 0
    passed: int = 0
    new: int = 0
    reviews: int = 0
    reviews_passed: int = 0
    duration_ms: int = 0


def streak(days: Collection[int], today: int) -> int:
    """Return the number of consecutive days with answers up to today, or up to yesterday."""
    last = today if today in days else today - 1
    length = 0
    while last - length in days:
        length += 1
    return length


def recall(stats: Sequence[DayStat]) -> float | None:
    """Return the share of scheduled reviews that were passed, or None without any."""
    reviews = sum(stat.reviews for stat in stats)
    return sum(stat.reviews_passed for stat in stats) / reviews if reviews else None


def minutes_needed(stats: Sequence[DayStat], *, new: int, learning: int, due: int) -> float:
    """Return the minutes that today's cards will take at the pace of `stats`."""
    looks = new * LOOKS_PER_NEW + learning + due * LOOKS_PER_REVIEW
    return looks * pace_ms(stats) / 60_000


def pace_ms(stats: Sequence[DayStat]) -> float:
    """Return the mean time of an answer in ms, or a default if there are too few answers."""
    answers = sum(stat.answers for stat in stats)
    if answers < _MIN_ANSWERS_FOR_A_PACE:
        return DEFAULT_ANSWER_MS
    return sum(stat.duration_ms for stat in stats) / answers


def tally(row: Review, before: Memory) -> DayStat:
    """Return the counts that an answer adds to its day; `before` is the memory before it."""
    if row.rating is None or row.kind not in (ReviewKind.LEARN, ReviewKind.REVIEW):
        return DayStat(row.moment.day)
    passed = int(row.rating is not Rating.AGAIN)
    scheduled = int(before.state is State.REVIEW)
    return DayStat(
        day=row.moment.day,
        answers=1,
        passed=passed,
        new=int(before.state is State.NEW),
        reviews=scheduled,
        reviews_passed=scheduled * passed,
        duration_ms=row.duration_ms,
    )
