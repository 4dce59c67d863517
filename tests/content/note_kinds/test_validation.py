"""Problems that make a question unusable."""

from dataclasses import replace

import pytest

from flashdesign.content.note_kinds.registry import find_problem
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
)
from tests.support.drills.templates import POSTS

WRONG = (WrongOption("b"), WrongOption("c"))


@pytest.mark.parametrize(
    ("question", "expected"),
    [
        pytest.param(Basic("q", "a"), None, id="a plain question"),
        pytest.param(Basic("q", "a", reverse=True, reverse_front="r"), None, id="asked in reverse"),
        pytest.param(
            Basic("q", "a", reverse_front="r"), "no effect", id="a reverse that is not asked"
        ),
        pytest.param(
            Cloze("a {{1::b}} {{2::c::hint}} {{1::d}}"), None, id="gaps that share a number"
        ),
        pytest.param(Cloze("{{name}} is {{1::b}}"), None, id="braces that are no gap"),
        pytest.param(Cloze("a"), "needs a gap", id="no gap"),
        pytest.param(Cloze("{{0::b}}"), "numbered from 1", id="a gap numbered zero"),
        pytest.param(Cloze("{{01::b}}"), "numbered from 1", id="a number that no part has"),
        pytest.param(Cloze("{{ 1::b}}"), "numbered from 1", id="a space before the number"),
        pytest.param(Cloze("{{" + "9" * 5000 + "::b}}"), "numbered from 1", id="a number too long"),
        pytest.param(Cloze("{{1::b}} {{2::c"), "not closed", id="an unclosed gap"),
        pytest.param(Cloze("{{1::b {{2::c}}}}"), None, id="a gap in a gap"),
        pytest.param(
            Cloze("".join(f"{{{{{n}::a}}}}" for n in range(1, 501))), None, id="500 short gaps"
        ),
        pytest.param(
            Cloze("".join(f"{{{{{n}::a}}}}" for n in range(1, 501)) + "b" * 6_000),
            "500 cards of 10,892 characters each are too much",
            id="500 gaps in a long text",
        ),
        pytest.param(
            Cloze("{{1::" * 9 + "}}" * 9), "more than 8 deep", id="endless nesting of gaps"
        ),
        pytest.param(Ordering("q", ("a", "b", "c"), ("d",), 3), None, id="an order"),
        pytest.param(Ordering("q", ("a", "b")), "3 `items`", id="two things to order"),
        pytest.param(Ordering("q", ("a", "b", "c"), ("b",)), "two items 'b'", id="an extra b"),
        pytest.param(Ordering("q", ("a", "b", "c"), overlap=4), "between 1 and 3", id="all shown"),
        pytest.param(
            Ordering("q", ("a", "b", "c\nd")), "one line of text, not 'c'", id="two lines"
        ),
        pytest.param(Match("q", (("a", "x"), ("b", "x")), ("y",)), None, id="a match"),
        pytest.param(Match("q", ()), "2 `pairs`", id="nothing to match"),
        pytest.param(Match("q", (("a", "x"), ("a", "y"))), "begin with 'a'", id="two left sides"),
        pytest.param(Match("q", (("a", "x"), ("b", "y")), ("x",)), "both in", id="a right extra"),
        pytest.param(
            Classify("q", (Bucket("x", ("a",)), Bucket("y", ()))), None, id="an empty bucket"
        ),
        pytest.param(Classify("q", (Bucket("x", ("a",)),)), "2 `buckets`", id="one bucket"),
        pytest.param(
            Classify("q", (Bucket("x", ("a",)), Bucket("x", ()))), "called 'x'", id="twin buckets"
        ),
        pytest.param(
            Classify("q", (Bucket("x", ("a",)), Bucket("y", ("a",)))), "twice", id="in two buckets"
        ),
        pytest.param(
            Classify("q", (Bucket("x", ()), Bucket("y", ()))), "are empty", id="only buckets"
        ),
        pytest.param(List("q", (Item("a", ("b",)), Item("c")), 2), None, id="a list"),
        pytest.param(List("q", (Item("a"),)), "2 `items`", id="a list of one"),
        pytest.param(
            List("q", (Item("a", ("b",)), Item("b"))), "listed twice", id="one name for two"
        ),
        pytest.param(List("q", (Item("a"), Item("b")), 3), "between 1 and 2", id="more than all"),
        pytest.param(MultipleChoice("q", ("a",), WRONG), None, id="a choice of three"),
        pytest.param(
            MultipleChoice("q", (), WRONG), "one option to `correct`", id="no correct option"
        ),
        pytest.param(
            MultipleChoice("q", ("a",), WRONG[:1]), "2 to `wrong`", id="too few wrong options"
        ),
        pytest.param(
            MultipleChoice("q", ("b",), WRONG), "two options 'b'", id="right and wrong at once"
        ),
        pytest.param(
            MultipleChoice("q", ("a",), WRONG, show=2), "between 3 and 6", id="two options shown"
        ),
        pytest.param(
            MultipleChoice("q", ("a",), WRONG, show=7), "between 3 and 6", id="seven shown"
        ),
        pytest.param(Number("q", "86400", "s"), None, id="a number with a unit"),
        pytest.param(Drill(POSTS), None, id="a drill"),
        pytest.param(
            Drill(replace(POSTS, answer="x")), "answer: there is no step 'x'", id="a wrong answer"
        ),
        pytest.param(
            Drill(
                replace(POSTS, steps=(replace(POSTS.steps[0], expr="+".join(["mau"] * 9)),) * 60)
            ),
            "'steps' has 60 entries",
            id="a huge drill",
        ),
        pytest.param(Number("q", "1.6e9", ""), None, id="a count"),
        pytest.param(Number("q", "1", "s", bands=(0.1, 0.2, 0.2)), None, id="bands of its own"),
        pytest.param(Number("q", "1", "s", bands=(0, 0.2, 0.3)), "above 0", id="a band of nothing"),
        pytest.param(
            Number("q", "1", "s", bands=(0.3, 0.2, 0.4)), "narrowest", id="bands unordered"
        ),
    ],
)
def test_a_face(question: Question, expected: str | None) -> None:
    problem = find_problem(question)
    if expected is None:
        assert problem is None
    else:
        assert expected in (problem or "")
