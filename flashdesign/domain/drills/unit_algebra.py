"""The unit of a formula's number: constants convert units, and counted things cancel."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from fractions import Fraction
from functools import lru_cache
from itertools import product
from math import isclose, prod
from typing import assert_never

from flashdesign.domain.drills.dimensions import (
    DIMENSIONLESS,
    Dimension,
    dimension_of_unit,
    multiply,
)
from flashdesign.domain.formulas.evaluation import evaluate
from flashdesign.domain.formulas.formula import (
    Call,
    Condition,
    Constant,
    Formula,
    FormulaError,
    Name,
    Negative,
    Operation,
    names_of,
)
from flashdesign.domain.quantities.numeral import round_digits, rounded_text
from flashdesign.domain.quantities.unit import Unit
from flashdesign.domain.quantities.unit_table import (
    BITS,
    BYTES,
    CENT,
    DOLLAR,
    PERCENT,
    RATIO,
    TIMES,
    Atom,
    UnitDimension,
)
from flashdesign.i18n.formatting import has_decimal_comma
from flashdesign.i18n.translation import N_, LazyText

_SAME_RELATIVE = 1e-6
_CALENDAR_RELATIVE = 0.02
"""Months of 30 days and years of 365 differ from twelve months a year by 1.4 %."""

_THOUSANDS = [1_000.0**power for power in range(-6, 7)]
_WITH_PREFIXES = {UnitDimension.INFORMATION, UnitDimension.TIME, UnitDimension.MONEY}
_FACTOR_DIGITS = 3
_LARGEST_SCALE = 1e150
_PLAIN = LazyText(N_("a number without a unit"))
_CANDIDATES = {
    UnitDimension.INFORMATION: (*BYTES, *BITS),
    UnitDimension.TIME: (*TIMES[3:], *reversed(TIMES[:3])),
    UnitDimension.MONEY: (DOLLAR, CENT),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """The unit of a number: its dimension, and its size in base units.

    Constants count as conversions: 60 times minutes are a number of seconds. `value` is that of a
    formula of constants only. With `is_plain`, a name without a unit takes part, which may count
    anything. With `fits_any`, the number has no names or is a logarithm.
    """

    dimension: Dimension = DIMENSIONLESS
    scale: float = 1.0
    is_plain: bool = False
    value: float | None = None
    fits_any: bool = False

    @property
    def kinds(self) -> frozenset[UnitDimension]:
        """The kinds of units in it, shares included."""
        shares = {UnitDimension.SHARE} if self.text == PERCENT.symbol else set()
        return frozenset({atom.kind for atom, _power in self.dimension.powers} | shares)

    @property
    def text(self) -> str | LazyText:
        """The unit in words: "MB/day", or a sentence part for a plain number."""
        return unit_text(self.dimension, self.scale) or _PLAIN


def measure_of_unit(unit: Unit) -> Measure:
    """Return the measure of a number given in `unit`."""
    dimension = dimension_of_unit(unit)
    return Measure(dimension, float(unit.scale), is_plain=unit == Unit() or unit.top == RATIO)


def measure_of_formula(formula: Formula, names: Mapping[str, Measure]) -> Measure:
    """Return the measure of `formula`; raise FormulaError if its parts do not fit together."""
    if not names_of(formula):
        value = evaluate(formula, {})
        scale = 1 / max(abs(value), 1 / _LARGEST_SCALE) if value else 1.0
        return Measure(scale=scale, is_plain=True, value=value, fits_any=True)
    assert not isinstance(formula, Constant)  # it has no names
    match formula:
        case Name(name=name):
            return names[name]
        case Negative(operand=operand):
            return measure_of_formula(operand, names)
        case Operation(sign=sign, column=column):
            left, right = (
                measure_of_formula(part, names) for part in (formula.left, formula.right)
            )
            return _apply(left, sign, right, column)
        case Call(function=function, arguments=arguments, column=column):
            return _call(function, [measure_of_formula(a, names) for a in arguments], column)
        case _:
            assert_never(formula)


def check_condition(condition: Condition, names: Mapping[str, Measure]) -> None:
    """Raise FormulaError if the sides of a comparison have different units; a plain one may."""
    left, right = (measure_of_formula(p, names) for p in (condition.left, condition.right))
    if not (left.is_plain or right.is_plain):
        _add(left, right, 1)


@lru_cache(maxsize=64)
def _conversions(kinds: frozenset[UnitDimension]) -> tuple[float, ...]:
    """Return the factors between units of these kinds, and 1."""
    thousands = _THOUSANDS if kinds & _WITH_PREFIXES else [1.0]
    found = set(thousands)
    if UnitDimension.INFORMATION in kinds:
        binary = [1_024.0**power for power in range(-6, 7)]
        mixed = [1.024**power for power in range(-6, 7)]
        found |= {n * bits for n in (*thousands, *binary, *mixed) for bits in (1.0, 8.0, 1 / 8)}
    if UnitDimension.TIME in kinds:
        times = [float(atom.scale) for atom in TIMES[3:]]
        ratios = {first / second for first in times for second in times}
        found |= ratios | {ratio * n for ratio in ratios for n in thousands}
    if {UnitDimension.SHARE, UnitDimension.MONEY} & kinds:
        found |= {n * hundreds for n in thousands for hundreds in (100.0, 0.01)}
    return tuple(found)


def is_conversion(factor: float, kinds: frozenset[UnitDimension]) -> bool:
    """Return whether `factor` is a conversion between units of these kinds, but not nearly 1.

    Such a factor is missing from a formula or one too many; another one may count something.
    """
    tolerance = _CALENDAR_RELATIVE if UnitDimension.TIME in kinds else _SAME_RELATIVE
    return not isclose(factor, 1, rel_tol=tolerance) and any(
        isclose(factor, known, rel_tol=_SAME_RELATIVE) for known in _conversions(kinds)
    )


def unit_text(dimension: Dimension, scale: float) -> str:
    """Return the name of the unit with this dimension and size: "MB/day", "GB·day"; or ""."""
    if not dimension.powers and isclose(scale, float(PERCENT.scale)):
        return PERCENT.symbol
    powers = _with_size(dimension, scale)
    tops = [_power_text(atom, power) for atom, power in powers if power > 0]
    below = "".join(f"/{_power_text(atom, power)}" for atom, power in powers if power < 0)
    factor = scale / size_of(powers)
    text = "·".join(tops) + below if tops else f"1{below}" if below else ""
    if not dimension.kinds or isclose(factor, 1, rel_tol=_CALENDAR_RELATIVE):
        return text
    digits = round_digits(Fraction(factor), _FACTOR_DIGITS)
    return f"{rounded_text(digits, decimal_comma=has_decimal_comma())} {text}"


def _with_size(dimension: Dimension, scale: float) -> tuple[tuple[Atom, int], ...]:
    """Return the units of a dimension, exchanged for others of their kinds to have this size."""
    choices = [
        [(atom, power), *((other, power) for other in _CANDIDATES.get(atom.kind, ()))]
        for atom, power in dimension.powers
    ]
    same = (p for p in product(*choices) if isclose(size_of(p), scale, rel_tol=_CALENDAR_RELATIVE))
    return next(same, dimension.powers)


def size_of(powers: tuple[tuple[Atom, int], ...]) -> float:
    """Return the size of a unit of these powers, in base units."""
    return prod(float(atom.scale) ** power for atom, power in powers)


def _power_text(atom: Atom, power: int) -> str:
    counts_below = power < 0 and atom.kind is UnitDimension.COUNT
    name = atom.singular if counts_below else atom.symbol
    return name if abs(power) == 1 else f"{name}^{abs(power)}"


def _apply(left: Measure, sign: str, right: Measure, column: int) -> Measure:
    match sign:
        case "+" | "-":
            return _add(left, right, column)
        case "*":
            dimension = multiply(left.dimension.powers, right.dimension.powers)
            scale = _limited(left.scale * right.scale)
            return Measure(dimension, scale, _is_plain(left, right), fits_any=_fit(left, right))
        case "/":
            below = [(atom, -power) for atom, power in right.dimension.powers]
            dimension = multiply(left.dimension.powers, below)
            scale = _limited(left.scale / right.scale)
            return Measure(dimension, scale, _is_plain(left, right), fits_any=_fit(left, right))
        case _:
            for part in (left, right):
                _require_plain(part, N_("The base and exponent of a power"), column)
            return Measure(is_plain=True)


def _limited(scale: float) -> float:
    """Keep a size within the numbers that can be multiplied and divided by another such size."""
    return min(max(scale, 1 / _LARGEST_SCALE), _LARGEST_SCALE)


def _fit(left: Measure, right: Measure) -> bool:
    return left.fits_any and right.fits_any


def _is_plain(*parts: Measure) -> bool:
    return any(part.is_plain and part.value is None for part in parts)


def _add(left: Measure, right: Measure, column: int) -> Measure:
    """Return the measure of a sum; a constant in it has the unit of the other part."""
    for constant, other in ((left, right), (right, left)):
        if constant.fits_any:
            if constant.value == 1 and other.text == PERCENT.symbol:
                message = N_("1 and a percentage cannot be combined")
                raise FormulaError(column, message, N_("Write 100 - a, or 1 - a / 100."))
            return other
    if left.dimension.kinds != right.dimension.kinds or is_conversion(
        left.scale / right.scale, left.kinds | right.kinds
    ):
        problem = LazyText(
            N_("{left} and {right} cannot be combined"), left=left.text, right=right.text
        )
        raise FormulaError(column, problem, N_("Convert one of them to the unit of the other."))
    is_plain = left.is_plain or right.is_plain or left.dimension != right.dimension
    return replace(left, is_plain=is_plain)


def _call(function: str, arguments: list[Measure], column: int) -> Measure:
    first = arguments[0]
    if function in ("max", "min"):
        for other in arguments[1:]:
            first = _add(first, other, column)
        return first
    if function.startswith("log"):
        _require_plain(first, N_("The value of a logarithm"), column)
        return Measure(is_plain=True, fits_any=True)
    return first


def _require_plain(part: Measure, name: str, column: int) -> None:
    """Raise FormulaError unless `part` is a constant, a share of 1 or a number of things."""
    if not part.fits_any and (part.dimension.kinds or part.text == PERCENT.symbol):
        problem = LazyText(
            N_("{part} must be a number without a unit, not {unit}"),
            part=LazyText(name),
            unit=part.text,
        )
        raise FormulaError(column, problem, N_("Divide by one of the unit first."))
