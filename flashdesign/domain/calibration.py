"""How well a person estimates: how far off, which way, how fast, and which mistake comes back."""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from flashdesign.domain.attempts import Attempt
from flashdesign.domain.scoring import TOLERANCE_DECADES, Bands

LEAST_TIMED = 10
LEAST_ANSWERED = 5
LEAN_FROM_DECADES = 0.02
"""A median this near to the truth (5 %) is no leaning: honest rounding moves it as far."""


class Lean(StrEnum):
    """Which way a person's estimates are off."""

    LOW = "low"
    HIGH = "high"
    EVEN = "even"
    UNKNOWN = "unknown"


@dataclass(frozen=True, slots=True)
class TopicError:
    """A topic, and the median error of the answers to it that are above zero."""

    topic: str
    attempts: int
    error_log10: float | None


@dataclass(frozen=True, slots=True)
class Calibration:
    """What attempts amount to; shares are cumulative, and no answer lies outside all bands.

    A pace is seconds over the target: the median of the older half of the attempts, and of the
    newer one. `topics` has the worst first.
    """

    attempts: int = 0
    answered: int = 0
    error_log10: float | None = None
    topics: tuple[TopicError, ...] = ()
    within_easy: float = 0.0
    within_good: float = 0.0
    within_hard: float = 0.0
    pace_before: float | None = None
    pace_now: float | None = None
    bias_log10: float | None = None
    lean: Lean = Lean.UNKNOWN
    mistake: str = ""
    mistake_times: int = 0


def calibrate(attempts: Sequence[Attempt]) -> Calibration:
    """Return what attempts, the oldest first, amount to."""
    if not attempts:
        return Calibration()
    errors = _errors(attempts)
    signed = [one.signed_log10 for one in attempts if one.signed_log10 is not None]
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
        lean=_lean(bias, len(signed)),
        mistake=mistake,
        mistake_times=times,
    )


def _errors(attempts: Sequence[Attempt]) -> list[float]:
    return [one.error_log10 for one in attempts if one.error_log10 is not None]


def _topics(attempts: Sequence[Attempt]) -> tuple[TopicError, ...]:
    by_topic: defaultdict[str, list[Attempt]] = defaultdict(list)
    for one in attempts:
        by_topic[one.posed.topic].append(one)
    found = []
    for topic, those in by_topic.items():
        errors = _errors(those)
        found.append(TopicError(topic, len(those), median(errors) if errors else None))
    # Nothing but missing answers is the worst there is.
    worst = float("inf")
    return tuple(
        sorted(
            found,
            key=lambda one: (-(worst if one.error_log10 is None else one.error_log10), one.topic),
        )
    )


def _share(attempts: Sequence[Attempt], reach: Callable[[Bands], float]) -> float:
    inside = sum(
        one.error_log10 is not None
        and one.error_log10 <= reach(one.posed.bands) + TOLERANCE_DECADES
        for one in attempts
    )
    return inside / len(attempts)


def _paces(attempts: Sequence[Attempt]) -> tuple[float | None, float | None]:
    paces = [
        one.said.seconds / one.posed.target_s
        for one in attempts
        if one.said.seconds is not None and one.said.value is not None
    ]
    if len(paces) < LEAST_TIMED:
        return None, None
    half = len(paces) // 2
    return median(paces[:half]), median(paces[half:])


def _lean(bias: float | None, answered: int) -> Lean:
    if bias is None or answered < LEAST_ANSWERED:
        return Lean.UNKNOWN
    if abs(bias) <= LEAN_FROM_DECADES:
        return Lean.EVEN
    return Lean.LOW if bias < 0 else Lean.HIGH


def _most_frequent(attempts: Sequence[Attempt]) -> tuple[str, int]:
    """Return the mistake named most often, the latest of equals, and how often it was."""
    said = [one.mistake_said for one in reversed(attempts) if one.mistake_said]
    return Counter(said).most_common(1)[0] if said else ("", 0)
