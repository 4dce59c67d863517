"""Question types: their questions, answers and cards."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
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
    answer,
    kind,
    options,
    parts,
    prompt_text,
)
from tests.support.drills.templates import POSTS

BASIC = Basic("What does p99 mean?", "99 % of requests are faster")
BOTH_WAYS = replace(BASIC, reverse=True)
NAMED_BACK = replace(BOTH_WAYS, reverse_front="Which percentile cuts off the slowest 1 %?")
CLOZE = Cloze("{{1::Raft}} elects a {{2::leader::role}}; {{1::Raft}} needs a majority")
CHOICE = MultipleChoice(
    "Like counter?", ("eventual",), (WrongOption("strong", "too dear"), WrongOption("causal")), 3
)
NUMBER = Number("Seconds in a day?", "86400", "s")
DRILL = Drill(POSTS)
NESTED = Cloze("A {{1::log of {{2::writes::of what?}}, {{1::kept}}}} first")
PHASES = Ordering("Which order?", ("scope", "sketch", "deep dive", "wrap up"), ("code",))
STEPS = replace(PHASES, overlap=2)
PAIRS = Match("Which measure?", (("latency", "ms"), ("throughput", "QPS")), ("bytes",))
SORTS = Classify(
    "Up or out?", (Bucket("up", ("bigger machine",)), Bucket("out", ("shard", "copy")))
)
NAMES = List("What is estimated?", (Item("QPS"), Item("storage", ("disk",))), need=1)
RANGED = Number("Round trip within a zone?", "0.5", "ms", span=("0.3", "1"))


@pytest.mark.parametrize(
    ("question", "part", "front", "back"),
    [
        pytest.param(BASIC, "", BASIC.front, BASIC.back, id="a basic card asks its front"),
        pytest.param(BOTH_WAYS, "r", BASIC.back, BASIC.front, id="its reverse asks the back"),
        pytest.param(
            NAMED_BACK,
            "r",
            NAMED_BACK.reverse_front,
            BASIC.front,
            id="a reverse may have a question of its own",
        ),
        pytest.param(
            CLOZE,
            "c1",
            "⟦…⟧ elects a leader; ⟦…⟧ needs a majority",
            "⟦Raft⟧ elects a leader; ⟦Raft⟧ needs a majority",
            id="a cloze hides every gap of its number and no other",
        ),
        pytest.param(
            CLOZE,
            "c2",
            "Raft elects a ⟦role⟧; Raft needs a majority",
            "Raft elects a ⟦leader⟧; Raft needs a majority",
            id="a gap shows its hint",
        ),
        pytest.param(
            NESTED,
            "c1",
            "A ⟦…⟧ first",
            "A ⟦log of writes, kept⟧ first",
            id="a gap hides its contents",
        ),
        pytest.param(
            NESTED,
            "c2",
            "A log of ⟦of what?⟧, kept first",
            "A log of ⟦writes⟧, kept first",
            id="a nested gap is asked separately",
        ),
        pytest.param(
            PHASES,
            "",
            "Which order?",
            "1. scope\n2. sketch\n3. deep dive\n4. wrap up",
            id="an order",
        ),
        pytest.param(
            STEPS,
            "o1",
            "Which order?\n\nFirst: ⟦…⟧",
            "Which order?\n\nFirst: ⟦scope⟧",
            id="the first step of an order",
        ),
        pytest.param(
            STEPS,
            "o4",
            "Which order?\n\nsketch → deep dive → ⟦…⟧",
            "Which order?\n\nsketch → deep dive → ⟦wrap up⟧",
            id="a step shows as many items before it as the overlap",
        ),
        pytest.param(
            STEPS,
            "o5",
            "Which order?",
            "1. scope\n2. sketch\n3. deep dive\n4. wrap up",
            id="a step that is no more",
        ),
        pytest.param(
            PAIRS, "", "Which measure?", "- latency → ms\n- throughput → QPS", id="a match"
        ),
        pytest.param(
            SORTS, "", "Up or out?", "- up: bigger machine\n- out: shard, copy", id="a classify"
        ),
        pytest.param(NAMES, "", "What is estimated?", "- QPS\n- storage", id="a list"),
        pytest.param(
            CHOICE, "", "Like counter?", "eventual", id="a choice answers with a correct option"
        ),
        pytest.param(NUMBER, "", "Seconds in a day?", "86400 s", id="a number names its unit"),
        pytest.param(
            DRILL,
            "",
            "100 million people a month, 50 % of them daily, 5 posts each. Posts per second?",
            "2,890 posts/s",
            id="a drill as text has fixed values",
        ),
        pytest.param(
            Number("A year of messages?", "432 TB", "B"),
            "",
            "A year of messages?",
            "432 TB",
            id="an answer with its unit is unchanged",
        ),
        pytest.param(RANGED, "", RANGED.front, "0.3 to 1 ms", id="a range is complete"),
    ],
)
def test_question_and_answer(question: Question, part: str, front: str, back: str) -> None:
    assert prompt_text(question, part) == front
    assert answer(question, part) == back


@pytest.mark.parametrize(
    ("question", "name", "expected"),
    [
        pytest.param(BASIC, "basic", ("",), id="basic yields one card"),
        pytest.param(BOTH_WAYS, "basic", ("", "r"), id="reversed yields two"),
        pytest.param(CLOZE, "cloze", ("c1", "c2"), id="cloze yields one a number"),
        pytest.param(NESTED, "cloze", ("c1", "c2"), id="gaps in gaps count too"),
        pytest.param(PHASES, "order", ("",), id="an order yields one"),
        pytest.param(STEPS, "order", ("o1", "o2", "o3", "o4"), id="with an overlap one an item"),
        pytest.param(PAIRS, "match", ("",), id="match yields one"),
        pytest.param(SORTS, "classify", ("",), id="classify yields one"),
        pytest.param(NAMES, "list", ("",), id="list yields one"),
        pytest.param(CHOICE, "choice", ("",), id="choice yields one"),
        pytest.param(NUMBER, "number", ("",), id="number yields one"),
        pytest.param(DRILL, "drill", ("",), id="drill yields one"),
    ],
)
def test_kind_and_parts(question: Question, name: str, expected: tuple[str, ...]) -> None:
    assert kind(question) == name
    assert parts(question) == expected


@given(st.integers(0, 2**32), st.integers(2, 6))
def test_options_have_one_right_answer_and_are_distinct(seed: int, show: int) -> None:
    choice = MultipleChoice(
        "?", ("a", "b"), tuple(WrongOption(f"wrong {n}", f"why {n}") for n in range(7)), show
    )
    shown = options(choice, seed)
    assert len(shown) == show
    assert len({option.text for option in shown}) == show
    assert [option.text in ("a", "b") for option in shown] == [option.right for option in shown]
    assert sum(option.right for option in shown) == 1
    assert shown == options(choice, seed)


def test_the_right_answer_is_shuffled() -> None:
    places = {[option.right for option in options(CHOICE, seed)].index(True) for seed in range(40)}
    assert places == {0, 1, 2}


@pytest.mark.parametrize(
    ("question", "shown", "part", "expected"),
    [
        pytest.param(Cloze("{{1::a}} {{2::b}}"), "c2", "c1", True, id="another gap is filled"),
        pytest.param(Cloze("{{1::a {{2::b}}}}"), "c1", "c2", False, id="it is in a hidden gap"),
        pytest.param(Cloze("{{1::a {{2::b}}}}"), "c2", "c1", True, id="it is around the gap"),
        pytest.param(Ordering("?", ("a", "b", "c"), overlap=1), "o2", "o1", True, id="before it"),
        pytest.param(Ordering("?", ("a", "b", "c"), overlap=1), "o3", "o1", False, id="too far"),
        pytest.param(Ordering("?", ("a", "b", "c"), overlap=1), "o1", "o2", False, id="after it"),
        pytest.param(Ordering("?", ("a", "b", "c"), overlap=1), "o9", "o1", False, id="no step"),
        pytest.param(Basic("To?", "Fro", reverse=True), "r", "", True, id="the reverse"),
        pytest.param(
            Basic("To?", "Fro", reverse=True, reverse_front="Back?"), "r", "", False, id="another"
        ),
    ],
)
def test_whether_a_card_gives_away_the_answer_of_another(
    question: Question, shown: str, part: str, *, expected: bool
) -> None:
    assert question.gives_away(shown, part) is expected
