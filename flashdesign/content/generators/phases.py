"""Make notes of the interview's phases: what follows what in which plan, how long, and what for."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from flashdesign.content.framework import Content, Record, note
from flashdesign.content.generators.mixing import mixed
from flashdesign.content.typed import Id
from flashdesign.domain.cards import Note
from flashdesign.domain.faces import Basic, Choice, Number, Wrong

DISTRACTORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Phase:
    """One step of a plan; `goal` completes "that step is for ..."."""

    id: Id
    name: str
    goal: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Plan:
    """A named order of phases; `sibling` is the plan that it is taken for."""

    id: Id
    name: str
    phases: tuple[Phase, ...]
    sibling: Id | None = None

    def place(self, phase: str) -> int:
        """Return where the phase stands, from 0; raise ValueError if it is not in this plan."""
        places = [place for place, one in enumerate(self.phases) if one.id == phase]
        if not places:
            message = f"plan {self.id!r} has no phase {phase!r}"
            raise ValueError(message)
        return places[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class Placed(Record):
    """A question about one phase of one plan."""

    plan: Id
    phase: Id
    front: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Minutes(Placed):
    """How long a phase may take, in minutes."""

    answer: str
    span: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Topic(Record):
    """A subject of the deep dive, and the symptom of its lack.

    `does` completes "it ..."; topics `near` by would help too, so they are no distractors.
    """

    name: str
    does: str
    symptom: str
    near: tuple[Id, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked(Record):
    """A question that needs no plan, and its answer."""

    front: str
    back: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The plans, and the questions about them; `follows` and `precedes` ask for the neighbour."""

    plans: tuple[Plan, ...]
    follows: tuple[Placed, ...] = ()
    precedes: tuple[Placed, ...] = ()
    minutes: tuple[Minutes, ...] = ()
    placements: tuple[Placed, ...] = ()
    topics: tuple[Topic, ...] = ()
    asked: tuple[Asked, ...] = ()

    def __post_init__(self) -> None:
        for placed in (*self.minutes, *self.placements):
            self.plan(placed.plan).place(placed.phase)
        for placed in self.follows:
            self.neighbour(placed, 1)
        for placed in self.precedes:
            self.neighbour(placed, -1)

    def plan(self, plan: str) -> Plan:
        """Return the plan of that id; raise ValueError if there is none."""
        for one in self.plans:
            if one.id == plan:
                return one
        message = f"there is no plan {plan!r}"
        raise ValueError(message)

    def neighbour(self, placed: Placed, step: int) -> Phase:
        """Return the phase `step` places on; raise ValueError beyond either end."""
        plan = self.plan(placed.plan)
        place = plan.place(placed.phase) + step
        if not 0 <= place < len(plan.phases):
            message = f"nothing stands beyond {placed.phase!r} in plan {plan.id!r}"
            raise ValueError(message)
        return plan.phases[place]


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes, each kind in the order of the file and all kinds evenly mixed."""
    return mixed(
        [note(records, one, "follows", _follows(records, one)) for one in records.follows],
        [note(records, one, "precedes", _precedes(records, one)) for one in records.precedes],
        [note(records, one, "minutes", _minutes(one)) for one in records.minutes],
        [note(records, one, "place", _place(records, one)) for one in records.placements],
        [note(records, one, "topic", _topic(one, records.topics)) for one in records.topics],
        [note(records, one, "asked", Basic(one.front, one.back)) for one in records.asked],
    )


def _follows(records: Records, placed: Placed) -> Choice:
    plan, right = records.plan(placed.plan), records.neighbour(placed, 1)
    trap = _sibling_step(records, plan, placed.phase)
    return Choice(
        placed.front,
        (right.name,),
        tuple(
            Wrong(one.name, trap.get(one.id) or _out_of_turn(plan, one, right))
            for one in _nearest(plan, right, without=placed.phase)
        ),
    )


def _sibling_step(records: Records, plan: Plan, phase: str) -> dict[str, str]:
    """Return, by its id, the phase that the sibling plan has next, with the reason it is wrong."""
    if plan.sibling is None:
        return {}
    sibling = records.plan(plan.sibling)
    following = sibling.phases[sibling.place(phase) + 1 :]
    return {one.id: f"That is the order of the {sibling.name}." for one in following[:1]}


def _out_of_turn(plan: Plan, wrong: Phase, right: Phase) -> str:
    if plan.place(wrong.id) < plan.place(right.id):
        return f"That step is behind you; it was for {wrong.goal}."
    return f"Comes later; it is for {wrong.goal}."


def _precedes(records: Records, placed: Placed) -> Basic:
    return Basic(placed.front, f"{records.neighbour(placed, -1).name}.")


def _minutes(minutes: Minutes) -> Number:
    return Number(minutes.front, minutes.answer, "min", minutes.span, bands="exact")


def _place(records: Records, placed: Placed) -> Choice:
    plan = records.plan(placed.plan)
    right = plan.phases[plan.place(placed.phase)]
    return Choice(
        placed.front,
        (right.name,),
        tuple(Wrong(one.name, f"That step is for {one.goal}.") for one in _nearest(plan, right)),
    )


def _nearest(plan: Plan, right: Phase, *, without: str = "") -> tuple[Phase, ...]:
    """Return the phases next to `right`; `without` is named in the question, so it comes last."""
    middle = plan.place(right.id)
    others = (one for one in plan.phases if one is not right)
    near = sorted(others, key=lambda one: (one.id == without, abs(plan.place(one.id) - middle)))
    return tuple(near[:DISTRACTORS])


def _topic(topic: Topic, topics: Iterable[Topic]) -> Choice:
    """Ask for the topic among others whose lack would show in another way."""
    front = f"{topic.symptom} Which deep-dive topic is this?"
    others = [one for one in topics if one is not topic and one.id not in topic.near]
    return Choice(
        front,
        (topic.name,),
        tuple(Wrong(one.name, f"It {one.does}.") for one in others),
    )
