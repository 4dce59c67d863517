"""A grade can be changed by one step only."""

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.drills.session_base import adjust_grade, grade_choices

AGAIN, HARD, GOOD, EASY = Rating


@pytest.mark.parametrize(
    ("automatic", "grades"),
    [
        pytest.param(AGAIN, (AGAIN, HARD), id="at the lower end"),
        pytest.param(GOOD, (HARD, GOOD, EASY), id="in the middle"),
        pytest.param(EASY, (GOOD, EASY), id="at the upper end"),
    ],
)
def test_the_neighboring_grades_are_offered(automatic: Rating, grades: tuple[Rating, ...]) -> None:
    assert grade_choices(automatic) == grades


@pytest.mark.parametrize(
    ("suggested", "step", "automatic", "then"),
    [
        pytest.param(GOOD, 1, GOOD, EASY, id="up"),
        pytest.param(GOOD, -1, GOOD, HARD, id="down"),
        pytest.param(HARD, 1, GOOD, GOOD, id="back"),
        pytest.param(HARD, -1, GOOD, HARD, id="no further"),
        pytest.param(AGAIN, -1, AGAIN, AGAIN, id="the lowest grade"),
    ],
)
def test_a_grade_is_adjusted(suggested: Rating, step: int, automatic: Rating, then: Rating) -> None:
    assert adjust_grade(suggested, step, automatic) is then
