"""Follow units through a formula: data by time is a rate, and a rate times time is data again."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from fractions import Fraction
from typing import assert_never

from flashdesign.domain.drill_instances import written
from flashdesign.domain.formulas import (
    Call,
    Constant,
    Formula,
    FormulaError,
    Name,
    Negative,
    Operation,
)
from flashdesign.domain.numerals import rounded, shown
from flashdesign.domain.unit_names import BARE, BYTES, DOLLAR, RATIO, SECOND, Atom, Kind
from flashdesign.domain.units import FAMILIES, Per, Unit

_DIGITS, _WHOLE_DIGITS = 4, 6
_NO_UNIT = (Kind.COUNT, Kind.SHARE)
_COMPARING = ("max", "min")
_STEPPING = ("ceil", "floor", "round")


@dataclass(frozen=True, slots=True)
class Measure:
    """What a value is of: units with their powers, one for each kind and for each thing counted."""

    powers: tuple[tuple[Atom, int], ...] = ()

    @property
    def kinds(self) -> frozenset[tuple[Kind, int]]:
        """What must agree where values are added: not what is counted, and not a share."""
        return frozenset((atom.kind, power) for atom, power in self.powers if _has_unit(atom))

    @property
    def text(self) -> str:
        """The powers as they are: "B^2 s^-1"."""
        return " ".join(
            atom.symbol if power == 1 else f"{atom.symbol}^{power}" for atom, power in self.powers
        )


PLAIN = Measure()


def measure_of(unit: Unit) -> Measure:
    """Return what a value in `unit` is of."""
    below = [(per.atom, -1) for per in unit.per]
    return _joined([(unit.top, 1)], below, keep_share=True)


def of_formula(formula: Formula, names: Mapping[str, Measure]) -> Measure:
    """Return what `formula` gives; raise FormulaError where units do not go together."""
    match formula:
        case Constant():
            return PLAIN
        case Name(name=name):
            return names[name]
        case Negative(operand=operand):
            return of_formula(operand, names)
        case Operation(sign=sign, column=column):
            left, right = of_formula(formula.left, names), of_formula(formula.right, names)
            return _operated(left, sign, right, column)
        case Call(function=function, arguments=arguments, column=column):
            return _called(function, [of_formula(one, names) for one in arguments], column)
        case _:
            assert_never(formula)


def said(number: float, measure: Measure, unit: Unit | None = None) -> str:
    """Write a value in base units for the eye, in `unit` where one is wanted."""
    if unit is not None:
        exact = rounded(Fraction(number) / unit.scale, _digits(number / float(unit.scale)))
        return f"{shown(exact)} {unit.text}"
    own = _unit_of(measure)
    if own is None:
        return f"{shown(rounded(Fraction(number), _DIGITS))} {_in_base(measure).text}"
    in_own = number / float(own.scale)
    return written(in_own, own, _digits(in_own))


def _has_unit(atom: Atom) -> bool:
    return atom.kind not in _NO_UNIT


def _joined(
    left: Iterable[tuple[Atom, int]], right: Iterable[tuple[Atom, int]], *, keep_share: bool = False
) -> Measure:
    """Add up powers; of two units of a kind the left one stays."""
    powers: dict[object, tuple[Atom, int]] = {}
    for atom, power in (*left, *right):
        key = atom if atom.kind is Kind.COUNT else atom.kind
        kept, before = powers.get(key, (atom, 0))
        powers[key] = (kept, before + power)
    unsaid = {BARE, RATIO}
    return Measure(
        tuple(
            (atom, power)
            for atom, power in powers.values()
            if power and atom not in unsaid and (keep_share or atom.kind is not Kind.SHARE)
        )
    )


def _operated(left: Measure, sign: str, right: Measure, column: int) -> Measure:
    match sign:
        case "+" | "-":
            return _added(left, right, column)
        case "*":
            return _joined(left.powers, right.powers)
        case "/":
            return _joined(left.powers, [(atom, -power) for atom, power in right.powers])
        case _:
            if left.kinds or right.kinds:
                problem = "A power is made of numbers without a unit"
                raise FormulaError(column, problem, "Write the unit behind it: 2^20 B.")
            return PLAIN


def _added(left: Measure, right: Measure, column: int) -> Measure:
    if left.kinds != right.kinds:
        one, other = (measure.text or "a bare number" for measure in (left, right))
        problem = f"{one} and {other} do not go together"
        raise FormulaError(column, problem, "Give both the same kind of unit.")
    if left.powers == right.powers:
        return left
    return Measure(tuple(one for one in left.powers if _has_unit(one[0])))


def _called(function: str, arguments: list[Measure], column: int) -> Measure:
    first = arguments[0]
    if function in _COMPARING:
        for other in arguments[1:]:
            first = _added(first, other, column)
        return first
    if first.kinds:
        problem = f"{function} takes a number without a unit"
        raise FormulaError(column, problem, "Divide by one of the unit first: / 1 GB.")
    return first if function in _STEPPING else PLAIN


def _unit_of(measure: Measure) -> Unit | None:
    """Return the unit to write a value in; what is counted is told where it is one thing."""
    tops = [atom for atom, power in measure.powers if power == 1 and atom.kind is not Kind.COUNT]
    below = [atom for atom, power in measure.powers if power == -1 and _has_unit(atom)]
    counted = [atom for atom, power in measure.powers if power == 1 and atom.kind is Kind.COUNT]
    label = counted[0] if len(counted) == 1 else BARE
    per = tuple(Per(atom) for atom in sorted(below, key=lambda atom: atom.kind is Kind.TIME))
    unit = Unit(tops[0] if tops else label, per)
    simple = len(tops) <= 1 and len(measure.kinds) == len(below) + sum(map(_has_unit, tops))
    return unit if simple and unit.kinds in FAMILIES else None


def _in_base(measure: Measure) -> Measure:
    base = {Kind.INFORMATION: BYTES[0], Kind.TIME: SECOND, Kind.MONEY: DOLLAR}
    powers = [(base[a.kind], power) for a, power in measure.powers if a.kind in base]
    return Measure(tuple(powers))


def _digits(number: float) -> int:
    return _WHOLE_DIGITS if number.is_integer() else _DIGITS
