"""Typed quantities: examples from the design, errors and round trips."""

from fractions import Fraction
from time import process_time

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from flashdesign.domain.drills.grading import EstimateTask, grade_estimate
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import (
    Quantity,
    format_exact,
    format_short,
    make_quantity,
    names_unit,
    parse_quantity,
    quantity_in_words,
)
from flashdesign.domain.quantities.unit import (
    AmbiguousUnitError,
    Unit,
    WrongFamilyError,
    parse_unit,
)
from flashdesign.domain.scheduling.memory import Rating

DAY_S = 86_400
TB = 10**12


@pytest.mark.parametrize(
    ("text", "asked", "base", "words"),
    [
        pytest.param("3.5k", "requests/s", 3_500, "3.5 thousand requests per second", id="k"),
        pytest.param("3500/s", "1/s", 3_500, "3.5 thousand per second", id="per second"),
        pytest.param("3.5e3", "1/s", 3_500, "3.5 thousand per second", id="an exponent"),
        pytest.param("3 500", "1/s", 3_500, "3.5 thousand per second", id="a space"),
        pytest.param("3\u00a0500", "1/s", 3_500, "3.5 thousand per second", id="no-break space"),
        pytest.param("3\u2009500", "1/s", 3_500, "3.5 thousand per second", id="thin space"),
        pytest.param("3,500", "1/s", 3_500, "3.5 thousand per second", id="a comma"),
        pytest.param("3.5k", "1/s", 3_500, "3.5 thousand per second", id="full width"),
        pytest.param("~3.5K qps", "1/s", 3_500, "3.5 thousand queries per second", id="qps"),
        pytest.param("3.5kqps", "1/s", 3_500, "3.5 thousand queries per second", id="kqps"),
        pytest.param("about 3500 req/s.", "1/s", 3_500, "3.5 thousand requests per second", id="."),
        pytest.param("+5", "", 5, "5", id="a plus"),
        pytest.param("1", "requests/s", 1, "1 request per second", id="one"),
        pytest.param("5m", "1/s", 5 * 10**6, "5 million per second", id="m where a rate is asked"),
        pytest.param("5m", "users", 5 * 10**6, "5 million users", id="m where users are asked"),
        pytest.param("5m", "s", 300, "5 minutes", id="m where a time is asked"),
        pytest.param("5b", "users", 5 * 10**9, "5 billion users", id="b where users are asked"),
        pytest.param("5B", "TB", 5, "5 bytes", id="B where data is asked"),
        pytest.param("5b", "TB", Fraction(5, 8), "5 bits", id="b where data is asked"),
        pytest.param("30T", "TB", 30 * TB, "30 terabytes", id="the letter of the question"),
        pytest.param("30G", "B", 30 * 10**9, "30 gigabytes", id="a letter where bytes are asked"),
        pytest.param("8G", "bits", 10**9, "8 gigabits", id="a letter where bits are asked"),
        pytest.param("2P", "TB", 2 * 10**15, "2 petabytes", id="P is no multiple"),
        pytest.param("30 TB", "TB/day", Fraction(30 * TB, DAY_S), "30 terabytes per day", id="TB"),
        pytest.param(
            "30TB/day", "TB/day", Fraction(30 * TB, DAY_S), "30 terabytes per day", id="d"
        ),
        pytest.param("1 GB/s", "TB/day", 10**9, "1 gigabyte per second", id="another time"),
        pytest.param(
            "2/h", "TB/day", Fraction(2 * TB, 3_600), "2 terabytes per hour", id="time only"
        ),
        pytest.param("100 MB/s", "Gbps", 10**8, "100 megabytes per second", id="bytes for bits"),
        pytest.param("16 KiB", "B", 16_384, "16 kibibytes", id="binary"),
        pytest.param("10^5", "", 10**5, "100 thousand", id="a power"),
        pytest.param("2^20", "", 2**20, "about 1.04858 million", id="a power of two"),
        pytest.param("2^70", "", 2**70, "about 1.18059×10^21", id="past the words"),
        pytest.param("300 million", "users", 3 * 10**8, "300 million users", id="million"),
        pytest.param("3 bn", "users", 3 * 10**9, "3 billion users", id="bn"),
        pytest.param("3 Billions", "users", 3 * 10**9, "3 billion users", id="Billions"),
        pytest.param("5", "million", 5 * 10**6, "5 million", id="the question's million"),
        pytest.param("5k", "million", 5_000, "5 thousand", id="thousand where millions are asked"),
        pytest.param(
            "5", "thousand USD", 5_000, "5 thousand dollars", id="the question's thousand"
        ),
        pytest.param("$5k", "thousand USD", 5_000, "5 thousand dollars", id="$ before"),
        pytest.param("$5 USD", "thousand USD", 5, "5 dollars", id="$ before and after"),
        pytest.param(
            "$3", "USD/month", Fraction(3, 30 * DAY_S), "3 dollars per month", id="$ a month"
        ),
        pytest.param("1/2", "", Fraction(1, 2), "0.5", id="a half"),
        pytest.param("1/2", "share", Fraction(1, 2), "50 percent", id="a half of the whole"),
        pytest.param("1/2 %", "%", Fraction(1, 200), "0.5 percent", id="half a percent"),
        pytest.param("50%", "%", Fraction(1, 2), "50 percent", id="percent"),
        pytest.param("80%", "ratio", Fraction(4, 5), "80 percent", id="percent for a ratio"),
        pytest.param("100:1", "ratio", 100, "100 times", id="a ratio"),
        pytest.param("0.5 ms", "ms", Fraction(1, 2_000), "0.5 milliseconds", id="ms"),
        pytest.param("2 min", "s", 120, "2 minutes", id="minutes for seconds"),
        pytest.param("86,400", "s", 86_400, "86.4 thousand seconds", id="the seconds of a day"),
        pytest.param("3.5×10³", "", 3_500, "3.5 thousand", id="superscripts"),
        pytest.param(
            "4.32", "min per 30 days", Fraction(1, 10**4), "4.32 minutes per 30 days", id="downtime"
        ),
        pytest.param("0", "1/s", 0, "0 per second", id="zero is read; the grade says Again"),
    ],
)
def test_what_people_type(text: str, asked: str, base: Fraction, words: str) -> None:
    unit = parse_unit(asked)
    quantity = parse_quantity(text, unit)
    assert quantity.exact == base
    assert quantity.value == float(base)
    assert quantity_in_words(quantity) == words
    assert parse_quantity(format_exact(quantity), quantity.unit) == quantity


def test_the_locale_decides_between_two_readings() -> None:
    asked = parse_unit("requests/s")
    assert parse_quantity("1.234,5 k", asked, decimal_comma=True).exact == 1_234_500
    assert parse_quantity("1.234", asked, decimal_comma=True).exact == 1_234
    assert parse_quantity("1.234", asked).value == 1.234
    assert parse_quantity("1,234", asked).exact == 1_234
    dotted = parse_quantity("1,5 k", asked, decimal_comma=True)
    assert quantity_in_words(dotted, decimal_comma=True) == "1,5 thousand requests per second"
    assert format_short(dotted, decimal_comma=True) == "1,5 k requests/s"


@pytest.mark.parametrize(
    ("text", "asked", "column", "sentence"),
    [
        pytest.param("", "1/s", 1, "The answer is empty", id="empty"),
        pytest.param("  ", "1/s", 1, "The answer is empty", id="blank"),
        pytest.param("lots", "1/s", 1, "is not a number. Start with a number", id="nonsense"),
        pytest.param("4,,3 parsecs", "B", 1, '"4,,3" is not a number', id="two marks"),
        pytest.param("-5", "1/s", 1, "cannot be negative", id="negative"),
        pytest.param("~ −5", "1/s", 3, "cannot be negative", id="a typeset minus"),
        pytest.param("nan", "1/s", 1, '"nan" is not a finite number', id="not a number"),
        pytest.param("infinity", "1/s", 1, '"infinity" is not a finite number', id="infinity"),
        pytest.param("∞", "1/s", 1, "is not a finite number", id="the sign of infinity"),
        pytest.param("9" * 400, "1/s", 121, "400 characters; the limit is 120", id="400 digits"),
        pytest.param("10^10^10", "", 6, "power of a power", id="a tower"),
        pytest.param("9**9**9", "", 5, "power of a power", id="a tower as in Python"),
        pytest.param("1e79 billion", "", 1, "too large", id="too large by its multiple"),
        pytest.param("3500 foo", "1/s", 6, 'Unknown unit "foo"', id="an unknown unit"),
        pytest.param("3500 secnds", "s", 6, "Did you mean seconds", id="a misspelled unit"),
        pytest.param("$5 users", "USD", 1, "before and after", id="two units"),
        pytest.param("1/2/3", "", 4, "is a calculation", id="two slashes"),
    ],
)
def test_errors_have_a_column_and_a_suggestion(
    text: str, asked: str, column: int, sentence: str
) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, parse_unit(asked))
    assert caught.value.column == column
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("text", "asked", "sentence"),
    [
        pytest.param(
            "30 TB",
            "1/s",
            '"TB" is an amount of data, but the question asks for a number per time',
            id="data",
        ),
        pytest.param(
            "5 min", "users", "is a time, but the question asks for a number", id="a time for users"
        ),
        pytest.param("5/s", "users", "is a number per time", id="a rate for a number"),
        pytest.param("5/s", "s", "is a number per time", id="a rate for a time"),
        pytest.param("5 users", "TB/day", "Answer in TB/day", id="users for data"),
        pytest.param("5 %", "1/s", "is a share", id="percent for a rate"),
        pytest.param(
            "0.1%", "min per 30 days", "asks for a time per period", id="no change of unit"
        ),
        pytest.param("$5", "", "Leave the unit out", id="money for a plain number"),
    ],
)
def test_the_wrong_family_is_named(text: str, asked: str, sentence: str) -> None:
    with pytest.raises(WrongFamilyError) as caught:
        parse_quantity(text, parse_unit(asked))
    assert sentence in str(caught.value)


@pytest.mark.parametrize(
    ("text", "asked", "readings"),
    [
        pytest.param("5 mb", "TB", ("MB", "Mbit"), id="mb"),
        pytest.param("5m", "TB", ("million", "minutes"), id="m where data is asked"),
        pytest.param("5m", "%", ("million", "minutes"), id="m where a share is asked"),
        pytest.param("5M", "s", ("million", "minutes"), id="M where a time is asked"),
        pytest.param("5G", "TB", ("GB", "billion TB"), id="G where TB are asked"),
        pytest.param("5/m", "1/s", ("minute", "month"), id="/m"),
        pytest.param("1/2", "%", ("50 %", "0.5 %"), id="a half where percent are asked"),
    ],
)
def test_ambiguous_units(text: str, asked: str, readings: tuple[str, str]) -> None:
    with pytest.raises(AmbiguousUnitError) as caught:
        parse_quantity(text, parse_unit(asked))
    assert caught.value.readings == readings


@pytest.mark.parametrize(
    ("number", "unit", "digits", "text"),
    [
        pytest.param(3_472.22, "1/s", 2, "3.5 k/s", id="a rate"),
        pytest.param(3_472.22, "posts/s", 2, "3.5 k posts/s", id="a rate of things"),
        pytest.param(40, "TB/day", 2, "40 TB/day", id="data a day"),
        pytest.param(0.3, "PB", 2, "300 TB", id="to a smaller unit"),
        pytest.param(1_500, "MiB", 2, "1.5 GiB", id="to a larger binary unit"),
        pytest.param(0.5, "B", 2, "0.5 B", id="below the smallest unit"),
        pytest.param(5_000, "ms", 2, "5 s", id="up to seconds"),
        pytest.param(86_400, "s", 3, "86,400 s", id="seconds stay seconds"),
        pytest.param(52.56, "min", 3, "52.6 min", id="three digits"),
        pytest.param(52.56, "min", 2, "53 min", id="two digits"),
        pytest.param(99.99, "%", 2, "99.99 %", id="nines are kept"),
        pytest.param(99.9995, "%", 1, "99.9995 %", id="all of them"),
        pytest.param(0.05, "share", 2, "5 %", id="a share"),
        pytest.param(120, "%", 2, "120 %", id="over all"),
        pytest.param(12.3, "%", 2, "12 %", id="no nines"),
        pytest.param(299_000_000, "users", 2, "300 M users", id="millions"),
        pytest.param(3, "billion", 2, "3 bn", id="billions"),
        pytest.param(2e12, "", 2, "2 tn", id="trillions"),
        pytest.param(999_999, "", 2, "1 M", id="rounded before the multiple is chosen"),
        pytest.param(1.2e18, "", 2, "1.2×10^18", id="past trillions"),
        pytest.param(5, "thousand USD", 2, "5 k USD", id="money"),
        pytest.param(4.32, "min per 30 days", 2, "4.3 min per 30 days", id="downtime"),
        pytest.param(0, "TB", 2, "0 TB", id="zero"),
    ],
)
def test_short_form(number: float, unit: str, digits: int, text: str) -> None:
    assert format_short(make_quantity(number, parse_unit(unit)), digits) == text


def test_measured_is_exact() -> None:
    thirty = make_quantity(30, parse_unit("TB"))
    assert thirty.exact == 3 * 10**13
    assert thirty.value == 3e13
    assert thirty.number == 30
    assert make_quantity(0.1, parse_unit("s")).exact == Fraction(1, 10)
    assert make_quantity(Fraction(1, 3), parse_unit("s")).exact == Fraction(1, 3)


ASKED = """
1/s|requests/s|users|TB|TB/day|Gbps|bits|ms|min|%|USD/month|thousand USD|min per 30 days|
cent/GB/month|ratio|llamas per hour|""".replace("\n", "").split("|")
units = st.sampled_from(ASKED).map(parse_unit)
quantities = st.builds(
    make_quantity,
    st.just(0) | st.integers(0, 10**40) | st.floats(1e-60, 1e60) | st.fractions(0),
    units,
)


@given(quantities, st.booleans())
def test_the_exact_form_round_trips(quantity: Quantity, comma: bool) -> None:
    text = format_exact(quantity, decimal_comma=comma)
    assert parse_quantity(text, quantity.unit, decimal_comma=comma) == quantity


@given(quantities, st.integers(1, 6), st.booleans())
def test_the_short_form_round_trips_within_its_digits(
    quantity: Quantity, digits: int, comma: bool
) -> None:
    text = format_short(quantity, digits, decimal_comma=comma)
    again = parse_quantity(text, quantity.unit, decimal_comma=comma)
    assert abs(again.exact - quantity.exact) <= quantity.exact / 10 ** (digits - 1)
    assert quantity_in_words(quantity, decimal_comma=comma).strip()


anything = st.text(max_size=130) | st.text("0123456789.,e^*/:kMGTBb msday%$~ x", max_size=130)


@given(anything, units, st.booleans())
@example("¼:", parse_unit("1/s"), False)  # noqa: FBT003
def test_any_text_is_a_quantity_or_a_clear_error(text: str, asked: Unit, comma: bool) -> None:
    try:
        quantity = parse_quantity(text, asked, decimal_comma=comma)
    except QuantityError as error:
        where, length = error.column, len(error.text)
    else:
        where, length = 1, 0
        assert quantity.value >= 0
        assert quantity_in_words(quantity)
        assert format_short(quantity)
    assert 1 <= where <= length + 1


@pytest.mark.parametrize(
    "text",
    [
        pytest.param("3.5k requests/s", id="an honest answer"),
        pytest.param("1 " * 60, id="digits and spaces"),
        pytest.param("1," * 60, id="digits and commas"),
        pytest.param("9^" * 60, id="a tower"),
        pytest.param("1" + "k " * 59, id="multiples"),
        pytest.param("1" + "/s" * 59, id="slashes"),
        pytest.param("1 " + "second" * 19, id="a long word that begins like many"),
        pytest.param("1/" + "9" * 118, id="a long divisor"),
        pytest.param("⁹" * 120, id="superscripts"),
        pytest.param("9" * 10**6, id="a million digits"),
    ],
)
def test_reading_and_grading_take_less_than_5_ms(text: str) -> None:
    asked, task = (
        parse_unit("requests/s"),
        EstimateTask(3_472, target_s=50, mistakes=(34_246, 6_944)),
    )

    def answer() -> Rating | None:
        try:
            return grade_estimate(task, parse_quantity(text, asked).value, seconds=40).rating
        except QuantityError:
            return None

    def timed() -> float:
        before = process_time()
        answer()
        return process_time() - before

    # The best of several runs, since the machine may be busy.
    assert min(timed() for _ in range(5)) < 0.05


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        pytest.param("400 TB", True, id="a unit"),
        pytest.param("50 %", True, id="a share"),
        pytest.param("3k", False, id="a multiple only"),
        pytest.param("4,,3", False, id="not a number"),
        pytest.param("5 apples", False, id="no known unit"),
    ],
)
def test_a_text_names_its_own_unit(text: str, expected: bool) -> None:
    assert names_unit(text) is expected
