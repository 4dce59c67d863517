"""Bring a typed answer into the spelling in which its number and unit are read."""

import re
import unicodedata
from decimal import Decimal, InvalidOperation

from flashdesign.domain.invisible import without_invisible
from flashdesign.domain.numerals import QuantityError, excerpt

# Spaces of all widths, full-width signs and typeset ones become those of ASCII, one for one.
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
_ADVICE = "Type your best guess"


def in_ascii(text: str) -> str:
    """Return a text with digits and marks of any script in ASCII, without what cannot be seen."""
    line = without_invisible(text.translate(_TO_ASCII))
    return "".join(
        str(unicodedata.decimal(sign)) if not sign.isascii() and sign.isdecimal() else sign
        for sign in line
    )


def clean(text: str, *, keeps_hyphens: bool = False) -> str:
    """Return an answer in ASCII digits, marks and plain words, without what cannot be seen.

    A column in an error counts what is seen. Hyphens between words become spaces unless the
    unit that is asked for has some itself.
    """
    line = in_ascii(text)
    line = _PART.sub(lambda part: part[1] + _PARTS[part[2]], line)
    line = _PREFIXED.sub(r"\1", line)
    line = _PER_CENT.sub("percent", line)
    line = _PERIODS.sub(lambda found: f"per {found[1] or 'day'}", line)
    line = _ONE.sub("1 ", _HALF.sub("0.5 ", line))
    line = _OUT_OF.sub("/", _MIXED.sub(_as_fraction, line))
    return line if keeps_hyphens else _HYPHEN.sub(" ", line)


def _as_fraction(mixed: re.Match[str]) -> str:
    whole, above, below = (int(part) for part in mixed.groups())
    return f"{whole * below + above}/{below}"


def refuse_bound(line: str) -> None:
    """Raise QuantityError where a limit is given: what is graded is one number."""
    if bound := _BOUND.match(line):
        problem = f"{excerpt(bound[1])} gives no single number, and one is graded"
        raise QuantityError(line, bound.start(1) + 1, problem, f"{_ADVICE} alone.")


def refuse_range(line: str, start: int, end: int) -> None:
    """Raise QuantityError where the number from `start` to `end` is only one side of a range."""
    found = _RANGE.match(line, end)
    if found is None:
        if open_end := _OPEN_END.match(line, end):
            problem = "A plus gives no single number, and one is graded"
            raise QuantityError(line, open_end.end(), problem, f"{_ADVICE} alone.")
        return
    guess = _middle(line[start:end], found)
    problem = "This is a range, and one number is graded"
    advice = f"{_ADVICE}, such as {guess}." if guess else f"{_ADVICE} alone."
    raise QuantityError(line, found.start("sign") + 1, problem, advice)


def _middle(low: str, found: re.Match[str]) -> str:
    """Return what stands in the middle of a range of plain numbers in one unit, else nothing."""
    if "±" in found["sign"] or "+" in found["sign"]:
        return f"{low.strip()} {found['unit'] or found['rest']}".strip()
    try:
        lowest, highest = Decimal(low.strip()), Decimal(found["high"])
    except InvalidOperation:
        return ""
    same_unit = not found["unit"] or found["rest"].lower().startswith(found["unit"].lower())
    if not same_unit or lowest >= highest:
        return ""
    middle = format(((lowest + highest) / 2).normalize(), "f")
    return f"{middle} {found['rest']}".strip()
