"""Units of decks and answers: all units in use are parsed, and ambiguous ones are rejected."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.unit import AmbiguousUnitError, UnitFamily, parse_unit, read_unit

MINUTE, HOUR, DAY = 60, 3_600, 86_400
MONTH, YEAR = 30 * DAY, 365 * DAY
COUNTS = """
characters codes completions connections copies entries events files ids jobs machines messages
nodes partitions processes pushes ratio requests rows samples series servers users
""".split()  # noqa: SIM905
PER_SECOND = """
clicks ids inserts links messages ops pages payments posts pushes queries reads records redirects
requests rows samples units updates writes
""".split()  # noqa: SIM905
PER_DAY = ["clicks", "links", "messages", "photos", "reads", "requests", "users", "hours of video"]
IN_DECKS = [
    *((name, UnitFamily.COUNT, 1) for name in [*COUNTS, "", "round trips"]),
    *((f"{name}/s", UnitFamily.COUNT_RATE, 1) for name in PER_SECOND),
    *((f"{name}/day", UnitFamily.COUNT_RATE, Fraction(1, DAY)) for name in PER_DAY),
    ("1/s", UnitFamily.COUNT_RATE, 1),
    ("thousand", UnitFamily.COUNT, 10**3),
    ("million", UnitFamily.COUNT, 10**6),
    ("billion", UnitFamily.COUNT, 10**9),
    ("thousand/s", UnitFamily.COUNT_RATE, 10**3),
    ("hours of video per hour", UnitFamily.COUNT_RATE, Fraction(1, HOUR)),
    ("h/min", UnitFamily.TIME_RATE, 60),
    ("min per 30 days", UnitFamily.TIME_RATE, Fraction(MINUTE, MONTH)),
    ("s per year", UnitFamily.TIME_RATE, Fraction(1, YEAR)),
    ("%", UnitFamily.SHARE, Fraction(1, 100)),
    ("share", UnitFamily.SHARE, 1),
    ("bit", UnitFamily.INFORMATION, Fraction(1, 8)),
    ("bits", UnitFamily.INFORMATION, Fraction(1, 8)),
    ("B", UnitFamily.INFORMATION, 1),
    ("KB", UnitFamily.INFORMATION, 10**3),
    ("MB", UnitFamily.INFORMATION, 10**6),
    ("GB", UnitFamily.INFORMATION, 10**9),
    ("TB", UnitFamily.INFORMATION, 10**12),
    ("PB", UnitFamily.INFORMATION, 10**15),
    ("B/s", UnitFamily.INFORMATION_RATE, 1),
    ("KB/s", UnitFamily.INFORMATION_RATE, 10**3),
    ("MB/s", UnitFamily.INFORMATION_RATE, 10**6),
    ("GB/s", UnitFamily.INFORMATION_RATE, 10**9),
    ("Mbps", UnitFamily.INFORMATION_RATE, Fraction(10**6, 8)),
    ("Gbps", UnitFamily.INFORMATION_RATE, Fraction(10**9, 8)),
    ("Gbit/s", UnitFamily.INFORMATION_RATE, Fraction(10**9, 8)),
    ("bits/day", UnitFamily.INFORMATION_RATE, Fraction(1, 8 * DAY)),
    ("GB/day", UnitFamily.INFORMATION_RATE, Fraction(10**9, DAY)),
    ("TB/day", UnitFamily.INFORMATION_RATE, Fraction(10**12, DAY)),
    ("PB/day", UnitFamily.INFORMATION_RATE, Fraction(10**15, DAY)),
    ("PB/month", UnitFamily.INFORMATION_RATE, Fraction(10**15, MONTH)),
    ("TB/year", UnitFamily.INFORMATION_RATE, Fraction(10**12, YEAR)),
    ("PB/year", UnitFamily.INFORMATION_RATE, Fraction(10**15, YEAR)),
    ("ns", UnitFamily.TIME, Fraction(1, 10**9)),
    ("us", UnitFamily.TIME, Fraction(1, 10**6)),
    ("ms", UnitFamily.TIME, Fraction(1, 10**3)),
    ("s", UnitFamily.TIME, 1),
    ("seconds", UnitFamily.TIME, 1),
    ("min", UnitFamily.TIME, MINUTE),
    ("minutes", UnitFamily.TIME, MINUTE),
    ("hours", UnitFamily.TIME, HOUR),
    ("days", UnitFamily.TIME, DAY),
    ("years", UnitFamily.TIME, YEAR),
    ("USD", UnitFamily.MONEY, 1),
    ("$", UnitFamily.MONEY, 1),
    ("thousand USD", UnitFamily.MONEY, 10**3),
    ("million USD", UnitFamily.MONEY, 10**6),
    ("USD/month", UnitFamily.MONEY_RATE, Fraction(1, MONTH)),
    ("$/month", UnitFamily.MONEY_RATE, Fraction(1, MONTH)),
    ("cent/GB", UnitFamily.PRICE, Fraction(1, 100 * 10**9)),
    ("cent/GB/month", UnitFamily.PRICE_RATE, Fraction(1, 100 * 10**9 * MONTH)),
]


@pytest.mark.parametrize(
    ("text", "family", "scale"), [pytest.param(*row, id=row[0] or "none") for row in IN_DECKS]
)
def test_units_of_decks(text: str, family: UnitFamily, scale: Fraction) -> None:
    unit = parse_unit(text)
    assert (unit.family, unit.scale) == (family, scale)
    assert parse_unit(unit.text) == unit


@pytest.mark.parametrize(
    ("text", "short"),
    [
        pytest.param("requests per second", "requests/s", id="per"),
        pytest.param("TB a day", "TB/day", id="a day"),
        pytest.param("req each hour", "requests/h", id="each hour"),
        pytest.param("min per 30 days", "min per 30 days", id="several days"),
        pytest.param("s per 1 day", "s/day", id="one day"),
        pytest.param("thousand /s", "thousand/s", id="thousand a second"),
        pytest.param("1/s", "1/s", id="bare"),
        pytest.param("requests/s/server", "requests/s/server", id="per server counts things"),
        pytest.param("llamas/day", "llamas/day", id="a new label"),
        pytest.param("MILLIONS users", "million users", id="a multiple in capitals"),
        pytest.param("users/week", "users/week", id="a week"),
        pytest.param("calls per llama", "calls/llama", id="a new label below"),
    ],
)
def test_spellings(text: str, short: str) -> None:
    assert parse_unit(text).text == short


@pytest.mark.parametrize(
    ("text", "column", "advice"),
    [
        pytest.param("TBB", 1, "TB", id="no name of data"),
        pytest.param("minuts", 1, "minute", id="a misspelled word"),
        pytest.param("milion users", 1, "million", id="a misspelled multiple"),
        pytest.param("TB/", 3, "Name a time", id="nothing after the slash"),
        pytest.param("TB/0 days", 4, "Use a unit such as", id="zero days"),
        pytest.param("TB/9", 3, "Name a time", id="a number without a time"),
        pytest.param("%/s", 1, "Use a unit such as", id="percent per second"),
        pytest.param("s/GB", 1, "Use a unit such as", id="time per data"),
        pytest.param("x" * 41, 41, "short", id="too long"),
        pytest.param("§", 1, "Use a unit such as", id="a sign"),
    ],
)
def test_errors_have_a_column_and_a_suggestion(text: str, column: int, advice: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_unit(text)
    assert caught.value.column == column
    assert advice in caught.value.suggestion
    assert str(caught.value) == f"{caught.value.problem}. {caught.value.suggestion}"


@pytest.mark.parametrize(
    ("text", "readings"),
    [
        pytest.param("mb", ("MB", "Mbit"), id="mb"),
        pytest.param("kb/s", ("kB", "kbit"), id="kb/s"),
        pytest.param("USD/gb", ("GB", "Gbit"), id="gb below"),
        pytest.param("m", ("million", "minutes"), id="m in a deck"),
        pytest.param("requests/m", ("minute", "month"), id="/m"),
    ],
)
def test_ambiguous_units(text: str, readings: tuple[str, str]) -> None:
    with pytest.raises(AmbiguousUnitError) as caught:
        parse_unit(text)
    assert caught.value.readings == readings
    assert all(reading in str(caught.value) for reading in readings)


def test_an_answer_can_use_a_word_of_the_question_but_no_new_one() -> None:
    asked = parse_unit("llamas/alpaca")
    assert read_unit("3 Llama", 1, asked).top == asked.top
    assert read_unit("3 /alpaca", 1, asked).per == asked.per
    with pytest.raises(QuantityError, match="camels"):
        read_unit("3 camels", 1, asked)


def test_letters_before_a_label_are_multiples() -> None:
    asked = parse_unit("1/s")
    assert read_unit("3kqps", 1, asked).multiplier == 1_000
    assert read_unit("3Mreq/s", 1, asked).multiplier == 10**6
    assert read_unit("3k$", 1, parse_unit("USD")).multiplier == 1_000
    assert read_unit("3 m users", 1, asked).multiplier == 10**6
    assert read_unit("3 hundred thousand users", 1, asked).multiplier == 10**5
    with pytest.raises(QuantityError, match="kfoo"):
        read_unit("3kfoo", 1, asked)


@given(st.text(max_size=40) | st.text("kKMGTBbm/ perTBday$%30s", max_size=40))
def test_any_text_is_a_unit_or_a_clear_error(text: str) -> None:
    try:
        unit = parse_unit(text)
    except QuantityError as error:
        where = error.column
    else:
        where = 1
        assert unit.scale > 0
        assert unit.family in UnitFamily
    assert 1 <= where <= len(text) + 1
