"""Attempts at drills, kept whole: what was asked, what was said, and how it was graded."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum
from math import inf, isfinite, log10

from flashdesign.domain.cards import CardKey
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Uid
from flashdesign.domain.scoring import (
    RULE_VERSION,
    Bands,
    Task,
    Truth,
    Verdict,
    adjust,
    ends,
)


class Mode(StrEnum):
    """What a drill was asked for."""

    REVIEW = "review"
    PRACTICE = "practice"
    SPRINT = "sprint"


@dataclass(frozen=True, slots=True)
class Posed:
    """What was asked, so whole that no later version of the template can change it.

    `values` are those drawn and assumed; truth and mistakes, each (what to say, value), are in the
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
class Said:
    """What was answered: the text, what it was read as (base unit), and how it came about.

    `value` is None for no answer; `is_timed` tells whether the `ms` counted.
    """

    text: str = ""
    value: float | None = None
    unit: str = ""
    ms: int = 0
    is_timed: bool = True
    hints: int = 0

    @property
    def seconds(self) -> float | None:
        """The seconds that count."""
        return self.ms / 1000 if self.is_timed else None


@dataclass(frozen=True, slots=True)
class Attempt:
    """One answer to a drill; of a drill that was due, `uid` is that of the log's row.

    `error_log10` is None where there was no answer above zero.
    """

    uid: Uid
    card: CardKey
    at: int
    posed: Posed
    said: Said
    error_log10: float | None
    automatic: Rating
    kept: Rating
    mistake: int | None = None
    mode: Mode = Mode.REVIEW
    sprint: Uid | None = None
    rule: int = RULE_VERSION

    @property
    def mistake_said(self) -> str:
        """What to say of the mistake that was recognised, or nothing."""
        return "" if self.mistake is None else self.posed.mistakes[self.mistake][0]

    @property
    def signed_log10(self) -> float | None:
        """How far off the answer is, below 0 where it is low; None where it is not above zero."""
        return signed_error(self.said.value, self.posed.truth)


def task_of(posed: Posed) -> Task:
    """Return what an answer to this is held against."""
    values = tuple(value for _, value in posed.mistakes)
    return Task(posed.truth, posed.bands, posed.target_s, values, posed.is_share)


def finite(error_log10: float) -> float | None:
    """Return the error, or None where it is infinite."""
    return error_log10 if isfinite(error_log10) else None


def signed_error(value: float | None, truth: Truth) -> float | None:
    """Return log10(value / truth), 0 inside a range, or None where there is no such number."""
    if value is None or not 0 < value < inf:
        return None
    low, high = ends(truth)
    return log10(value) - log10(min(max(value, low), high))


def regraded(attempt: Attempt, verdict: Verdict, rule: int) -> Attempt:
    """Return the attempt under another version of the rule; the learner's own step is kept."""
    moved = attempt.kept - attempt.automatic
    return replace(
        attempt,
        error_log10=finite(verdict.error_log10),
        automatic=verdict.rating,
        kept=adjust(verdict.rating, moved),
        mistake=verdict.mistake,
        rule=rule,
    )
