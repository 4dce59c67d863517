"""Work out a scratch pad line by line: "dau = 300M * 50%", "dau * 2 posts / 1 day in posts/s"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from flashdesign.domain.answer_text import in_ascii
from flashdesign.domain.formula_values import evaluate
from flashdesign.domain.formulas import FUNCTIONS, FormulaError, parse
from flashdesign.domain.measures import Measure, measure_of, of_formula, said
from flashdesign.domain.numerals import QuantityError, read_number
from flashdesign.domain.units import Unit, parse_unit

LINES_LIMIT = 60
LINE_CHARACTERS_LIMIT = 1_000
_SIGNS = str.maketrans("−–×·÷\t\u00a0\u202f", "--**/   ")

_NUMBER = r"(?:[0-9]{1,3}(?:[ '_][0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?|\.[0-9]+"
_WITH_COMMAS = rf"[0-9]{{1,3}}(?:,[0-9]{{3}})+(?![0-9])(?:\.[0-9]+)?|{_NUMBER}"
_POWER = r"[eE][+-]?[0-9]+|\s*+(?:\^|\*\*)\s*+[+-]?[0-9]++(?!\s*+(?:\^|\*\*))|[⁺⁻]?[⁰¹²³⁴⁵⁶⁷⁸⁹]+"
_WORDS = r"(?:[A-Za-zµμ]+(?:\s++(?!(?:in|per|x)\b)[A-Za-zµμ]+)*|%)"
_PER = re.compile(rf"\s*+(?:/|(?<=\s)per(?=\s))\s*+(?P<per>{_WORDS})")
_TOKEN = r"""
    (?P<number>(?:(?P<money>\$)\s*+)?(?P<digits>{number})(?P<power>{power})?)
        (?:\s*+(?P<top>(?!(?:in|per|x)\b){words}))?
  | (?P<name>[A-Za-z][A-Za-z0-9_]*)
  | (?P<sign>\*\*|[-+*/^(),])
"""
_PARTS = {"power": _POWER, "words": _WORDS}
_PLAIN_TOKEN = re.compile(_TOKEN.format(number=_NUMBER, **_PARTS), re.VERBOSE)
_COMMA_TOKEN = re.compile(_TOKEN.format(number=_WITH_COMMAS, **_PARTS), re.VERBOSE)
_NAMED = re.compile(r"\s*+(?P<name>[A-Za-z][A-Za-z0-9_]*+)\s*+=")
_WANTED = re.compile(r"(?<!\s)\s++in\s++(?P<unit>\S(?:.*\S)?)\s*$")
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
    source = in_ascii(line.partition("#")[0]).translate(_SIGNS).rstrip(" =")
    if not source.strip():
        return ScratchLine()
    if at >= LINES_LIMIT:
        return ScratchLine(error=f"Only the first {LINES_LIMIT} lines are worked out.")
    if len(source) > LINE_CHARACTERS_LIMIT:
        return ScratchLine(error=f"A line has at most {LINE_CHARACTERS_LIMIT:,} characters.")
    try:
        known, unit = _worked(source, names)
    except FormulaError as error:
        return ScratchLine(error=f"{error.problem}. {error.suggestion}".rstrip())
    return ScratchLine(value=said(known.number, known.measure, unit))


def _worked(source: str, names: dict[str, _Known]) -> tuple[_Known, Unit | None]:
    """Return the value of a line and the unit that it asks for; keep it under its name."""
    named, wanted = _NAMED.match(source), _WANTED.search(source)
    start, end = named.end() if named else 0, wanted.start() if wanted else len(source)
    known = _value(_Sum(source, start, end, names).tokens())
    unit = None
    if wanted is not None:
        unit = _unit(wanted["unit"], wanted.start("unit"))
        if measure_of(unit).kinds != known.measure.kinds:
            of = known.measure.text or "a number without a unit"
            problem = f"{of} cannot be written in {unit.text}"
            raise FormulaError(wanted.start("unit") + 1, problem, "Ask for a unit of its kind.")
    if named:
        names[named["name"]] = known
    return known, unit


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a sum: its text as a formula has it, or the value that it stands for."""

    text: str
    value: _Known | None = None


def _value(tokens: Iterator[_Token]) -> _Known:
    """Work out a sum whose quantities stand under names of their own."""
    values: dict[str, _Known] = {}
    pieces = []
    for token in tokens:
        piece = token.text
        if token.value is not None:
            piece = f"_{len(values)}"
            values[piece] = token.value
        pieces.append(piece)
    numbers = {name: known.number for name, known in values.items()}
    try:
        formula = parse(" ".join(pieces), values)
        number = evaluate(formula, numbers)
    except FormulaError as error:
        # What it advises is for authors of decks, and its columns are not those of this line.
        raise FormulaError(1, error.problem, "") from error
    return _Known(number, of_formula(formula, {n: known.measure for n, known in values.items()}))


@dataclass(frozen=True, slots=True)
class _Sum:
    """A sum within a line: from `start` to `end`."""

    line: str
    start: int
    end: int
    names: Mapping[str, _Known]

    def tokens(self) -> Iterator[_Token]:
        """Yield the pieces of the sum."""
        # In max(1,200) a comma parts two values, elsewhere it groups the digits of one.
        token = _PLAIN_TOKEN if "max(" in self.line or "min(" in self.line else _COMMA_TOKEN
        at = self.start
        while rest := self.line[at : self.end].lstrip():
            at = self.end - len(rest)
            found = token.match(self.line, at, self.end)
            if found is None:
                raise FormulaError(at + 1, f"{rest[0]!r} cannot stand in a sum", _EXAMPLE)
            if found["number"]:
                value, at = self._quantity(found)
                yield _Token("", value)
            else:
                at = found.end()
                yield self._name_or_sign(found)

    def _name_or_sign(self, found: re.Match[str]) -> _Token:
        name = found["name"]
        if name is None:
            return _Token("**" if found["sign"] == "^" else found["sign"])
        if name in self.names:
            return _Token("", self.names[name])
        if name == "x":
            return _Token("*")
        if name == "per":
            return _Token("/")
        if name in FUNCTIONS:
            return _Token(name)
        near = get_close_matches(name, (*self.names, *FUNCTIONS), n=1, cutoff=0.6)
        advice = f"Did you mean {near[0]}?" if near else f"Give it a value above: {name} = 300M."
        raise FormulaError(found.start() + 1, f"There is no {name!r} yet", advice)

    def _quantity(self, found: re.Match[str]) -> tuple[_Known, int]:
        """Return a number with its unit, and where it ends: at a "/" that is followed by a name."""
        end, unit_text = found.end(), found["top"] or ""
        if found["money"]:
            unit_text = f"{unit_text} USD".strip()
        while unit_text and (under := _PER.match(self.line, end, self.end)):
            if under["per"] in self.names or under["per"] in FUNCTIONS:
                break
            unit_text, end = f"{unit_text}/{under['per']}", under.end()
        number = self._number(found)
        unit = _unit(unit_text, found.start()) if unit_text else Unit()
        return _Known(float(number * unit.scale), measure_of(unit)), end

    def _number(self, found: re.Match[str]) -> Fraction:
        text = found["digits"] + (found["power"] or "")
        try:
            return read_number(text).number
        except QuantityError as error:
            raise FormulaError(found.start() + 1, error.problem, error.suggestion) from error


def _unit(text: str, at: int) -> Unit:
    try:
        return parse_unit(text)
    except QuantityError as error:
        raise FormulaError(at + error.column, error.problem, error.suggestion) from error
