"""Drill instances: their text, steps, typed answers and grades."""

import time
from dataclasses import replace

import pytest

from flashdesign.domain.drills.grading import CLOSED, grade_estimate
from flashdesign.domain.drills.instance import draw, format_quantity, instance_of, read_answer, task
from flashdesign.domain.drills.template import Mistake, OneOf, Param, Step, Template
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.unit import WrongFamilyError, parse_unit
from flashdesign.domain.scheduling.memory import Rating
from tests.support.drills.templates import BITS, DOWNTIME, MAIL, POSTS

WORKED = {"mau": 300e6, "share": 50.0, "posts": 2.0}
# Measuring coverage makes everything slower, some of it six times.
# Far above the usual time, far below a hang.
SLOWEST_S = 0.5


def test_a_question_has_its_values_in_words() -> None:
    instance = instance_of(POSTS, WORKED)
    assert instance.question == (
        "300 million people a month, 50 % of them daily, 2 posts each. Posts per second?"
    )
    assert instance.values == WORKED
    assert instance.truth_text == "3,470 posts/s"
    assert [(step.name, step.text, step.ask) for step in instance.steps] == [
        ("dau", "150 million users/day", True),
        ("answer", "3,470 posts/s", False),
    ]
    assert instance.mistakes[0].explanation == "You divided by the hours of a year."
    assert instance.mistakes[0].value == pytest.approx(34246.6)


def test_an_instance_is_restored_from_its_stored_values() -> None:
    for template in (POSTS, BITS, MAIL):
        drawn = draw(template, 11)
        assert instance_of(template, drawn.values) == drawn
        assert draw(template, 11) == drawn


@pytest.mark.parametrize(
    ("typed", "seconds", "rating", "mistake"),
    [
        pytest.param("3500", 40, Rating.GOOD, None, id="rounded"),
        pytest.param("3472", 20, Rating.EASY, None, id="right and fast"),
        pytest.param("3500", 100, Rating.HARD, None, id="right and slow"),
        pytest.param("2000", 60, Rating.HARD, None, id="rounded too coarsely"),
        pytest.param("5600", 40, Rating.AGAIN, 1, id="rounded from the monthly users"),
        pytest.param("6900", 40, Rating.AGAIN, 1, id="the monthly users"),
        pytest.param("34247", 40, Rating.AGAIN, 0, id="the hours of a year"),
        pytest.param("3500", 160, Rating.HARD, None, id="begun in time, sent late"),
        pytest.param(None, 150, Rating.AGAIN, None, id="nothing"),
    ],
)
def test_the_worked_instance(
    typed: str | None, seconds: float, rating: Rating, mistake: int | None
) -> None:
    instance = instance_of(POSTS, WORKED)
    given = None if typed is None else read_answer(instance, typed).value
    verdict = grade_estimate(task(instance), given, seconds=seconds)
    assert (verdict.rating, verdict.mistake) == (rating, mistake)


def test_a_task_has_all_that_an_answer_is_graded_by() -> None:
    instance = instance_of(POSTS, WORKED)
    found = task(instance)
    assert (found.truth, found.bands, found.target_s) == (instance.truth, CLOSED, 50)
    assert found.mistakes == tuple(mistake.value for mistake in instance.mistakes)
    assert not found.is_share
    assert task(instance, 80.0).target_s == 80
    share = replace(POSTS, unit="%", params=POSTS.params)
    assert task(instance_of(share, WORKED)).is_share


@pytest.mark.parametrize(
    ("template", "expected"),
    [
        pytest.param(MAIL, "2.5 to 15 GB", id="a range with one unit"),
        pytest.param(replace(MAIL, span=("years / 10", "years")), "500 MB to 5 GB", id="two units"),
        pytest.param(replace(MAIL, span=("years", "years")), "5 GB", id="a range of one"),
    ],
)
def test_text_of_a_range(template: Template, expected: str) -> None:
    assert instance_of(template, {"years": 5.0}).truth_text == expected


@pytest.mark.parametrize(
    ("number", "unit", "expected"),
    [
        pytest.param(300e6, "", "300 million", id="a count of millions"),
        pytest.param(1e9, "users", "1 billion users", id="a billion things"),
        pytest.param(2000, "", "2,000", id="thousands in digits"),
        pytest.param(3500, "posts/s", "3,500 posts/s", id="a rate"),
        pytest.param(1, "servers", "1 server", id="one thing"),
        pytest.param(0.1, "photos/day", "0.1 photos/day", id="less than one"),
        pytest.param(20, "%", "20 %", id="a share"),
        pytest.param(0.5, "MB", "500 kB", id="a size climbs down"),
        pytest.param(30, "TB/day", "30 TB/day", id="a size per day"),
        pytest.param(248, "days", "248 days", id="days"),
        pytest.param(1, "day", "1 day", id="one day"),
        pytest.param(80, "ms", "80 ms", id="a short time"),
        pytest.param(200, "thousand USD", "200,000 USD", id="money"),
        pytest.param(-5, "", "-5", id="below zero"),
        pytest.param(0, "jobs", "0 jobs", id="nothing"),
    ],
)
def test_numbers_in_sentences(number: float, unit: str, expected: str) -> None:
    assert format_quantity(number, parse_unit(unit)) == expected


@pytest.mark.parametrize(
    ("typed", "value"),
    [
        pytest.param("432", 432 * 60 / (30 * 86_400), id="without the unit"),
        pytest.param("7.2 h", 7.2 * 3600 / (30 * 86_400), id="without the time"),
        pytest.param("1 %", 0.01, id="another family that is accepted"),
    ],
)
def test_an_answer_in_any_unit_that_fits(typed: str, value: float) -> None:
    assert read_answer(draw(DOWNTIME, 0), typed).value == pytest.approx(value)


def test_an_answer_of_the_wrong_family_is_rejected() -> None:
    with pytest.raises(WrongFamilyError, match="Answer in min per 30 days"):
        read_answer(draw(DOWNTIME, 0), "3 requests")
    with pytest.raises(QuantityError, match="Start with a number"):
        read_answer(draw(DOWNTIME, 0), "many")


def test_the_decimal_comma_is_read() -> None:
    assert read_answer(draw(POSTS, 0), "1,5", decimal_comma=True).value == 1.5


def test_a_draw_is_fast() -> None:
    template = replace(POSTS, params=(*POSTS.params[1:], Param("mau", OneOf((1e6,) * 200))))
    spent = []
    for seed in range(20):
        start = time.process_time()
        draw(template, seed)
        spent.append(time.process_time() - start)
    assert sorted(spent)[10] < SLOWEST_S


def test_mistakes_with_the_same_number_are_named_together() -> None:
    mistakes = (
        Mistake("dau * posts / 3600", "You took an hour for a day."),
        Mistake("dau * posts / 3650", "You divided by ten years of days."),
        Mistake("mau * posts / 86400", "You took the monthly users."),
    )
    found = draw(replace(POSTS, mistakes=mistakes), 1).mistakes
    together = (
        "Either: You took an hour for a day. Or: You divided by ten years of days.",
        "You took the monthly users.",
    )
    assert [mistake.explanation for mistake in found] == [together[0], *together]


def test_a_share_typed_for_a_percentage_is_a_mistake() -> None:
    steps = (Step("answer", "100 - a", "%"),)
    rest = replace(DOWNTIME, steps=steps, unit="%", accept_units=())
    instance = instance_of(rest, {"a": 95.0})
    verdict = grade_estimate(task(instance), read_answer(instance, "0.05").value, seconds=9)
    assert verdict.rating is Rating.AGAIN
    assert verdict.mistake is not None
    assert instance.mistakes[verdict.mistake].explanation == (
        "You typed a share of 1: in percent the number is 100 times as large."
    )


def test_an_answer_that_counts_a_given_thing_is_asked_back() -> None:
    instance = draw(replace(POSTS, params=(replace(POSTS.params[0]), *POSTS.params[1:])), 1)
    with pytest.raises(QuantityError) as refusal:
        read_answer(instance, "300M users")
    assert str(refusal.value) == ("This counts users, which the question gives. Answer in posts/s.")
    assert read_answer(instance, "3500 tweets/s").value == 3500


def test_three_mistakes_with_one_number_are_named_in_a_row() -> None:
    mistakes = tuple(Mistake("dau * posts / 3600", f"Mistake {name}.") for name in "ABC")
    found = draw(replace(POSTS, mistakes=mistakes), 1).mistakes
    assert found[0].explanation == "Either: Mistake A. Or: Mistake B. Or: Mistake C."


def test_exact_mistakes_are_named_together_only_if_equal() -> None:
    mistakes = (Mistake("answer - 1", "Down."), Mistake("answer - 2", "Twice down."))
    found = draw(replace(BITS, mistakes=mistakes), 1).mistakes
    assert [mistake.explanation for mistake in found] == ["Down.", "Twice down."]


def test_a_mistake_that_is_not_above_zero_is_known_by_its_number_alone() -> None:
    mistakes = (
        Mistake("dau * posts - dau * posts", "You subtracted all."),
        Mistake("0 - dau * posts", "You subtracted twice."),
        Mistake("dau * posts / 3600", "You took an hour for a day."),
    )
    found = draw(replace(POSTS, mistakes=mistakes), 1).mistakes
    assert [mistake.explanation for mistake in found] == [mistake.say for mistake in mistakes]


def test_an_answer_in_an_accepted_unit_of_another_time_is_converted() -> None:
    accepts = draw(replace(POSTS, accept_units=("posts/h", "posts/day")), 1)
    assert read_answer(accepts, "86400 posts/day").value == 1
    with pytest.raises(QuantityError, match="per year"):
        read_answer(accepts, "5 posts/year")
