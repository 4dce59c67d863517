"""Parsing of times with several parts or colons: "3 min 20 s", "1h20", "1:30:00"."""

import re
from fractions import Fraction

from flashdesign.domain.quantities.numeral import QuantityError, quote_excerpt
from flashdesign.domain.quantities.unit import AmbiguousUnitError
from flashdesign.domain.quantities.unit_table import TIMES, Atom, UnitDimension, find_unit
from flashdesign.i18n.translation import N_, LazyText

_PART = re.compile(
    r"(?:\s*(?:,|&|\+|\band\b))?\s*(?P<number>[0-9]{1,12}(?:[.,][0-9]{1,12})?)(?![0-9.,]*[0-9])"
    r"\s*(?P<unit>[A-Za-z\u00b5\u03bc]+|[\u2032\u2033])?\.?",
    re.IGNORECASE,
)
_CLOCK = re.compile(
    r"(?P<first>[0-9]{1,4}):(?P<second>[0-9]{2})(?::(?P<third>[0-9]{2}))?(?![0-9:.,])\s*(?P<unit>\w*)"
)
_MINUTE, _HOUR, _SECOND = TIMES[4], TIMES[5], TIMES[3]
_SIGNS = {"m": _MINUTE, "\u2032": _MINUTE, "\u2033": _SECOND}
# The unit of a last number that has none: 5h30, 2m30.
_NEXT = {_HOUR: _MINUTE, _MINUTE: _SECOND}
_MIN_PARTS = 2
_ADVICE = N_("Write it like 3 min 20 s.")


def read_parts(line: str, start: int) -> tuple[Fraction, Atom, int] | None:
    """Return the seconds of a time of two parts or more, its smallest unit, and where it ends.

    Returns None if there is no such time at `start`; raises QuantityError if the parts do not fit.
    """
    seconds, units, at = Fraction(0), list[Atom](), start
    while part := _PART.match(line, at):
        unit = _unit(line, part, units)
        if unit is None:
            break
        if units and unit.scale >= units[-1].scale:
            problem = LazyText(
                N_("{text} must be a smaller unit than the one before it"),
                text=quote_excerpt(part[0]),
            )
            raise QuantityError(line, part.start() + 1, problem, _ADVICE)
        units.append(unit)
        seconds += Fraction(part["number"].replace(",", ".")) * unit.scale
        at = part.end()
    return (seconds, units[-1], at) if len(units) >= _MIN_PARTS else None


def read_clock(line: str, start: int) -> tuple[Fraction, Atom, int] | None:
    """Return the seconds of "1:30:00", "3:20 min" or "3:20 h", its smallest unit, and its end.

    Returns None if there is no colon; raises AmbiguousUnitError for "3:20" without a unit.
    """
    match = _CLOCK.match(line, start)
    if match is None:
        return None
    first, second, third = (int(match[name] or 0) for name in ("first", "second", "third"))
    unit = _find_time(match["unit"])
    if match["third"] is not None:
        return Fraction(first * 3_600 + second * 60 + third), _SECOND, match.end("third")
    if unit not in _NEXT:
        readings = (f"{first} min {second} s", f"{first} h {second} min")
        raise AmbiguousUnitError(line, start + 1, f"{first}:{match['second']}", readings)
    below = _NEXT[unit]
    return first * unit.scale + second * below.scale, below, match.end("unit")


def _unit(line: str, part: re.Match[str], before: list[Atom]) -> Atom | None:
    """Return the unit of a part, or None if it is not a time."""
    if part["unit"] is not None:
        return _find_time(part["unit"])
    if not before:
        return None
    if before[-1] not in _NEXT:
        problem = LazyText(N_("{number} has no unit"), number=part["number"])
        raise QuantityError(line, part.start("number") + 1, problem, _ADVICE)
    return _NEXT[before[-1]]


def _find_time(name: str) -> Atom | None:
    """Return the unit of time with this name or sign, or None."""
    atom = _SIGNS.get(name) or _SIGNS.get(name.lower()) or find_unit(name)
    return atom if atom is not None and atom.kind is UnitDimension.TIME else None
