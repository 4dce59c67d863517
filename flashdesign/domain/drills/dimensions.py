"""Dimensional analysis of formulas: data by time is a rate, and a rate times time is data."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from flashdesign.domain.drills.instance import format_quantity
from flashdesign.domain.formulas.formula import (
    Call,
    Constant,
    Formula,
    FormulaError,
    Name,
    Negative,
    Operation,
)
from flashdesign.domain.quantities.numeral import round_digits, rounded_text
from flashdesign.domain.quantities.unit import FAMILIES, Per, Unit
from flashdesign.domain.quantities.unit_table import (
    BARE,
    BYTES,
    DOLLAR,
    RATIO,
    SECOND,
    Atom,
    UnitDimension,
)
from flashdesign.i18n.translation import N_, LazyText

_DIGITS, _WHOLE_DIGITS = 4, 6
_NO_UNIT = (UnitDimension.COUNT, UnitDimension.SHARE)
_COMPARING = ("max", "min")
_STEPPING = ("ceil", "floor", "round")


@dataclass(frozen=True, slots=True)
class Dimension:
    """The dimension of a value: units with powers, one for each kind and each counted thing."""

    powers: tuple[tuple[Atom, int], ...] = ()

    @property
    def kinds(self) -> frozenset[tuple[UnitDimension, int]]:
        """The kinds that must agree in an addition: all but counted things and shares."""
        return frozenset((atom.kind, power) for atom, power in self.powers if _has_unit(atom))

    @property
    def text(self) -> str:
        """The units and powers: "B^2 s^-1"."""
        return " ".join(
            atom.symbol if power == 1 else f"{atom.symbol}^{power}" for atom, power in self.powers
        )


DIMENSIONLESS = Dimension()


def dimension_of_unit(unit: Unit) -> Dimension:
    """Return the dimension of a value in `unit`."""
    below = [(per.atom, -1) for per in unit.per]
    return multiply([(unit.top, 1)], below, keep_share=True)


def dimension_of_formula(formula: Formula, names: Mapping[str, Dimension]) -> Dimension:
    """Return the dimension of `formula`; raise FormulaError if its units do not agree."""
    match formula:
        case Constant():
            return DIMENSIONLESS
        case Name(name=name):
            return names[name]
        case Negative(operand=operand):
            return dimension_of_formula(operand, names)
        case Operation(sign=sign, column=column):
            left, right = (
                dimension_of_formula(formula.left, names),
                dimension_of_formula(formula.right, names),
            )
            return _apply(left, sign, right, column)
        case Call(function=function, arguments=arguments, column=column):
            return _call(function, [dimension_of_formula(a, names) for a in arguments], column)
        case _:
            assert_never(formula)


def format_value(number: float, measure: Dimension, unit: Unit | None = None) -> str:
    """Return a value given in base units as text, in `unit` if there is one."""
    if unit is not None:
        exact = round_digits(Fraction(number) / unit.scale, _digits(number / float(unit.scale)))
        return f"{rounded_text(exact)} {unit.text}"
    default_unit = _unit_of(measure)
    if default_unit is None:
        return f"{rounded_text(round_digits(Fraction(number), _DIGITS))} {_in_base(measure).text}"
    value = number / float(default_unit.scale)
    return format_quantity(value, default_unit, _digits(value))


def _has_unit(atom: Atom) -> bool:
    return atom.kind not in _NO_UNIT


def multiply(
    left: Iterable[tuple[Atom, int]], right: Iterable[tuple[Atom, int]], *, keep_share: bool = False
) -> Dimension:
    """Return a product: powers are added; of two units of one kind, the left one is used."""
    powers: dict[object, tuple[Atom, int]] = {}
    for atom, power in (*left, *right):
        key = atom if atom.kind is UnitDimension.COUNT else atom.kind
        first_atom, sum_before = powers.get(key, (atom, 0))
        powers[key] = (first_atom, sum_before + power)
    omitted = {BARE, RATIO}
    return Dimension(
        tuple(
            (atom, power)
            for atom, power in powers.values()
            if power
            and atom not in omitted
            and (keep_share or atom.kind is not UnitDimension.SHARE)
        )
    )


def _apply(left: Dimension, sign: str, right: Dimension, column: int) -> Dimension:
    match sign:
        case "+" | "-":
            return _add(left, right, column)
        case "*":
            return multiply(left.powers, right.powers)
        case "/":
            return multiply(left.powers, [(atom, -power) for atom, power in right.powers])
        case _:
            if left.kinds or right.kinds:
                problem = N_("The base and exponent of a power cannot have units")
                raise FormulaError(column, problem, N_("Write the unit after it: 2^20 B."))
            return DIMENSIONLESS


def _add(left: Dimension, right: Dimension, column: int) -> Dimension:
    if left.kinds != right.kinds:
        problem = LazyText(
            N_("{left} and {right} cannot be combined"),
            left=left.text or LazyText(N_("a number without a unit")),
            right=right.text or LazyText(N_("a number without a unit")),
        )
        raise FormulaError(column, problem, N_("Use the same kind of unit for both."))
    if left.powers == right.powers:
        return left
    return Dimension(tuple((atom, power) for atom, power in left.powers if _has_unit(atom)))


def _call(function: str, arguments: list[Dimension], column: int) -> Dimension:
    first = arguments[0]
    if function in _COMPARING:
        for other in arguments[1:]:
            first = _add(first, other, column)
        return first
    if first.kinds:
        problem = LazyText(N_("{function} takes a number without a unit"), function=function)
        raise FormulaError(column, problem, N_("Divide by one unit first, e.g. / 1 GB."))
    return first if function in _STEPPING else DIMENSIONLESS


def _unit_of(measure: Dimension) -> Unit | None:
    """Return the unit to write a value in, or None; it names a counted thing if there is one."""
    tops = [
        atom
        for atom, power in measure.powers
        if power == 1 and atom.kind is not UnitDimension.COUNT
    ]
    below = [atom for atom, power in measure.powers if power == -1 and _has_unit(atom)]
    counted = [
        atom for atom, power in measure.powers if power == 1 and atom.kind is UnitDimension.COUNT
    ]
    label = counted[0] if len(counted) == 1 else BARE
    per = tuple(
        Per(atom) for atom in sorted(below, key=lambda atom: atom.kind is UnitDimension.TIME)
    )
    unit = Unit(tops[0] if tops else label, per)
    is_simple = len(tops) <= 1 and len(measure.kinds) == len(below) + sum(map(_has_unit, tops))
    return unit if is_simple and unit.kinds in FAMILIES else None


def _in_base(measure: Dimension) -> Dimension:
    base = {
        UnitDimension.INFORMATION: BYTES[0],
        UnitDimension.TIME: SECOND,
        UnitDimension.MONEY: DOLLAR,
    }
    powers = [(base[a.kind], power) for a, power in measure.powers if a.kind in base]
    return Dimension(tuple(powers))


def _digits(number: float) -> int:
    return _WHOLE_DIGITS if number.is_integer() else _DIGITS
