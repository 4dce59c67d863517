"""Numbers, times and shares as text."""

import pytest

from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from flashdesign.i18n import formatting


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
        pytest.param(120, "about 2 hours", id="hours"),
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


def test_counts_and_shares() -> None:
    assert formatting.number(1_000) == "1,000"
    assert formatting.percent(0.834) == "83 %"
    assert formatting.percent(None) == "–"
