"""What there is to draw of a drill: its question, the steps asked, and what is told afterwards."""

from dataclasses import dataclass

from flashdesign.domain.cards import CardKey, Source
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scoring import Bands


@dataclass(frozen=True, slots=True)
class Given:
    """A row of the table of givens."""

    label: str
    text: str


@dataclass(frozen=True, slots=True)
class StepAsked:
    """A step that is asked now in place of the answer; `number` counts from 1."""

    name: str
    say: str
    unit: str
    number: int
    of: int


@dataclass(frozen=True, slots=True)
class DrillAsked:
    """The question as it stands now; an empty field is given up after `gives_up_after_s`.

    `steps` tells how many can be asked; `step_answers` are (name, what was said), "" where a step
    was skipped.
    """

    title: str
    topic: str
    level: int
    question: str
    givens: tuple[Given, ...]
    unit: str
    is_open: bool
    is_timed: bool
    target_s: float
    gives_up_after_s: float
    hints: tuple[str, ...] = ()
    hints_left: int = 0
    steps: int = 0
    step: StepAsked | None = None
    step_answers: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class StepTold:
    """A line of the chain; `own` is what the learner said here, or empty."""

    name: str
    say: str
    text: str
    own: str = ""
    is_off: bool = False


@dataclass(frozen=True, slots=True)
class AssumptionTold:
    """What is usually assumed in an open drill, the span it lies in, and who says so."""

    say: str
    text: str
    span: str
    source: Source | None


@dataclass(frozen=True, slots=True)
class DrillFeedback:
    """What is told after the answer; `left_at` is the step where the learner left the path.

    Texts are empty where there is nothing to tell. `signed_log10` is below 0 where the answer is
    low, and None, as `error_log10`, where there was none above zero.
    """

    own: str
    truth: str
    off: str
    said: str
    automatic: Rating
    error_log10: float | None
    signed_log10: float | None
    bands: Bands
    mistake: str
    steps: tuple[StepTold, ...]
    left_at: int | None
    short_cut: str
    assumptions: tuple[AssumptionTold, ...]
    sources: tuple[Source, ...]
    seconds: float | None
    target_s: float
    hints: int


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer of a set, as a result tells it."""

    key: CardKey
    title: str
    topic: str
    question: str
    own: str
    truth: str
    off: str
    said: str
    mistake: str
    rating: Rating
    seconds: float | None
    target_s: float
    error_log10: float | None
    points: float = 0.0


def line(key: CardKey, asked: DrillAsked, told: DrillFeedback, points: float = 0.0) -> AnswerLine:
    """Return the line of a drill that was answered."""
    return AnswerLine(
        key=key,
        title=asked.title,
        topic=asked.topic,
        question=asked.question,
        own=told.own,
        truth=told.truth,
        off=told.off,
        said=told.said,
        mistake=told.mistake,
        rating=told.automatic,
        seconds=told.seconds,
        target_s=told.target_s,
        error_log10=told.error_log10,
        points=points,
    )
