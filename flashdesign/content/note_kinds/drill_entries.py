"""The entry of a drill in a deck file, and the template made from it."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from flashdesign.content.note_kinds.common_fields import Entry
from flashdesign.content.yaml.reader import ListNode, MappingNode, Node
from flashdesign.domain.drills.template import (
    TARGET_S,
    Assumption,
    Distribution,
    Mistake,
    OneOf,
    Param,
    Place,
    RoundNumber,
    Step,
    Template,
    WholeNumber,
)
from flashdesign.domain.drills.validation import find_problems
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import Unit
from flashdesign.domain.source import Source
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _

MANTISSAS = (1.0, 2.0, 3.0, 5.0)
Amount = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamEntry:
    """The values to draw: one of `choice`, an `int`, or a `nice` number."""

    choice: tuple[Amount, ...] = ()
    int_: tuple[int, int] | tuple[int, int, int] | None = None
    nice: tuple[Amount, Amount] | None = None
    mantissas: tuple[float, ...] | None = None
    unit: str = ""
    label: str = ""

    def __post_init__(self) -> None:
        if sum(bool(values) for values in (self.choice, self.int_, self.nice)) != 1:
            msg = _("a parameter needs exactly one of `choice`, `int` and `nice`")
            raise ValueError(msg)
        if self.mantissas is not None and self.nice is None:
            msg = _("'mantissas' has no effect without `nice`")
            raise ValueError(msg)
        _checked = self.spread

    @property
    def spread(self) -> Distribution:
        """The values to draw from; raises ValueError for a text that is not a number."""
        if self.nice is not None:
            low, high = self.nice
            return RoundNumber(_number(low), _number(high), self.mantissas or MANTISSAS)
        if self.int_ is not None:
            first, last, *step = self.int_
            return WholeNumber(first, last, *(step or (1,)))
        return OneOf(tuple(_number(amount) for amount in self.choice))


@dataclass(frozen=True, slots=True, kw_only=True)
class AssumptionEntry:
    """A value that the user must assume in an open drill."""

    name: str
    usual: Amount
    say: str
    unit: str = ""
    range: tuple[Amount, Amount] | None = None
    source: Source | None = None

    def __post_init__(self) -> None:
        _checked = self.assumption

    @property
    def assumption(self) -> Assumption:
        """The assumption; raises ValueError for a text that is not a number."""
        ends = None
        if self.range is not None:
            ends = (_number(self.range[0]), _number(self.range[1]))
        return Assumption(self.name, _number(self.usual), self.say, self.unit, ends, self.source)


@dataclass(frozen=True, slots=True, kw_only=True)
class StepEntry:
    """One step of the calculation."""

    name: str
    expr: str
    unit: str = ""
    say: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class MistakeEntry:
    """A common mistake: its result and its explanation."""

    expr: str
    say: str


@dataclass(frozen=True, slots=True, kw_only=True)
class DrillEntry(Entry):
    """An estimate with new values each time it is shown."""

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

    @property
    def question(self) -> Drill:
        """The question of the entry."""
        return Drill(build_template(self))


def build_template(entry: DrillEntry) -> Template:
    """Return the template of an entry."""
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
        assumptions=tuple(assumed.assumption for assumed in entry.assumptions),
        span=entry.range,
        bands=entry.bands,
        mistakes=tuple(Mistake(m.expr, m.say) for m in entry.mistakes),
        accept_units=entry.accept_units,
        short_cut=entry.short_cut,
        target_s=TARGET_S if entry.target_s is None else entry.target_s,
        sources=entry.sources,
    )


def drill_problems(question: Drill, node: MappingNode) -> Iterator[Problem]:
    """Yield the problems of the drill, each with its line in the file."""
    for flaw in find_problems(question.template):
        flaw_node = _node_at(node, flaw.place)
        yield Problem(flaw_node.line, flaw_node.column, flaw.message)


def _node_at(node: Node, place: Place) -> Node:
    """Return the innermost existing node on the path `place`; parameters go by position."""
    for part in place:
        match node, part:
            case MappingNode(values=values), str() if part in values:
                node = values[part]
            case (MappingNode(values=values), int()):
                node = list(values.values())[part]
            case (ListNode(items=items), int()):
                node = items[part]
            case _:
                break
    return node


def _number(amount: Amount) -> float:
    """Return a number that may be written with a suffix such as "k" or "M"."""
    if isinstance(amount, float):
        return amount
    try:
        return parse_quantity(amount, Unit()).value
    except QuantityError as error:
        raise ValueError(str(error)) from error
