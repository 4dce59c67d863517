"""The entry of a drill in a deck file, and the template made from it."""

import re
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
from flashdesign.domain.quantities.unit import Unit, parse_unit
from flashdesign.domain.source import Source
from flashdesign.errors import Problem
from flashdesign.i18n.translation import _

_WITH_UNIT = re.compile(r"[0-9][0-9.,]*+ *+(?P<unit>[A-Za-zµ%].*)")
MANTISSAS = (1.0, 2.0, 3.0, 5.0)
Amount = float | str


@dataclass(frozen=True, slots=True, kw_only=True)
class ParamEntry:
    """The values to draw: one of `choice`, an `int`, or a `nice` number.

    `unit` follows a value in the question; `measure` is its full unit if that is said in words.
    """

    choice: tuple[Amount, ...] = ()
    int_: tuple[int, int] | tuple[int, int, int] | None = None
    nice: tuple[Amount, Amount] | None = None
    mantissas: tuple[float, ...] | None = None
    unit: str = ""
    measure: str = ""
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
    def shown_unit(self) -> str:
        """The unit shown after the value: `unit`, or that of the first value with one."""
        return self.unit or _unit_in((*self.choice, *(self.nice or ())))

    @property
    def spread(self) -> Distribution:
        """The values to draw from; raises ValueError for a text that is not a number."""
        unit = self.shown_unit
        if self.nice is not None:
            low, high = (_number(amount, unit) for amount in self.nice)
            return RoundNumber(low, high, self.mantissas or MANTISSAS)
        if self.int_ is not None:
            first, last, *step = self.int_
            return WholeNumber(first, last, *(step or (1,)))
        return OneOf(tuple(_number(amount, unit) for amount in self.choice))


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
        unit = self.unit or _unit_in((self.usual, *(self.range or ())))
        ends = None
        if self.range is not None:
            ends = (_number(self.range[0], unit), _number(self.range[1], unit))
        return Assumption(self.name, _number(self.usual, unit), self.say, unit, ends, self.source)


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
    unit: str = ""


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
        params=tuple(
            Param(name, p.spread, p.shown_unit, p.label, p.measure)
            for name, p in entry.params.items()
        ),
        constraints=entry.constraints,
        assumptions=tuple(assumed.assumption for assumed in entry.assumptions),
        span=entry.range,
        bands=entry.bands,
        mistakes=tuple(Mistake(m.expr, m.say, m.unit) for m in entry.mistakes),
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


def _unit_in(amounts: tuple[Amount, ...]) -> str:
    """Return the unit that the first value with a unit has: "MB" of "1MB"; "" without one."""
    for amount in amounts:
        match = _WITH_UNIT.fullmatch(amount.strip()) if isinstance(amount, str) else None
        if match is not None and not _is_number(match[0]):
            try:
                return parse_unit(match["unit"]).plain.text
            except QuantityError as error:
                raise ValueError(str(error)) from error
    return ""


def _is_number(text: str) -> bool:
    try:
        parse_quantity(text, Unit())
    except QuantityError:
        return False
    return True


def _number(amount: Amount, unit: str = "") -> float:
    """Return a number in `unit`; it may have a suffix such as "k" or "M", or a unit of its own."""
    if isinstance(amount, float):
        return amount
    asked = Unit() if not unit or _is_number(amount) else parse_unit(unit)
    try:
        return float(parse_quantity(amount, asked).exact / asked.scale)
    except QuantityError as error:
        raise ValueError(str(error)) from error
