"""Streak, recall, pace and the honest estimate of today's time."""

import pytest

from flashdesign.domain.statistics import DayStat, minutes_needed, pace_ms, recall, streak


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(set(), 0, id="never"),
        pytest.param({10}, 1, id="today only"),
        pytest.param({9}, 1, id="today can still be done"),
        pytest.param({8}, 0, id="a missed day ends it"),
        pytest.param({10, 9, 8, 6}, 3, id="up to the last gap"),
    ],
)
def test_streak(days: set[int], expected: int) -> None:
    assert streak(days, today=10) == expected


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        pytest.param([], None, id="no reviews, no recall"),
        pytest.param([DayStat(1, answers=5)], None, id="learning does not count"),
        pytest.param(
            [DayStat(1, reviews=8, reviews_passed=7), DayStat(2, reviews=2, reviews_passed=2)],
            0.9,
            id="share of the reviews",
        ),
    ],
)
def test_recall(stats: list[DayStat], expected: float | None) -> None:
    assert recall(stats) == expected


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        pytest.param([], 12_000, id="no history: the usual pace"),
        pytest.param([DayStat(1, answers=19, duration_ms=19)], 12_000, id="too few answers"),
        pytest.param([DayStat(1, answers=20, duration_ms=100_000)], 5_000, id="the own pace"),
    ],
)
def test_pace(stats: list[DayStat], expected: float) -> None:
    assert pace_ms(stats) == expected


def test_minutes_count_the_looks_that_a_card_takes() -> None:
    assert minutes_needed([], new=10, learning=0, due=0) == pytest.approx(6.0)
    assert minutes_needed([], new=0, learning=5, due=100) == pytest.approx(24.0)
