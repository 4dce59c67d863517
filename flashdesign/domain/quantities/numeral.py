"""Exact parsing and formatting of bare numbers: "3,500", "2^20", "3 × 10⁵", "1/2", "100:1"."""

import re
from dataclasses import dataclass
from decimal import Context, Decimal
from fractions import Fraction
from math import log10

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number as number_text
from flashdesign.i18n.translation import N_, LazyText, as_lazy_text

LIMIT_LOG10 = 80
"""Numbers above 10^80 or below 10^-80 are rejected; no estimate is that large or small."""

_SHOWN_CHARACTERS = 24
_MAX_DIGITS = 400
_MAX_EXPONENT_DIGITS = 6
_SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹"
_SWAP_MARKS = str.maketrans(".,", ",.")
_EXACTLY = Context(prec=4 * LIMIT_LOG10)
_PLAIN_LOG10 = (-5, 20)
_SHOWN_LOG10 = (-5, 14)
_SMALLEST_BASE = 2
_FROM_SUPERSCRIPT = str.maketrans(_SUPERSCRIPTS + "⁺⁻", "0123456789+-")

_DIGITS = r"[0-9]+(?:[.,'_ ][0-9]+)*[.,]?|[.,][0-9]+"
_POWER = rf"\s*(?:\^|\*\*)\s*(?P<power>[+-]?[0-9]+)|(?P<raised>[⁺⁻]?[{_SUPERSCRIPTS}]+)"
_FACTOR = re.compile(rf"(?P<digits>{_DIGITS})(?:[eE](?P<exponent>[+-]?[0-9]+)|{_POWER})?")
_TIMES = re.compile(r"\s*+[x×*·]\s*+(?=[0-9]+(?:\s*(?:\^|\*\*)|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]))")
_OVER = re.compile(r"\s*+[/:]\s*+(?=[.,]?[0-9])")
_GROUPED = re.compile(
    r"[0-9]{1,3}(?:(?P<mark>[.,'_ ])[0-9]{3})(?:(?P=mark)[0-9]{3})*"
    r"|[0-9]{1,2}(?:,[0-9]{2})+,[0-9]{3}"  # lakh and crore
)
_TOWER = re.compile(r"\s*+(?:\^|\*\*)|[⁺⁻⁰¹²³⁴⁵⁶⁷⁸⁹]")


class QuantityError(FlashDesignError):
    """A text is not a quantity: what is wrong, at which character, and what to type instead.

    `text` is the text as it was read, with signs such as "¼" written out; `column` counts its
    characters from 1. `problem` has no period; `suggestion` is a sentence. Constants are marked
    with `N_`.
    """

    def __init__(
        self, text: str, column: int, problem: str | LazyText, suggestion: str | LazyText
    ) -> None:
        self._problem, self._suggestion = as_lazy_text(problem), as_lazy_text(suggestion)
        super().__init__(
            N_("{problem}. {suggestion}"), problem=self._problem, suggestion=self._suggestion
        )
        self.text, self.column = text, column

    @property
    def problem(self) -> str:
        """Return what is wrong, without a period."""
        return str(self._problem)

    @property
    def suggestion(self) -> str:
        """Return what to type instead, as a sentence."""
        return str(self._suggestion)


@dataclass(frozen=True, slots=True)
class Numeral:
    """A number, where its text ends, and whether it was written as "a/b" or "a:b"."""

    number: Fraction
    end: int
    is_quotient: bool = False


def quote_excerpt(text: str) -> str:
    """Return `text` in quotes, shortened to fit into a sentence."""
    text = text.strip()
    return f'"{text[:_SHOWN_CHARACTERS]}{"…" if len(text) > _SHOWN_CHARACTERS else ""}"'


def read_number(text: str, start: int = 0, *, decimal_comma: bool = False) -> Numeral:
    """Read the number at `start`; the text after it is left to the caller."""
    first = _FACTOR.match(text, start)
    if first is None:
        problem = LazyText(N_("{text} is not a number"), text=quote_excerpt(text[start:]))
        advice = N_("Start with a number, e.g. 3500, 3.5k or 10^5.")
        raise QuantityError(text, start + 1, problem, advice)
    if over := _OVER.match(text, first.end()):
        return _quotient(text, first, over.end(), decimal_comma=decimal_comma)
    number, end = _factor(text, first, decimal_comma=decimal_comma), first.end()
    if times := _TIMES.match(text, end):
        second = _FACTOR.match(text, times.end())
        assert second is not None  # `_TIMES` looked ahead for it
        number *= _factor(text, second, decimal_comma=decimal_comma)
        end = second.end()
    if _TOWER.match(text, end):
        message = N_("A power of a power cannot be read")
        raise QuantityError(text, end + 1, message, N_("Use a single power, e.g. 10^12."))
    return Numeral(_check_bounds(number, text, start), end)


def _quotient(text: str, above: re.Match[str], end: int, *, decimal_comma: bool) -> Numeral:
    below = _FACTOR.match(text, end)
    assert below is not None  # `_OVER` looked ahead for it
    if above["digits"] != above[0] or below["digits"] != below[0]:
        problem = N_("A quotient of powers cannot be read")
        advice = N_("Calculate the result, or divide plain numbers, e.g. 1/2 or 100:1.")
        raise QuantityError(text, end, problem, advice)
    divisor = _mantissa(text, below, decimal_comma=decimal_comma)
    if divisor == 0:
        problem, advice = N_("A number cannot be divided by zero"), N_("Use e.g. 1/2 or 100:1.")
        raise QuantityError(text, end + 1, problem, advice)
    number = _mantissa(text, above, decimal_comma=decimal_comma) / divisor
    return Numeral(_check_bounds(number, text, above.start()), below.end(), is_quotient=True)


def _factor(text: str, match: re.Match[str], *, decimal_comma: bool) -> Fraction:
    mantissa = _mantissa(text, match, decimal_comma=decimal_comma)
    if exponent := match["exponent"]:
        return mantissa * _power(10, exponent, text, match.start("exponent"))
    power = match["power"] or (match["raised"] or "").translate(_FROM_SUPERSCRIPT)
    if not power:
        return mantissa
    if mantissa.denominator != 1 or mantissa < _SMALLEST_BASE:
        problem = LazyText(
            N_("{text} cannot be raised to a power"), text=quote_excerpt(match["digits"])
        )
        advice = N_("Use a whole number of 2 or more as the base, e.g. 10^5.")
        raise QuantityError(text, match.start() + 1, problem, advice)
    return _power(mantissa.numerator, power, text, match.start())


def _power(base: int, exponent: str, text: str, start: int) -> Fraction:
    # Check the size before computing the power: 9^999999999 would block the program.
    digits = exponent.lstrip("+-0")
    is_huge = len(digits) > _MAX_EXPONENT_DIGITS
    if is_huge or int(digits or 0) * log10(base) > 2 * LIMIT_LOG10:
        raise _out_of_bounds(text, start, too_large=not exponent.startswith("-"))
    power = -int(digits or 0) if exponent.startswith("-") else int(digits or 0)
    return Fraction(base) ** power


def _check_bounds(number: Fraction, text: str, start: int) -> Fraction:
    if number == 0 or Fraction(1, 10**LIMIT_LOG10) <= number <= 10**LIMIT_LOG10:
        return number
    raise _out_of_bounds(text, start, too_large=number > 1)


def _out_of_bounds(text: str, start: int, *, too_large: bool) -> QuantityError:
    if too_large:
        return too_large_error(text, start)
    limit = LazyText(N_("The limit is {limit}."), limit=f"10^-{LIMIT_LOG10}")
    return QuantityError(text, start + 1, N_("This number is too small"), limit)


def too_large_error(text: str, start: int) -> QuantityError:
    """Return the error for a number at `start` that is above the limit."""
    limit = LazyText(N_("The limit is {limit}."), limit=f"10^{LIMIT_LOG10}")
    return QuantityError(text, start + 1, N_("This number is too large"), limit)


def _mantissa(text: str, match: re.Match[str], *, decimal_comma: bool) -> Fraction:
    digits = match["digits"]
    if len(digits) > _MAX_DIGITS:
        problem = LazyText.counted(
            "This number has more than {n} digit",
            "This number has more than {n} digits",
            _MAX_DIGITS,
            n=number_text(_MAX_DIGITS),
        )
        advice = N_("Write a long number as a power, e.g. 10^12.")
        raise QuantityError(text, match.start("digits") + 1, problem, advice)
    whole, mark, fraction = _split(digits, decimal_comma=decimal_comma)
    grouped = _GROUPED.fullmatch(whole)
    if not (whole.isdecimal() or not whole or (grouped and grouped["mark"] != mark)) or (
        fraction and not fraction.isdecimal()
    ):
        ungrouped = re.sub(r"[^0-9]", "", whole) + ("." + fraction if fraction.isdecimal() else "")
        problem = LazyText(
            N_("The digits of {text} are not in groups of three"), text=quote_excerpt(digits)
        )
        spelling = LazyText(N_("Write {number}."), number=ungrouped)
        raise QuantityError(text, match.start("digits") + 1, problem, spelling)
    return Fraction(f"{re.sub('[^0-9]', '', whole) or '0'}.{fraction or '0'}")


def _split(digits: str, *, decimal_comma: bool) -> tuple[str, str, str]:
    """Return the digits before the decimal mark, the mark or "", and the digits after it.

    The locale matters only if both readings are possible: "1.234" and "1,234". A comma before three
    digits that end in 0 groups in every locale: decks write 80,000, and nobody writes 80 like that.
    """
    marks = [character for character in digits if character in ".,"]
    if not marks:
        return digits, "", ""
    last = marks[-1]
    before, _, after = digits.rpartition(last)
    if len(set(marks)) == 1:
        is_grouped = _GROUPED.fullmatch(digits) is not None and not digits.startswith("0")
        is_decimal_mark = last == ("," if decimal_comma else ".")
        if decimal_comma and digits[-1] == "0":
            is_decimal_mark = False
        if len(marks) > 1 or (is_grouped and not is_decimal_mark):
            return digits, "", ""
    return before, last, after


def round_digits(number: Fraction, digits: int) -> Fraction:
    """Return `number` rounded to `digits` significant digits."""
    context = Context(prec=digits)
    return Fraction(context.divide(Decimal(number.numerator), Decimal(number.denominator)))


def exact_text(number: Fraction, *, decimal_comma: bool = False) -> str:
    """Return `number` exactly: as a decimal, with an e if it is long, or as "p/q" if endless."""
    decimal = _EXACTLY.divide(Decimal(number.numerator), Decimal(number.denominator))
    if Fraction(decimal) != number:
        return f"{number.numerator}/{number.denominator}"
    decimal = decimal.normalize(_EXACTLY)
    if number and not _PLAIN_LOG10[0] <= decimal.adjusted() <= _PLAIN_LOG10[1]:
        return _apply_marks(f"{decimal:e}".replace("e+", "e"), decimal_comma=decimal_comma)
    return _apply_marks(f"{decimal:f}", decimal_comma=decimal_comma)


def rounded_text(number: Fraction, *, decimal_comma: bool = False) -> str:
    """Return a rounded number to show: "86,000", or "1.2×10^18" if it has many zeros."""
    decimal = _EXACTLY.divide(Decimal(number.numerator), Decimal(number.denominator))
    decimal = decimal.normalize(_EXACTLY)
    if number and not _SHOWN_LOG10[0] <= decimal.adjusted() <= _SHOWN_LOG10[1]:
        mantissa = decimal.scaleb(-decimal.adjusted(), _EXACTLY)
        power = f"×10^{decimal.adjusted()}"
        return _apply_marks(f"{mantissa:f}", decimal_comma=decimal_comma) + power
    return _apply_marks(f"{decimal:,f}", decimal_comma=decimal_comma)


def _apply_marks(text: str, *, decimal_comma: bool) -> str:
    return text.translate(_SWAP_MARKS) if decimal_comma else text
