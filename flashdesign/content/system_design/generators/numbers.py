"""Notes about numbers for estimation: values, gaps, magnitudes, choices, mistakes, decisions."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import groupby
from math import log10
from typing import Literal, assert_never

from flashdesign.content.system_design.generators.interleave import interleave
from flashdesign.content.system_design.record import Content, Record, build_note
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    WrongOption,
)

DISTINCT_DECADES = 0.9
DISTRACTORS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Rung:
    """A magnitude of a ladder; `at` is its value in the ladder's unit."""

    ladder: str
    ask: str
    text: str
    at: float
    thing: str


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownNumber(Record):
    """A number to remember, asked as a value, as a gap in a sentence or as a rung of a ladder.

    `formula` is the arithmetic behind the answer; only the tests use it.
    """

    stage: int
    ask: str = ""
    answer: str = ""
    unit: str = ""
    span: tuple[str, str] | None = None
    bands: Literal["exact", "recall", "closed", "open"] = "recall"
    formula: str = ""
    gap: str = ""
    rung: Rung | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Chain(Record):
    """An estimate in steps, one of them wrong; `wrong` counts from 1."""

    stage: int
    given: str
    steps: tuple[str, ...]
    wrong: int
    should: str

    def __post_init__(self) -> None:
        if not 1 <= self.wrong <= len(self.steps):
            message = f"'wrong' must be the number of a step, 1 to {len(self.steps)}"
            raise ValueError(message)


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick(Record):
    """A choice between a right number and numbers with a known mistake."""

    stage: int
    ask: str
    right: str
    wrong: tuple[WrongOption, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Decision(Record):
    """A situation in which a number determines a decision, and the decision."""

    stage: int
    ask: str
    answer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Records(Content):
    """The records by question type."""

    quantities: tuple[KnownNumber, ...] = ()
    picks: tuple[Pick, ...] = ()
    chains: tuple[Chain, ...] = ()
    decisions: tuple[Decision, ...] = ()


Staged = KnownNumber | Pick | Chain | Decision


def notes(records: Records) -> Iterator[Note]:
    """Yield the notes by stage; within a stage, notes of one group are spread apart.

    A group has the records whose ids have the same first part, such as `latency`.
    """
    ladder = tuple(q.rung for q in records.quantities if q.rung is not None)
    staged: tuple[Staged, ...] = (
        *records.quantities,
        *records.picks,
        *records.chains,
        *records.decisions,
    )
    for _number, stage in groupby(sorted(staged, key=_stage), key=_stage):
        groups: dict[str, list[Note]] = {}
        for record in stage:
            group = groups.setdefault(record.id.partition(".")[0], [])
            group.extend(_notes(records, record, ladder))
        yield from interleave(*groups.values())


def _stage(record: Staged) -> int:
    return record.stage


def _notes(records: Records, record: Staged, ladder: tuple[Rung, ...]) -> Iterator[Note]:
    match record:
        case KnownNumber():
            yield from _quantity(records, record, ladder)
        case Pick(ask=ask, right=right, wrong=wrong):
            yield build_note(records, record, "pick", MultipleChoice(ask, (right,), wrong))
        case Chain():
            yield build_note(records, record, "step", _find_mistake(record))
        case Decision(ask=ask, answer=answer):
            yield build_note(records, record, "decision", Basic(ask, answer))
        case _:
            assert_never(record)


def _quantity(records: Records, quantity: KnownNumber, ladder: tuple[Rung, ...]) -> Iterator[Note]:
    if quantity.rung is not None:
        yield build_note(records, quantity, "rung", _magnitude_question(quantity.rung, ladder))
    if quantity.ask:
        yield build_note(records, quantity, "value", _number_question(quantity))
    if quantity.gap:
        yield build_note(records, quantity, "gap", Cloze(quantity.gap))


def _number_question(quantity: KnownNumber) -> Number:
    return Number(
        front=quantity.ask,
        answer=quantity.answer,
        unit=quantity.unit,
        span=quantity.span,
        bands=quantity.bands,
    )


def _magnitude_question(rung: Rung, ladder: tuple[Rung, ...]) -> MultipleChoice:
    """Return a choice with the nearest rungs that rounding cannot confuse with this one."""
    wrong: dict[str, WrongOption] = {}
    for other in sorted(ladder, key=lambda other: abs(log10(other.at / rung.at))):
        is_distinct = abs(log10(other.at / rung.at)) >= DISTINCT_DECADES
        if is_distinct and other.ladder == rung.ladder and other.text != rung.text:
            wrong.setdefault(other.text, WrongOption(other.text, f"That is {other.thing}."))
    return MultipleChoice(rung.ask, (rung.text,), tuple(wrong.values())[:DISTRACTORS])


def _find_mistake(estimate: Chain) -> Basic:
    steps = "\n".join(f"{number}. {step}" for number, step in enumerate(estimate.steps, start=1))
    front = f"{estimate.given}\n\n{steps}\n\nWhich step is wrong, and what is right?"
    return Basic(front, f"Step {estimate.wrong}: {estimate.should}")
