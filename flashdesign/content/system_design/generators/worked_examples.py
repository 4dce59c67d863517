"""Notes about worked examples: each decision with its reason and its cost."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from typing import Literal

from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.content.yaml.dataclass_builder import Id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, MultipleChoice, Number, WrongOption

USUAL_PRICE_QUESTION = "What is the price of that?"


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
class Decision(Record):
    """A decision of an example; with rejected options it becomes a choice."""

    ask: str
    decide: str
    rejected: tuple[Rejected, ...] = ()
    price: Price | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure(Record):
    """A number of an example, asked in `unit`."""

    ask: str
    answer: str
    unit: str
    bands: Literal["exact", "recall", "closed", "open"] = "recall"


@dataclass(frozen=True, slots=True, kw_only=True)
class Example:
    """A worked design task; each question starts with `name`, so that it is clear by itself."""

    id: Id
    name: str
    steps: tuple[Decision | Figure, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The examples in learning order."""

    examples: tuple[Example, ...]


def notes(records: Records) -> Iterator[Note]:
    """Yield the decisions of each example in order, then their costs."""
    for example in records.examples:
        for step in example.steps:
            yield _step(records, example, step)
        for step in example.steps:
            if isinstance(step, Decision) and step.price is not None:
                yield _price(records, example, step, step.price)


def _step(records: Records, example: Example, step: Decision | Figure) -> Note:
    front = f"{example.name}: {step.ask}"
    if isinstance(step, Figure):
        return build_note(
            records, step, "value", Number(front, step.answer, step.unit, bands=step.bands)
        )
    return build_note(records, step, "decision", _decision(front, step))


def _decision(front: str, step: Decision) -> Question:
    if not step.rejected:
        return Basic(front, step.decide)
    return MultipleChoice(
        front,
        (step.decide.removesuffix("."),),
        tuple(WrongOption(option.text, option.why) for option in step.rejected),
    )


def _price(records: Records, example: Example, step: Decision, price: Price) -> Note:
    """Return the note for the cost of a decision; the facts belong to the first note."""
    question = Basic(f"{example.name}: {price.decision} {price.ask}", price.price)
    related = (f"{step.id}.decision",)
    return replace(
        build_note(records, step, "price", question), why=price.why, facts=(), related=related
    )
