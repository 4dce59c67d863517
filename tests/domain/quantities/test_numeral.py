"""Bare numbers: each spelling has one exact value, each error a clear message."""

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.quantities.numeral import (
    QuantityError,
    exact_text,
    quote_excerpt,
    read_number,
    round_digits,
    rounded_text,
)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("3500", 3_500, id="digits"),
        pytest.param("3.5", Fraction(7, 2), id="a decimal point"),
        pytest.param("3,5", Fraction(7, 2), id="a comma that can only be decimal"),
        pytest.param("3,500", 3_500, id="a comma that groups"),
        pytest.param("3.500", Fraction(7, 2), id="a point before three digits"),
        pytest.param("0,125", Fraction(1, 8), id="no group begins with zero"),
        pytest.param("3 500 000", 3_500_000, id="spaces"),
        pytest.param("86_400", 86_400, id="an underscore"),
        pytest.param("86'400.5", Fraction(172_801, 2), id="an apostrophe"),
        pytest.param("1,234,567.5", Fraction(2_469_135, 2), id="groups and decimals"),
        pytest.param("1.234.567", 1_234_567, id="points that can only group"),
        pytest.param("1.234,5", Fraction(2_469, 2), id="the last mark is the decimal one"),
        pytest.param(".5", Fraction(1, 2), id="no leading zero"),
        pytest.param("5.", 5, id="a trailing point"),
        pytest.param("3.5e3", 3_500, id="an exponent"),
        pytest.param("3E-3", Fraction(3, 1_000), id="a negative exponent"),
        pytest.param("10^5", 10**5, id="a power"),
        pytest.param("10**5", 10**5, id="a power as in Python"),
        pytest.param("10 ^ 5", 10**5, id="a power with spaces"),
        pytest.param("10^-2", Fraction(1, 100), id="a negative power"),
        pytest.param("10⁵", 10**5, id="superscripts"),
        pytest.param("10⁻²", Fraction(1, 100), id="negative superscripts"),
        pytest.param("2^20", 2**20, id="a power of two"),
        pytest.param("3.5×10^3", 3_500, id="scientific"),
        pytest.param("3.5 x 10^3", 3_500, id="scientific with an x"),
        pytest.param("3·10⁵", 300_000, id="scientific with a dot"),
        pytest.param("3*2^10", 3_072, id="times a power of two"),
        pytest.param("1/2", Fraction(1, 2), id="a fraction"),
        pytest.param("100:1", 100, id="a ratio"),
        pytest.param("1/.5", 2, id="a decimal below"),
        pytest.param("0", 0, id="zero"),
        pytest.param("0e5", 0, id="zero all the same"),
    ],
)
def test_values(text: str, value: Fraction) -> None:
    numeral = read_number(text)
    assert (numeral.number, numeral.end) == (value, len(text))
    assert numeral.is_quotient == (text[1:2] == "/" or ":" in text)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        pytest.param("1.234,5", Fraction(2_469, 2), id="a comma for decimals"),
        pytest.param("1.234", 1_234, id="a point groups"),
        pytest.param("1,234", Fraction(1_234, 1_000), id="a comma does not"),
        pytest.param("80,000", 80_000, id="a comma groups three digits that end in 0"),
        pytest.param("80.000", 80_000, id="and so does a point"),
        pytest.param("1,20", Fraction(12, 10), id="a comma before two digits is decimal"),
        pytest.param("0,120", Fraction(12, 100), id="a comma after a zero is decimal"),
        pytest.param("3.5", Fraction(7, 2), id="a point that can only be decimal"),
        pytest.param("3,5e3", 3_500, id="an exponent"),
    ],
)
def test_values_where_the_comma_is_decimal(text: str, value: Fraction) -> None:
    assert read_number(text, decimal_comma=True).number == value


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("3.5k", 3, id="a letter"),
        pytest.param("30 TB", 2, id="a space and a unit"),
        pytest.param("3500/s", 4, id="per second"),
        pytest.param("5x", 1, id="times nothing"),
        pytest.param("3E", 1, id="no exponent"),
        pytest.param("5 x 3", 1, id="times no power"),
    ],
)
def test_where_a_number_ends(text: str, end: int) -> None:
    assert read_number(text).end == end


@pytest.mark.parametrize(
    ("text", "column", "problem"),
    [
        pytest.param("", 1, "Start with a number", id="nothing"),
        pytest.param("k", 1, "Start with a number", id="no digits"),
        pytest.param("1,2,3", 1, "groups of three", id="wrong groups"),
        pytest.param("12 34", 1, "groups of three", id="two numbers"),
        pytest.param("3.500 000", 1, "groups of three", id="groups after the point"),
        pytest.param("1,234,5.6", 1, "groups of three", id="a short group"),
        pytest.param("10^10^10", 6, "power of a power", id="a tower"),
        pytest.param("2¹⁰^9", 4, "power of a power", id="a tower on superscripts"),
        pytest.param("10^99999999999999999999", 1, "too large", id="a huge power"),
        pytest.param("10^-99999999999999999999", 1, "too small", id="a tiny power"),
        pytest.param("1e999999999999", 3, "too large", id="a huge exponent"),
        pytest.param("1e-999", 3, "too small", id="a tiny exponent"),
        pytest.param("9e80", 1, "too large", id="just past the limit"),
        pytest.param("9e-81", 1, "too small", id="just below the limit"),
        pytest.param("1.5^3", 1, "cannot be raised", id="a power of a decimal"),
        pytest.param("1^3", 1, "cannot be raised", id="a power of one"),
        pytest.param("1/0", 3, "zero", id="by zero"),
        pytest.param("10^3/2", 5, "quotient of powers", id="a power above"),
        pytest.param("1/10^3", 2, "quotient of powers", id="a power below"),
        pytest.param("1" * 4_301, 1, "more than 400 digits", id="more digits than Python converts"),
        pytest.param("0." + "1" * 4_301, 1, "more than 400 digits", id="as many after the point"),
        pytest.param("2^" + "9" * 309, 1, "too large", id="an exponent beyond any float"),
        pytest.param("2^-" + "9" * 5_000, 1, "too small", id="a negative one"),
        pytest.param("1e" + "9" * 5_000, 3, "too large", id="an exponent after e"),
        pytest.param("2" + "\u2079" * 5_000, 1, "too large", id="a raised exponent"),
        pytest.param("7" * 100 + "^" + "9" * 5, 1, "too large", id="a huge base"),
    ],
)
def test_errors(text: str, column: int, problem: str) -> None:
    with pytest.raises(QuantityError, match=problem) as caught:
        read_number(text)
    assert caught.value.text == text
    assert caught.value.column == column
    assert caught.value.suggestion.endswith(".")


def test_wrong_groups_have_a_suggestion() -> None:
    with pytest.raises(QuantityError, match=r"Write 1234\."):
        read_number("12 34")
    with pytest.raises(QuantityError, match=r"Write 1234\.5\."):
        read_number("12 34.5")


@pytest.mark.parametrize(
    ("number", "exact", "eye"),
    [
        pytest.param(Fraction(0), "0", "0", id="zero"),
        pytest.param(Fraction(7, 2), "3.5", "3.5", id="a decimal"),
        pytest.param(Fraction(86_000), "86000", "86,000", id="thousands"),
        pytest.param(Fraction(12 * 10**17), "1200000000000000000", "1.2×10^18", id="many zeros"),
        pytest.param(Fraction(12 * 10**29), "1.2e30", "1.2×10^30", id="very many zeros"),
        pytest.param(Fraction(3, 10**5), "0.00003", "0.00003", id="small"),
        pytest.param(Fraction(15, 10**8), "1.5e-7", "1.5×10^-7", id="very small"),
    ],
)
def test_writing(number: Fraction, exact: str, eye: str) -> None:
    swap = str.maketrans(".,", ",.")
    assert exact_text(number) == exact
    assert rounded_text(number) == eye
    assert exact_text(number, decimal_comma=True) == exact.translate(swap)
    assert rounded_text(number, decimal_comma=True) == eye.translate(swap)


def test_endless_decimals_are_written_as_a_fraction() -> None:
    assert exact_text(Fraction(2, 3)) == "2/3"


def test_rounding_is_by_significant_digits() -> None:
    assert round_digits(Fraction(31_250, 9), 2) == 3_500
    assert round_digits(Fraction(2, 3), 3) == Fraction(667, 1_000)


def test_leading_zeros_of_an_exponent_are_ignored() -> None:
    assert read_number("2^" + "0" * 400 + "10").number == 1_024
    assert read_number("2^-0003").number == Fraction(1, 8)
    assert read_number("2^000").number == 1


def test_long_texts_are_shortened_in_errors() -> None:
    assert quote_excerpt(" 3.5 ") == '"3.5"'
    assert quote_excerpt("9" * 100) == f'"{"9" * 24}…"'


comma = st.booleans()


@given(st.floats(min_value=1e-80, max_value=1e80), comma)
def test_floats_round_trip(value: float, decimal_comma: bool) -> None:
    text = exact_text(Fraction(repr(value)), decimal_comma=decimal_comma)
    assert float(read_number(text, decimal_comma=decimal_comma).number) == value


@given(st.integers(0, 10**80), comma)
def test_whole_numbers_round_trip(value: int, decimal_comma: bool) -> None:
    text = exact_text(Fraction(value), decimal_comma=decimal_comma)
    assert read_number(text, decimal_comma=decimal_comma).number == value


@given(st.integers(1, 10**30), st.integers(1, 10**30))
def test_fractions_round_trip(above: int, below: int) -> None:
    assert read_number(exact_text(Fraction(above, below))).number == Fraction(above, below)


@given(st.fractions(0, 10**40), st.integers(1, 6), comma)
def test_shown_numbers_round_trip(number: Fraction, digits: int, decimal_comma: bool) -> None:
    short = round_digits(number, digits)
    text = rounded_text(short, decimal_comma=decimal_comma)
    assert read_number(text, decimal_comma=decimal_comma).number == short


@given(st.text("0123456789.,'_ e^*x×/:⁰¹²⁻+-", max_size=120))
def test_any_text_is_a_number_or_a_clear_error(text: str) -> None:
    try:
        numeral = read_number(text)
    except QuantityError as error:
        where = error.column
    else:
        where = numeral.end
        assert numeral.number >= 0
    assert 1 <= where <= len(text) + 1
