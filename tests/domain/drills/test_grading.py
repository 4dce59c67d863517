"""Grading rules of estimates, one row per rule and bound."""

from dataclasses import replace
from math import inf, log10, nan

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.drills.grading import (
    CLOSED,
    EXACT,
    OPEN,
    RECALL,
    RULE_VERSION,
    Bands,
    EstimateTask,
    Reason,
    Truth,
    Verdict,
    adjust,
    error_in_decades,
    give_up_limit_s,
    grade_estimate,
    own_target_s,
    sprint_points,
)
from flashdesign.domain.scheduling.memory import Rating

AGAIN, HARD, GOOD, EASY = Rating.AGAIN, Rating.HARD, Rating.GOOD, Rating.EASY

DAILY_POSTS = 300e6 * 0.5 * 2
MICROBLOG = EstimateTask(
    truth=DAILY_POSTS / 86_400,
    bands=CLOSED,
    target_s=50,
    mistakes=(DAILY_POSTS / (24 * 365), 300e6 * 2 / 86_400, DAILY_POSTS / 3_600),
)
HOURS_OF_A_YEAR, MONTHLY_USERS, HOUR_FOR_DAY = 0, 1, 2


@pytest.mark.parametrize(
    ("answer", "seconds", "rating", "reason", "mistake"),
    [
        pytest.param(3_500, 40, GOOD, Reason.RIGHT, None, id="rounded, in time"),
        pytest.param(3_472, 20, EASY, Reason.FAST, None, id="close and fast"),
        pytest.param(3_500, 100, HARD, Reason.SLOW, None, id="right but slow"),
        pytest.param(2_000, 60, HARD, Reason.ROUNDED_TOO_COARSELY, None, id="coarse, e 0.24"),
        pytest.param(5_600, 40, AGAIN, Reason.MISTAKE, MONTHLY_USERS, id="nearly monthly users"),
        pytest.param(6_900, 40, AGAIN, Reason.MISTAKE, MONTHLY_USERS, id="monthly users"),
        pytest.param(34_247, 40, AGAIN, Reason.MISTAKE, HOURS_OF_A_YEAR, id="hours of a year"),
        pytest.param(None, 150, AGAIN, Reason.NO_ANSWER, None, id="nothing in 150 s"),
        pytest.param(3_500, 160, HARD, Reason.SLOW, None, id="begun at 140 s, sent at 160 s"),
        pytest.param(83_000, 40, AGAIN, Reason.MISTAKE, HOUR_FOR_DAY, id="hour for day"),
        pytest.param(0, 40, AGAIN, Reason.NOT_POSITIVE, None, id="zero"),
        pytest.param(-3_500, 40, AGAIN, Reason.NOT_POSITIVE, None, id="negative"),
        pytest.param(nan, 40, AGAIN, Reason.NOT_POSITIVE, None, id="not a number"),
        pytest.param(inf, 40, AGAIN, Reason.NOT_POSITIVE, None, id="infinite"),
        pytest.param(1_000, 40, AGAIN, Reason.WRONG, None, id="far off, no known mistake"),
        pytest.param(3_472, None, GOOD, Reason.RIGHT, None, id="untimed, so never fast"),
        pytest.param(2_000, None, HARD, Reason.ROUNDED_TOO_COARSELY, None, id="untimed and coarse"),
        pytest.param(3_500, 25, EASY, Reason.FAST, None, id="exactly half the target"),
        pytest.param(3_500, 25.1, GOOD, Reason.RIGHT, None, id="a little over half the target"),
        pytest.param(4_800, 20, GOOD, Reason.RIGHT, None, id="fast but not close"),
        pytest.param(3_500, 75, GOOD, Reason.RIGHT, None, id="exactly 1.5 times the target"),
        pytest.param(3_500, 75.1, HARD, Reason.SLOW, None, id="over 1.5 times the target"),
    ],
)
def test_the_worked_instance(
    answer: float | None, seconds: float | None, rating: Rating, reason: Reason, mistake: int | None
) -> None:
    verdict = grade_estimate(MICROBLOG, answer, seconds=seconds)
    assert (verdict.rating, verdict.reason, verdict.mistake) == (rating, reason, mistake)


def test_the_worked_errors() -> None:
    assert grade_estimate(MICROBLOG, 2_000, seconds=60).error_log10 == pytest.approx(
        0.2396, abs=1e-4
    )
    assert grade_estimate(MICROBLOG, 5_600, seconds=60).error_log10 == pytest.approx(
        0.2076, abs=1e-4
    )
    assert give_up_limit_s(MICROBLOG.target_s) == 150
    assert RULE_VERSION == 1


def test_a_hint_makes_a_right_answer_hard_and_does_not_help_a_wrong_one() -> None:
    assert grade_estimate(MICROBLOG, 3_472, seconds=20, hints=1).reason is Reason.HINT
    assert grade_estimate(MICROBLOG, 3_472, seconds=20, hints=1).rating is HARD
    assert grade_estimate(MICROBLOG, 3_472, seconds=None, hints=2).rating is HARD
    assert grade_estimate(MICROBLOG, 1_000, seconds=20, hints=1).rating is AGAIN


@pytest.mark.parametrize("truth", [1, 7, 3_472.2222, 86_400, 3e13, 1e-9, 6.02e23])
@pytest.mark.parametrize("bands", [RECALL, CLOSED, OPEN, Bands(log10(1.25), 0.3, log10(3))])
@pytest.mark.parametrize("side", [1, -1])
def test_bounds_are_inclusive(truth: float, bands: Bands, side: int) -> None:
    task = EstimateTask(truth, bands, target_s=60)

    def rate(error: float) -> Rating:
        return grade_estimate(task, truth * 10 ** (side * error), seconds=10).rating

    assert rate(bands.easy) is EASY
    assert rate(bands.easy + 1e-9) is GOOD
    assert rate(bands.good) is GOOD
    assert rate(bands.good + 1e-9) is HARD
    assert rate(bands.hard) is HARD
    assert rate(bands.hard + 1e-9) is AGAIN


def test_a_quarter_more_is_within_a_band_of_a_quarter() -> None:
    bands = Bands(log10(1.25), log10(1.25), log10(1.25))
    assert all(
        grade_estimate(EstimateTask(truth, bands, 60), 1.25 * truth, seconds=1).rating is EASY
        for truth in range(1, 2_000)
    )


@pytest.mark.parametrize(
    ("answer", "rating"),
    [
        pytest.param(64, EASY, id="the number itself"),
        pytest.param(64.0000000001, EASY, id="floating-point error of a formula"),
        pytest.param(65, AGAIN, id="one off"),
        pytest.param(64.2, AGAIN, id="no whole number"),
        pytest.param(128, AGAIN, id="the listed mistake"),
    ],
)
def test_exact_answers_are_all_or_nothing(answer: float, rating: Rating) -> None:
    task = EstimateTask(64, EXACT, 30, mistakes=(65.5, 128))
    assert grade_estimate(task, answer, seconds=5).rating is rating


def test_exact_bands_name_a_mistake_only_for_its_exact_value() -> None:
    task = EstimateTask(2**16, EXACT, 30, mistakes=(2**15, 2**16 - 1))
    one_short = grade_estimate(task, 2**16 - 1, seconds=5)
    assert one_short == Verdict(AGAIN, one_short.error_log10, Reason.MISTAKE, 1)
    assert one_short.error_log10 == pytest.approx(6.6e-6, abs=1e-7)
    assert grade_estimate(task, 2**16 + 1, seconds=5).reason is Reason.WRONG


def test_exact_works_in_any_unit() -> None:
    seven_bits, eight_bits = 7 / 8, 1.0
    assert (
        grade_estimate(EstimateTask(seven_bits, EXACT, 30), seven_bits, seconds=20).rating is GOOD
    )
    assert (
        grade_estimate(EstimateTask(seven_bits, EXACT, 30), eight_bits, seconds=20).rating is AGAIN
    )
    assert grade_estimate(EstimateTask((3, 5), EXACT, 30), 4, seconds=20).rating is GOOD
    assert grade_estimate(EstimateTask((3, 5), EXACT, 30), 6, seconds=20).rating is AGAIN


@pytest.mark.parametrize(
    ("answer", "error"),
    [
        pytest.param(52, 0, id="lower end"),
        pytest.param(52.6, 0, id="inside"),
        pytest.param(53, 0, id="upper end"),
        pytest.param(5.2, 1, id="a tenth of the lower end"),
        pytest.param(5_300, 2, id="a hundred times the upper end"),
        pytest.param(0, inf, id="zero"),
        pytest.param(-1, inf, id="negative"),
    ],
)
def test_all_values_of_a_range_are_right(answer: float, error: float) -> None:
    assert error_in_decades(answer, (52, 53)) == pytest.approx(error)


@pytest.mark.parametrize(
    ("mistakes", "answer", "expected"),
    [
        pytest.param((2_000,), 2_000, 0, id="on the mistake"),
        pytest.param((2_000,), 2_000 * 10**0.1, 0, id="at 0.10 from it"),
        pytest.param((2_000,), 2_000 * 10**0.1001, None, id="past 0.10 from it"),
        pytest.param((1_000 * 10**0.25,), 1_000 * 10**0.25, 0, id="a mistake 0.25 from the truth"),
        pytest.param((1_000 * 10**0.249,), 1_000 * 10**0.249, None, id="too close to the answer"),
        pytest.param((1_000 * 10**0.315,), 1_000 * 10**0.21, None, id="more than 0.10 away"),
        pytest.param((1_000 * 10**0.3,), 1_000 * 10**0.201, 0, id="twice as near to it"),
        pytest.param((1_000 * 10**0.285,), 1_000 * 10**0.201, 0, id="well within twice as near"),
        pytest.param((0, -5, 2_000), 2_000, 2, id="mistakes of zero or less are ignored"),
        pytest.param((2_000, 2_000), 2_060, 0, id="equally near: the first listed"),
        pytest.param((2_000, 2_100), 2_060, 1, id="several match: the nearest"),
    ],
)
def test_which_mistake(mistakes: tuple[float, ...], answer: float, expected: int | None) -> None:
    verdict = grade_estimate(EstimateTask(1_000, CLOSED, 60, mistakes), answer, seconds=30)
    assert verdict.mistake == expected


def test_a_mistake_must_be_twice_as_near_as_the_truth() -> None:
    task = EstimateTask(1_000, Bands(0.05, 0.15, 0.30), 60, mistakes=(1_000 * 10**0.255,))
    near_the_truth, near_the_mistake = 1_000 * 10**0.16, 1_000 * 10**0.171
    assert grade_estimate(task, near_the_truth, seconds=30).reason is Reason.ROUNDED_TOO_COARSELY
    assert grade_estimate(task, near_the_mistake, seconds=30).reason is Reason.MISTAKE


def test_a_share_over_100_percent_is_always_again() -> None:
    task = EstimateTask(0.99, CLOSED, 60, is_share=True)
    assert grade_estimate(task, 1.01, seconds=10).reason is Reason.OVER_100_PERCENT
    assert grade_estimate(task, 1.0, seconds=10).rating is EASY
    assert grade_estimate(replace(task, is_share=False), 1.01, seconds=10).rating is EASY


@pytest.mark.parametrize(
    ("answer", "seconds", "points"),
    [
        pytest.param(1_000, 30, 100, id="right in half the time"),
        pytest.param(1_000, 60, 100, id="right on time"),
        pytest.param(1_000, 90, 90, id="right in one and a half times the time"),
        pytest.param(1_000, 500, 80, id="right but late"),
        pytest.param(1_000 * 10**-0.25, 60, 50, id="half the reach off"),
        pytest.param(1_000 * 10**0.6, 10, 0, id="past the reach"),
        pytest.param(2_000, 10, 0, id="a named mistake"),
        pytest.param(None, 10, 0, id="no answer"),
        pytest.param(0, 10, 0, id="zero"),
    ],
)
def test_sprint_points(answer: float | None, seconds: float, points: float) -> None:
    task = EstimateTask(1_000, CLOSED, 60, mistakes=(2_000,))
    verdict = grade_estimate(task, answer, seconds=seconds)
    assert sprint_points(task, verdict, seconds) == pytest.approx(points)


def test_sprint_points_of_exact_templates_are_all_or_nothing() -> None:
    task = EstimateTask(64, EXACT, 60)
    assert sprint_points(task, grade_estimate(task, 64, seconds=60), 60) == pytest.approx(100)
    assert sprint_points(task, grade_estimate(task, 65, seconds=60), 60) == 0
    share = EstimateTask(0.99, CLOSED, 60, is_share=True)
    assert sprint_points(share, grade_estimate(share, 1.01, seconds=60), 60) == 0


@pytest.mark.parametrize(
    ("rating", "step", "expected"),
    [
        pytest.param(GOOD, 1, EASY, id="up"),
        pytest.param(GOOD, -1, HARD, id="down"),
        pytest.param(EASY, 1, EASY, id="nothing above Easy"),
        pytest.param(AGAIN, -1, AGAIN, id="nothing below Again"),
    ],
)
def test_adjust(rating: Rating, step: int, expected: Rating) -> None:
    assert adjust(rating, step) is expected


@pytest.mark.parametrize(
    ("times", "target"),
    [
        pytest.param((), 50, id="no answers yet"),
        pytest.param((90,) * 4, 50, id="four answers are not enough"),
        pytest.param((90,) * 5, 90, id="slower than the author"),
        pytest.param((10,) * 9, 50, id="never shorter"),
        pytest.param((300,) * 5, 100, id="at most twice the author's"),
    ],
)
def test_the_target_follows_the_users_pace(times: tuple[float, ...], target: float) -> None:
    assert own_target_s(50, times) == target


@pytest.mark.parametrize("bands", [(0.2, 0.1, 0.3), (-0.1, 0, 0), (0, 0, inf), (nan, nan, nan)])
def test_bands_must_rise(bands: tuple[float, float, float]) -> None:
    with pytest.raises(ValueError, match="must rise"):
        Bands(*bands)


@pytest.mark.parametrize("truth", [0, -1, inf, nan, (2, 1), (0, 1)])
def test_a_truth_must_be_positive(truth: Truth) -> None:
    with pytest.raises(ValueError, match="must be positive"):
        EstimateTask(truth)


positive = st.floats(min_value=1e-300, max_value=1e300)
seconds_taken = st.none() | st.floats(min_value=0, max_value=1e4)
all_bands = st.sampled_from([EXACT, RECALL, CLOSED, OPEN])


@given(positive, positive, all_bands, st.lists(positive, max_size=4), seconds_taken)
def test_time_and_hints_never_turn_right_into_wrong_or_wrong_into_right(
    answer: float, truth: float, bands: Bands, mistakes: list[float], seconds: float | None
) -> None:
    task = EstimateTask(truth, bands, 60, tuple(mistakes))
    without = grade_estimate(task, answer, seconds=None)
    timed = grade_estimate(task, answer, seconds=seconds, hints=1)
    assert (without.rating is AGAIN) == (timed.rating is AGAIN)
    assert (without.mistake is None) == (without.reason is not Reason.MISTAKE)


@given(positive, positive, positive, all_bands)
def test_a_closer_answer_on_the_same_side_is_never_graded_worse(
    one: float, two: float, truth: float, bands: Bands
) -> None:
    task = EstimateTask(truth, bands, 60)
    near, far = sorted((max(one, truth), max(two, truth)))
    assert (
        grade_estimate(task, near, seconds=50).rating
        >= grade_estimate(task, far, seconds=50).rating
    )


@given(positive, positive, all_bands, st.floats(min_value=0, max_value=1e4))
def test_points_are_between_0_and_100(
    answer: float, truth: float, bands: Bands, seconds: float
) -> None:
    task = EstimateTask(truth, bands, 60)
    assert 0 <= sprint_points(task, grade_estimate(task, answer, seconds=seconds), seconds) <= 100
