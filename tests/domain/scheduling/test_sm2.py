"""Conversion from SM-2 by the formula of fsrs-rs."""

import pytest

from flashdesign.domain.scheduling.sm2 import memory_of


@pytest.mark.parametrize("days", [1, 10, 100, 36_500])
def test_stability_is_the_interval_at_a_retention_of_90_percent(days: int) -> None:
    assert memory_of(days, 2.5)[0] == pytest.approx(days)


def test_an_interval_for_less_retention_is_longer_than_the_stability() -> None:
    assert memory_of(30, 2.5, 0.8)[0] < 30 < memory_of(30, 2.5, 0.95)[0]


@pytest.mark.parametrize(
    ("ease", "lowest", "highest"),
    [
        pytest.param(1.3, 9, 10, id="the lowest ease"),
        pytest.param(2.5, 4, 8, id="the usual ease"),
        pytest.param(9.0, 1, 1, id="easier than any"),
    ],
)
def test_a_lower_ease_is_a_higher_difficulty(ease: float, lowest: float, highest: float) -> None:
    assert lowest <= memory_of(100, ease)[1] <= highest


def test_a_zero_interval_has_a_stability() -> None:
    stability, difficulty = memory_of(0, 2.5)
    assert stability > 0
    assert 1 <= difficulty <= 10
