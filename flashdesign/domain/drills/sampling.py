"""Values of a drill: drawn from a seed and calculated with its formulas."""

from collections.abc import Mapping
from dataclasses import dataclass
from hashlib import blake2b
from math import isclose

from flashdesign.domain.drills.grading import EXACT_RELATIVE, Truth, ends
from flashdesign.domain.drills.template import (
    OneOf,
    Place,
    Template,
    WholeNumber,
    assumed_ends,
    bands_of,
    constraints_of,
    count_values,
    expand_spread,
    formulas_of,
    value_at,
)
from flashdesign.domain.formulas.evaluation import evaluate, is_met
from flashdesign.domain.formulas.formula import (
    Condition,
    Formula,
    FormulaError,
    parse,
    parse_condition,
)
from flashdesign.domain.quantities.unit import Unit, parse_unit
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.formatting import plain_number
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

MAX_DRAWS = 100
MAX_REDRAWS = 20
"""The limit of new draws for an exact drill while a listed mistake gives the true number."""

_KEY_BYTES = 8


class DrillError(FlashDesignError):
    """No instance of a template can be drawn; `place` is the part of it with the problem."""

    def __init__(self, place: Place, problem: str | LazyText) -> None:
        self._problem = as_lazy_text(problem)
        super().__init__(self._problem)
        self.place = place

    @property
    def problem(self) -> str:
        """Return what is wrong, as a sentence."""
        return str(self._problem)


@dataclass(frozen=True, slots=True)
class PreparedTemplate:
    """A template with its formulas and unit parsed once for many draws."""

    template: Template
    unit: Unit
    scale: float
    spreads: Mapping[str, OneOf | WholeNumber]
    constraints: tuple[Condition, ...]
    formulas: Mapping[Place, Formula]


@dataclass(frozen=True, slots=True)
class DrawResult:
    """The results of a draw: values by name, with steps; truth and mistakes in base units."""

    values: Mapping[str, float]
    truth: Truth
    mistakes: tuple[float, ...]


def prepare(template: Template) -> PreparedTemplate:
    """Parse the template's formulas; raise DrillError for the first invalid one."""
    formulas: dict[Place, Formula] = {}
    constraints = []
    for placed in (*formulas_of(template), *constraints_of(template)):
        try:
            if placed.place[0] == "constraints":
                constraints.append(parse_condition(placed.text, placed.known))
            else:
                formulas[placed.place] = parse(placed.text, placed.known)
        except FormulaError as error:
            raise DrillError(placed.place, LazyText("{error}", error=error)) from error
    spreads = {param.name: expand_spread(param.spread) for param in template.params}
    unit = parse_unit(template.unit)
    scale = float(unit.scale)
    return PreparedTemplate(template, unit, scale, spreads, tuple(constraints), formulas)


def solve(prepared: PreparedTemplate, seed: int) -> DrawResult:
    """Draw values until the constraints hold, and calculate all results."""
    redraws = 0
    for attempt in range(MAX_DRAWS):
        values = assumed_values(prepared.template) | _draw_values(prepared, seed, attempt)
        if not _meets_constraints(prepared, values):
            continue
        numbers = calculate(prepared, values)
        if redraws == MAX_REDRAWS or not _hides_mistake(prepared.template, numbers):
            return numbers
        redraws += 1
    problem = LazyText.counted(
        "{n} draw did not meet the constraints; make them less strict.",
        "None of {n} draws met the constraints; make them less strict.",
        MAX_DRAWS,
        n=number_text(MAX_DRAWS),
    )
    raise DrillError(("constraints",), problem)


def calculate(prepared: PreparedTemplate, given: Mapping[str, float]) -> DrawResult:
    """Return the results of the drill for these values of parameters and assumptions."""
    template, scale, values = prepared.template, prepared.scale, dict(given)
    for index, step in enumerate(template.steps):
        values[step.name] = _value(prepared, ("steps", index, "expr"), values)
    truth: Truth = values[template.answer] * scale
    if template.span is not None:
        ends_too = values | assumed_ends(template)
        low, high = (_value(prepared, ("range", at), ends_too) * scale for at in range(2))
        truth = (low, high)
    mistakes = [
        _value(prepared, ("mistakes", index, "expr"), values) * scale
        for index in range(len(template.mistakes))
    ]
    low, high = ends(truth)
    if not 0 < low <= high:
        place: Place = ("range",) if template.span else ("answer",)
        message = (
            N_("The range must go from low to high, above zero. Values: {values}.")
            if template.span
            else N_("The answer must be above zero. Values: {values}.")
        )
        raise DrillError(place, LazyText(message, values=_values_text(given)))
    return DrawResult(values, truth, tuple(mistakes))


def assumed_values(template: Template) -> dict[str, float]:
    """Return the usual values of the assumptions of an open drill."""
    return {assumption.name: assumption.usual for assumption in template.assumptions}


def _draw_values(prepared: PreparedTemplate, seed: int, attempt: int) -> dict[str, float]:
    """Draw values with a hash, so that all machines and Python versions draw the same."""
    values = {}
    for name, spread in prepared.spreads.items():
        key = blake2b(f"{seed}\0{attempt}\0{name}".encode(), digest_size=_KEY_BYTES).digest()
        values[name] = value_at(spread, int.from_bytes(key, "big") % count_values(spread))
    return values


def _meets_constraints(prepared: PreparedTemplate, values: Mapping[str, float]) -> bool:
    for index, condition in enumerate(prepared.constraints):
        try:
            if not is_met(condition, values):
                return False
        except FormulaError as error:
            raise DrillError(("constraints", index), _with_values(error, values)) from error
    return True


def _hides_mistake(template: Template, numbers: DrawResult) -> bool:
    """Return whether a mistake of an exact drill gives the true number and goes unnoticed."""
    low, high = ends(numbers.truth)
    return bands_of(template).exact and any(
        low <= mistake <= high or isclose(mistake, low, rel_tol=EXACT_RELATIVE)
        for mistake in numbers.mistakes
    )


def _value(prepared: PreparedTemplate, place: Place, values: Mapping[str, float]) -> float:
    try:
        return evaluate(prepared.formulas[place], values)
    except FormulaError as error:
        raise DrillError(place, _with_values(error, values)) from error


def _with_values(error: FormulaError, values: Mapping[str, float]) -> LazyText:
    return LazyText(N_("{error} Values: {values}."), error=error, values=_values_text(values))


def _values_text(values: Mapping[str, float]) -> str | LazyText:
    text = ", ".join(f"{name} = {plain_number(value)}" for name, value in values.items())
    return text or LazyText(N_("none"))
