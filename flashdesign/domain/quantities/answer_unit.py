"""Answers in the time base and the bits or bytes that a question asks for."""

from fractions import Fraction

from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import Quantity, parse_quantity
from flashdesign.domain.quantities.unit import Per, Unit
from flashdesign.domain.quantities.unit_table import BINARY_BITS, BITS, UnitDimension
from flashdesign.i18n.translation import N_, LazyText


class UnconvertedUnitError(QuantityError):
    """An answer is per day where it is asked per second, or in bytes where bits are asked."""


def parse_answer(text: str, asked: Unit, *, decimal_comma: bool = False) -> Quantity:
    """Parse a typed answer like `parse_quantity`, but convert no time base and no bits to bytes.

    Raises QuantityError, or UnconvertedUnitError if the answer needs such a conversion.
    """
    given = parse_quantity(text, asked, decimal_comma=decimal_comma)
    _require_period(text, given.unit, asked)
    if asked.top.kind is UnitDimension.INFORMATION and _is_bits(given.unit) != _is_bits(asked):
        in_bytes = N_("This is in bytes, but the question asks for bits")
        in_bits = N_("This is in bits, but the question asks for bytes")
        advice = LazyText(N_("Convert it: in {asked}, please."), asked=asked.text)
        raise UnconvertedUnitError(text, 1, in_bytes if _is_bits(asked) else in_bits, advice)
    return given


def _require_period(text: str, typed: Unit, asked: Unit) -> None:
    """Raise UnconvertedUnitError if the two units have different time bases."""
    typed_pers, asked_pers = _times(typed), _times(asked)
    if list(map(_seconds, typed_pers)) != list(map(_seconds, asked_pers)):
        problem = LazyText(
            N_("This is {typed}, but the question asks for it {asked}"),
            typed=_period(typed_pers),
            asked=_period(asked_pers),
        )
        advice = LazyText(N_("Convert it: {asked}, please."), asked=_period(asked_pers))
        raise UnconvertedUnitError(text, 1, problem, advice)


def _times(unit: Unit) -> tuple[Per, ...]:
    return tuple(per for per in unit.per if per.atom.kind is UnitDimension.TIME)


def _seconds(per: Per) -> Fraction:
    return per.number * per.atom.scale


def _period(pers: tuple[Per, ...]) -> str:
    """Return the time base in the English of quantities: "per day", "per 30 days"."""
    bases = [
        per.atom.singular if per.number == 1 else f"{per.number} {per.atom.plural}" for per in pers
    ]
    return " ".join(part for base in bases for part in ("per", base))


def _is_bits(unit: Unit) -> bool:
    return unit.top in (*BITS, *BINARY_BITS)
