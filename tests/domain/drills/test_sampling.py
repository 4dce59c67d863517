"""Draws by a seed and their results."""

from collections import Counter
from dataclasses import replace

import pytest

from flashdesign.domain.drills.sampling import DrillError, calculate, prepare, solve
from flashdesign.domain.drills.template import Mistake, OneOf, Param, Step, Template
from tests.support.drills.templates import BITS, MAIL, POSTS

SEEDS = range(300)


def posts(**changes: object) -> Template:
    return replace(POSTS, **changes)  # type: ignore[arg-type]


def test_a_seed_draws_the_same_on_all_machines() -> None:
    """These values must not change: old attempts store their seed."""
    prepared = prepare(POSTS)
    drawn = [solve(prepared, seed).values for seed in (0, 1, 2**63, -5)]
    assert [(v["mau"], v["share"], v["posts"]) for v in drawn] == [
        (100e6, 50, 5),
        (100e6, 50, 5),
        (300e6, 50, 3),
        (300e6, 20, 1),
    ]


def test_all_values_are_drawn_about_equally_often() -> None:
    prepared = prepare(POSTS)
    drawn = Counter(solve(prepared, seed).values["mau"] for seed in SEEDS)
    assert set(drawn) == {100e6, 200e6, 300e6}
    assert min(drawn.values()) > len(SEEDS) / 5


def test_the_truth_and_the_mistakes_are_in_base_units() -> None:
    numbers = calculate(prepare(POSTS), {"mau": 300e6, "share": 50.0, "posts": 2.0})
    assert numbers.truth == pytest.approx(3472.222)
    assert numbers.mistakes == pytest.approx((34246.6, 6944.44), rel=1e-5)
    assert calculate(prepare(BITS), {"n": 1024.0}).truth == 10 / 8


def test_an_open_drill_has_a_range() -> None:
    numbers = calculate(prepare(MAIL), {"years": 10.0, "mails": 40.0})
    assert numbers.truth == pytest.approx((5e9, 30e9))
    assert numbers.values["answer"] == pytest.approx(10.95)


def test_constraints_select_draws() -> None:
    prepared = prepare(posts(constraints=("mau * posts >= 500e6", "share < 50")))
    for seed in SEEDS:
        values = solve(prepared, seed).values
        assert values["mau"] * values["posts"] >= 500e6
        assert values["share"] == 20


def test_an_exact_drill_is_drawn_again_while_a_mistake_is_right() -> None:
    template = replace(BITS, mistakes=(Mistake("n / 100", "You divided by 100."),))
    template = replace(template, params=(Param("n", OneOf((1000.0, 5000.0))),))
    assert {solve(prepare(template), seed).values["n"] for seed in SEEDS} == {5000.0}


def test_an_exact_drill_with_a_mistake_that_is_always_right_is_still_drawn() -> None:
    template = replace(BITS, mistakes=(Mistake("answer", "You were right."),))
    assert solve(prepare(template), 0).truth == solve(prepare(BITS), 0).truth


def test_a_drill_with_bands_is_not_drawn_again() -> None:
    template = posts(mistakes=(Mistake("answer", "You were right."),))
    assert solve(prepare(template), 4) != solve(prepare(POSTS), 4)
    assert solve(prepare(template), 4).values == solve(prepare(POSTS), 4).values


@pytest.mark.parametrize(
    ("template", "place", "problem"),
    [
        pytest.param(
            posts(constraints=("mau < 1",)),
            ("constraints",),
            "None of 100 draws met",
            id="constraints that cannot be met",
        ),
        pytest.param(
            posts(constraints=("mau / (share - share) < 1",)),
            ("constraints", 0),
            "Division by zero (character 8). Keep the divisor above zero, or add a "
            "constraint. Values: mau = ",
            id="a constraint without a value",
        ),
        pytest.param(
            posts(steps=(Step("answer", "mau / (posts - posts)"),), mistakes=()),
            ("steps", 0, "expr"),
            "Division by zero",
            id="a step without a value",
        ),
        pytest.param(
            posts(steps=(Step("answer", "0 - mau"),), mistakes=()),
            ("answer",),
            "The answer must be above zero. Values: mau = ",
            id="a negative answer",
        ),
        pytest.param(
            replace(MAIL, span=("years", "years / 2")),
            ("range",),
            "The range must go from low to high, above zero. Values: mails = 40, years = ",
            id="a range that falls",
        ),
        pytest.param(
            replace(MAIL, params=(), span=("0", "1"), steps=(Step("answer", "mails"),)),
            ("range",),
            "Values: mails = 40.",
            id="a range from zero",
        ),
        pytest.param(
            replace(BITS, params=(), steps=(Step("answer", "0"),), mistakes=()),
            ("answer",),
            "Values: none.",
            id="zero without a parameter",
        ),
    ],
)
def test_invalid_draws(template: Template, place: object, problem: str) -> None:
    with pytest.raises(DrillError) as refusal:
        solve(prepare(template), 1)
    assert refusal.value.place == place
    assert problem in str(refusal.value)


@pytest.mark.parametrize(
    ("template", "place"),
    [
        pytest.param(
            posts(steps=(Step("answer", "mau * pots"),), mistakes=()),
            ("steps", 0, "expr"),
            id="a misspelled name in a step",
        ),
        pytest.param(posts(constraints=("mau",)), ("constraints", 0), id="half a constraint"),
    ],
)
def test_an_invalid_formula_is_named(template: Template, place: object) -> None:
    with pytest.raises(DrillError, match="character") as refusal:
        prepare(template)
    assert refusal.value.place == place
