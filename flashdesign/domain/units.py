"""Units as values, and how they are read: "TB/day", "K requests/s", "min per 30 days"."""

import re
from dataclasses import dataclass, replace
from difflib import get_close_matches
from enum import StrEnum
from fractions import Fraction
from math import prod

from flashdesign.domain.numerals import QuantityError, excerpt
from flashdesign.domain.unit_names import (
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
    Kind,
    atom_named,
    label,
    per_second_named,
)


class Family(StrEnum):
    """What units can be compared with each other; the value is said to people."""

    COUNT = "a number"
    INFORMATION = "an amount of data"
    TIME = "a time"
    MONEY = "an amount of money"
    SHARE = "a share"
    COUNT_RATE = "a number per time"
    INFORMATION_RATE = "an amount of data per time"
    MONEY_RATE = "money per time"
    TIME_RATE = "a time per period"
    PRICE = "money per amount of data"
    PRICE_RATE = "money per amount of data and time"


FAMILIES = {
    (Kind.COUNT,): Family.COUNT,
    (Kind.INFORMATION,): Family.INFORMATION,
    (Kind.TIME,): Family.TIME,
    (Kind.MONEY,): Family.MONEY,
    (Kind.SHARE,): Family.SHARE,
    (Kind.COUNT, Kind.TIME): Family.COUNT_RATE,
    (Kind.INFORMATION, Kind.TIME): Family.INFORMATION_RATE,
    (Kind.MONEY, Kind.TIME): Family.MONEY_RATE,
    (Kind.TIME, Kind.TIME): Family.TIME_RATE,
    (Kind.MONEY, Kind.INFORMATION): Family.PRICE,
    (Kind.MONEY, Kind.INFORMATION, Kind.TIME): Family.PRICE_RATE,
}


class WrongFamilyError(QuantityError):
    """The unit measures something else than what is asked."""


class AmbiguousUnitError(QuantityError):
    """A unit can be read in two ways; both are named, and the learner is asked which."""

    def __init__(self, text: str, column: int, name: str, readings: tuple[str, str]) -> None:
        first, second = readings
        problem = f'"{name}" could be {first} or {second}'
        super().__init__(text, column, problem, "Write out the one you mean.")
        self.readings = readings


@dataclass(frozen=True, slots=True)
class Per:
    """What a unit is divided by: "per day", "per 30 days"."""

    atom: Atom
    number: int = 1


@dataclass(frozen=True, slots=True)
class Unit:
    """A unit such as "million users", "TB/day" or "USD/GB/month"."""

    top: Atom = BARE
    per: tuple[Per, ...] = ()
    multiplier: int = 1

    @property
    def family(self) -> Family:
        return FAMILIES[self.kinds]

    @property
    def kinds(self) -> tuple[Kind, ...]:
        return (self.top.kind, *(p.atom.kind for p in self.per if p.atom.kind is not Kind.COUNT))

    @property
    def scale(self) -> Fraction:
        """How many base units (1, byte, second, dollar, the whole, per second) one of it is."""
        return self.multiplier * self.top.scale / prod(p.number * p.atom.scale for p in self.per)

    @property
    def plain(self) -> "Unit":
        """The same unit without its "thousand" or "million"."""
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
            f"/{p.atom.symbol}" if p.number == 1 else f" per {p.number} {p.atom.many}"
            for p in self.per
        )


_COUNTED = (Kind.COUNT, Kind.MONEY)
_RUNGS = "KMGTPE"
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
    for name in (*MULTIPLIERS, *(n for n, atom in ATOMS.items() if atom.kind is not Kind.COUNT))
    if len(name) >= _LONG_NAME_LETTERS
]


def parse_unit(text: str) -> Unit:
    """Read the unit a deck names; a plain word that is new counts things ("llamas/day")."""
    if len(text) > _DECK_UNIT_CHARACTERS:
        advice = "Use a short one such as requests/s."
        raise QuantityError(text, _DECK_UNIT_CHARACTERS + 1, "This unit is too long", advice)
    return _Reader(text, None).read(0)


def read_unit(line: str, start: int, asked: Unit) -> Unit:
    """Read what an answer says about its unit from `start` on, and no more than it says."""
    return _Reader(line, asked).read(start)


@dataclass(frozen=True, slots=True)
class _Reader:
    """A line that holds a unit, and the unit that is asked for, if it is an answer."""

    line: str
    asked: Unit | None

    def read(self, start: int) -> Unit:
        cuts = list(_PER.finditer(self.line, start))
        ends = [cut.start() for cut in cuts] + [len(self.line)]
        unit = self._top(start, ends[0])
        per = tuple(self._per(cut.end(), end) for cut, end in zip(cuts, ends[1:], strict=True))
        unit = replace(unit, per=unit.per + per)
        if unit.kinds not in FAMILIES:
            problem = f"{excerpt(self.line[start:])} compares with nothing that is asked here"
            raise QuantityError(self.line, start + 1, problem, "Use one such as TB/day or req/s.")
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
        if atom := per_second_named(phrase):
            return Unit(atom, (Per(SECOND),))
        atom = self._atom(phrase, begin)
        return Unit(atom) if atom else None

    def _letter(self, letter: str, begin: int) -> Unit | None:
        """Return what a letter that stands alone means to the question; None: nothing special.

        "5m" is minutes where a time is asked and million where things or money are, since the
        other reading would be of the wrong family; elsewhere both are wrong, so it asks back.
        """
        kind = self.asked.top.kind if self.asked else None
        if letter == "m" and kind is Kind.TIME:
            return Unit(MINUTE)
        if (letter == "m" and kind not in _COUNTED) or (letter == "M" and kind is Kind.TIME):
            raise AmbiguousUnitError(self.line, begin + 1, letter, ("million", "minutes"))
        if letter in "mBb" and kind in _COUNTED:
            return Unit(multiplier=MULTIPLIERS[letter])
        if self.asked and kind is Kind.INFORMATION and letter.upper() in _RUNGS:
            return self._rung(letter, begin, self.asked.top)
        return None

    def _rung(self, letter: str, begin: int, asked: Atom) -> Unit:
        """Read "30T" as 30 TB where bytes or TB are asked; where GB are, it asks back."""
        ladder = BITS if asked.symbol.endswith("bit") else BYTES
        rung = ladder[_RUNGS.index(letter.upper()) + 1]
        if letter not in MULTIPLIERS or asked in (rung, ladder[0]):
            return Unit(rung)
        many = f"{MULTIPLIER_NAMES[MULTIPLIERS[letter]]} {asked.symbol}"
        raise AmbiguousUnitError(self.line, begin + 1, letter, (rung.symbol, many))

    def _per(self, start: int, end: int) -> Per:
        number = _PER_NUMBER.match(self.line, start, end)
        word = _WORD.search(self.line, number.end() if number else start, end)
        if word is None:
            problem = 'Nothing follows "per"'
            raise QuantityError(self.line, start, problem, "Name a time: /s, /day, per month.")
        begin, phrase = word.start(), self.line[word.start() : end].rstrip()
        if phrase in ("m", "M"):
            raise AmbiguousUnitError(self.line, begin + 1, phrase, ("minute", "month"))
        atom = self._atom(phrase, begin) or self._new_label(phrase, begin)
        return Per(atom, int(number[1]) if number else 1)

    def _atom(self, phrase: str, begin: int) -> Atom | None:
        if letter := AMBIGUOUS_INFORMATION.get(phrase):
            readings = (f"{letter}B", f"{letter}bit")
            raise AmbiguousUnitError(self.line, begin + 1, phrase, readings)
        asked = (self.asked.top, *(per.atom for per in self.asked.per)) if self.asked else ()
        own = (atom for atom in asked if phrase.casefold() in (atom.one, atom.many))
        return next(own, None) or atom_named(phrase)

    def _new_label(self, phrase: str, begin: int) -> Atom:
        if self.asked is None and _NEW_LABEL.fullmatch(phrase) and not _is_misspelt(phrase):
            return label(phrase)
        raise QuantityError(
            self.line, begin + 1, f"{excerpt(phrase)} is not a unit known here", _advice(phrase)
        )


def _multiplier(word: str) -> int | None:
    # In any case but for the letters: "Bn" and "Millions", yet "t" is no trillion.
    return MULTIPLIERS.get(word if len(word) == 1 else word.casefold())


def _is_misspelt(phrase: str) -> bool:
    first, *_ = phrase.split(maxsplit=1)
    near = get_close_matches(first, _LONG_NAMES, 1, _NEAR_RATIO)
    return bool(near) and near[0] != first


def _advice(phrase: str) -> str:
    """Return what to write instead; only names that begin alike are compared, for speed."""
    names = (*ATOMS, *PER_SECOND, *MULTIPLIERS)
    alike = [n for n in names if n[0].casefold() == phrase[0].casefold()]
    near = get_close_matches(phrase[:20], alike, 1)
    return f"Did you mean {near[0]}?" if near else "Use one such as TB/day, req/s or ms, or none."
