"""The current drill: its drawn values, its clock, and the hints and steps used."""

from collections.abc import Callable
from dataclasses import dataclass

from flashdesign.domain.drills.attempt import Attempt, AttemptAnswer, AttemptQuestion, Mode, finite
from flashdesign.domain.drills.grading import (
    Verdict,
    give_up_limit_s,
    grade_estimate,
    own_target_s,
    sprint_points,
)
from flashdesign.domain.drills.instance import Instance, SolvedStep, draw, read_answer, task
from flashdesign.domain.drills.sampling import DrillError
from flashdesign.domain.drills.template import Template, bands_of
from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.quantities.answer_unit import parse_answer
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import Quantity, quantity_in_words
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.i18n.translation import _
from flashdesign.services.context import Context
from flashdesign.services.drills import feedback
from flashdesign.services.drills.state import DrillFeedback, DrillPrompt, StepPrompt
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts


class Stopwatch:
    """Measures the seconds since its creation, without the time while it was stopped."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since: float | None = monotonic()
        self._before = 0.0

    def seconds(self) -> float:
        """Return the seconds so far."""
        return self._before + (0.0 if self._since is None else self._monotonic() - self._since)

    def stop(self) -> None:
        """Pause the stopwatch."""
        self._before, self._since = self.seconds(), None

    def start(self) -> None:
        """Resume after a pause; no effect if it is running."""
        if self._since is None:
            self._since = self._monotonic()


@dataclass(frozen=True, slots=True)
class DrawnDrill:
    """A drill with drawn values; without `has_help` there are no hints and no steps."""

    note: Note
    instance: Instance
    seed: int
    target_s: float
    is_timed: bool = True
    has_help: bool = True


class ActiveDrill:
    """A drill from question to feedback; `feedback` is None until it is answered."""

    def __init__(
        self, drawn: DrawnDrill, monotonic: Callable[[], float], *, decimal_comma: bool = False
    ) -> None:
        self._dealt, self._decimal_comma = drawn, decimal_comma
        self._task = task(drawn.instance, drawn.target_s)
        self._givens = feedback.givens(drawn.instance)
        self._watch = Stopwatch(monotonic)
        self._hints = _hints(drawn) if drawn.has_help else ()
        self._steps = _steps(drawn.instance) if drawn.has_help else ()
        self._hints_taken = 0
        self._asks_steps = False
        self._step_answers: dict[str, Quantity | None] = {}
        self._given: Quantity | None = None
        self._text = ""
        self._ms = 0
        self._verdict: Verdict | None = None
        self.feedback: DrillFeedback | None = None

    @property
    def instance(self) -> Instance:
        """Return the drill with its drawn values."""
        return self._dealt.instance

    @property
    def prompt(self) -> DrillPrompt:
        """Return the question as it is shown now."""
        instance, template = self._dealt.instance, self._dealt.instance.template
        return DrillPrompt(
            title=drill_title(self._dealt.note, template),
            topic=template.topic,
            level=template.level,
            question=instance.question,
            givens=self._givens,
            unit=template.unit,
            is_open=bool(template.assumptions),
            is_timed=self._dealt.is_timed,
            target_s=self._dealt.target_s,
            gives_up_after_s=give_up_limit_s(self._dealt.target_s),
            hints=self._hints[: self._hints_taken],
            hints_left=len(self._hints) - self._hints_taken,
            steps=len(self._steps),
            step=self._step_state(),
            step_answers=tuple(
                (step.name, _step_answer_text(self._step_answers[step.name], step))
                for step in self._steps
                if step.name in self._step_answers
            ),
        )

    def take_hint(self) -> None:
        """Show the next hint, if one is left."""
        if self.feedback is None and self._hints_taken < len(self._hints):
            self._hints_taken += 1

    def ask_steps(self) -> None:
        """Ask for the steps one by one from now on."""
        self._asks_steps = self._asks_steps or (bool(self._steps) and self.feedback is None)

    def submit(self, text: str) -> None:
        """Answer the drill, or the current step ("" skips it); raises `QuantityError`."""
        if self.feedback is not None:
            return
        step = self._current_step()
        if step is not None:
            self._step_answers[step.name] = self._read(step, text) if text.strip() else None
            return
        self._given, self._text = self._read(None, text), text
        self._grade_answer()

    def give_up(self) -> None:
        """Count the drill as not answered."""
        if self.feedback is None:
            self._grade_answer()

    def describe_input(self, text: str) -> tuple[str, bool]:
        """Return in words how `text` is read, and whether it cannot be read."""
        if not text.strip() or self.feedback is not None:
            return "", False
        step = self._current_step()
        try:
            given = self._read(step, text)
        except QuantityError as error:
            return str(error), True
        value = quantity_in_words(given, decimal_comma=self._decimal_comma)
        return _("Reads as {value}").format(value=value), False

    def _read(self, step: SolvedStep | None, text: str) -> Quantity:
        """Read what was typed for a step, or for the answer."""
        if step is None:
            return read_answer(self._dealt.instance, text, decimal_comma=self._decimal_comma)
        return parse_answer(text, parse_unit(step.unit), decimal_comma=self._decimal_comma)

    def time_used(self) -> float | None:
        """Return the seconds so far, or None if untimed or answered."""
        return self._watch.seconds() if self._dealt.is_timed and self.feedback is None else None

    def time_left(self) -> float | None:
        """Return the seconds until an empty field counts as no answer, or None."""
        used = self.time_used()
        return None if used is None else give_up_limit_s(self._dealt.target_s) - used

    def time_up(self, text: str) -> None:
        """Count the drill as not answered if its time is over and nothing was typed."""
        left = self.time_left()
        if left is not None and left <= 0 and not text.strip():
            self.give_up()

    def pause(self) -> None:
        """Pause the clock."""
        self._watch.stop()

    def resume(self) -> None:
        """Resume the clock, unless the drill is answered."""
        if self.feedback is None:
            self._watch.start()

    def attempt(
        self,
        uid: ReviewId,
        at: int,
        *,
        mode: Mode,
        kept: Rating | None = None,
        sprint: ReviewId | None = None,
    ) -> Attempt:
        """Return the attempt to store; `kept` is the grade if the user changed it."""
        verdict = self._verdict
        assert verdict is not None  # only answered drills are stored
        return Attempt(
            uid=uid,
            card=CardKey(self._dealt.note.key),
            at=at,
            question=self._attempt_question(),
            answer=self._attempt_answer(),
            error_log10=finite(verdict.error_log10),
            automatic=verdict.rating,
            rating=verdict.rating if kept is None else kept,
            mistake=verdict.mistake,
            mode=mode,
            sprint=sprint,
        )

    def points(self) -> float:
        """Return the points of the answer in a sprint, 0 to 100."""
        assert self._verdict is not None  # only answered drills are counted
        return sprint_points(self._task, self._verdict, self._ms / 1000)

    @property
    def _helps_used(self) -> int:
        return self._hints_taken + self._asks_steps

    def _grade_answer(self) -> None:
        self._watch.stop()
        self._ms = round(self._watch.seconds() * 1000)
        # Graded by the stored time, so that grading again by a later rule uses the same seconds.
        seconds = self._ms / 1000 if self._dealt.is_timed else None
        value = None if self._given is None else self._given.value
        self._verdict = grade_estimate(self._task, value, seconds=seconds, hints=self._helps_used)
        answered = feedback.AnswerDetails(
            self._given, seconds, self._helps_used, self._step_answers
        )
        self.feedback = feedback.feedback(self._dealt.instance, self._task, self._verdict, answered)

    def _current_step(self) -> SolvedStep | None:
        if not self._asks_steps or self.feedback is not None:
            return None
        return next((step for step in self._steps if step.name not in self._step_answers), None)

    def _step_state(self) -> StepPrompt | None:
        step = self._current_step()
        if step is None:
            return None
        number = len(self._step_answers) + 1
        return StepPrompt(step.name, step.explanation, step.unit, number, len(self._steps))

    def _attempt_answer(self) -> AttemptAnswer:
        given = self._given
        return AttemptAnswer(
            text=self._text,
            value=None if given is None else given.value,
            unit="" if given is None else given.unit.text,
            ms=self._ms,
            is_timed=self._dealt.is_timed,
            hints=self._helps_used,
        )

    def _attempt_question(self) -> AttemptQuestion:
        instance = self._dealt.instance
        template = instance.template
        return AttemptQuestion(
            title=drill_title(self._dealt.note, template),
            topic=template.topic,
            question=instance.question,
            version=template.version,
            seed=self._dealt.seed,
            values=instance.values,
            unit=template.unit,
            truth=instance.truth,
            bands=bands_of(template),
            target_s=self._dealt.target_s,
            mistakes=tuple((mistake.explanation, mistake.value) for mistake in instance.mistakes),
            is_share=self._task.is_share,
        )


def drill_title(note: Note, template: Template) -> str:
    """Return the title of a drill, or its id."""
    return template.title or note.id


def _hints(drawn: DrawnDrill) -> tuple[str, ...]:
    """Return the hints in the order they are shown: the author's hint, then each step."""
    steps = (step.explanation for step in drawn.instance.steps)
    return tuple(hint for hint in (drawn.note.hint, *steps) if hint)


def start_drill(context: Context, drawn: DrawnDrill) -> ActiveDrill:
    """Return a new current drill, with the clock and the decimal sign of the context."""
    return ActiveDrill(drawn, context.clock.monotonic, decimal_comma=context.decimal_comma)


def _steps(instance: Instance) -> tuple[SolvedStep, ...]:
    """Return the steps to ask for: the marked ones, or else all steps before the answer."""
    before = [step for step in instance.steps if step.name != instance.template.answer]
    return tuple([step for step in before if step.ask] or before)


def _step_answer_text(given: Quantity | None, step: SolvedStep) -> str:
    return "" if given is None else feedback.answer_text(given, parse_unit(step.unit))


SEED_BITS = 32
_PACE_ANSWERS = 20
# The check of a deck draws every drill with this seed.
_CHECKED_SEED = 0


def draw_drill(connection: Connection, note: Note, template: Template, seed: int) -> DrawnDrill:
    """Return the drill with values drawn by `seed` and the user's own target time."""
    instance, drawn_by = draw_instance(template, seed)
    return DrawnDrill(note, instance, drawn_by, personal_target_s(connection, note, template))


def personal_target_s(connection: Connection, note: Note, template: Template) -> float:
    """Return the target time by the user's last correct answers to this drill."""
    good = bands_of(template).good
    times = attempts.correct_answer_times(connection, CardKey(note.key), good, _PACE_ANSWERS)
    return own_target_s(template.target_s, times)


def draw_instance(template: Template, seed: int) -> tuple[Instance, int]:
    """Return the values drawn by `seed`, or by another one if that fails, and the seed used."""
    try:
        return draw(template, seed), seed
    except DrillError:
        return draw(template, _CHECKED_SEED), _CHECKED_SEED
