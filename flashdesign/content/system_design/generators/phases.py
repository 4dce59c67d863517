"""Notes about the phases of an interview: their order, length and purpose."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, Number, WrongOption

DISTRACTORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of a plan; `goal` completes "that step is for ..."."""

    id: Id
    name: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhasePlan:
    """A sequence of phases; `sibling` is a plan that is often confused with it."""

    id: Id
    name: str
    phases: tuple[Phase, ...]
    sibling: Id | None = None

    def place(self, phase: str) -> int:
        """Return the index of the phase; raise ValueError if it is not in this plan."""
        places = [place for place, other in enumerate(self.phases) if other.id == phase]
        if not places:
            message = f"plan {self.id!r} has no phase {phase!r}"
            raise ValueError(message)
        return places[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseQuestion(Record):
    """A question about one phase of one plan."""

    plan: Id
    phase: Id
    front: str


@dataclass(frozen=True, slots=True, kw_only=True)
class PhaseLength(PhaseQuestion):
    """A question about the length of a phase in minutes."""

    answer: str
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A topic of the deep dive, and the symptom if it is missing.

    `does` completes "it ..."; the topics in `near` would also help, so they are not distractors.
    """

    name: str
    does: str
    symptom: str
    near: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class PlainQuestion(Record):
    """A question without a plan, and its answer."""

    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The plans and their questions; `follows` and `precedes` ask for the adjacent phase."""

    plans: tuple[PhasePlan, ...]
    follows: tuple[PhaseQuestion, ...] = ()
    precedes: tuple[PhaseQuestion, ...] = ()
    minutes: tuple[PhaseLength, ...] = ()
    placements: tuple[PhaseQuestion, ...] = ()
    topics: tuple[Topic, ...] = ()
    asked: tuple[PlainQuestion, ...] = ()

    def __post_init__(self) -> None:
        for placed in (*self.minutes, *self.placements):
            self.plan(placed.plan).place(placed.phase)
        for placed in self.follows:
            self.neighbor(placed, 1)
        for placed in self.precedes:
            self.neighbor(placed, -1)

    def plan(self, plan: str) -> PhasePlan:
        """Return the plan with this id; raise ValueError if there is none."""
        for other in self.plans:
            if other.id == plan:
                return other
        message = f"there is no plan {plan!r}"
        raise ValueError(message)

    def neighbor(self, placed: PhaseQuestion, step: int) -> Phase:
        """Return the phase `step` positions later; raise ValueError beyond either end."""
        plan = self.plan(placed.plan)
        place = plan.place(placed.phase) + step
        if not 0 <= place < len(plan.phases):
            message = f"nothing stands beyond {placed.phase!r} in plan {plan.id!r}"
            raise ValueError(message)
        return plan.phases[place]


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, each type in the order of the file and all types interleaved."""
    return interleave(
        [
            build_note(records, record, "follows", _follows(records, record))
            for record in records.follows
        ],
        [
            build_note(records, record, "precedes", _precedes(records, record))
            for record in records.precedes
        ],
        [build_note(records, record, "minutes", _minutes(record)) for record in records.minutes],
        [
            build_note(records, record, "place", _place(records, record))
            for record in records.placements
        ],
        [
            build_note(records, record, "topic", _topic(record, records.topics))
            for record in records.topics
        ],
        [
            build_note(records, record, "asked", Basic(record.front, record.back))
            for record in records.asked
        ],
    )


def _follows(records: Records, placed: PhaseQuestion) -> MultipleChoice:
    plan, right = records.plan(placed.plan), records.neighbor(placed, 1)
    trap = _sibling_step(records, plan, placed.phase)
    return MultipleChoice(
        placed.front,
        (right.name,),
        tuple(
            WrongOption(phase.name, trap.get(phase.id) or _wrong_order(plan, phase, right))
            for phase in _nearest(plan, right, without=placed.phase)
        ),
    )


def _sibling_step(records: Records, plan: PhasePlan, phase: str) -> dict[str, str]:
    """Return the id of the next phase in the sibling plan, with the reason it is wrong."""
    if plan.sibling is None:
        return {}
    sibling = records.plan(plan.sibling)
    following = sibling.phases[sibling.place(phase) + 1 :]
    return {step.id: f"That is the order of the {sibling.name}." for step in following[:1]}


def _wrong_order(plan: PhasePlan, wrong: Phase, right: Phase) -> str:
    if plan.place(wrong.id) < plan.place(right.id):
        return f"That step is behind you; it was for {wrong.goal}."
    return f"Comes later; it is for {wrong.goal}."


def _precedes(records: Records, placed: PhaseQuestion) -> Basic:
    return Basic(placed.front, f"{records.neighbor(placed, -1).name}.")


def _minutes(minutes: PhaseLength) -> Number:
    return Number(minutes.front, minutes.answer, "min", minutes.span, bands="exact")


def _place(records: Records, placed: PhaseQuestion) -> MultipleChoice:
    plan = records.plan(placed.plan)
    right = plan.phases[plan.place(placed.phase)]
    return MultipleChoice(
        placed.front,
        (right.name,),
        tuple(
            WrongOption(phase.name, f"That step is for {phase.goal}.")
            for phase in _nearest(plan, right)
        ),
    )


def _nearest(plan: PhasePlan, right: Phase, *, without: str = "") -> tuple[Phase, ...]:
    """Return the phases nearest to `right`; `without`, which the question names, comes last."""
    middle = plan.place(right.id)
    others = (phase for phase in plan.phases if phase is not right)
    near = sorted(
        others, key=lambda phase: (phase.id == without, abs(plan.place(phase.id) - middle))
    )
    return tuple(near[:DISTRACTORS])


def _topic(topic: Topic, topics: Iterable[Topic]) -> MultipleChoice:
    """Return a choice between the topic and topics with other symptoms."""
    front = f"{topic.symptom} Which deep-dive topic is this?"
    others = [other for other in topics if other is not topic and other.id not in topic.near]
    return MultipleChoice(
        front,
        (topic.name,),
        tuple(WrongOption(other.name, f"It {other.does}.") for other in others),
    )
