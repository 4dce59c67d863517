"""Study days: they start at the rollover hour in local time."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment, as_date, as_utc


def at(text: str) -> int:
    return round(datetime.fromisoformat(text).astimezone(UTC).timestamp() * 1000)


@pytest.mark.parametrize(
    ("when", "zone_min", "rollover_h", "expected"),
    [
        pytest.param("2026-11-20T12:00+00:00", 0, 4, "2026-11-20", id="noon is today"),
        pytest.param("2026-11-20T03:59+00:00", 0, 4, "2026-11-19", id="3:59 is still yesterday"),
        pytest.param("2026-11-20T04:00+00:00", 0, 4, "2026-11-20", id="4:00 begins the day"),
        pytest.param("2026-11-20T00:00+00:00", 0, 0, "2026-11-20", id="rollover at midnight"),
        pytest.param("2026-11-20T02:00+05:30", 330, 4, "2026-11-19", id="by the learner's zone"),
        pytest.param("2026-11-20T23:00-08:00", -480, 4, "2026-11-20", id="west of Greenwich"),
    ],
)
def test_day(when: str, zone_min: int, rollover_h: int, expected: str) -> None:
    moment = StudyMoment(at(when), zone_min, rollover_h)
    assert as_date(moment.day) == date.fromisoformat(expected)


@given(st.integers(0, 4_000_000_000_000), st.integers(-14 * 60, 14 * 60), st.integers(0, 23))
def test_a_day_contains_its_moments_and_has_24_hours(at: int, zone: int, rollover: int) -> None:
    moment = StudyMoment(at, zone, rollover)
    assert moment.day_start(moment.day) <= at < moment.day_end
    assert moment.day_end - moment.day_start(moment.day) == MS_PER_DAY


def test_as_utc_is_aware() -> None:
    assert as_utc(1_500).isoformat() == "1970-01-01T00:00:01.500000+00:00"
