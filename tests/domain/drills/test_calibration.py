"""Calibration: errors by topic, bands, pace, bias and the most frequent mistake."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.drills.attempt import Attempt
from flashdesign.domain.drills.calibration import Bias, Calibration, calibrate
from tests.support.drills.attempts import DOUBLED, TRUTH, attempt, posed


def test_no_attempts() -> None:
    assert calibrate([]) == Calibration()


def test_topics_have_the_worst_first() -> None:
    tried = [
        attempt(TRUTH, of=posed(topic="QPS")),
        attempt(TRUTH * 10, of=posed(topic="storage")),
        attempt(TRUTH * 100, of=posed(topic="storage")),
        attempt(None, of=posed(topic="cache")),
        attempt(TRUTH, of=posed(topic="CDN")),
    ]
    found = calibrate(tried)
    assert [(topic.topic, topic.attempts) for topic in found.topics] == [
        ("cache", 1),
        ("storage", 2),
        ("CDN", 1),
        ("QPS", 1),
    ]
    assert found.topics[0].error_log10 is None
    assert found.topics[1].error_log10 == pytest.approx(1.5)
    assert (found.attempts, found.answered) == (5, 4)
    assert found.error_log10 == pytest.approx(0.5)


def test_bands_are_cumulative_and_a_missing_answer_is_in_none() -> None:
    factors = (1.0, 10**0.15, 10**0.25, 10.0)
    found = calibrate([*(attempt(TRUTH * factor) for factor in factors), attempt(None)])
    assert (found.within_easy, found.within_good, found.within_hard) == (0.2, 0.4, 0.6)


def test_bounds_are_inclusive() -> None:
    assert calibrate([attempt(TRUTH * 10**0.10)]).within_easy == 1


def test_without_any_answer_there_is_no_error() -> None:
    found = calibrate([attempt(None), attempt(0.0)])
    assert (found.error_log10, found.bias_log10, found.bias_direction) == (None, None, Bias.UNKNOWN)
    assert found.answered == 0


def test_the_paces_of_the_older_and_newer_half() -> None:
    slow, fast = [attempt(TRUTH, 75)] * 5, [attempt(TRUTH, 25)] * 6
    found = calibrate([*slow, *fast])
    assert (found.pace_before, found.pace_now) == (1.5, 0.5)


@pytest.mark.parametrize(
    "tried",
    [
        pytest.param([attempt(TRUTH)] * 9, id="too few"),
        pytest.param([attempt(TRUTH, is_timed=False)] * 20, id="time did not count"),
        pytest.param([attempt(None)] * 20, id="nothing was answered"),
    ],
)
def test_no_pace(tried: list[Attempt]) -> None:
    found = calibrate(tried)
    assert (found.pace_before, found.pace_now) == (None, None)


@pytest.mark.parametrize(
    ("factor", "times", "lean"),
    [
        pytest.param(0.8, 5, Bias.LOW, id="low"),
        pytest.param(1.25, 5, Bias.HIGH, id="high"),
        pytest.param(1.04, 5, Bias.EVEN, id="within rounding"),
        pytest.param(0.1, 4, Bias.UNKNOWN, id="too few answers"),
    ],
)
def test_lean(factor: float, times: int, lean: Bias) -> None:
    assert calibrate([attempt(TRUTH * factor)] * times).bias_direction is lean


def test_the_most_frequent_mistake_is_named() -> None:
    found = calibrate([attempt(2 * TRUTH), attempt(TRUTH), attempt(2 * TRUTH)])
    assert (found.mistake, found.mistake_times) == (DOUBLED, 2)
    assert calibrate([attempt(TRUTH)]).mistake_times == 0


@given(st.lists(st.none() | st.floats(1, 1e9), min_size=1, max_size=30))
def test_wider_bands_have_larger_shares(values: list[float | None]) -> None:
    found = calibrate([attempt(value, number=at) for at, value in enumerate(values)])
    assert 0 <= found.within_easy <= found.within_good <= found.within_hard <= 1
    assert found.within_hard <= found.answered / found.attempts
    assert sum(topic.attempts for topic in found.topics) == found.attempts == len(values)
