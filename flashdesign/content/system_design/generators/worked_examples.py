"""Notes about worked examples: the steps of a design in order, and the costs of its decisions."""

from abc import ABC, abstractmethod
from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import ClassVar, Literal

from flashdesign.content.note_kinds.entry_types import ItemEntry
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)

Phase = Literal["scope", "estimate", "api", "model", "flow", "bottleneck", "deep-dive", "failure"]
"""The part of an interview that a step belongs to, in their order; each note has it as a tag."""

USUAL_PRICE_QUESTION = "What is the price of that?"


@dataclass(frozen=True, slots=True, kw_only=True)
class Step(Record, ABC):
    """A step of an example; each kind of step adds its answer."""

    template: ClassVar[str]

    phase: Phase
    ask: str

    @abstractmethod
    def question(self, front: str) -> Question:
        """Return the question about the step; `front` is `ask` with the name of the example."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Rejected:
    """A rejected option, and the reason."""

    text: str
    why: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Price:
    """The cost of a decision; `decision` is the decision as a sentence, `why` explains the cost."""

    decision: str
    price: str
    why: str
    ask: str = USUAL_PRICE_QUESTION


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Step):
    """A decision of an example; with rejected options it becomes a choice."""

    template: ClassVar[str] = "decision"

    decide: str
    rejected: tuple[Rejected, ...] = ()
    price: Price | None = None

    def question(self, front: str) -> Question:
        if not self.rejected:
            return Basic(front, self.decide)
        return MultipleChoice(
            front,
            (self.decide.removesuffix("."),),
            tuple(WrongOption(option.text, option.why) for option in self.rejected),
        )


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Step):
    """A number of an example, asked in `unit`."""

    template: ClassVar[str] = "value"

    answer: str
    unit: str
    bands: Literal["exact", "recall", "closed", "open"] = "recall"

    def question(self, front: str) -> Number:
        return Number(front, self.answer, self.unit, bands=self.bands)


@dataclass(frozen=True, slots=True, kw_only=True)
class Sequence(Step):
    """What happens in the system, to put in order."""

    template: ClassVar[str] = "order"

    sequence: tuple[str, ...]

    def question(self, front: str) -> Ordering:
        return Ordering(front, self.sequence)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pairs(Step):
    """Things to match with each other, such as calls and what they do."""

    template: ClassVar[str] = "match"

    pairs: tuple[tuple[str, str], ...]

    def question(self, front: str) -> Match:
        return Match(front, self.pairs)


@dataclass(frozen=True, slots=True, kw_only=True)
class Groups(Step):
    """Things to sort into groups."""

    template: ClassVar[str] = "groups"

    groups: dict[str, tuple[str, ...]]

    def question(self, front: str) -> Classify:
        return Classify(front, tuple(Bucket(*group) for group in self.groups.items()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Names(Step):
    """Things to name from memory; `need` of them, or all."""

    template: ClassVar[str] = "names"

    names: tuple[ItemEntry, ...]
    need: int | None = None

    def question(self, front: str) -> List:
        return List(front, tuple(Item(name.text, name.accept) for name in self.names), self.need)


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked design task; each question starts with `name`, so that it is clear by itself."""

    id: Id
    name: str
    steps: tuple[Decision | Figure | Sequence | Pairs | Groups | Names, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The examples in learning order."""

    examples: tuple[Example, ...]


def notes(records: Records) -> Iterator[Note]:
    """Yield the steps of each example in order, then the costs of its decisions."""
    for example in records.examples:
        for step in example.steps:
            question = step.question(f"{example.name}: {step.ask}")
            yield _note(records, example, step, step.template, question)
        for step in example.steps:
            if isinstance(step, Decision) and step.price is not None:
                yield _price(records, example, step, step.price)


def _note(
    records: Records, example: Example, step: Step, template: str, question: Question
) -> Note:
    """Return the note with the ids of its phase and example as tags."""
    note = build_note(records, step, template, question)
    return replace(note, tags=(*note.tags, step.phase, example.id))


def _price(records: Records, example: Example, step: Decision, price: Price) -> Note:
    """Return the note for the cost of a decision; the facts belong to the first note."""
    question = Basic(f"{example.name}: {price.decision} {price.ask}", price.price)
    related = (f"{step.id}.decision",)
    return replace(
        _note(records, example, step, "price", question), why=price.why, facts=(), related=related
    )
