"""What every kind of question offers, over all kinds."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    KINDS,
    Basic,
    Bucket,
    Classify,
    Cloze,
    Drill,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
    kind_named,
    kind_names,
)
from flashdesign.domain.notes.tasks import NamingTask
from tests.support.drills.templates import POSTS

LIST = List("Which?", (Item("a"), Item("b")), need=1)
CHOICE = MultipleChoice("Which?", ("a",), (WrongOption("b"), WrongOption("c")))
TYPED = Basic("Port?", "443", accept=("443/tcp",))
STEPS = Ordering("Steps?", ("a", "b", "c", "d"), ("e",), overlap=1)
# Kind: a question, its written text, and its unit.
SAMPLES: dict[type[Question], tuple[Question, str, str]] = {
    Basic: (TYPED, "Port?", ""),
    Cloze: (Cloze("a {{1::gap}}"), "a {{1::gap}}", ""),
    MultipleChoice: (CHOICE, "Which?", ""),
    Ordering: (STEPS, "Steps?", ""),
    Match: (Match("Pairs?", (("a", "1"), ("b", "2"))), "Pairs?", ""),
    Classify: (Classify("Groups?", (Bucket("x", ("a",)), Bucket("y", ("b",)))), "Groups?", ""),
    List: (LIST, "Which?", ""),
    Number: (Number("How long?", "52", "min"), "How long?", "min"),
    Drill: (Drill(POSTS), POSTS.prompt, POSTS.unit),
}


def test_every_kind_has_a_sample_and_a_name_of_its_own() -> None:
    assert set(SAMPLES) == set(KINDS)
    assert len(set(kind_names())) == len(KINDS)
    assert [kind_named(name) for name in kind_names()] == list(KINDS)


def test_a_name_that_no_kind_has() -> None:
    with pytest.raises(KeyError):
        kind_named("essay")


@pytest.mark.parametrize("kind", KINDS, ids=kind_names())
def test_a_kind(kind: type[Question]) -> None:
    question, written, unit = SAMPLES[kind]
    assert (type(question), question.written_text, question.shown_unit) == (kind, written, unit)
    for part in question.parts:
        assert question.prompt_text(part)
        assert question.answer_text(part)


@pytest.mark.parametrize("kind", KINDS, ids=kind_names())
def test_a_card_has_at_most_one_task(kind: type[Question]) -> None:
    question = SAMPLES[kind][0]
    for part in question.parts:
        tasks = (
            question.options(part, 1),
            question.matching(part, 1),
            question.naming(),
            question.typed_answers(part),
        )
        assert sum(map(bool, tasks)) == (0 if kind in (Cloze, Number, Drill) else 1)


@given(st.integers())
def test_the_right_option_is_always_among_those_shown(seed: int) -> None:
    assert CHOICE.options("", seed) == CHOICE.options("", seed)
    assert [option.text for option in CHOICE.options("", seed) if option.right] == ["a"]
    assert [option.text for option in STEPS.options("o2", seed) if option.right] == ["b"]
    assert STEPS.options("", seed) == ()


def test_what_is_named_and_what_is_typed() -> None:
    assert LIST.naming() == NamingTask(LIST.items, 1)
    assert TYPED.typed_answers("") == ("443", "443/tcp")
    assert TYPED.typed_answers("r") == ()
