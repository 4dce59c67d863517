"""Templates whose formulas do not give the declared units are refused, with a cure."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.template import Assumption, Mistake, OneOf, Param, Step, Template
from flashdesign.domain.drills.unit_check import unit_problems

PHOTOS = Template(
    prompt="{users} users upload {photos} photos a day of {size} each. Bytes a day?",
    params=(
        Param("users", OneOf((10e6,)), measure="users"),
        Param("photos", OneOf((1.0, 2.0)), measure="photos/user/day"),
        Param("size", OneOf((1.0, 3.0)), "MB", measure="MB/photo"),
    ),
    steps=(
        Step("count", "users * photos", "photos/day"),
        Step("answer", "count * size / 1e6", "TB/day"),
    ),
    answer="answer",
    unit="TB/day",
)


def changed(**changes: object) -> Template:
    return replace(PHOTOS, **changes)  # type: ignore[arg-type]


def with_step(expr: str, unit: str, asked: str | None = None) -> Template:
    steps = (PHOTOS.steps[0], Step("answer", expr, unit))
    return changed(steps=steps, unit=asked or unit)


def problems(template: Template) -> list[str]:
    return [f"{place}: {message}" for place, message in unit_problems(template)]


@pytest.mark.parametrize(
    "template",
    [
        pytest.param(PHOTOS, id="all units"),
        pytest.param(with_step("count * size / 1e6", ""), id="a step without a unit"),
        pytest.param(with_step("count * size", "MB/day"), id="another scale"),
        pytest.param(with_step("count * 3", "1/day"), id="a unit that counts anything"),
        pytest.param(with_step("5", "TB/day"), id="a constant"),
        pytest.param(with_step("count * size / 1e6 * 3", "TB/day"), id="three copies"),
        pytest.param(changed(constraints=("size > 0",)), id="a constraint"),
        pytest.param(
            changed(params=(Param("users", OneOf((1.0,))), *PHOTOS.params[1:])),
            id="a number without a unit may count users",
        ),
    ],
)
def test_units_that_fit(template: Template) -> None:
    assert problems(replace(template, unit=template.unit or "TB/day")) == []


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param(
            with_step("count * size", "B/day"),
            "('steps', 1, 'expr'): This gives MB/day, but the unit is B/day. Multiply by 1e6.",
            id="megabytes for bytes",
        ),
        pytest.param(
            with_step("count * size / 1e6 / 8", "TB/day"),
            "This gives 8,000,000 MB/day, but the unit is TB/day. Multiply by 8.",
            id="bits for bytes",
        ),
        pytest.param(
            with_step("count * size * 60", "MB/day"),
            "('steps', 1, 'expr'): This gives 0.0167 MB/day, but the unit is MB/day. Divide by 60.",
            id="a minute too many",
        ),
        pytest.param(
            with_step("users * size / 1e6", "TB/day"),
            "('steps', 1, 'expr'): This gives users·TB/photo, but the unit is TB/day. Multiply by"
            " a value in 1/day, or give one of the names its full unit or measure.",
            id="photos forgotten",
        ),
        pytest.param(
            with_step("count * count", "photos/day"),
            "('steps', 1, 'expr'): This gives photos^2/day^2, but the unit is photos/day. Multiply"
            " by a value in day, or give one of the names its full unit or measure.",
            id="a square",
        ),
        pytest.param(
            changed(steps=(Step("count", "users", "photos"), PHOTOS.steps[1])),
            "('steps', 0, 'expr'): This gives users, but the unit is photos."
            " Give what is counted: a measure such as posts/user.",
            id="users for photos",
        ),
        pytest.param(
            with_step("count * size / 1e6", "TB/day", asked="GB/day"),
            "('unit',): step 'answer' is in TB/day, but the answer is asked in GB/day",
            id="another unit asked",
        ),
        pytest.param(
            changed(constraints=("size > photos",)),
            "('constraints', 0): MB/photo and photos/user/day cannot be combined (character 1)."
            " Convert one of them to the unit of the other.",
            id="a constraint between unlike values",
        ),
        pytest.param(
            changed(mistakes=(Mistake("count + size", "Added."),)),
            "('mistakes', 0, 'expr'): photos/day and MB/photo cannot be combined (character 9)."
            " Convert one of them to the unit of the other.",
            id="a mistake that adds unlike values",
        ),
        pytest.param(
            changed(mistakes=(Mistake("answer * 1000", "That is in MB.", "MB/day"),)),
            "('mistakes', 0, 'expr'): This gives GB/day, but the unit is MB/day. Multiply by 1000.",
            id="a mistake in another unit than it says",
        ),
        pytest.param(
            changed(
                params=(*PHOTOS.params[:2], Param("size", OneOf((1.0,)), "MB", "", "GB/photo"))
            ),
            "('params', 2, 'measure'): the unit MB does not begin the measure GB/photo",
            id="two units of a parameter",
        ),
        pytest.param(
            changed(span=("answer", "count"), assumptions=()),
            "('range', 1): This gives photos/day, but the unit is TB/day. Multiply by a value in"
            " TB, or give one of the names its full unit or measure.",
            id="a range in another unit",
        ),
    ],
)
def test_units_that_do_not_fit_are_named_with_the_cure(template: Template, expected: str) -> None:
    assert any(expected in problem for problem in problems(template))


def test_a_range_can_use_the_ends_of_an_assumption() -> None:
    assumed = Assumption("share", 20.0, "uploaders", "%", (10.0, 50.0))
    ends = ("answer * share_low / 100", "answer * share_high / 100")
    assert problems(changed(assumptions=(assumed,), span=ends)) == []


def test_a_mistake_in_its_own_unit_is_accepted() -> None:
    assert problems(changed(mistakes=(Mistake("answer * 1000", "GB.", "GB/day"),))) == []
