"""Typed answers from any keyboard: which are read, and which are rejected."""

from fractions import Fraction

import pytest

from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import parse_quantity, quantity_in_words
from flashdesign.domain.quantities.unit import WrongFamilyError, parse_unit

# ruff: noqa: RUF001 (these signs are meant)


@pytest.mark.parametrize(
    ("text", "asked", "words"),
    [
        pytest.param("3\u200b500", "1/s", "3.5 thousand per second", id="a zero-width space"),
        pytest.param("\u200f3500\u202c", "1/s", "3.5 thousand per second", id="bidi marks"),
        pytest.param("3500\ufeff", "1/s", "3.5 thousand per second", id="a byte order mark"),
        pytest.param("3\u202f500", "1/s", "3.5 thousand per second", id="a narrow space"),
        pytest.param("３．５ｋ", "1/s", "3.5 thousand per second", id="full width"),
        pytest.param("٣٥٠٠", "1/s", "3.5 thousand per second", id="Arabic-Indic digits"),
        pytest.param("۳۵۰۰", "1/s", "3.5 thousand per second", id="Persian digits"),
        pytest.param("३५००", "1/s", "3.5 thousand per second", id="Devanagari digits"),
        pytest.param("٣٫٥", "1/s", "3.5 per second", id="an Arabic decimal mark"),
        pytest.param("٣٬٥٠٠", "1/s", "3.5 thousand per second", id="an Arabic grouping mark"),
        pytest.param("5 megabytes per second", "MB/s", "5 megabytes per second", id="in full"),
        pytest.param("5 mega-bytes per second", "MB/s", "5 megabytes per second", id="a hyphen"),
        pytest.param("5 Mega Byte", "MB", "5 megabytes", id="a space"),
        pytest.param("5 kilobits", "Mbit", "5 kilobits", id="kilobits"),
        pytest.param("20 milli seconds", "ms", "20 milliseconds", id="milliseconds"),
        pytest.param("300 transactions/sec", "1/s", "300 transactions per second", id="/sec"),
        pytest.param("5 requests-per-second", "1/s", "5 requests per second", id="hyphens"),
        pytest.param("5 write-backs/s", "write-backs/s", "5 write-backs per second", id="own"),
        pytest.param("4 gibibytes", "GB", "4 gibibytes", id="gibibytes"),
        pytest.param("30 terabytes a day", "TB/day", "30 terabytes per day", id="a day"),
        pytest.param("30 terabytes every day", "TB/day", "30 terabytes per day", id="every day"),
        pytest.param("3 daily", "1/day", "3 per day", id="daily"),
        pytest.param("3 posts monthly", "1/day", "3 posts per month", id="monthly"),
        pytest.param("99.9 per cent", "%", "99.9 percent", id="per cent"),
        pytest.param("10-fold", "ratio", "10 times", id="-fold"),
        pytest.param("×10", "ratio", "10 times", id="times before"),
        pytest.param("approximately 5", "", "5", id="approximately"),
        pytest.param("≈ about 5", "", "5", id="about twice"),
        pytest.param("= 5 k", "", "5 thousand", id="an equals sign"),
        pytest.param("c. 5", "", "5", id="circa"),
        pytest.param("a million", "users", "1 million users", id="a million"),
        pytest.param("about one thousand", "users", "1 thousand users", id="one thousand"),
        pytest.param("half a million", "users", "500 thousand users", id="half a million"),
        pytest.param("5 lakh", "users", "500 thousand users", id="lakh"),
        pytest.param("2 crores", "users", "20 million users", id="crores"),
        pytest.param("1,00,000", "users", "100 thousand users", id="grouped as lakh"),
        pytest.param("12,34,500.5", "", "about 1.2345 million", id="grouped as lakh, decimals"),
        pytest.param("3 dozen", "users", "36 users", id="dozen"),
        pytest.param("2 mrd", "users", "2 billion users", id="milliard"),
        pytest.param("5 × 1000", "users", "5 thousand users", id="a product"),
        pytest.param("5*10^3", "users", "5 thousand users", id="a product with a power"),
        pytest.param("1.5×10⁶", "users", "1.5 million users", id="superscripts"),
        pytest.param("2½", "h", "2.5 hours", id="two and a half"),
        pytest.param("¾", "h", "0.75 hours", id="three quarters"),
        pytest.param("1 1/2 h", "h", "1.5 hours", id="a mixed number"),
        pytest.param("1 in 1000", "share", "0.1 percent", id="one in a thousand"),
    ],
)
def test_typed_answers_are_read(text: str, asked: str, words: str) -> None:
    assert quantity_in_words(parse_quantity(text, parse_unit(asked))) == words


@pytest.mark.parametrize(
    ("text", "asked", "sentence"),
    [
        pytest.param("10-20k", "1/s", "a range, not a single number", id="a hyphen"),
        pytest.param("10-20k", "1/s", "e.g. 15 k.", id="the middle"),
        pytest.param("10–20k", "1/s", "e.g. 15 k.", id="an en dash"),
        pytest.param("10k - 20k", "1/s", "e.g. 15 k.", id="a unit on both sides"),
        pytest.param("1 to 2 GB", "GB", "e.g. 1.5 GB.", id="to"),
        pytest.param("1 or 2", "", "e.g. 1.5.", id="or"),
        pytest.param("10..20", "", "e.g. 15.", id="dots"),
        pytest.param("5±1 ms", "ms", "e.g. 5 ms.", id="plus-minus"),
        pytest.param("5 ms +/- 1", "ms", "e.g. 5 ms.", id="plus-minus in ASCII"),
        pytest.param(
            "900 MB to 1 GB", "GB", "Type a single number, your best guess.", id="two units"
        ),
        pytest.param("20-10", "", "Type a single number, your best guess.", id="downwards"),
        pytest.param("10^5-10^6", "", "Type a single number, your best guess.", id="powers"),
        pytest.param(
            "between 10 and 20", "", '"between" gives a limit, not a single number', id="between"
        ),
        pytest.param("<10 ms", "ms", '"<" gives a limit, not a single number', id="less than"),
        pytest.param(
            "~ at least 5", "", '"at least" gives a limit, not a single number', id="at least"
        ),
        pytest.param("10k+", "1/s", "A plus sign after a number gives a limit", id="or more"),
        pytest.param("0x10", "", 'Unknown unit "x10"', id="hexadecimal"),
    ],
)
def test_ranges_and_limits_are_rejected(text: str, asked: str, sentence: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, parse_unit(asked))
    assert sentence in str(caught.value)


def test_a_column_counts_visible_characters() -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity("\u200f3\u200b500 foo", parse_unit("1/s"))
    assert caught.value.column == 6


@pytest.mark.parametrize("asked", ["users", "1/s", "GB", "%"])
def test_a_time_is_not_a_number(asked: str) -> None:
    with pytest.raises(WrongFamilyError, match="is a time"):
        parse_quantity("3 min 20 s", parse_unit(asked))


@pytest.mark.parametrize(
    ("text", "asked"),
    [
        pytest.param("100M/86400", "messages/s", id="a day's seconds"),
        pytest.param("100 million / 86400 s", "messages/s", id="with words"),
        pytest.param("5k * 20", "users", id="a product"),
        pytest.param("20 TB x 8", "bits", id="times eight"),
        pytest.param("20TB*8/86400", "Gbit/s", id="two signs"),
    ],
)
def test_a_calculation_is_left_to_the_user(text: str, asked: str) -> None:
    with pytest.raises(QuantityError) as refusal:
        parse_quantity(text, parse_unit(asked))
    assert refusal.value.problem == f'"{text}" is a calculation'
    assert "Type its result, or calculate on the scratch pad." in str(refusal.value)


@pytest.mark.parametrize(
    ("text", "asked", "value"),
    [
        pytest.param("1/3", "share", Fraction(1, 3), id="a fraction"),
        pytest.param("5 x 1000", "users", 5_000, id="a product of two numbers"),
        pytest.param(
            "30 min/30 days", "min per 30 days", Fraction(1_800, 2_592_000), id="a period"
        ),
    ],
)
def test_these_are_no_calculations(text: str, asked: str, value: Fraction) -> None:
    assert parse_quantity(text, parse_unit(asked)).exact == value
