"""Times of several parts and times with colons."""

from fractions import Fraction

import pytest

from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import parse_quantity, quantity_in_words
from flashdesign.domain.quantities.unit import AmbiguousUnitError, parse_unit

# ruff: noqa: RUF001 (these signs are meant)


@pytest.mark.parametrize(
    ("text", "seconds", "words"),
    [
        pytest.param("3 min 20 s", 200, "200 seconds", id="minutes and seconds"),
        pytest.param("about 3 minutes, 20 seconds.", 200, "200 seconds", id="in full"),
        pytest.param("1h20m", 4_800, "80 minutes", id="no spaces"),
        pytest.param("1h20", 4_800, "80 minutes", id="no last unit"),
        pytest.param("5h30", 19_800, "330 minutes", id="no last unit again"),
        pytest.param("2m30", 150, "150 seconds", id="seconds without a unit"),
        pytest.param("2m30s", 150, "150 seconds", id="m is minutes here"),
        pytest.param("1 h and 20 min", 4_800, "80 minutes", id="and"),
        pytest.param("1 hr. 20 min.", 4_800, "80 minutes", id="points"),
        pytest.param("2 days 3 hours", 183_600, "51 hours", id="days"),
        pytest.param("1d 2h 3min 4s", 93_784, "93.784 thousand seconds", id="four parts"),
        pytest.param("1 week + 2 days", 777_600, "9 days", id="a plus"),
        pytest.param("1 h 1.5 min", 3_690, "61.5 minutes", id="a decimal at the end"),
        pytest.param("1 h 1,5 min", 3_690, "61.5 minutes", id="a decimal comma"),
        pytest.param("2′30″", 150, "150 seconds", id="primes"),
        pytest.param("２ｈ ３０ｍ", 9_000, "150 minutes", id="full width"),
        pytest.param("1:30:00", 5_400, "5.4 thousand seconds", id="hours, minutes and seconds"),
        pytest.param("3:20 min", 200, "200 seconds", id="a colon with minutes"),
        pytest.param("3:20h", 12_000, "200 minutes", id="a colon with hours"),
        pytest.param("2 days", 172_800, "2 days", id="one part"),
        pytest.param("1 000 s", 1_000, "1 thousand seconds", id="one number with a space"),
    ],
)
def test_a_time(text: str, seconds: int, words: str) -> None:
    quantity = parse_quantity(text, parse_unit("s"))
    assert quantity.exact == seconds
    assert quantity_in_words(quantity) == words


@pytest.mark.parametrize(
    ("text", "asked", "seconds"),
    [
        pytest.param("4 min 20 s", "min per 30 days", Fraction(260, 30 * 86_400), id="as asked"),
        pytest.param("4 min 20 s per day", "min/day", Fraction(260, 86_400), id="as typed"),
        pytest.param("1:30:00/day", "min/day", Fraction(5_400, 86_400), id="with colons"),
    ],
)
def test_a_time_per_period(text: str, asked: str, seconds: Fraction) -> None:
    assert parse_quantity(text, parse_unit(asked)).exact == seconds


@pytest.mark.parametrize("asked", ["s", "min", "h", "min/day"])
def test_a_colon_without_a_unit_is_ambiguous(asked: str) -> None:
    with pytest.raises(AmbiguousUnitError) as caught:
        parse_quantity("3:20", parse_unit(asked))
    assert caught.value.readings == ("3 min 20 s", "3 h 20 min")


@pytest.mark.parametrize(
    ("text", "sentence"),
    [
        pytest.param("3 s 20 min", "must be a smaller unit than the one before it", id="upwards"),
        pytest.param("3 min 3 min", "must be a smaller unit", id="twice the same"),
        pytest.param("2 days 3", "3 has no unit", id="no unit after days"),
        pytest.param("3 s 20", "20 has no unit", id="no unit after seconds"),
        pytest.param("3 min 20 s users", '"users" cannot follow a time', id="things"),
        pytest.param("3 min 20 s k", '"k" cannot follow a time', id="a multiple"),
        pytest.param("3 min 20 foo", 'Unknown unit "min 20 foo"', id="no time at the end"),
    ],
)
def test_parts_that_do_not_fit(text: str, sentence: str) -> None:
    with pytest.raises(QuantityError) as caught:
        parse_quantity(text, parse_unit("s"))
    assert sentence in str(caught.value)


def test_a_ratio_is_not_a_time_unless_one_is_asked() -> None:
    assert parse_quantity("10:20", parse_unit("ratio")).exact == Fraction(1, 2)
