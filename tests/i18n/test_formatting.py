"""Numbers, times and shares as text."""

import pytest

from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import in_language


@pytest.mark.parametrize(
    ("ms", "expected"),
    [
        pytest.param(59_999, "<1 min", id="less than a minute"),
        pytest.param(MS_PER_MINUTE, "1 min", id="a minute"),
        pytest.param(10 * MS_PER_MINUTE, "10 min", id="minutes"),
        pytest.param(2 * MS_PER_HOUR, "2 h", id="hours"),
        pytest.param(MS_PER_DAY, "1 day", id="a day"),
        pytest.param(59 * MS_PER_DAY, "59 days", id="days below two months"),
        pytest.param(76 * MS_PER_DAY, "2.5 months", id="months"),
        pytest.param(731 * MS_PER_DAY, "2 years", id="years"),
    ],
)
def test_wait(ms: int, expected: str) -> None:
    assert formatting.wait(ms) == expected


@pytest.mark.parametrize(
    ("number", "expected"),
    [
        pytest.param(0.4, "under a minute", id="less than a minute"),
        pytest.param(1, "about 1 minute", id="one"),
        pytest.param(14.4, "about 14 minutes", id="minutes"),
        pytest.param(102, "about 1 h 40 min", id="an hour and minutes"),
        pytest.param(120, "about 2 hours", id="hours"),
        pytest.param(2_000, "about 33 h 20 min", id="many hours"),
    ],
)
def test_minutes(number: float, expected: str) -> None:
    assert formatting.minutes(number) == expected


@pytest.mark.parametrize(
    ("seconds", "expected"),
    [
        pytest.param(45.4, "45 s", id="seconds"),
        pytest.param(185, "3 min 05 s", id="minutes"),
        pytest.param(4_800, "1 h 20 min", id="hours"),
    ],
)
def test_clock(seconds: float, expected: str) -> None:
    assert formatting.clock(seconds) == expected


@pytest.mark.parametrize(
    ("value", "english", "german"),
    [(0.5, "0.5", "0,5"), (86_400, "86400", "86400"), (5.475e9, "5.475e+09", "5,475e+09")],
)
def test_a_number_in_a_message_has_the_decimal_separator_of_the_language(
    value: float, english: str, german: str
) -> None:
    assert formatting.plain_number(value) == english
    with in_language("de"):
        assert formatting.plain_number(value) == german


def test_counts_and_shares() -> None:
    assert formatting.number(1_000) == "1,000"
    assert formatting.percent(0.834) == "83 %"
    assert formatting.percent(None) == "–"
