"""Attempts at drills: the question, the answer and the grade, stored in full."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite, log10

from flashdesign.domain.drills.grading import (
    RULE_VERSION,
    Bands,
    EstimateTask,
    Truth,
    Verdict,
    adjust,
    ends,
)
from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Rating


class Mode(StrEnum):
    """The mode in which a drill was asked."""

    REVIEW = "review"
    PRACTICE = "practice"
    SPRINT = "sprint"


@dataclass(frozen=True, slots=True)
class AttemptQuestion:
    """The question of an attempt, complete, so that later versions of the template do not matter.

    `values` are those drawn and assumed. Truth and mistakes, each (explanation, value), are in the
    base unit.
    """

    title: str
    topic: str
    question: str
    version: int
    seed: int
    values: Mapping[str, float]
    unit: str
    truth: Truth
    bands: Bands
    target_s: float
    mistakes: tuple[tuple[str, float], ...] = ()
    is_share: bool = False


@dataclass(frozen=True, slots=True)
class AttemptAnswer:
    """The answer of an attempt: the text, its value (base unit), its time and number of hints.

    `value` is None for no answer; `is_timed` is whether the time `ms` affects the grade.
    """

    text: str = ""
    value: float | None = None
    unit: str = ""
    ms: int = 0
    is_timed: bool = True
    hints: int = 0

    @property
    def seconds(self) -> float | None:
        """The time in seconds, or None if untimed."""
        return self.ms / 1000 if self.is_timed else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to a drill; for a drill that was due, `uid` is that of its row of the log.

    `error_log10` is None without an answer above zero.
    """

    uid: ReviewId
    card: CardKey
    at: int
    question: AttemptQuestion
    answer: AttemptAnswer
    error_log10: float | None
    automatic: Rating
    rating: Rating
    mistake: int | None = None
    mode: Mode = Mode.REVIEW
    sprint: ReviewId | None = None
    rule: int = RULE_VERSION

    @property
    def mistake_text(self) -> str:
        """The explanation of the recognized mistake, or ""."""
        return "" if self.mistake is None else self.question.mistakes[self.mistake][0]

    @property
    def signed_log10(self) -> float | None:
        """The error, negative if the answer is too low; None if it is not above zero."""
        return signed_error(self.answer.value, self.question.truth)


def task_of(posed: AttemptQuestion) -> EstimateTask:
    """Return the data that an answer to this question is graded by."""
    values = tuple(value for _text, value in posed.mistakes)
    return EstimateTask(posed.truth, posed.bands, posed.target_s, values, posed.is_share)


def finite(error_log10: float) -> float | None:
    """Return the error, or None if it is infinite."""
    return error_log10 if isfinite(error_log10) else None


def signed_error(value: float | None, truth: Truth) -> float | None:
    """Return log10(value / truth), 0 inside a range, or None if `value` is not above zero."""
    if value is None or not 0 < value < inf:
        return None
    low, high = ends(truth)
    return log10(value) - log10(min(max(value, low), high))


def regrade_attempt(attempt: Attempt, verdict: Verdict, rule: int) -> Attempt:
    """Return the attempt graded by another version of the rule; the user's adjustment is kept."""
    adjustment = attempt.rating - attempt.automatic
    return replace(
        attempt,
        error_log10=finite(verdict.error_log10),
        automatic=verdict.rating,
        rating=adjust(verdict.rating, adjustment),
        mistake=verdict.mistake,
        rule=rule,
    )
