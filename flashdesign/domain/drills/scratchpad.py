"""Scratch pad calculator: "dau = 300M * 50%", "dau * 2 posts / 1 day in posts/s"."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from fractions import Fraction

from flashdesign.domain.drills.dimensions import (
    Dimension,
    dimension_of_formula,
    dimension_of_unit,
    format_value,
)
from flashdesign.domain.formulas.evaluation import evaluate
from flashdesign.domain.formulas.formula import FUNCTIONS, FormulaError, parse
from flashdesign.domain.quantities.answer_normalization import to_ascii
from flashdesign.domain.quantities.numeral import QuantityError, read_number
from flashdesign.domain.quantities.unit import Unit, parse_unit
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.translation import N_, LazyText, ngettext

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
_NAME_PART = re.compile(r"\s*+(?P<name>[A-Za-z][A-Za-z0-9_]*+)\s*+=")
_TARGET_UNIT = re.compile(r"(?<!\s)\s++in\s++(?P<unit>\S(?:.*\S)?)\s*$")
_EXAMPLE = N_("Write a calculation, e.g. 300M * 50% * 2 / 86400.")


@dataclass(frozen=True, slots=True)
class ScratchLine:
    """The result of a line: its value in words or an error; both are "" for an empty line."""

    value: str = ""
    error: str = ""


@dataclass(frozen=True, slots=True)
class _Value:
    """The value of a name, in base units."""

    number: float
    measure: Dimension


def calculate_lines(text: str) -> tuple[ScratchLine, ...]:
    """Return the result of each line of `text`; a line may use the names defined above it."""
    names: dict[str, _Value] = {}
    return tuple(_result(line, at, names) for at, line in enumerate(text.split("\n")))


def _result(line: str, at: int, names: dict[str, _Value]) -> ScratchLine:
    source = to_ascii(line.partition("#")[0]).translate(_SIGNS).rstrip(" =")
    if not source.strip():
        return ScratchLine()
    if at >= LINES_LIMIT:
        message = ngettext(
            "Only the first {n} line is calculated.",
            "Only the first {n} lines are calculated.",
            LINES_LIMIT,
        )
        return ScratchLine(error=message.format(n=number_text(LINES_LIMIT)))
    if len(source) > LINE_CHARACTERS_LIMIT:
        message = ngettext(
            "A line has at most {n} character.",
            "A line has at most {n} characters.",
            LINE_CHARACTERS_LIMIT,
        )
        return ScratchLine(error=message.format(n=number_text(LINE_CHARACTERS_LIMIT)))
    try:
        value, unit = _calculate(source, names)
    except FormulaError as error:
        sentence = LazyText(
            N_("{problem}. {suggestion}"), problem=error.problem, suggestion=error.suggestion
        )
        return ScratchLine(error=str(sentence).rstrip())
    return ScratchLine(value=format_value(value.number, value.measure, unit))


def _calculate(source: str, names: dict[str, _Value]) -> tuple[_Value, Unit | None]:
    """Return the value of a line and the unit after "in"; store the value if the line names it."""
    name_part, target = _NAME_PART.match(source), _TARGET_UNIT.search(source)
    start, end = name_part.end() if name_part else 0, target.start() if target else len(source)
    value = _evaluate(_Sum(source, start, end, names).tokens())
    unit = None
    if target is not None:
        unit = _unit(target["unit"], target.start("unit"))
        if dimension_of_unit(unit).kinds != value.measure.kinds:
            problem = LazyText(
                N_("{value} cannot be converted to {unit}"),
                value=value.measure.text or LazyText(N_("a number without a unit")),
                unit=unit.text,
            )
            advice = N_("Use a unit of the same kind.")
            raise FormulaError(target.start("unit") + 1, problem, advice)
    if name_part:
        names[name_part["name"]] = value
    return value, unit


@dataclass(frozen=True, slots=True)
class _Token:
    """A piece of a calculation: its text in formula syntax, or its value."""

    text: str
    value: _Value | None = None


def _evaluate(tokens: Iterator[_Token]) -> _Value:
    """Evaluate a calculation in which each quantity is replaced by a name."""
    values: dict[str, _Value] = {}
    pieces = []
    for token in tokens:
        piece = token.text
        if token.value is not None:
            piece = f"_{len(values)}"
            values[piece] = token.value
        pieces.append(piece)
    numbers = {name: value.number for name, value in values.items()}
    try:
        formula = parse(" ".join(pieces), values)
        number = evaluate(formula, numbers)
    except FormulaError as error:
        # The suggestion is for deck authors, and the column is not a column of this line.
        raise FormulaError(1, error.problem, "") from error
    return _Value(
        number, dimension_of_formula(formula, {n: value.measure for n, value in values.items()})
    )


@dataclass(frozen=True, slots=True)
class _Sum:
    """A calculation within a line, from `start` to `end`."""

    line: str
    start: int
    end: int
    names: Mapping[str, _Value]

    def tokens(self) -> Iterator[_Token]:
        """Yield the pieces of the calculation."""
        # In max(1,200) a comma separates two values; elsewhere it groups digits.
        token = _PLAIN_TOKEN if "max(" in self.line or "min(" in self.line else _COMMA_TOKEN
        at = self.start
        while rest := self.line[at : self.end].lstrip():
            at = self.end - len(rest)
            match = token.match(self.line, at, self.end)
            if match is None:
                problem = LazyText(N_("{sign!r} is not allowed in a calculation"), sign=rest[0])
                raise FormulaError(at + 1, problem, _EXAMPLE)
            if match["number"]:
                value, at = self._quantity(match)
                yield _Token("", value)
            else:
                at = match.end()
                yield self._name_or_sign(match)

    def _name_or_sign(self, match: re.Match[str]) -> _Token:
        name = match["name"]
        if name is None:
            return _Token("**" if match["sign"] == "^" else match["sign"])
        if name in self.names:
            return _Token("", self.names[name])
        if name == "x":
            return _Token("*")
        if name == "per":
            return _Token("/")
        if name in FUNCTIONS:
            return _Token(name)
        near = get_close_matches(name, (*self.names, *FUNCTIONS), n=1, cutoff=0.6)
        advice = (
            LazyText(N_("Did you mean {name}?"), name=near[0])
            if near
            else LazyText(N_("Define it in a line above, e.g. {name} = 300M."), name=name)
        )
        problem = LazyText(N_("{name!r} is not defined"), name=name)
        raise FormulaError(match.start() + 1, problem, advice)

    def _quantity(self, match: re.Match[str]) -> tuple[_Value, int]:
        """Return a number with its unit, and where it ends: before a "/" with a name after it."""
        end, unit_text = match.end(), match["top"] or ""
        if match["money"]:
            unit_text = f"{unit_text} USD".strip()
        while unit_text and (under := _PER.match(self.line, end, self.end)):
            if under["per"] in self.names or under["per"] in FUNCTIONS:
                break
            unit_text, end = f"{unit_text}/{under['per']}", under.end()
        number = self._number(match)
        unit = _unit(unit_text, match.start()) if unit_text else Unit()
        return _Value(float(number * unit.scale), dimension_of_unit(unit)), end

    def _number(self, match: re.Match[str]) -> Fraction:
        text = match["digits"] + (match["power"] or "")
        try:
            return read_number(text).number
        except QuantityError as error:
            raise FormulaError(match.start() + 1, error.problem, error.suggestion) from error


def _unit(text: str, at: int) -> Unit:
    try:
        return parse_unit(text)
    except QuantityError as error:
        raise FormulaError(at + error.column, error.problem, error.suggestion) from error
