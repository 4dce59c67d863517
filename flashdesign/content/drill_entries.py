"""The drill as deck files spell it, and the template that it makes."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from flashdesign.content.entries import Entry
from flashdesign.content.yaml_text import Fields, Items, Node
from flashdesign.domain.cards import Source
from flashdesign.domain.drill_rules import flaws
from flashdesign.domain.drills import (
    TARGET_S,
    Assumption,
    Mistake,
    Nice,
    OneOf,
    Param,
    Place,
    Spread,
    Step,
    Template,
    Whole,
)
from flashdesign.domain.quantities import QuantityError, Unit, read
from flashdesign.errors import Problem

MANTISSAS = (1.0, 2.0, 3.0, 5.0)
Amount = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamEntry:
    """What is drawn: one of `choice`, an `int`, or a `nice` number."""

    choice: tuple[Amount, ...] = ()
    int_: tuple[int, int] | tuple[int, int, int] | None = None
    nice: tuple[Amount, Amount] | None = None
    mantissas: tuple[float, ...] | None = None
    unit: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if sum(bool(given) for given in (self.choice, self.int_, self.nice)) != 1:
            msg = "a parameter needs one of `choice`, `int` and `nice`"
            raise ValueError(msg)
        if self.mantissas is not None and self.nice is None:
            msg = "'mantissas' has no effect without `nice`"
            raise ValueError(msg)
        _ = self.spread

    @property
    def spread(self) -> Spread:
        """The values to draw from; raises ValueError where a text is no number."""
        if self.nice is not None:
            low, high = self.nice
            return Nice(_number(low), _number(high), self.mantissas or MANTISSAS)
        if self.int_ is not None:
            first, last, *step = self.int_
            return Whole(first, last, *(step or (1,)))
        return OneOf(tuple(_number(amount) for amount in self.choice))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionEntry:
    """What an open drill leaves to the learner."""

    name: str
    usual: Amount
    say: str
    unit: str = ""
    range: tuple[Amount, Amount] | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        _ = self.assumption

    @property
    def assumption(self) -> Assumption:
        """The assumption; raises ValueError where a text is no number."""
        ends = None
        if self.range is not None:
            ends = (_number(self.range[0]), _number(self.range[1]))
        return Assumption(self.name, _number(self.usual), self.say, self.unit, ends, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """One line of the calculation."""

    name: str
    expr: str
    unit: str = ""
    say: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeEntry:
    """A classic blunder."""

    expr: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEntry(Entry):
    """An estimate with new values at each showing."""

    prompt: str
    steps: tuple[StepEntry, ...]
    answer: str
    unit: str
    title: str = ""
    version: int = 1
    level: int = 1
    topic: str = ""
    params: dict[str, ParamEntry] = field(default_factory=dict)
    constraints: tuple[str, ...] = ()
    assumptions: tuple[AssumptionEntry, ...] = ()
    range: tuple[str, str] | None = None
    bands: Literal["exact", "recall", "closed", "open"] | tuple[float, float, float] = "closed"
    mistakes: tuple[MistakeEntry, ...] = ()
    accept_units: tuple[str, ...] = ()
    short_cut: str = ""
    sources: tuple[Source, ...] = ()


def template_of(entry: DrillEntry) -> Template:
    """Return the template that an entry describes."""
    return Template(
        prompt=entry.prompt,
        steps=tuple(Step(s.name, s.expr, s.unit, s.say, s.ask) for s in entry.steps),
        answer=entry.answer,
        unit=entry.unit,
        title=entry.title,
        version=entry.version,
        level=entry.level,
        topic=entry.topic,
        params=tuple(Param(name, p.spread, p.unit, p.label) for name, p in entry.params.items()),
        constraints=entry.constraints,
        assumptions=tuple(one.assumption for one in entry.assumptions),
        span=entry.range,
        bands=entry.bands,
        mistakes=tuple(Mistake(m.expr, m.say) for m in entry.mistakes),
        accept_units=entry.accept_units,
        short_cut=entry.short_cut,
        target_s=TARGET_S if entry.target_s is None else entry.target_s,
        sources=entry.sources,
    )


def problems_of(template: Template, node: Fields) -> Iterator[Problem]:
    """Yield what is wrong with the template, each where it stands in the file."""
    for flaw in flaws(template):
        at = _node_at(node, flaw.place)
        yield Problem(at.line, at.column, flaw.message)


def _node_at(node: Node, place: Place) -> Node:
    """Return the innermost node that `place` leads to; parameters are numbered in their order."""
    for part in place:
        match node, part:
            case Fields(values=values), str() if part in values:
                node = values[part]
            case (Fields(values=values), int()):
                node = list(values.values())[part]
            case (Items(items=items), int()):
                node = items[part]
            case _:
                break
    return node


def _number(amount: Amount) -> float:
    """Return a number that may be written with a "k" or "M" behind it."""
    if isinstance(amount, float):
        return amount
    try:
        return read(amount, Unit()).value
    except QuantityError as error:
        raise ValueError(str(error)) from error
