"""The memory of a card, and the names of the grades."""

import pytest

from flashdesign.domain.scheduling.memory import Rating, grade_name


@pytest.mark.parametrize(
    ("rating", "expected"),
    [
        pytest.param(Rating.AGAIN, "Again", id="forgotten"),
        pytest.param(Rating.HARD, "Hard", id="recalled with effort"),
        pytest.param(Rating.GOOD, "Good", id="recalled"),
        pytest.param(Rating.EASY, "Easy", id="recalled at once"),
    ],
)
def test_each_grade_has_a_name(rating: Rating, expected: str) -> None:
    assert grade_name(rating) == expected
