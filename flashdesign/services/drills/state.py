"""Display state of a drill: question, current step, and feedback."""

from dataclasses import dataclass

from flashdesign.domain.drills.grading import Bands
from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.source import Source


@dataclass(frozen=True, slots=True)
class GivenValue:
    """A given quantity of the question."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StepPrompt:
    """The current step, asked in place of the answer; `number` counts from 1."""

    name: str
    say: str
    unit: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class DrillPrompt:
    """The question now; an empty field counts as no answer after `gives_up_after_s`.

    `steps` is how many can be asked; `step_answers` are (name, answer), with "" for a skipped step.
    """

    title: str
    topic: str
    level: int
    question: str
    givens: tuple[GivenValue, ...]
    unit: str
    is_open: bool
    is_timed: bool
    target_s: float
    gives_up_after_s: float
    hints: tuple[str, ...] = ()
    hints_left: int = 0
    steps: int = 0
    step: StepPrompt | None = None
    step_answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepFeedback:
    """A step of the worked solution; `own` is the user's answer to it, or empty."""

    name: str
    say: str
    text: str
    own: str = ""
    is_wrong: bool = False


@dataclass(frozen=True, slots=True)
class AssumptionFeedback:
    """A usual assumption of an open drill, its range, and its source."""

    say: str
    text: str
    span: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class DrillFeedback:
    """The feedback after the answer; `first_wrong_step` is the index of the first wrong step.

    Texts are empty if there is nothing to show. `signed_log10` is below 0 if the answer is too low;
    it and `error_log10` are None without an answer above zero.
    """

    answer: str
    truth: str
    error_text: str
    verdict: str
    automatic: Rating
    error_log10: float | None
    signed_log10: float | None
    bands: Bands
    mistake: str
    steps: tuple[StepFeedback, ...]
    first_wrong_step: int | None
    short_cut: str
    assumptions: tuple[AssumptionFeedback, ...]
    sources: tuple[Source, ...]
    seconds: float | None
    target_s: float
    hints: int


@dataclass(frozen=True, slots=True)
class AnswerSummary:
    """One answer in the result of a practice or a sprint; `asked` and `feedback` have it all."""

    key: CardKey
    title: str
    topic: str
    question: str
    answer: str
    truth: str
    error_text: str
    verdict: str
    mistake: str
    rating: Rating
    seconds: float | None
    target_s: float
    error_log10: float | None
    asked: DrillPrompt
    feedback: DrillFeedback
    points: float = 0.0


def summarize_answer(
    key: CardKey, asked: DrillPrompt, feedback: DrillFeedback, points: float = 0.0
) -> AnswerSummary:
    """Return the result line of an answered drill."""
    return AnswerSummary(
        key=key,
        title=asked.title,
        topic=asked.topic,
        question=asked.question,
        answer=feedback.answer,
        truth=feedback.truth,
        error_text=feedback.error_text,
        verdict=feedback.verdict,
        mistake=feedback.mistake,
        rating=feedback.automatic,
        seconds=feedback.seconds,
        target_s=feedback.target_s,
        error_log10=feedback.error_log10,
        asked=asked,
        feedback=feedback,
        points=points,
    )
