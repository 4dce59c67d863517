"""Matching tasks: shuffled by a seed, marked by row."""

from dataclasses import replace
from math import factorial

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.matching import (
    MatchingTask,
    grade_matching,
    mark_rows,
)
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import Basic, Bucket, Classify, Match, Ordering
from flashdesign.domain.scheduling.memory import Rating

PHASES = Ordering("?", ("scope", "sketch", "deep dive", "wrap up"), ("code",))
STEPS = replace(PHASES, overlap=1)
PAIRS = Match("?", (("latency", "ms"), ("p99", "ms"), ("throughput", "QPS")), ("bytes",))
SORTS = Classify("?", (Bucket("up", ("bigger",)), Bucket("out", ("shard", "copy"))))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(
            PHASES,
            {"1": "scope", "2": "sketch", "3": "deep dive", "4": "wrap up"},
            id="an order has a row for each place",
        ),
        pytest.param(
            PAIRS, {"latency": "ms", "p99": "ms", "throughput": "QPS"}, id="a match finds pairs"
        ),
        pytest.param(
            SORTS, {"bigger": "up", "shard": "out", "copy": "out"}, id="a classify finds buckets"
        ),
    ],
)
@given(seed=st.integers(0, 2**32))
def test_a_task_has_the_right_choice_of_each_row(
    question: Question, expected: dict[str, str], seed: int
) -> None:
    task = question.matching("", seed)
    assert task is not None
    right = [task.choices[at] for at in task.right]
    assert dict(zip(task.rows, right, strict=True)) == expected
    assert mark_rows(task, task.right) == (True,) * len(task.rows)
    assert mark_rows(task, [None] * len(task.rows)) == (False,) * len(task.rows)
    assert task == question.matching("", seed)
    assert not task.once or len(set(task.right)) == len(task.rows)


@pytest.mark.parametrize(
    ("question", "part"), [(Basic("q", "a"), ""), (STEPS, "o2")], ids=["a question", "one step"]
)
def test_other_questions_have_nothing_to_match(question: Question, part: str) -> None:
    assert question.matching(part, 0) is None


@pytest.mark.parametrize("count", [2, 3, 4, 7])
@pytest.mark.parametrize("extra", [(), ("x", "y")], ids=["alone", "with distractors"])
@pytest.mark.parametrize("is_order", [True, False], ids=["an order", "a match"])
def test_the_choices_never_come_in_the_right_order(
    count: int, extra: tuple[str, ...], *, is_order: bool
) -> None:
    items = tuple("abcdefg"[:count])
    pairs = tuple((item.upper(), item) for item in items)
    question = Ordering("?", items, extra) if is_order else Match("?", pairs, extra)
    orders = set()
    for seed in range(500):
        task = question.matching("", seed)
        assert task is not None
        assert sorted(task.choices) == sorted((*items, *extra))
        orders.add(tuple(choice for choice in task.choices if choice in items))
    assert items not in orders
    assert len(orders) >= min(factorial(count) - 1, 100)


@pytest.mark.parametrize("sizes", [(1, 1), (2, 1), (2, 2), (1, 0, 3)])
def test_the_items_never_come_group_by_group(sizes: tuple[int, ...]) -> None:
    buckets = tuple(
        Bucket(f"group {at}", tuple(f"item {at}-{n}" for n in range(size)))
        for at, size in enumerate(sizes)
    )
    for seed in range(500):
        task = Classify("?", buckets).matching("", seed)
        assert task is not None
        assert list(task.right) != sorted(task.right)
        assert len(set(task.rows)) == sum(sizes)


@pytest.mark.parametrize(
    "question",
    [
        Match("?", (("a", "same"), ("b", "same"))),
        Match("?", (("a", "b"),)),
        Classify("?", (Bucket("up", ("a", "b")), Bucket("out", ()))),
    ],
    ids=["the same text twice", "one pair", "one group with items"],
)
def test_a_task_with_a_single_answer_is_shown_as_it_is(question: Question) -> None:
    task = question.matching("", 1)
    assert task is not None
    assert mark_rows(task, task.right) == (True,) * len(task.rows)


def test_a_task_is_shuffled() -> None:
    tasks = [PHASES.matching("", seed) for seed in range(40)]
    assert len({task.right for task in tasks if task is not None}) > 20


def test_a_choice_with_the_same_text_is_also_right() -> None:
    assert mark_rows(MatchingTask(("a", "b"), ("ms", "QPS", "ms"), (0, 2)), (2, 1)) == (True, False)


@given(seed=st.integers(0, 2**32), step=st.integers(1, 4))
def test_a_step_offers_the_next_item_and_no_shown_one(seed: int, step: int) -> None:
    options = STEPS.options(f"o{step}", seed)
    assert [option.text for option in options if option.right] == [STEPS.items[step - 1]]
    assert 3 <= len({option.text for option in options}) == len(options) <= 4
    assert STEPS.items[step - 2] not in {option.text for option in options} or step == 1


@pytest.mark.parametrize(
    ("order", "part"),
    [
        pytest.param(PHASES, "", id="the whole order"),
        pytest.param(Ordering("?", ("a", "b", "c"), overlap=1), "o2", id="too little is left"),
    ],
)
def test_no_options(order: Ordering, part: str) -> None:
    assert order.options(part, 1) == ()


@pytest.mark.parametrize(
    ("right", "expected"), [(4, Rating.GOOD), (3, Rating.HARD), (2, Rating.AGAIN), (5, Rating.GOOD)]
)
def test_grade_of_four(right: int, expected: Rating) -> None:
    assert grade_matching(right, 4) is expected
