"""Grading of estimates by their error and the time they took."""

from dataclasses import dataclass
from enum import StrEnum
from math import inf, isclose, isfinite, log10
from statistics import median

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.translation import N_

RULE_VERSION = 1
"""The version of the grading rule, stored with each attempt."""

TOLERANCE_DECADES = 1e-12
"""Added to bounds, which are inclusive: log10 has an error of a few 1e-16."""

EXACT_RELATIVE = 1e-9
"""The tolerance of exact answers: it distinguishes whole numbers up to 10^8 in any unit, and is
the floating-point tolerance of `ceil` in formulas."""

NEAR_MISTAKE_DECADES = 0.10
CLEAR_MISTAKE_DECADES = 0.25
SLOW_FACTOR = 1.5
FAST_FACTOR = 0.5
GIVE_UP_FACTOR = 3.0
OWN_PACE_ANSWERS = 5
OWN_PACE_LIMIT_FACTOR = 2.0
SPRINT_POINTS = 100.0
SPRINT_REACH_DECADES = 0.5

Truth = float | tuple[float, float]
"""One true value, or the ends of the range of right answers."""


class Reason(StrEnum):
    """The rule that gave the grade; the value is shown, translated."""

    NO_ANSWER = N_("no answer")
    NOT_POSITIVE = N_("zero or less")
    OVER_100_PERCENT = N_("a share over 100 %")
    MISTAKE = N_("a known mistake")
    WRONG = N_("too far off")
    ROUNDED_TOO_COARSELY = N_("rounded too coarsely")
    HINT = N_("a hint was used")
    SLOW = N_("slow")
    FAST = N_("right and fast")
    RIGHT = N_("right")


@dataclass(frozen=True, slots=True)
class Bands:
    """The largest error of each grade in powers of ten; all zero requires an exact answer."""

    easy: float
    good: float
    hard: float

    def __post_init__(self) -> None:
        if not 0 <= self.easy <= self.good <= self.hard < inf:
            msg = f"bands must rise from 0: {self.easy}, {self.good}, {self.hard}"
            raise ValueError(msg)

    @property
    def exact(self) -> bool:
        return self.hard == 0


EXACT = Bands(0, 0, 0)
RECALL = Bands(0.05, 0.15, 0.30)
CLOSED = Bands(0.10, 0.20, 0.28)
OPEN = Bands(0.20, 0.50, 1.0)
RANGE = Bands(0, 0.15, 0.40)
"""The bands of an open drill with a range of right answers, in which the error is 0."""

BANDS = {"exact": EXACT, "recall": RECALL, "closed": CLOSED, "open": OPEN}


@dataclass(frozen=True, slots=True)
class EstimateTask:
    """The data that an answer is graded by; truth and mistakes in the base unit."""

    truth: Truth
    bands: Bands = CLOSED
    target_s: float = 60
    mistakes: tuple[float, ...] = ()
    is_share: bool = False

    def __post_init__(self) -> None:
        low, high = ends(self.truth)
        if not (0 < low <= high < inf and 0 < self.target_s < inf):
            msg = f"truth and target must be positive, a range rising: {self.truth}"
            raise ValueError(msg)


@dataclass(frozen=True, slots=True)
class Verdict:
    """A grade, the rule that gave it, and the index of the listed mistake if it was one."""

    rating: Rating
    error_log10: float
    reason: Reason
    mistake: int | None = None


def ends(truth: Truth) -> tuple[float, float]:
    """Return the lowest and the highest true value."""
    return truth if isinstance(truth, tuple) else (truth, truth)


def error_in_decades(answer: float, truth: Truth) -> float:
    """Return the distance of `answer` from `truth` in powers of ten; 0 inside a range."""
    if not (answer > 0 and isfinite(answer)):
        return inf
    low, high = ends(truth)
    nearest = min(max(answer, low), high)
    # A difference of logarithms, as a quotient of two extreme floats can be 0 or infinite.
    return abs(log10(answer) - log10(nearest))


def grade_estimate(
    task: EstimateTask, answer: float | None, *, seconds: float | None, hints: int = 0
) -> Verdict:
    """Grade an answer in the base unit by the first of the rules 1 to 6 that applies.

    `answer` is None if the user gave up or ran out of time. `seconds` is None if the drill is
    untimed; then speed does not affect the grade.
    """
    if answer is None:
        return Verdict(Rating.AGAIN, inf, Reason.NO_ANSWER)
    error = _error(task, answer)
    if error == inf:
        return Verdict(Rating.AGAIN, inf, Reason.NOT_POSITIVE)
    if task.is_share and answer > 1:
        return Verdict(Rating.AGAIN, error, Reason.OVER_100_PERCENT)
    if not _within(error, task.bands.good):
        return _grade_miss(task, answer, error)
    pace = None if seconds is None else seconds / task.target_s
    return _grade_hit(task, error, pace, hints)


def _error(task: EstimateTask, answer: float) -> float:
    low, high = ends(task.truth)
    nearest = min(max(answer, low), high)
    if task.bands.exact and isclose(answer, nearest, rel_tol=EXACT_RELATIVE):
        return 0.0
    return error_in_decades(answer, task.truth)


def _within(error: float, bound: float) -> bool:
    return error <= bound + TOLERANCE_DECADES


def _grade_miss(task: EstimateTask, answer: float, error: float) -> Verdict:
    found = [
        index
        for index, mistake in enumerate(task.mistakes)
        if _is_mistake(task, answer, error, mistake)
    ]
    if found:
        # The nearest one; of equally near ones, the first.
        nearest = min(found, key=lambda index: error_in_decades(answer, task.mistakes[index]))
        return Verdict(Rating.AGAIN, error, Reason.MISTAKE, nearest)
    if _within(error, task.bands.hard):
        return Verdict(Rating.HARD, error, Reason.ROUNDED_TOO_COARSELY)
    return Verdict(Rating.AGAIN, error, Reason.WRONG)


def _is_mistake(task: EstimateTask, answer: float, error: float, mistake: float) -> bool:
    if task.bands.exact:
        return isclose(answer, mistake, rel_tol=EXACT_RELATIVE)
    # A mistake whose result is close to the truth cannot be recognized by its number.
    is_clear = _within(CLEAR_MISTAKE_DECADES, error_in_decades(mistake, task.truth))
    distance = error_in_decades(answer, mistake) if mistake > 0 else inf
    return is_clear and _within(distance, NEAR_MISTAKE_DECADES) and _within(2 * distance, error)


def _grade_hit(task: EstimateTask, error: float, pace: float | None, hints: int) -> Verdict:
    if hints:
        return Verdict(Rating.HARD, error, Reason.HINT)
    if pace is not None and pace > SLOW_FACTOR:
        return Verdict(Rating.HARD, error, Reason.SLOW)
    if pace is not None and pace <= FAST_FACTOR and _within(error, task.bands.easy):
        return Verdict(Rating.EASY, error, Reason.FAST)
    return Verdict(Rating.GOOD, error, Reason.RIGHT)


def give_up_limit_s(target_s: float) -> float:
    """Return the seconds after which an empty field counts as no answer."""
    return GIVE_UP_FACTOR * target_s


def own_target_s(author_s: float, good_times_s: tuple[float, ...]) -> float:
    """Return the target time: the user's median if longer, at most twice the author's."""
    if len(good_times_s) < OWN_PACE_ANSWERS:
        return author_s
    return min(max(author_s, median(good_times_s)), OWN_PACE_LIMIT_FACTOR * author_s)


def sprint_points(task: EstimateTask, verdict: Verdict, seconds: float) -> float:
    """Return the 0 to 100 points of an answer in a sprint."""
    if verdict.error_log10 == inf or verdict.reason in (Reason.MISTAKE, Reason.OVER_100_PERCENT):
        return 0.0
    if task.bands.exact:
        accuracy = float(verdict.error_log10 == 0)
    else:
        accuracy = max(0.0, 1 - verdict.error_log10 / SPRINT_REACH_DECADES)
    haste = min(max(2 - seconds / task.target_s, 0.0), 1.0)
    return SPRINT_POINTS * accuracy * (0.8 + 0.2 * haste)


def adjust(rating: Rating, step: int) -> Rating:
    """Return the grade moved by `step` (+1 or -1), within Again to Easy."""
    return Rating(min(max(rating + step, Rating.AGAIN), Rating.EASY))
