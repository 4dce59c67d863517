"""Templates of estimation drills: parameters, a chain of steps, an answer, mistakes."""

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from math import ceil, floor, log10

from flashdesign.domain.drills.grading import BANDS, RANGE, Bands
from flashdesign.domain.source import Source

TARGET_S = 60.0
Place = tuple[str | int, ...]
"""The path of a part of a template, by field and by index from 0: ("steps", 1, "expr")."""


@dataclass(frozen=True, slots=True)
class OneOf:
    """One of the listed numbers."""

    values: tuple[float, ...]


@dataclass(frozen=True, slots=True)
class WholeNumber:
    """A whole number from `first` to `last`, in steps of `step`."""

    first: int
    last: int
    step: int


@dataclass(frozen=True, slots=True)
class RoundNumber:
    """A mantissa times a power of ten, from `low` to `high`, for easy mental arithmetic."""

    low: float
    high: float
    mantissas: tuple[float, ...]


Distribution = OneOf | WholeNumber | RoundNumber


@dataclass(frozen=True, slots=True)
class Param:
    """A value drawn for each instance; `unit` follows it in the prompt, `label` names it.

    `measure` is the full unit for the check of the formulas, where the prompt says it in words.
    """

    name: str
    spread: Distribution
    unit: str = ""
    label: str = ""
    measure: str = ""


@dataclass(frozen=True, slots=True)
class Assumption:
    """A value that the user has to assume: its usual value, its range and its source."""

    name: str
    usual: float
    say: str
    unit: str = ""
    span: tuple[float, float] | None = None
    source: Source | None = None


@dataclass(frozen=True, slots=True)
class Step:
    """One line of the calculation; `ask` marks steps that the user can be asked for."""

    name: str
    expr: str
    unit: str = ""
    say: str = ""
    ask: bool = False


@dataclass(frozen=True, slots=True)
class Mistake:
    """A formula for a common wrong answer, typed as if in the unit of the answer.

    `say` explains it. `unit` is the unit that its number is really in, where that is the mistake.
    """

    expr: str
    say: str
    unit: str = ""


@dataclass(frozen=True, slots=True)
class Template:
    """A drill; its id, deck, hint and explanation are fields of its note.

    An open drill has `assumptions`, and a `span` of right answers in place of a single one: two
    formulas in the unit of the answer.
    """

    prompt: str
    steps: tuple[Step, ...]
    answer: str
    unit: str
    title: str = ""
    version: int = 1
    level: int = 1
    topic: str = ""
    params: tuple[Param, ...] = ()
    constraints: tuple[str, ...] = ()
    assumptions: tuple[Assumption, ...] = ()
    span: tuple[str, str] | None = None
    bands: str | tuple[float, float, float] = "closed"
    mistakes: tuple[Mistake, ...] = ()
    accept_units: tuple[str, ...] = ()
    short_cut: str = ""
    target_s: float = TARGET_S
    sources: tuple[Source, ...] = ()


def bands_of(template: Template) -> Bands:
    """Return the largest error of each grade; around a range the open bands are narrow."""
    bands = template.bands
    if bands == "open" and template.span is not None:
        return RANGE
    return BANDS[bands] if isinstance(bands, str) else Bands(*bands)


def expand_spread(spread: Distribution) -> OneOf | WholeNumber:
    """Return the same values with powers of ten already calculated, for many draws."""
    return round_number_values(spread) if isinstance(spread, RoundNumber) else spread


def round_number_values(spread: RoundNumber) -> OneOf:
    """Return mantissas times powers of ten, each the float of its exact decimal."""
    powers = range(floor(log10(spread.low)) - 1, ceil(log10(spread.high)) + 1)
    values = (float(Decimal(repr(m)).scaleb(power)) for power in powers for m in spread.mantissas)
    return OneOf(tuple(value for value in values if spread.low <= value <= spread.high))


def count_values(spread: OneOf | WholeNumber) -> int:
    """Return the number of values to draw from."""
    if isinstance(spread, OneOf):
        return len(spread.values)
    return (spread.last - spread.first) // spread.step + 1


def value_at(spread: OneOf | WholeNumber, index: int) -> float:
    """Return the value at `index` of the values to draw from."""
    if isinstance(spread, OneOf):
        return spread.values[index]
    return float(spread.first + spread.step * index)


@dataclass(frozen=True, slots=True)
class LocatedFormula:
    """A formula's text, its place, and the names that it may use."""

    place: Place
    text: str
    known: tuple[str, ...]


def formulas_of(template: Template) -> Iterator[LocatedFormula]:
    """Yield all formulas except the constraints, in the order of calculation."""
    known = given_names(template)
    for index, step in enumerate(template.steps):
        yield LocatedFormula(("steps", index, "expr"), step.expr, known)
        known = (*known, step.name)
    for index, text in enumerate(template.span or ()):
        yield LocatedFormula(("range", index), text, (*known, *assumed_ends(template)))
    for index, mistake in enumerate(template.mistakes):
        yield LocatedFormula(("mistakes", index, "expr"), mistake.expr, known)


def constraints_of(template: Template) -> Iterator[LocatedFormula]:
    """Yield the constraints, which compare drawn and assumed values."""
    for index, text in enumerate(template.constraints):
        yield LocatedFormula(("constraints", index), text, given_names(template))


def assumed_ends(template: Template) -> dict[str, float]:
    """Return the ends of the assumptions' ranges, for the range of answers: "share_low"."""
    return {
        f"{assumption.name}_{which}": end
        for assumption in template.assumptions
        for which, end in zip(("low", "high"), assumption.span or (), strict=False)
    }


def given_names(template: Template) -> tuple[str, ...]:
    """Return the names that have a value before the first step."""
    drawn = tuple(param.name for param in template.params)
    return (*drawn, *(assumption.name for assumption in template.assumptions))
