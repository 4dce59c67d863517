"""Work out a drill: draw its values by a seed alone, and follow its formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import isclose

from flashdesign.domain.drills import (
    OneOf,
    Place,
    Template,
    Whole,
    bands_of,
    constraints_of,
    formulas_of,
    how_many,
    plain,
    value_at,
)
from flashdesign.domain.formula_values import evaluate, holds
from flashdesign.domain.formulas import (
    Condition,
    Formula,
    FormulaError,
    parse,
    parse_condition,
)
from flashdesign.domain.quantities import Unit, parse_unit
from flashdesign.domain.scoring import EXACT_RELATIVE, Truth, ends
from flashdesign.errors import FlashDesignError

MOST_DRAWS = 100
MOST_REDRAWS = 20
"""So often an exact drill is drawn again while a listed mistake gives the true number."""

_KEY_BYTES = 8


class DrillError(FlashDesignError):
    """A template cannot be drawn; `place` says what of it is at fault."""

    def __init__(self, place: Place, problem: str) -> None:
        super().__init__(problem)
        self.place, self.problem = place, problem


@dataclass(frozen=True, slots=True)
class Prepared:
    """A template whose formulas and unit have been read once for many draws."""

    template: Template
    unit: Unit
    scale: float
    spreads: Mapping[str, OneOf | Whole]
    constraints: tuple[Condition, ...]
    formulas: Mapping[Place, Formula]


@dataclass(frozen=True, slots=True)
class Numbers:
    """What one draw comes to: values by name, steps included; truth and mistakes in base units."""

    values: Mapping[str, float]
    truth: Truth
    mistakes: tuple[float, ...]


def prepare(template: Template) -> Prepared:
    """Read the template's formulas; raise DrillError at the first that cannot be read."""
    formulas: dict[Place, Formula] = {}
    constraints = []
    for placed in (*formulas_of(template), *constraints_of(template)):
        try:
            if placed.place[0] == "constraints":
                constraints.append(parse_condition(placed.text, placed.known))
            else:
                formulas[placed.place] = parse(placed.text, placed.known)
        except FormulaError as error:
            raise DrillError(placed.place, str(error)) from error
    spreads = {param.name: plain(param.spread) for param in template.params}
    unit = parse_unit(template.unit)
    scale = float(unit.scale)
    return Prepared(template, unit, scale, spreads, tuple(constraints), formulas)


def solve(prepared: Prepared, seed: int) -> Numbers:
    """Draw values until the constraints hold, and work everything out."""
    redraws = 0
    for attempt in range(MOST_DRAWS):
        values = assumed(prepared.template) | _drawn(prepared, seed, attempt)
        if not _allowed(prepared, values):
            continue
        numbers = work_out(prepared, values)
        if redraws == MOST_REDRAWS or not _hides_mistake(prepared.template, numbers):
            return numbers
        redraws += 1
    problem = f"The constraints were met in none of {MOST_DRAWS} draws; loosen them."
    raise DrillError(("constraints",), problem)


def work_out(prepared: Prepared, given: Mapping[str, float]) -> Numbers:
    """Return what the drill comes to with these values of parameters and assumptions."""
    template, scale, values = prepared.template, prepared.scale, dict(given)
    for index, step in enumerate(template.steps):
        values[step.name] = _value(prepared, ("steps", index, "expr"), values)
    truth: Truth = values[template.answer] * scale
    if template.span is not None:
        low, high = (_value(prepared, ("range", at), values) * scale for at in range(2))
        truth = (low, high)
    mistakes = [
        _value(prepared, ("mistakes", index, "expr"), values) * scale
        for index in range(len(template.mistakes))
    ]
    low, high = ends(truth)
    if not 0 < low <= high:
        place: Place = ("range",) if template.span else ("answer",)
        said = "The range does not rise" if template.span else "The answer is not above zero"
        raise DrillError(place, f"{said} where {_listed(given)}.")
    return Numbers(values, truth, tuple(mistakes))


def assumed(template: Template) -> dict[str, float]:
    """Return the usual values of what an open drill assumes."""
    return {one.name: one.usual for one in template.assumptions}


def _drawn(prepared: Prepared, seed: int, attempt: int) -> dict[str, float]:
    """Draw through a hash: the same on every machine and under every version of Python."""
    values = {}
    for name, spread in prepared.spreads.items():
        key = blake2b(f"{seed}\0{attempt}\0{name}".encode(), digest_size=_KEY_BYTES).digest()
        values[name] = value_at(spread, int.from_bytes(key, "big") % how_many(spread))
    return values


def _allowed(prepared: Prepared, values: Mapping[str, float]) -> bool:
    for index, condition in enumerate(prepared.constraints):
        try:
            if not holds(condition, values):
                return False
        except FormulaError as error:
            raise DrillError(("constraints", index), f"{error} Here {_listed(values)}.") from error
    return True


def _hides_mistake(template: Template, numbers: Numbers) -> bool:
    """Tell whether a mistake gives the true number of an exact drill: then it teaches nothing."""
    low, high = ends(numbers.truth)
    return bands_of(template).exact and any(
        low <= mistake <= high or isclose(mistake, low, rel_tol=EXACT_RELATIVE)
        for mistake in numbers.mistakes
    )


def _value(prepared: Prepared, place: Place, values: Mapping[str, float]) -> float:
    try:
        return evaluate(prepared.formulas[place], values)
    except FormulaError as error:
        raise DrillError(place, f"{error} Here {_listed(values)}.") from error


def _listed(values: Mapping[str, float]) -> str:
    return ", ".join(f"{name} = {value:g}" for name, value in values.items()) or "nothing is drawn"
