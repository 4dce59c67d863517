"""Validation of templates: all problems, each with its place, in a short time."""

import sys
import time
from dataclasses import replace

import pytest

from flashdesign.domain.drills.template import (
    Assumption,
    Distribution,
    Mistake,
    OneOf,
    Param,
    Place,
    RoundNumber,
    Step,
    Template,
    WholeNumber,
)
from flashdesign.domain.drills.validation import TemplateProblem, find_problems, format_place
from tests.support.drills.templates import BITS, DOWNTIME, MAIL, POSTS

# Measuring coverage makes everything slower, some of it six times.
SLOWEST_S = 0.5 if sys.gettrace() is None else 2.0


def posts(**changes: object) -> Template:
    return replace(POSTS, **changes)  # type: ignore[arg-type]


def drawing(spread: Distribution) -> Template:
    return replace(BITS, params=(Param("n", spread),))


@pytest.mark.parametrize("template", [POSTS, BITS, MAIL, DOWNTIME])
def test_a_valid_template_has_no_flaws(template: Template) -> None:
    assert find_problems(template) == ()


FLAWS = [
    (posts(steps=(), answer="x", mistakes=()), ("steps",), "needs a step", "no step"),
    (
        posts(mistakes=POSTS.mistakes * 11),
        ("mistakes",),
        "'mistakes' has 22 entries; the limit is 20",
        "many mistakes",
    ),
    (
        posts(mistakes=(Mistake("+".join(["answer"] * 38), "x"),) * 10),
        (),
        "the limit is 2,000",
        "formulas without end",
    ),
    (
        posts(steps=(*POSTS.steps, Step("Avg", "1"))),
        ("steps", 2, "name"),
        "'Avg' is not a valid name; use lowercase letters",
        "a name with a capital",
    ),
    (
        posts(steps=(*POSTS.steps, Step("max", "1"))),
        ("steps", 2, "name"),
        "'max' is not a valid name; it is a function",
        "a name of a function",
    ),
    (
        posts(steps=(*POSTS.steps, Step("mau", "1"))),
        ("steps", 2, "name"),
        "'mau' is used twice",
        "a name used twice",
    ),
    (posts(answer="anser"), ("answer",), "did you mean 'answer'?", "a misspelt answer"),
    (posts(answer="zz"), ("answer",), "the steps are: dau, answer", "an unknown answer"),
    (posts(level=4), ("level",), "1, 2 or 3", "a level too high"),
    (posts(target_s=0), ("target_s",), "more than 0", "no time at all"),
    (posts(bands=(0.3, 0.2, 0.1)), ("bands",), "the narrowest first", "bands that fall"),
    (
        posts(prompt=POSTS.prompt.replace("{mau}", "{mua}")),
        ("prompt",),
        "{mua} is not a parameter; did you mean {mau}?",
        "a misspelt placeholder",
    ),
    (
        posts(prompt=POSTS.prompt + " {zz}"),
        ("prompt",),
        "the parameters are: mau, share, posts",
        "an unknown placeholder",
    ),
    (
        posts(prompt="{mau} {posts}?"),
        ("params", 1, "name"),
        "does not mention {share}",
        "a value that is not told",
    ),
    (
        posts(prompt=POSTS.prompt + " {"),
        ("prompt",),
        "a brace is not part of a placeholder such as {dau}",
        "a lone brace",
    ),
    (posts(prompt=POSTS.prompt * 40), ("prompt",), "2,000 characters", "a long prompt"),
    (drawing(OneOf(())), ("params", 0), "no value to draw", "nothing to choose from"),
    (drawing(OneOf((1.0,) * 201)), ("params", 0), "201 values", "too much to choose from"),
    (drawing(OneOf((1e31,))), ("params", 0), "above 1e+30", "a value without end"),
    (drawing(WholeNumber(5, 1, 1)), ("params", 0), "from low to high", "whole numbers that fall"),
    (drawing(WholeNumber(1, 5, 0)), ("params", 0), "steps of 1 or more", "a step of nothing"),
    (drawing(WholeNumber(1, 10**31, 1)), ("params", 0), "above 1e+30", "whole numbers without end"),
    (
        drawing(RoundNumber(0, 10, (1.0,))),
        ("params", 0),
        "low to high, above 0",
        "nice numbers from zero",
    ),
    (
        drawing(RoundNumber(1, 10, (10.0,))),
        ("params", 0),
        "from 1 to below 10",
        "a mantissa of ten",
    ),
    (
        drawing(RoundNumber(4, 5, (1.0,))),
        ("params", 0),
        "no value to draw",
        "no nice number between",
    ),
    (
        replace(MAIL, assumptions=(Assumption("mails", 40.0, "x", span=(50.0, 80.0)),)),
        ("assumptions", 0),
        "contain 'usual'",
        "a usual value outside its range",
    ),
    (posts(unit="TB/TB"), ("unit",), "is not valid", "a unit that is none"),
    (
        posts(accept_units=("mb",)),
        ("accept_units", 0),
        "MB or Mbit",
        "an accepted unit that is ambiguous",
    ),
    (
        posts(mistakes=(Mistake("dua / 2", "x"),)),
        ("mistakes", 0, "expr"),
        "Did you mean dau?",
        "a misspelt name in a mistake",
    ),
    (posts(constraints=("mau",)), ("constraints", 0), "compares two", "half a constraint"),
    (
        posts(constraints=("mau < 1",)),
        ("constraints",),
        "None of 100 draws met",
        "a constraint that cannot be met",
    ),
    (
        posts(mistakes=(Mistake("1 / (mau - mau)", "x"),)),
        ("mistakes", 0, "expr"),
        "Division by zero",
        "a mistake without a value",
    ),
    (
        posts(mistakes=(Mistake("9**9**9**9", "x"),)),
        ("mistakes", 0, "expr"),
        "exponent is above",
        "a tower of powers",
    ),
]


@pytest.mark.parametrize(
    ("template", "place", "message"),
    [pytest.param(template, place, expected, id=name) for template, place, expected, name in FLAWS],
)
def test_a_flaw_has_its_place(template: Template, place: Place, message: str) -> None:
    start = time.process_time()
    found = find_problems(template)
    assert time.process_time() - start < SLOWEST_S
    assert any(flaw.place == place and message in flaw.message for flaw in found), found


def test_all_flaws_are_returned() -> None:
    template = posts(answer="zz", level=9, unit="mb", constraints=("mau",))
    places = {flaw.place for flaw in find_problems(template)}
    assert places == {("answer",), ("level",), ("unit",), ("constraints", 0)}


@pytest.mark.parametrize(
    ("place", "expected"),
    [
        pytest.param((), "", id="the template itself"),
        pytest.param(("answer",), "answer", id="a field"),
        pytest.param(("steps", 1, "expr"), "steps 2, expr", id="a field of an entry"),
    ],
)
def test_a_place_in_words(place: Place, expected: str) -> None:
    assert format_place(place) == expected


def test_a_hostile_template_is_checked_fast() -> None:
    """The most work within the limits: the last of many constraints fails each time."""
    long = "+".join(["n"] * 35)
    template = replace(
        BITS,
        constraints=(*(f"{long} > 0" for _ in range(5)), f"{long} < 0"),
        mistakes=tuple(Mistake(f"ceil(log2(n)) + {long} * 0", "x") for _ in range(20)),
    )
    start = time.process_time()
    assert find_problems(template) == (
        TemplateProblem(
            ("constraints",), "None of 100 draws met the constraints; make them less strict."
        ),
    )
    assert time.process_time() - start < SLOWEST_S


def test_a_hostile_exact_drill_is_redrawn_fast() -> None:
    long = "+".join(["n"] * 35)
    mistakes = tuple(Mistake(f"ceil(log2(n)) + ({long}) * 0", "x") for _ in range(20))
    start = time.process_time()
    assert find_problems(replace(BITS, mistakes=mistakes)) == ()
    assert time.process_time() - start < SLOWEST_S
