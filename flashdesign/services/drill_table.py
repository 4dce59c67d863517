"""One drill on the table: its drawn values, its clock, the hints and steps that were asked for."""

from collections.abc import Callable
from dataclasses import dataclass

from flashdesign.domain.attempts import Attempt, Mode, Posed, Said, finite
from flashdesign.domain.cards import CardKey, Note
from flashdesign.domain.drill_instances import Instance, Worked, read_answer, task
from flashdesign.domain.drills import Template, bands_of
from flashdesign.domain.quantities import Quantity, QuantityError, parse_unit, read, reads_as
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import Uid
from flashdesign.domain.scoring import Verdict, gives_up_after_s, grade, sprint_points
from flashdesign.services import drill_telling
from flashdesign.services.context import Context
from flashdesign.services.drill_states import DrillAsked, DrillFeedback, StepAsked
from flashdesign.services.stopwatch import Stopwatch


@dataclass(frozen=True, slots=True)
class Dealt:
    """A drill as it is put on the table; without `helps` there are no hints and no steps."""

    note: Note
    instance: Instance
    seed: int
    target_s: float
    is_timed: bool = True
    helps: bool = True


class DrillTable:
    """A drill from its question to its verdict; `feedback` is None until it is answered."""

    def __init__(
        self, dealt: Dealt, monotonic: Callable[[], float], *, decimal_comma: bool = False
    ) -> None:
        self._dealt, self._comma = dealt, decimal_comma
        self._task = task(dealt.instance, dealt.target_s)
        self._givens = drill_telling.givens(dealt.instance)
        self._watch = Stopwatch(monotonic)
        self._hints = _hints(dealt) if dealt.helps else ()
        self._steps = _steps(dealt.instance) if dealt.helps else ()
        self._hints_taken = 0
        self._asks_steps = False
        self._said_to: dict[str, Quantity | None] = {}
        self._given: Quantity | None = None
        self._text = ""
        self._ms = 0
        self._verdict: Verdict | None = None
        self.feedback: DrillFeedback | None = None

    @property
    def instance(self) -> Instance:
        """What was drawn."""
        return self._dealt.instance

    @property
    def asked(self) -> DrillAsked:
        """The question as it stands now."""
        instance, template = self._dealt.instance, self._dealt.instance.template
        return DrillAsked(
            title=title_of(self._dealt.note, template),
            topic=template.topic,
            level=template.level,
            question=instance.question,
            givens=self._givens,
            unit=template.unit,
            is_open=bool(template.assumptions),
            is_timed=self._dealt.is_timed,
            target_s=self._dealt.target_s,
            gives_up_after_s=gives_up_after_s(self._dealt.target_s),
            hints=self._hints[: self._hints_taken],
            hints_left=len(self._hints) - self._hints_taken,
            steps=len(self._steps),
            step=self._step_asked(),
            step_answers=tuple(
                (step.name, _said_text(self._said_to[step.name], step))
                for step in self._steps
                if step.name in self._said_to
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
        """Take an answer, or that to a step ("" skips it); raises `QuantityError`."""
        if self.feedback is not None:
            return
        step = self._step()
        if step is not None:
            self._said_to[step.name] = self._read(step, text) if text.strip() else None
            return
        self._given, self._text = self._read(None, text), text
        self._mark()

    def give_up(self) -> None:
        """Count the drill as not answered."""
        if self.feedback is None:
            self._mark()

    def reading(self, text: str) -> tuple[str, bool]:
        """Return how `text` reads, in words, and whether it cannot be read."""
        if not text.strip() or self.feedback is not None:
            return "", False
        step = self._step()
        try:
            given = self._read(step, text)
        except QuantityError as error:
            return str(error), True
        return f"Reads as {reads_as(given, decimal_comma=self._comma)}", False

    def _read(self, step: Worked | None, text: str) -> Quantity:
        """Read what was typed for a step, or else for the answer."""
        if step is None:
            return read_answer(self._dealt.instance, text, decimal_comma=self._comma)
        return read(text, parse_unit(step.unit), decimal_comma=self._comma)

    def time_used(self) -> float | None:
        """Return the seconds so far, or None where no clock runs."""
        return self._watch.seconds() if self._dealt.is_timed and self.feedback is None else None

    def time_left(self) -> float | None:
        """Return the seconds until an empty field counts as no answer, or None."""
        used = self.time_used()
        return None if used is None else gives_up_after_s(self._dealt.target_s) - used

    def time_up(self, text: str) -> None:
        """Count the drill as not answered if its time is over and nothing is being typed."""
        left = self.time_left()
        if left is not None and left <= 0 and not text.strip():
            self.give_up()

    def pause(self) -> None:
        """Let the clock stand still."""
        self._watch.stop()

    def resume(self) -> None:
        """Let the clock run on."""
        if self.feedback is None:
            self._watch.start()

    def attempt(
        self,
        uid: Uid,
        at: int,
        *,
        mode: Mode,
        kept: Rating | None = None,
        sprint: Uid | None = None,
    ) -> Attempt:
        """Return what to store once it is answered; `kept` is the grade where it was moved."""
        verdict = self._verdict
        assert verdict is not None  # nobody stores what was not answered
        return Attempt(
            uid=uid,
            card=CardKey(self._dealt.note.key),
            at=at,
            posed=self._posed(),
            said=self._said(),
            error_log10=finite(verdict.error_log10),
            automatic=verdict.rating,
            kept=verdict.rating if kept is None else kept,
            mistake=verdict.mistake,
            mode=mode,
            sprint=sprint,
        )

    def points(self) -> float:
        """Return the 0 to 100 points of the answer in a sprint."""
        assert self._verdict is not None  # nobody counts what was not answered
        return sprint_points(self._task, self._verdict, self._ms / 1000)

    @property
    def _helps(self) -> int:
        return self._hints_taken + self._asks_steps

    def _mark(self) -> None:
        self._watch.stop()
        self._ms = round(self._watch.seconds() * 1000)
        # What is stored decides: a later version of the rule must see the same seconds.
        seconds = self._ms / 1000 if self._dealt.is_timed else None
        value = None if self._given is None else self._given.value
        self._verdict = grade(self._task, value, seconds=seconds, hints=self._helps)
        answered = drill_telling.Answered(self._given, seconds, self._helps, self._said_to)
        self.feedback = drill_telling.feedback(
            self._dealt.instance, self._task, self._verdict, answered
        )

    def _step(self) -> Worked | None:
        if not self._asks_steps or self.feedback is not None:
            return None
        return next((step for step in self._steps if step.name not in self._said_to), None)

    def _step_asked(self) -> StepAsked | None:
        step = self._step()
        if step is None:
            return None
        number = len(self._said_to) + 1
        return StepAsked(step.name, step.say, step.unit, number, len(self._steps))

    def _said(self) -> Said:
        given = self._given
        return Said(
            text=self._text,
            value=None if given is None else given.value,
            unit="" if given is None else given.unit.text,
            ms=self._ms,
            is_timed=self._dealt.is_timed,
            hints=self._helps,
        )

    def _posed(self) -> Posed:
        instance = self._dealt.instance
        template = instance.template
        return Posed(
            title=title_of(self._dealt.note, template),
            topic=template.topic,
            question=instance.question,
            version=template.version,
            seed=self._dealt.seed,
            values=instance.values,
            unit=template.unit,
            truth=instance.truth,
            bands=bands_of(template),
            target_s=self._dealt.target_s,
            mistakes=tuple((mistake.say, mistake.value) for mistake in instance.mistakes),
            is_share=self._task.is_share,
        )


def title_of(note: Note, template: Template) -> str:
    """Return what to call a drill."""
    return template.title or note.id


def _hints(dealt: Dealt) -> tuple[str, ...]:
    """Return the author's hint, then what each step says, in the order they are given away."""
    says = (step.say for step in dealt.instance.steps)
    return tuple(hint for hint in (dealt.note.hint, *says) if hint)


def put_on_table(context: Context, dealt: Dealt) -> DrillTable:
    """Return a drill on the table, by this program's clock and this place's way of writing."""
    return DrillTable(dealt, context.clock.monotonic, decimal_comma=context.decimal_comma)


def _steps(instance: Instance) -> tuple[Worked, ...]:
    """Return the steps to ask for: those so marked, else all on the way to the answer."""
    before = [step for step in instance.steps if step.name != instance.template.answer]
    return tuple([step for step in before if step.ask] or before)


def _said_text(given: Quantity | None, step: Worked) -> str:
    return "" if given is None else drill_telling.own_text(given, parse_unit(step.unit))
