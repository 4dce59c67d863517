"""Parsing and formatting of typed magnitudes: "3.5k/s", "30 TB/day", "10^5", "99.99 %".

Quantities are always in English, the notation that `parse_quantity` accepts; only errors are
translated.
"""

import re
from dataclasses import dataclass, replace
from fractions import Fraction

from flashdesign.domain.quantities.answer_normalization import (
    normalize_answer,
    reject_calculation,
    reject_limit,
    reject_range,
)
from flashdesign.domain.quantities.duration import read_clock, read_parts
from flashdesign.domain.quantities.numeral import (
    LIMIT_LOG10,
    Numeral,
    QuantityError,
    exact_text,
    quote_excerpt,
    read_number,
    round_digits,
    rounded_text,
    too_large_error,
)
from flashdesign.domain.quantities.unit import (
    FAMILIES,
    AmbiguousUnitError,
    Unit,
    UnitFamily,
    WrongFamilyError,
    parse_unit,
    read_unit,
)
from flashdesign.domain.quantities.unit_table import (
    BARE,
    DOLLAR,
    MULTIPLIER_NAMES,
    PERCENT,
    RATIO,
    SHARE,
    UNIT_SERIES,
    UnitDimension,
)
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

__all__ = [
    "AmbiguousUnitError",
    "Quantity",
    "QuantityError",
    "Unit",
    "UnitFamily",
    "WrongFamilyError",
    "format_exact",
    "format_short",
    "make_quantity",
    "names_unit",
    "parse_quantity",
    "parse_unit",
    "quantity_in_words",
]

TEXT_LIMIT_CHARACTERS = 120
_WORDS_DIGITS = 6
_SHORT_MULTIPLES = {10**3: "k", 10**6: "M", 10**9: "bn", 10**12: "tn"}
_POWERS_FROM = 10**15
_FULL_SHARE_FROM = Fraction(9, 10)

_BEFORE = re.compile(
    r"\s*+(?:(?:~|≈|≃|=|[x×](?=\s*[0-9])|about\b|approx\b\.?|approximately\b|around\b|nearly\b"
    r"|almost\b|circa\b|ca?\b\.?|roughly\b|some\b)\s*+){0,3}(?P<sign>[+-])?\s*+"
    r"(?P<money>US\$|\$|USD\b)?\s*+",
    re.IGNORECASE,
)
_FACTOR = re.compile(r"\s*+[x×*·]\s*+(?=[0-9])")
_STRAY_MARKS = re.compile(r"[.,'_]+[0-9][0-9.,'_]*")
_NO_NUMBER = re.compile(r"(?:nan|inf|infinity)\b|∞", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Quantity:
    """An exact magnitude in the base unit of its family, and the unit it was written in."""

    exact: Fraction
    unit: Unit

    @property
    def value(self) -> float:
        """The magnitude in base units: bytes, seconds, dollars, 1, the whole, each per second."""
        return float(self.exact)

    @property
    def number(self) -> Fraction:
        """The magnitude in its own unit."""
        return self.exact / self.unit.scale


def make_quantity(number: float | Fraction, unit: Unit) -> Quantity:
    """Return `number` of `unit`; a float stands for its shortest decimal representation."""
    exact = Fraction(repr(number)) if isinstance(number, float) else Fraction(number)
    return Quantity(exact * unit.scale, unit.plain)


def parse_quantity(text: str, asked: Unit, *, decimal_comma: bool = False) -> Quantity:
    """Parse a typed answer to a question that asks for the unit `asked`.

    A missing unit, or a missing time of a rate, is taken from the question. Raises QuantityError,
    WrongFamilyError if the unit measures something else, or AmbiguousUnitError.
    """
    line = _clean_answer(text, asked)
    reject_limit(line)
    before = _BEFORE.match(line)
    assert before is not None  # the pattern may match an empty string
    start = before.end()
    _refuse_no_magnitude(line, before)
    if duration := _duration(line, start, asked):
        return duration
    numeral = _product(line, start, decimal_comma=decimal_comma)
    reject_range(line, start, numeral.end)
    reject_calculation(line, numeral.end)
    _refuse_stray_marks(line, start, numeral.end)
    typed = read_unit(line, numeral.end, asked)
    if before["money"]:
        typed = _with_money(line, typed, before.start("money"))
    if numeral.is_quotient and asked.top == PERCENT and typed.top == BARE:
        of_all, of_percent = (
            rounded_text(round_digits(n, 3)) for n in (numeral.number * 100, numeral.number)
        )
        readings = (f"{of_all} %", f"{of_percent} %")
        raise AmbiguousUnitError(line, start + 1, line[start : numeral.end], readings)
    unit = _complete_unit(line, numeral.end, typed, asked)
    number = numeral.number * unit.multiplier
    if number > 10**LIMIT_LOG10:
        raise too_large_error(line, start)
    return Quantity(number * unit.plain.scale, unit.plain)


def names_unit(text: str) -> bool:
    """Return whether `text` is a quantity with a unit of its own, such as "400 TB"."""
    try:
        return parse_quantity(text, Unit()).unit.top != BARE
    except WrongFamilyError:
        return True
    except QuantityError:
        return False


def _refuse_stray_marks(line: str, start: int, end: int) -> None:
    """Raise QuantityError for a number that goes on after it was read: "4,,3"."""
    if rest := _STRAY_MARKS.match(line, end):
        problem = LazyText(
            N_("{text} is not a number"), text=quote_excerpt(line[start : rest.end()])
        )
        raise QuantityError(line, start + 1, problem, N_("Write one, e.g. 3500, 3.5k or 10^5."))


def _product(line: str, start: int, *, decimal_comma: bool) -> Numeral:
    """Parse a number or a product of two: "5 × 1000"."""
    first = read_number(line, start, decimal_comma=decimal_comma)
    times = _FACTOR.match(line, first.end)
    if times is None or line.startswith("0x", start):
        return first
    second = read_number(line, times.end(), decimal_comma=decimal_comma)
    return Numeral(first.number * second.number, second.end)


def _duration(line: str, start: int, asked: Unit) -> Quantity | None:
    """Return a time of several parts, or one with colons if a time is requested, else None."""
    is_time = asked.top.kind is UnitDimension.TIME
    duration = read_parts(line, start) or (read_clock(line, start) if is_time else None)
    if duration is None:
        return None
    seconds, atom, end = duration
    rest = read_unit(line, end, asked)
    if rest.top != BARE or rest.multiplier > 1:
        problem = LazyText(N_("{text} cannot follow a time"), text=quote_excerpt(line[end:]))
        raise QuantityError(line, end + 1, problem, N_("Leave it out."))
    unit = _complete_unit(line, start, replace(rest, top=atom), asked)
    return Quantity(seconds / atom.scale * unit.scale, unit)


def _clean_answer(text: str, asked: Unit) -> str:
    if len(text) > TEXT_LIMIT_CHARACTERS:
        problem = LazyText.counted(
            "This text has {n} character; the limit is {limit}",
            "This text has {n} characters; the limit is {limit}",
            len(text),
            n=number_text(len(text)),
            limit=number_text(TEXT_LIMIT_CHARACTERS),
        )
        advice = N_("Write a long number as a power, e.g. 10^12.")
        raise QuantityError(text, TEXT_LIMIT_CHARACTERS + 1, problem, advice)
    line = normalize_answer(text, keeps_hyphens="-" in asked.text).rstrip(" \n\r.!?")
    if not line.strip():
        problem = LazyText(N_("The answer is empty"))
        raise QuantityError(text, 1, problem, N_("Type a number, e.g. 3500 or 3.5k."))
    return line


def _refuse_no_magnitude(line: str, before: re.Match[str]) -> None:
    """Raise QuantityError for a negative, infinite or undefined number."""
    if before["sign"] == "-":
        problem = LazyText(N_("An estimate cannot be negative"))
        raise QuantityError(line, before.start("sign") + 1, problem, N_("Remove the minus sign."))
    if match := _NO_NUMBER.match(line, before.end()):
        problem = LazyText(N_("{text} is not a finite number"), text=quote_excerpt(match[0]))
        raise QuantityError(line, before.end() + 1, problem, N_("Type one, e.g. 3500 or 10^12."))


def _with_money(line: str, typed: Unit, start: int) -> Unit:
    if typed.top not in (BARE, DOLLAR):
        problem = N_("There is a unit before and after the number")
        raise QuantityError(line, start + 1, problem, N_("Remove one of them."))
    return replace(typed, top=DOLLAR)


def _complete_unit(line: str, start: int, typed: Unit, asked: Unit) -> Unit:
    """Return the typed unit, with missing parts taken from the question."""
    unit = typed
    if typed.top == BARE and not typed.per:
        multiplier = typed.multiplier if typed.multiplier > 1 else asked.multiplier
        unit = replace(asked, multiplier=multiplier)
    elif typed.top == BARE and asked.per:
        unit = replace(typed, top=asked.top)
    elif not typed.per:
        unit = replace(typed, per=asked.per)
    is_part_for_ratio = asked == Unit(RATIO) and unit.family is UnitFamily.SHARE
    if unit.kinds not in FAMILIES or (unit.family is not asked.family and not is_part_for_ratio):
        raise _wrong_family(line, line[start:].lstrip(), typed, asked)
    return unit


def _wrong_family(line: str, unit_text: str, typed: Unit, asked: Unit) -> WrongFamilyError:
    problem = LazyText(
        N_("{text} is {family}, but the question asks for {asked_family}"),
        text=quote_excerpt(unit_text),
        family=as_lazy_text(typed.family.value),
        asked_family=as_lazy_text(asked.family.value),
    )
    advice = (
        LazyText(N_("Answer in {unit}."), unit=asked.text)
        if asked.text
        else N_("Leave the unit out.")
    )
    return WrongFamilyError(line, len(line) - len(unit_text) + 1, problem, advice)


def quantity_in_words(quantity: Quantity, *, decimal_comma: bool = False) -> str:
    """Return a quantity in words: "3.5 thousand requests per second"."""
    exact, unit = _as_percent(quantity)
    number = round_digits(exact, _WORDS_DIGITS)
    about = "" if number == exact else "about "
    multiple = _multiple(number)
    top = unit.top.singular if number == 1 else unit.top.plural
    per = [
        f"per {p.atom.singular if p.number == 1 else f'{p.number} {p.atom.plural}'}"
        for p in unit.per
    ]
    digits = rounded_text(number / multiple, decimal_comma=decimal_comma)
    words = (digits, MULTIPLIER_NAMES.get(multiple), top, *per)
    return about + " ".join(word for word in words if word)


def format_short(quantity: Quantity, digits: int = 2, *, decimal_comma: bool = False) -> str:
    """Return a quantity in short form with `digits` significant digits: "3.5 k/s", "30 TB/day".

    For a share of 90 % or more the digits are those of the difference to 100 %: "99.99 %".
    """
    exact, unit = _as_percent(quantity)
    if unit.top == PERCENT and _FULL_SHARE_FROM <= quantity.exact < 1:
        number = 100 - round_digits(100 - exact, digits)
        return f"{rounded_text(number, decimal_comma=decimal_comma)} %"
    number, unit = _in_best_unit(round_digits(exact, digits), unit)
    number = round_digits(number, digits)
    multiple = (
        _multiple(number) if unit.top.kind in (UnitDimension.COUNT, UnitDimension.MONEY) else 1
    )
    text = rounded_text(number / multiple, decimal_comma=decimal_comma)
    return _join(text, _SHORT_MULTIPLES.get(multiple, ""), unit)


def format_exact(quantity: Quantity, *, decimal_comma: bool = False) -> str:
    """Return a quantity so that `parse_quantity` with its unit returns exactly the same."""
    return _join(exact_text(quantity.number, decimal_comma=decimal_comma), "", quantity.unit)


def _join(number: str, multiple: str, unit: Unit) -> str:
    parts = (number, multiple, unit.top.symbol)
    return " ".join(part for part in parts if part) + unit.per_text


def _as_percent(quantity: Quantity) -> tuple[Fraction, Unit]:
    if quantity.unit == Unit(SHARE):
        return quantity.exact * 100, Unit(PERCENT)
    return quantity.number, quantity.unit


def _multiple(number: Fraction) -> int:
    """Return the greatest of thousand to trillion that fits, or 1 if a power of ten is clearer."""
    if number >= _POWERS_FROM:
        return 1
    return max((multiple for multiple in MULTIPLIER_NAMES if multiple <= number), default=1)


def _in_best_unit(number: Fraction, unit: Unit) -> tuple[Fraction, Unit]:
    """Convert to the best unit of the same kind: 0.5 GB to 500 MB, 5000 ms to 5 s."""
    series = next((series for series in UNIT_SERIES if unit.top in series), ())
    base = number * unit.top.scale
    best = max((u for u in series if u.scale <= base), key=lambda u: u.scale, default=unit.top)
    return base / best.scale, replace(unit, top=best)
