"""Ten thousand spellings with known values."""

from collections.abc import Iterator
from fractions import Fraction
from itertools import cycle, product

from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit

DAY_S = 86_400
PREFIXES = {"": 1, "K": 10**3, "M": 10**6, "G": 10**9, "T": 10**12, "P": 10**15, "E": 10**18}
PERIODS_S = {"s": 1, "min": 60, "h": 3_600, "day": DAY_S, "month": 30 * DAY_S, "year": 365 * DAY_S}
MULTIPLES = {"": 1, "k": 10**3, "K": 10**3, " thousand": 10**3, "M": 10**6, " million": 10**6} | {
    "G": 10**9,
    "B": 10**9,
    " bn": 10**9,
    " billion": 10**9,
    "T": 10**12,
    " trillion": 10**12,
}
NUMBERS: dict[str, int | Fraction] = {
    "7": 7,
    "3.5": Fraction(7, 2),
    "0.25": Fraction(1, 4),
    "1/2": Fraction(1, 2),
    "3500": 3_500,
    "3,500": 3_500,
    "3 500": 3_500,
    "3\u202f500": 3_500,
    "3_500": 3_500,
    "3.5e3": 3_500,
    "10^5": 10**5,
    "10**5": 10**5,
    "10⁵": 10**5,
    "2^20": 2**20,
    "3.5×10^3": 3_500,
    "3 x 10^-2": Fraction(3, 100),
    "1,234,567.5": Fraction(2_469_135, 2),
    "86,400": 86_400,
}
LABELS = ("", " users", " req", " messages", " shards", " chars")
BEFORE = ("", "~", " about ")


def spellings() -> Iterator[tuple[str, str, Fraction]]:
    """Yield text, the unit asked for, and the true value in the base unit."""
    before = cycle(BEFORE)
    slashes = cycle(("/", " / ", " per ", " a "))
    for (digits, number), (multiple, times), label in product(
        NUMBERS.items(), MULTIPLES.items(), LABELS
    ):
        value = Fraction(number) * times
        yield f"{next(before)}{digits}{multiple}{label}", "users", value
        for period, seconds in PERIODS_S.items():
            text = f"{next(before)}{digits}{multiple}{label}{next(slashes)}{period}"
            yield text, "requests/day", value / seconds
    for (digits, number), (prefix, size), period in product(
        NUMBERS.items(), PREFIXES.items(), PERIODS_S
    ):
        data, mark = Fraction(number) * size, next(slashes)
        yield f"{digits}{prefix}B{mark}{period}", "TB/day", data / PERIODS_S[period]
        yield f"{digits} {prefix}bit{mark}{period}", "Gbps", data / 8 / PERIODS_S[period]
        yield f"{digits} {prefix}B", f"GB/{period}", data / PERIODS_S[period]


def test_ten_thousand_spellings_have_their_known_value() -> None:
    rows = list(spellings())
    units = {asked: parse_unit(asked) for _, asked, _ in rows}
    wrong = [row for row in rows if parse_quantity(row[0], units[row[1]]).exact != row[2]]
    assert len({text for text, _, _ in rows}) >= 10_000
    assert wrong == []
