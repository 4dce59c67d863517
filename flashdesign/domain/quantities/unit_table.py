"""Names of units in answers and decks, and the unit of each; used by `unit`."""

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from fractions import Fraction


class UnitDimension(StrEnum):
    """The dimension of a unit before any "per"."""

    COUNT = "a number"
    INFORMATION = "an amount of data"
    TIME = "a time"
    MONEY = "an amount of money"
    SHARE = "a share"


@dataclass(frozen=True, slots=True)
class Atom:
    """A unit without "per": symbol, size in base units, and its name in singular and plural."""

    symbol: str
    kind: UnitDimension
    scale: Fraction
    singular: str
    plural: str


_LABEL_WORDS = """
accounts bookings calls characters clicks clients codes comments completions
connections consumers copies cores customers devices digits disks documents drivers
entries errors events files followers groups hops hosts ids images impressions inserts instances
items jobs keys likes links lookups machines messages misses nodes objects operations orders
packets pages partitions payments people photos pods pointers points posts processes products
pushes queries racks reads records redirects regions replicas requests retries rides
rows samples searches series servers sessions shards streams subscribers tables tasks threads
tokens transactions trips tweets units updates uploads users videos views vehicles visits
visitors votes workers writes zones
"""
_LABEL_ALIASES = {
    "req": "requests",
    "reqs": "requests",
    "msg": "messages",
    "msgs": "messages",
    "char": "characters",
    "chars": "characters",
    "conn": "connections",
    "conns": "connections",
    "ops": "operations",
    "op": "operations",
    "txn": "transactions",
    "txns": "transactions",
    "img": "images",
    "imgs": "images",
    "person": "people",
    "box": "machines",
    "boxes": "machines",
}
_IRREGULAR = {"people": "person", "series": "series", "movies": "movie", "cookies": "cookie"}

_DECIMAL = ("", "kilo", "mega", "giga", "tera", "peta", "exa")
_BINARY = ("", "kibi", "mebi", "gibi", "tebi", "pebi", "exbi")
_LETTERS = ("", "k", "M", "G", "T", "P", "E")

_TIMES = (
    ("ns", Fraction(1, 10**9), "nanosecond", "nsec nanos"),
    ("us", Fraction(1, 10**6), "microsecond", "usec µs μs micros"),
    ("ms", Fraction(1, 10**3), "millisecond", "msec millis"),
    ("s", Fraction(1), "second", "sec secs"),
    ("min", Fraction(60), "minute", "mins"),
    ("h", Fraction(3_600), "hour", "hr hrs"),
    ("day", Fraction(86_400), "day", "d"),
    ("week", Fraction(7 * 86_400), "week", "w wk wks"),
    ("month", Fraction(30 * 86_400), "month", "mo mos mth mths"),
    ("year", Fraction(365 * 86_400), "year", "y yr yrs"),
)

MULTIPLIERS = {
    "k": 10**3,
    "K": 10**3,
    "M": 10**6,
    "G": 10**9,
    "T": 10**12,
    "m": 10**6,
    "B": 10**9,
    "b": 10**9,
    "hundred": 100,
    "thousand": 10**3,
    "thousands": 10**3,
    "million": 10**6,
    "millions": 10**6,
    "mio": 10**6,
    "mn": 10**6,
    "billion": 10**9,
    "billions": 10**9,
    "bn": 10**9,
    "trillion": 10**12,
    "trillions": 10**12,
    "tn": 10**12,
    "dozen": 12,
    "lakh": 10**5,
    "lakhs": 10**5,
    "crore": 10**7,
    "crores": 10**7,
    "mln": 10**6,
    "mrd": 10**9,
}
MULTIPLIER_NAMES = {10**3: "thousand", 10**6: "million", 10**9: "billion", 10**12: "trillion"}
AMBIGUOUS_INFORMATION = {"kb": "k", "mb": "M", "gb": "G", "tb": "T", "pb": "P", "eb": "E"}

BARE = Atom("", UnitDimension.COUNT, Fraction(1), "", "")
RATIO = Atom("x", UnitDimension.COUNT, Fraction(1), "times", "times")
PERCENT = Atom("%", UnitDimension.SHARE, Fraction(1, 100), "percent", "percent")
SHARE = Atom("share", UnitDimension.SHARE, Fraction(1), "whole", "wholes")
DOLLAR = Atom("USD", UnitDimension.MONEY, Fraction(1), "dollar", "dollars")
CENT = Atom("cent", UnitDimension.MONEY, Fraction(1, 100), "cent", "cents")


def label(plural: str) -> Atom:
    """Return the unit that counts things named by a plural."""
    return Atom(plural, UnitDimension.COUNT, Fraction(1), _singular(plural), plural)


def _singular(plural: str) -> str:
    if plural in _IRREGULAR:
        return _IRREGULAR[plural]
    if plural.endswith("ies"):
        return plural.removesuffix("ies") + "y"
    if plural.endswith(("sses", "xes", "shes", "tches", "rches")):
        return plural.removesuffix("es")
    return plural.removesuffix("s")


def _information(words: tuple[str, ...], factor: int, mark: str) -> tuple[list[Atom], list[Atom]]:
    """Return the units of bytes and those of bits, smallest first."""
    data, in_bytes, in_bits = UnitDimension.INFORMATION, [], []
    for power, (letter, word) in enumerate(zip(_LETTERS, words, strict=True)):
        prefix, size = (letter.upper() + mark if letter and mark else letter), factor**power
        in_bytes.append(Atom(f"{prefix}B", data, Fraction(size), f"{word}byte", f"{word}bytes"))
        in_bits.append(Atom(f"{prefix}bit", data, Fraction(size, 8), f"{word}bit", f"{word}bits"))
    return in_bytes, in_bits


BYTES, BITS = _information(_DECIMAL, 1_000, "")
BINARY_BYTES, BINARY_BITS = _information(_BINARY, 1_024, "i")
TIMES = [
    Atom(symbol, UnitDimension.TIME, scale, singular, singular + "s")
    for symbol, scale, singular, _ in _TIMES
]
SECOND, MINUTE = TIMES[3], TIMES[4]
UNIT_SERIES = (BYTES, BITS, BINARY_BYTES, BINARY_BITS, TIMES[:4])


def _names() -> Iterator[tuple[str, Atom]]:
    for atom in [label(plural) for plural in _LABEL_WORDS.split()]:
        yield from ((atom.plural, atom), (atom.singular, atom))
    yield from ((name, label(plural)) for name, plural in _LABEL_ALIASES.items())
    for atom in (*BYTES, *BITS, *BINARY_BYTES, *BINARY_BITS, *TIMES, PERCENT, DOLLAR, CENT):
        yield from ((atom.symbol, atom), (atom.singular, atom), (atom.plural, atom))
    for atom in (*BITS[1:], *BINARY_BITS[1:]):
        yield from ((atom.symbol.removesuffix("it"), atom), (atom.symbol + "s", atom))
    yield from (("KB", BYTES[1]), ("Kb", BITS[1]), ("Kbit", BITS[1]), ("b", BITS[0]))
    for atom, (*_, aliases) in zip(TIMES, _TIMES, strict=True):
        yield from ((alias, atom) for alias in aliases.split())
    for name in ("ratio", "x", "times", "fold"):
        yield name, RATIO
    yield from (("share", SHARE), ("pct", PERCENT), ("$", DOLLAR), ("US$", DOLLAR))
    yield from (("ct", CENT), ("¢", CENT))


ATOMS = dict(_names())


def _per_second() -> Iterator[tuple[str, Atom]]:
    """Yield the names that include "per second", such as Mbps and qps."""
    for atom in (*BYTES, *BINARY_BYTES):
        yield f"{atom.symbol}ps", atom
    for atom in (*BITS, *BINARY_BITS):
        yield f"{atom.symbol.removesuffix('it')}ps", atom
        # In lower case "mbps" is a line speed in bits, although "mb" alone is ambiguous.
        yield f"{atom.symbol.removesuffix('it').lower()}ps", atom
    yield from (("qps", label("queries")), ("rps", label("requests")))
    yield from (("tps", label("transactions")), ("iops", label("operations")))
    yield "KBps", BYTES[1]


PER_SECOND = dict(_per_second())

_CASEFOLD_FROM_LETTERS = 3


def _case_insensitive(names: dict[str, Atom]) -> dict[str, Atom]:
    """Return the names that are unambiguous in any case."""
    readings: dict[str, set[Atom]] = {}
    for name, atom in names.items():
        readings.setdefault(name.casefold(), set()).add(atom)
    return {
        name: atoms.pop()
        for name, atoms in readings.items()
        if len(atoms) == 1 and len(name) >= _CASEFOLD_FROM_LETTERS
    }


_FOLDED_ATOMS, _FOLDED_PER_SECOND = _case_insensitive(ATOMS), _case_insensitive(PER_SECOND)


def find_unit(name: str) -> Atom | None:
    """Return the unit with this name, or None; short names are case-sensitive (Mb and MB)."""
    return ATOMS.get(name) or _FOLDED_ATOMS.get(name.casefold())


def find_per_second_unit(name: str) -> Atom | None:
    """Return the unit counted per second for a name such as "qps" or "Gbps", or None."""
    return PER_SECOND.get(name) or _FOLDED_PER_SECOND.get(name.casefold())
