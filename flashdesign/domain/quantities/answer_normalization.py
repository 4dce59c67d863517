"""Normalization of typed answers before their number and unit are parsed."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from flashdesign.domain.quantities.invisible_characters import strip_invisible
from flashdesign.domain.quantities.numeral import QuantityError, quote_excerpt
from flashdesign.i18n.translation import N_, LazyText

# Maps spaces of all widths, full-width and typographic signs to ASCII, one to one.
_TO_ASCII = {code: code - 0xFEE0 for code in range(0xFF01, 0xFF5F)} | str.maketrans(
    "\t\u00a0\u1680\u2000\u2001\u2002\u2003\u2004\u2005\u2006\u2007\u2008\u2009\u200a\u202f\u205f"
    "\u3000−–—‒‑‐∶\u2044’٫٬،∼≅",  # noqa: RUF001 (these signs are meant)
    " " * 17 + "------:/'.,,~~",
)
_PART = re.compile(r"(?<![0-9])([0-9]*+) ?([½¼¾])")
_PARTS = {"½": ".5", "¼": ".25", "¾": ".75"}
_PREFIXED = re.compile(
    r"\b(kilo|mega|giga|tera|peta|exa|kibi|mebi|gibi|tebi|pebi|exbi|milli|micro|nano)[ -]"
    r"(?=bytes?\b|bits?\b|seconds?\b)",
    re.IGNORECASE,
)
_HYPHEN = re.compile(r"(?<=[0-9A-Za-z])-(?=[A-Za-z])")
_PER_CENT = re.compile(r"\bper cent\b", re.IGNORECASE)
_PERIODS = re.compile(r"\b(hour|week|month|year)ly\b|\b(dai)ly\b", re.IGNORECASE)
_ONE = re.compile(
    r"(?<![0-9])(?<![0-9] )\b(?:an?|one) (?=hundred|thousand|million|billion|trillion|lakh|crore)",
    re.IGNORECASE,
)
_HALF = re.compile(r"\bhalf (?:an? )?(?=[a-z])", re.IGNORECASE)
_MIXED = re.compile(r"(?<![0-9.,])([0-9]{1,3}) ([1-9])/([1-9])(?![0-9])")
_OUT_OF = re.compile(r"(?<=[0-9]) (?:in|out of) (?=[0-9])", re.IGNORECASE)
_BOUND = re.compile(
    r"[\s~]*(<=?|>=?|≤|≥|(?:at least|at most|up to|(?:more|less|fewer) than|over|under|above|below"
    r"|between|from)\b)",
    re.IGNORECASE,
)
_RANGE = re.compile(
    r"\s*+(?P<unit>[^\W\d_]{0,12}(?:/[a-z]{1,6})?)\s*+(?P<sign>-|\.{1,3}|…|±|\+/-|\+-|(?:to|or)\b)"
    r"\s*+(?P<high>[0-9][0-9.]*+)\s*+(?P<rest>.*)",
    re.IGNORECASE,
)
_OPEN_END = re.compile(r"[^\W\d_]?\s*\+(?!/?-)")
_CALCULATION = re.compile(
    r"\s*+[^\W\d_]{0,12}+\s*+(?P<sign>[-+*/x×·÷^(])\s*+"
    r"(?:[0-9]{5,}+|[0-9][0-9.,]*+[kMGTB]?+\s*+(?:$|[-+*/x×·÷^)]))"
)
_ADVICE = N_("Type a single number, your best guess.")


def to_ascii(text: str) -> str:
    """Return a text with digits and marks of any script in ASCII, without invisible characters."""
    line = strip_invisible(text.translate(_TO_ASCII))
    if line.isascii():
        return line
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign
        for sign in line
    )


def normalize_answer(text: str, *, keeps_hyphens: bool = False) -> str:
    """Return an answer in ASCII digits, marks and plain words, without invisible characters.

    A column in an error counts visible characters only. Hyphens between words become spaces unless
    `keeps_hyphens`, for a requested unit that has hyphens.
    """
    line = to_ascii(text)
    line = _PART.sub(lambda part: part[1] + _PARTS[part[2]], line)
    line = _PREFIXED.sub(r"\1", line)
    line = _PER_CENT.sub("percent", line)
    line = _PERIODS.sub(lambda match: f"per {match[1] or 'day'}", line)
    line = _ONE.sub("1 ", _HALF.sub("0.5 ", line))
    line = _OUT_OF.sub("/", _MIXED.sub(_as_fraction, line))
    return line if keeps_hyphens else _HYPHEN.sub(" ", line)


def _as_fraction(mixed: re.Match[str]) -> str:
    whole, above, below = (int(part) for part in mixed.groups())
    return f"{whole * below + above}/{below}"


def reject_limit(line: str) -> None:
    """Raise QuantityError if the answer is a limit such as "at least 5", not a single number."""
    if bound := _BOUND.match(line):
        problem = LazyText(
            N_("{text} gives a limit, not a single number"), text=quote_excerpt(bound[1])
        )
        raise QuantityError(line, bound.start(1) + 1, problem, _ADVICE)


def reject_range(line: str, start: int, end: int) -> None:
    """Raise QuantityError if the number from `start` to `end` is the lower end of a range."""
    match = _RANGE.match(line, end)
    if match is None:
        if open_end := _OPEN_END.match(line, end):
            problem = N_("A plus sign after a number gives a limit, not a single number")
            raise QuantityError(line, open_end.end(), problem, _ADVICE)
        return
    guess = _middle(line[start:end], match)
    advice = (
        LazyText(N_("Type a single number, your best guess, e.g. {guess}."), guess=guess)
        if guess
        else _ADVICE
    )
    problem = N_("This is a range, not a single number")
    raise QuantityError(line, match.start("sign") + 1, problem, advice)


def reject_calculation(line: str, end: int) -> None:
    """Raise QuantityError if a calculation goes on after the number that ends at `end`."""
    if match := _CALCULATION.match(line, end):
        problem = LazyText(N_("{text} is a calculation"), text=quote_excerpt(line))
        advice = N_("Type its result, or calculate on the scratch pad.")
        raise QuantityError(line, match.start("sign") + 1, problem, advice)


def _middle(low: str, match: re.Match[str]) -> str:
    """Return the middle of a range of plain numbers in one unit, or "" for other ranges."""
    if "±" in match["sign"] or "+" in match["sign"]:
        return f"{low.strip()} {match['unit'] or match['rest']}".strip()
    try:
        lowest, highest = Decimal(low.strip()), Decimal(match["high"])
    except InvalidOperation:
        return ""
    has_same_unit = not match["unit"] or match["rest"].lower().startswith(match["unit"].lower())
    if not has_same_unit or lowest >= highest:
        return ""
    middle = format(((lowest + highest) / 2).normalize(), "f")
    return f"{middle} {match['rest']}".strip()
