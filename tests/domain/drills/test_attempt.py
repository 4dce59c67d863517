"""An attempt has all values needed to grade it again."""

from dataclasses import replace
from math import inf, log10

import pytest

from flashdesign.domain.drills.attempt import (
    AttemptAnswer,
    finite,
    regrade_attempt,
    signed_error,
    task_of,
)
from flashdesign.domain.drills.grading import (
    CLOSED,
    EstimateTask,
    Reason,
    Truth,
    Verdict,
    grade_estimate,
)
from flashdesign.domain.scheduling.memory import Rating
from tests.support.drills.attempts import DOUBLED, TRUTH, attempt, posed


def test_the_task_equals_that_of_the_instance() -> None:
    assert task_of(posed()) == EstimateTask(TRUTH, CLOSED, 50, (2 * TRUTH,))


def test_grading_it_again_gives_the_same_grade() -> None:
    for value in (None, 0.0, 3500.0, 2000.0, 6900.0):
        earlier = attempt(value)
        verdict = grade_estimate(
            task_of(earlier.question), earlier.answer.value, seconds=earlier.answer.seconds
        )
        assert regrade_attempt(earlier, verdict, earlier.rule) == earlier


@pytest.mark.parametrize(
    ("automatic", "kept", "new_rating", "expected"),
    [
        pytest.param(Rating.GOOD, Rating.GOOD, Rating.HARD, Rating.HARD, id="not moved"),
        pytest.param(Rating.GOOD, Rating.EASY, Rating.HARD, Rating.GOOD, id="moved up"),
        pytest.param(
            Rating.GOOD, Rating.HARD, Rating.AGAIN, Rating.AGAIN, id="no lower than Again"
        ),
    ],
)
def test_the_users_adjustment_is_kept(
    automatic: Rating, kept: Rating, new_rating: Rating, expected: Rating
) -> None:
    earlier = replace(attempt(3500), automatic=automatic, rating=kept)
    after = regrade_attempt(earlier, Verdict(new_rating, 0.5, Reason.WRONG, 0), 2)
    assert (after.automatic, after.rating, after.mistake, after.rule) == (
        new_rating,
        expected,
        0,
        2,
    )
    assert after.error_log10 == 0.5


def test_a_recognized_mistake_has_its_explanation() -> None:
    assert attempt(6900).mistake_text == DOUBLED
    assert attempt(3500).mistake_text == ""


def test_an_untimed_answer_has_no_seconds() -> None:
    assert AttemptAnswer(ms=1500).seconds == 1.5
    assert AttemptAnswer(ms=1500, is_timed=False).seconds is None


@pytest.mark.parametrize(
    ("value", "truth", "signed"),
    [
        pytest.param(None, 10.0, None, id="no answer"),
        pytest.param(0.0, 10.0, None, id="zero"),
        pytest.param(inf, 10.0, None, id="no number"),
        pytest.param(5.0, 10.0, -log10(2), id="low"),
        pytest.param(20.0, 10.0, log10(2), id="high"),
        pytest.param(7.0, (5.0, 10.0), 0.0, id="inside a range"),
        pytest.param(20.0, (5.0, 10.0), log10(2), id="beyond its nearer end"),
    ],
)
def test_signed_error(value: float | None, truth: Truth, signed: float | None) -> None:
    found = signed_error(value, truth)
    assert found == (None if signed is None else pytest.approx(signed))


def test_an_attempt_has_a_signed_error() -> None:
    assert attempt(TRUTH / 10).signed_log10 == pytest.approx(-1)


def test_an_infinite_error_is_none() -> None:
    assert finite(inf) is None
    assert finite(0.5) == 0.5
