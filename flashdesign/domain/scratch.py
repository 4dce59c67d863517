"""Work out a scratch pad line by line: "dau = 300M * 50%", "dau * 2 posts / 1 day in posts/s"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from flashdesign.domain.formula_values import evaluate
from flashdesign.domain.formulas import FUNCTIONS, FormulaError, parse
from flashdesign.domain.measures import PLAIN, Measure, measure_of, of_formula, said, writable
from flashdesign.domain.numerals import QuantityError, read_number
from flashdesign.domain.quantities import Unit, parse_unit

LINES_LIMIT = 60
_CHARACTERS_LIMIT = 300
_SIGNS = str.maketrans("−–×·÷\t\u00a0\u202f", "--**/   ")

_NUMBER = r"(?:[0-9]{1,3}(?:[ '_][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_WITH_COMMAS = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|{_NUMBER}"
_POWER = r"[eE][+-]?[0-9]+|\s*(?:\^|\*\*)\s*[+-]?[0-9]+(?!\s*(?:\^|\*\*))|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
_WORDS = r"(?:[A-Za-zµμ]+(?:\s+(?!(?:in|per|x)\b)[A-Za-zµμ]+)*|%)"
_PER = rf"(?:\s*/\s*|\s+per\s+)(?P<per>{_WORDS})"
_TOKEN = r"""
    (?P<number>(?P<money>\$)?\s*(?P<digits>{number})(?P<power>{power})?)
        (?:\s*(?P<top>(?!(?:in|per|x)\b){words}))?
  | (?P<name>[A-Za-z][A-Za-z0-9_]*)
  | (?P<sign>\*\*|[-+*/^(),])
"""
_PARTS = {"power": _POWER, "words": _WORDS}
_PLAIN_TOKEN = re.compile(_TOKEN.format(number=_NUMBER, **_PARTS), re.VERBOSE)
_COMMA_TOKEN = re.compile(_TOKEN.format(number=_WITH_COMMAS, **_PARTS), re.VERBOSE)
_NAMED = re.compile(r"\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*=")
_WANTED = re.compile(r"\s+in\s+(?P<unit>\S.*?)\s*$")
_EXAMPLE = "Write a sum such as 300M * 50% * 2 / 86400."


@dataclass(frozen=True, slots=True)
class ScratchLine:
    """What became of a line: its value in words, or why it has none; nothing for an empty one."""

    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Known:
    """The value of a name, in base units."""

    number: float
    measure: Measure


def work_through(text: str) -> tuple[ScratchLine, ...]:
    """Return one result for each line of `text`; a line may use the names given above it."""
    names: dict[str, _Known] = {}
    return tuple(_result(line, at, names) for at, line in enumerate(text.split("\n")))


def _result(line: str, at: int, names: dict[str, _Known]) -> ScratchLine:
    source = line.partition("#")[0].translate(_SIGNS).rstrip(" =")
    if not source.strip():
        return ScratchLine()
    try:
        if at >= LINES_LIMIT:
            raise FormulaError(1, f"Only {LINES_LIMIT} lines are worked out", "Delete some above.")
        known, unit = _worked(source, names)
    except FormulaError as error:
        return ScratchLine(error=f"{error.problem}. {error.suggestion}")
    return ScratchLine(value=said(known.number, known.measure, unit))
