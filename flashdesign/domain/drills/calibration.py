"""Calibration of the user's estimates: error, bias, pace and the most frequent mistake."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from math import inf
from statistics import median

from flashdesign.domain.drills.attempt import Attempt
from flashdesign.domain.drills.grading import TOLERANCE_DECADES, Bands

MIN_TIMED = 10
MIN_ANSWERED = 5
BIAS_THRESHOLD_DECADES = 0.02
"""A median within 5 % of the truth is no bias, as rounding alone can cause it."""


class Bias(StrEnum):
    """The direction of the bias of the user's estimates."""

    LOW = "low"
    HIGH = "high"
    EVEN = "even"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TopicAccuracy:
    """A topic, and the median error of the answers to it that are above zero."""

    topic: str
    attempts: int
    error_log10: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """Statistics of attempts; shares are cumulative, and a missing answer is in no band.

    A pace is the time divided by the target time: the median of the older half of the attempts,
    and of the newer half. `topics` begins with the worst.
    """

    attempts: int = 0
    answered: int = 0
    error_log10: float | None = None
    topics: tuple[TopicAccuracy, ...] = ()
    within_easy: float = 0.0
    within_good: float = 0.0
    within_hard: float = 0.0
    pace_before: float | None = None
    pace_now: float | None = None
    bias_log10: float | None = None
    bias_direction: Bias = Bias.UNKNOWN
    mistake: str = ""
    mistake_times: int = 0


def calibrate(attempts: Sequence[Attempt]) -> Calibration:
    """Return the statistics of attempts, given with the oldest first."""
    if not attempts:
        return Calibration()
    errors = _errors(attempts)
    signed = [attempt.signed_log10 for attempt in attempts if attempt.signed_log10 is not None]
    bias = median(signed) if signed else None
    pace_before, pace_now = _paces(attempts)
    mistake, times = _most_frequent(attempts)
    return Calibration(
        attempts=len(attempts),
        answered=len(errors),
        error_log10=median(errors) if errors else None,
        topics=_topics(attempts),
        within_easy=_share(attempts, lambda bands: bands.easy),
        within_good=_share(attempts, lambda bands: bands.good),
        within_hard=_share(attempts, lambda bands: bands.hard),
        pace_before=pace_before,
        pace_now=pace_now,
        bias_log10=bias,
        bias_direction=_lean(bias, len(signed)),
        mistake=mistake,
        mistake_times=times,
    )


def _errors(attempts: Sequence[Attempt]) -> list[float]:
    return [attempt.error_log10 for attempt in attempts if attempt.error_log10 is not None]


def _topics(attempts: Sequence[Attempt]) -> tuple[TopicAccuracy, ...]:
    by_topic: defaultdict[str, list[Attempt]] = defaultdict(list)
    for attempt in attempts:
        by_topic[attempt.question.topic].append(attempt)
    topics = []
    for topic, topic_attempts in by_topic.items():
        errors = _errors(topic_attempts)
        error = median(errors) if errors else None
        topics.append(TopicAccuracy(topic, len(topic_attempts), error))
    return tuple(sorted(topics, key=_worst_first))


def _worst_first(topic: TopicAccuracy) -> tuple[float, str]:
    # A topic with missing answers only is the worst.
    return -inf if topic.error_log10 is None else -topic.error_log10, topic.topic


def _share(attempts: Sequence[Attempt], reach: Callable[[Bands], float]) -> float:
    inside = sum(
        attempt.error_log10 is not None
        and attempt.error_log10 <= reach(attempt.question.bands) + TOLERANCE_DECADES
        for attempt in attempts
    )
    return inside / len(attempts)


def _paces(attempts: Sequence[Attempt]) -> tuple[float | None, float | None]:
    paces = [
        attempt.answer.seconds / attempt.question.target_s
        for attempt in attempts
        if attempt.answer.seconds is not None and attempt.answer.value is not None
    ]
    if len(paces) < MIN_TIMED:
        return None, None
    half = len(paces) // 2
    return median(paces[:half]), median(paces[half:])


def _lean(bias: float | None, answered: int) -> Bias:
    if bias is None or answered < MIN_ANSWERED:
        return Bias.UNKNOWN
    if abs(bias) <= BIAS_THRESHOLD_DECADES:
        return Bias.EVEN
    return Bias.LOW if bias < 0 else Bias.HIGH


def _most_frequent(attempts: Sequence[Attempt]) -> tuple[str, int]:
    """Return the most frequent mistake, the latest in a tie, and its number."""
    mistakes = [attempt.mistake_text for attempt in reversed(attempts) if attempt.mistake_text]
    return Counter(mistakes).most_common(1)[0] if mistakes else ("", 0)
