"""Templates: values to draw from, bands, and formulas in order."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.grading import CLOSED, OPEN, Bands
from flashdesign.domain.drills.template import (
    Distribution,
    OneOf,
    RoundNumber,
    WholeNumber,
    bands_of,
    constraints_of,
    count_values,
    expand_spread,
    formulas_of,
    given_names,
    value_at,
)
from tests.support.drills.templates import MAIL, POSTS


@pytest.mark.parametrize(
    ("spread", "values"),
    [
        pytest.param(OneOf((3.0, 1.5)), [3, 1.5], id="listed values, in order"),
        pytest.param(WholeNumber(1, 6, 2), [1, 3, 5], id="whole numbers by a step"),
        pytest.param(WholeNumber(4, 4, 1), [4], id="one whole number"),
        pytest.param(RoundNumber(1, 30, (1.0, 2.0, 5.0)), [1, 2, 5, 10, 20], id="nice numbers"),
        pytest.param(RoundNumber(0.2, 0.5, (1.0, 3.0)), [0.3], id="nice numbers below one"),
        pytest.param(RoundNumber(4, 4.5, (1.0,)), [], id="no nice number between"),
        pytest.param(RoundNumber(1e6, 1e6, (1.0,)), [1e6], id="both ends count"),
    ],
)
def test_the_values_to_draw_from(spread: Distribution, values: list[float]) -> None:
    listed = expand_spread(spread)
    assert [value_at(listed, index) for index in range(count_values(listed))] == values


def test_bands_have_a_name_or_are_given() -> None:
    assert bands_of(POSTS) == CLOSED
    assert bands_of(replace(POSTS, bands=(0.1, 0.2, 0.3))) == Bands(0.1, 0.2, 0.3)


def test_formulas_can_use_earlier_steps() -> None:
    known = {placed.place: placed.known for placed in formulas_of(POSTS)}
    assert known["steps", 0, "expr"] == ("mau", "share", "posts")
    assert known["steps", 1, "expr"] == ("mau", "share", "posts", "dau")
    assert known["mistakes", 1, "expr"] == ("mau", "share", "posts", "dau", "answer")
    assert [placed.place for placed in formulas_of(MAIL)][2:] == [("range", 0), ("range", 1)]


def test_constraints_can_use_drawn_and_assumed_values() -> None:
    (placed,) = constraints_of(replace(MAIL, constraints=("years < mails",)))
    assert placed.place == ("constraints", 0)
    assert placed.known == given_names(MAIL) == ("years", "mails")


def test_an_open_drill_with_a_range_has_narrow_bands_around_it() -> None:
    assert bands_of(MAIL) == Bands(0, 0.15, 0.40)
    assert bands_of(replace(MAIL, span=None)) == OPEN
    assert bands_of(replace(MAIL, bands="closed")) == CLOSED
