"""Units and their parser: "TB/day", "K requests/s", "min per 30 days"."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from math import prod

from flashdesign.domain.quantities.numeral import QuantityError, quote_excerpt
from flashdesign.domain.quantities.unit_table import (
    AMBIGUOUS_INFORMATION,
    ATOMS,
    BARE,
    BITS,
    BYTES,
    MINUTE,
    MULTIPLIER_NAMES,
    MULTIPLIERS,
    PER_SECOND,
    SECOND,
    Atom,
    UnitDimension,
    find_per_second_unit,
    find_unit,
    label,
)
from flashdesign.i18n.translation import N_, LazyText


class UnitFamily(StrEnum):
    """Units that can be compared with each other; the value is shown, translated."""

    COUNT = N_("a number")
    INFORMATION = N_("an amount of data")
    TIME = N_("a time")
    MONEY = N_("an amount of money")
    SHARE = N_("a share")
    COUNT_RATE = N_("a number per time")
    INFORMATION_RATE = N_("an amount of data per time")
    MONEY_RATE = N_("money per time")
    TIME_RATE = N_("a time per period")
    PRICE = N_("money per amount of data")
    PRICE_RATE = N_("money per amount of data and time")


FAMILIES = {
    (UnitDimension.COUNT,): UnitFamily.COUNT,
    (UnitDimension.INFORMATION,): UnitFamily.INFORMATION,
    (UnitDimension.TIME,): UnitFamily.TIME,
    (UnitDimension.MONEY,): UnitFamily.MONEY,
    (UnitDimension.SHARE,): UnitFamily.SHARE,
    (UnitDimension.COUNT, UnitDimension.TIME): UnitFamily.COUNT_RATE,
    (UnitDimension.INFORMATION, UnitDimension.TIME): UnitFamily.INFORMATION_RATE,
    (UnitDimension.MONEY, UnitDimension.TIME): UnitFamily.MONEY_RATE,
    (UnitDimension.TIME, UnitDimension.TIME): UnitFamily.TIME_RATE,
    (UnitDimension.MONEY, UnitDimension.INFORMATION): UnitFamily.PRICE,
    (UnitDimension.MONEY, UnitDimension.INFORMATION, UnitDimension.TIME): UnitFamily.PRICE_RATE,
}


class WrongFamilyError(QuantityError):
    """The unit does not measure what the question asks for."""


class AmbiguousUnitError(QuantityError):
    """A unit has two meanings; both are named, and the user must choose."""

    def __init__(self, text: str, column: int, name: str, readings: tuple[str, str]) -> None:
        first, second = readings
        problem = LazyText(
            N_("Ambiguous: {name} could mean {first} or {second}"),
            name=name,
            first=first,
            second=second,
        )
        super().__init__(text, column, problem, N_("Write out the one you mean."))
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Per:
    """The divisor of a unit: "per day", "per 30 days"."""

    atom: Atom
    number: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit such as "million users", "TB/day" or "USD/GB/month"."""

    top: Atom = BARE
    per: tuple[Per, ...] = ()
    multiplier: int = 1

    @property
    def family(self) -> UnitFamily:
        return FAMILIES[self.kinds]

    @property
    def kinds(self) -> tuple[UnitDimension, ...]:
        return (
            self.top.kind,
            *(p.atom.kind for p in self.per if p.atom.kind is not UnitDimension.COUNT),
        )

    @property
    def scale(self) -> Fraction:
        """The size in base units: 1, byte, second, dollar, the whole, each per second."""
        return self.multiplier * self.top.scale / prod(p.number * p.atom.scale for p in self.per)

    @property
    def plain(self) -> "Unit":
        """The unit without its "thousand" or "million"."""
        return replace(self, multiplier=1)

    @property
    def text(self) -> str:
        """The short name: "TB/day", "1/s", "min per 30 days", "thousand USD"."""
        multiplier = MULTIPLIER_NAMES.get(self.multiplier, "")
        top = f"{multiplier} {self.top.symbol}".strip()
        return f"{top or '1'}{self.per_text}" if self.per else top

    @property
    def per_text(self) -> str:
        return "".join(
            f"/{_one(p.atom)}" if p.number == 1 else f" per {p.number} {p.atom.plural}"
            for p in self.per
        )


def _plural(word: str) -> str:
    return word + ("es" if word.endswith(("x", "s", "sh", "ch")) else "s")


def _one(atom: Atom) -> str:
    return atom.singular if atom.kind is UnitDimension.COUNT else atom.symbol


_COUNTED = (UnitDimension.COUNT, UnitDimension.MONEY)
_PREFIX_LETTERS = "KMGTPE"
_PER = re.compile(r"/|\b(?:per|each|every|an?)\b", re.IGNORECASE)
_PER_NUMBER = re.compile(r"\s*+([1-9][0-9]{0,3})(?![0-9])")
_WORD = re.compile(r"\S+")
_FUSED = re.compile(r"[kKMGTB](?=[A-Za-z]{2}|\$)")
_NEW_LABEL = re.compile(r"[a-z][a-z-]{2,}(?: [a-z-]+){0,3}")
_DECK_UNIT_CHARACTERS = 40
_NEAR_RATIO = 0.84
_LONG_NAME_LETTERS = 5
_LONG_NAMES = [
    name
    for name in (
        *MULTIPLIERS,
        *(n for n, atom in ATOMS.items() if atom.kind is not UnitDimension.COUNT),
    )
    if len(name) >= _LONG_NAME_LETTERS
]


def parse_unit(text: str) -> Unit:
    """Parse a unit in a deck; an unknown plain word counts things ("llamas/day")."""
    if len(text) > _DECK_UNIT_CHARACTERS:
        problem, advice = N_("This unit is too long"), N_("Use a short one, e.g. requests/s.")
        raise QuantityError(text, _DECK_UNIT_CHARACTERS + 1, problem, advice)
    return _Reader(text, None).read(0)


def read_unit(line: str, start: int, asked: Unit) -> Unit:
    """Parse the unit that an answer names from `start` on; add nothing from the question."""
    return _Reader(line, asked).read(start)


@dataclass(frozen=True, slots=True)
class _Reader:
    """Parser of a line with a unit; `asked` is the requested unit if the line is an answer."""

    line: str
    asked: Unit | None

    def read(self, start: int) -> Unit:
        cuts = list(_PER.finditer(self.line, start))
        ends = [cut.start() for cut in cuts] + [len(self.line)]
        unit = self._top(start, ends[0])
        per = tuple(self._per(cut.end(), end) for cut, end in zip(cuts, ends[1:], strict=True))
        unit = replace(unit, per=unit.per + per)
        if unit.kinds not in FAMILIES:
            problem = LazyText(
                N_("{text} is not a supported combination of units"),
                text=quote_excerpt(self.line[start:]),
            )
            advice = N_("Use a unit such as TB/day or req/s.")
            raise QuantityError(self.line, start + 1, problem, advice)
        return unit

    def _top(self, start: int, end: int) -> Unit:
        word = _WORD.search(self.line, start, end)
        if word is None:
            return Unit()
        begin, phrase = word.start(), self.line[word.start() : end].rstrip()
        if unit := self._known(phrase, begin):
            return unit
        if multiplier := _multiplier(word[0]):
            rest = self._top(word.end(), end)
            return replace(rest, multiplier=multiplier * rest.multiplier)
        if _FUSED.match(phrase) and (unit := self._known(phrase[1:], begin + 1)):
            return replace(unit, multiplier=MULTIPLIERS[phrase[0]])
        return Unit(self._new_label(phrase, begin))

    def _known(self, phrase: str, begin: int) -> Unit | None:
        if phrase == "1":
            return Unit()
        if len(phrase) == 1 and (unit := self._letter(phrase, begin)):
            return unit
        if atom := find_per_second_unit(phrase):
            return Unit(atom, (Per(SECOND),))
        atom = self._atom(phrase, begin)
        return Unit(atom) if atom else None

    def _letter(self, letter: str, begin: int) -> Unit | None:
        """Return the meaning of a single letter for the question, or None if it has no special one.

        "5m" is minutes if a time is requested and million if a count or money is, since the other
        meaning would be of the wrong family. Otherwise AmbiguousUnitError is raised.
        """
        kind = self.asked.top.kind if self.asked else None
        if letter == "m" and kind is UnitDimension.TIME:
            return Unit(MINUTE)
        if (letter == "m" and kind not in _COUNTED) or (
            letter == "M" and kind is UnitDimension.TIME
        ):
            raise AmbiguousUnitError(self.line, begin + 1, letter, ("million", "minutes"))
        if letter in "mBb" and kind in _COUNTED:
            return Unit(multiplier=MULTIPLIERS[letter])
        if self.asked and kind is UnitDimension.INFORMATION and letter.upper() in _PREFIX_LETTERS:
            return self._rung(letter, begin, self.asked.top)
        return None

    def _rung(self, letter: str, begin: int, asked: Atom) -> Unit:
        """Read "30T" as 30 TB if B or TB is requested; if GB is, raise AmbiguousUnitError."""
        series = BITS if asked.symbol.endswith("bit") else BYTES
        larger = series[_PREFIX_LETTERS.index(letter.upper()) + 1]
        if letter not in MULTIPLIERS or asked in (larger, series[0]):
            return Unit(larger)
        many = f"{MULTIPLIER_NAMES[MULTIPLIERS[letter]]} {asked.symbol}"
        raise AmbiguousUnitError(self.line, begin + 1, letter, (larger.symbol, many))

    def _per(self, start: int, end: int) -> Per:
        number = _PER_NUMBER.match(self.line, start, end)
        word = _WORD.search(self.line, number.end() if number else start, end)
        if word is None:
            problem = N_("The unit after “per” or “/” is missing")
            advice = N_("Name a time, e.g. /s, /day or per month.")
            raise QuantityError(self.line, start, problem, advice)
        begin, phrase = word.start(), self.line[word.start() : end].rstrip()
        if phrase in ("m", "M"):
            raise AmbiguousUnitError(self.line, begin + 1, phrase, ("minute", "month"))
        atom = self._atom(phrase, begin) or self._new_label(phrase, begin)
        if atom.singular == atom.plural and atom.kind is UnitDimension.COUNT:
            atom = find_unit(phrase) or label(_plural(phrase))  # "GB/llama" counts llamas
        return Per(atom, int(number[1]) if number else 1)

    def _atom(self, phrase: str, begin: int) -> Atom | None:
        if letter := AMBIGUOUS_INFORMATION.get(phrase):
            readings = (f"{letter}B", f"{letter}bit")
            raise AmbiguousUnitError(self.line, begin + 1, phrase, readings)
        asked = (self.asked.top, *(per.atom for per in self.asked.per)) if self.asked else ()
        own = (atom for atom in asked if phrase.casefold() in (atom.singular, atom.plural))
        return next(own, None) or find_unit(phrase)

    def _new_label(self, phrase: str, begin: int) -> Atom:
        if self.asked is None and _NEW_LABEL.fullmatch(phrase) and not _is_misspelt(phrase):
            return label(phrase)
        problem = LazyText(N_("Unknown unit {text}"), text=quote_excerpt(phrase))
        raise QuantityError(self.line, begin + 1, problem, _suggest_unit(phrase))


def _multiplier(word: str) -> int | None:
    # Only words ignore the case: "Bn" and "Millions" are multipliers, but "t" is not a trillion.
    return MULTIPLIERS.get(word if len(word) == 1 else word.casefold())


def _is_misspelt(phrase: str) -> bool:
    first, *_ = phrase.split(maxsplit=1)
    near = get_close_matches(first, _LONG_NAMES, 1, _NEAR_RATIO)
    return bool(near) and near[0] != first


def _suggest_unit(phrase: str) -> LazyText:
    """Return what to write instead; for speed, compare only names with the same first letter."""
    names = (*ATOMS, *PER_SECOND, *MULTIPLIERS)
    candidates = [name for name in names if name[0].casefold() == phrase[0].casefold()]
    near = get_close_matches(phrase[:20], candidates, 1)
    if near:
        return LazyText(N_("Did you mean {name}?"), name=near[0])
    return LazyText(N_("Use a unit such as TB/day, req/s or ms, or leave it out."))
