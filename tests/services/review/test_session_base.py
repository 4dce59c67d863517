"""Arranged, named and typed answers in a session."""

import pytest

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import (
    Basic,
    Bucket,
    Classify,
    Cloze,
    Item,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    WrongOption,
)
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.review.session import ReviewSession
from tests.support.learner import BASICS, Learner, current_key, note

PHASES = Ordering("Which order?", ("scope", "sketch", "deep dive", "wrap up"))
SORTS = Classify("?", (Bucket("up", ("bigger",)), Bucket("out", ("shard", "copy"))))
NAMES = List("Which?", (Item("QPS"), Item("storage", ("disk",)), Item("cache")))
TYPED = Basic("What is written first?", "the write-ahead log", accept=("WAL",))


def start_session(learner: Learner, *questions: Question) -> ReviewSession:
    notes = tuple(note(BASICS, f"n{at}", question) for at, question in enumerate(questions))
    learner.store(Deck(BASICS, "Basics", notes))
    return learner.start_review()


@pytest.mark.parametrize(
    ("question", "suggested"),
    [
        pytest.param(Basic("q", "a"), Rating.GOOD, id="a basic card is recalled in the head"),
        pytest.param(Cloze("A {{1::gap}}."), Rating.GOOD, id="a gap is recalled in the head"),
        pytest.param(
            MultipleChoice("q", ("a",), (WrongOption("b"), WrongOption("c"))),
            Rating.AGAIN,
            id="no option",
        ),
        pytest.param(PHASES, Rating.AGAIN, id="no order"),
        pytest.param(
            Ordering("?", PHASES.items, overlap=1), Rating.AGAIN, id="no option for a step"
        ),
        pytest.param(Match("?", (("a", "b"), ("c", "d"))), Rating.AGAIN, id="no pairs"),
        pytest.param(SORTS, Rating.AGAIN, id="no groups"),
        pytest.param(NAMES, Rating.AGAIN, id="no items"),
        pytest.param(Number("?", "86400", "s"), Rating.AGAIN, id="no number"),
        pytest.param(TYPED, Rating.AGAIN, id="no words"),
    ],
)
def test_the_suggested_grade_of_a_card_that_was_not_answered(
    learner: Learner, question: Question, suggested: Rating
) -> None:
    assert start_session(learner, question).reveal().suggested_grade is suggested


def test_a_session_with_a_card_of_each_of_these_kinds(learner: Learner) -> None:
    session = start_session(learner, PHASES, SORTS, NAMES, TYPED)
    for _ in range(2):  # the arrangement
        asked = session.state.card
        assert asked is not None
        assert asked.matching is not None
        assert session.submit_items(["x"]).outcome is None
        state = session.submit_arrangement(asked.matching.right)
        assert state.outcome is not None
        session.grade(state.outcome.suggested)
    asked = session.state.card
    assert asked is not None
    assert asked.need == 3
    assert session.submit_arrangement([]).outcome is None
    assert session.submit_items([" ", "disk"]).is_revealed
    assert session.submit_items(["QPS"]).outcome == session.state.outcome
    session.grade(Rating.GOOD)  # the user chooses another grade
    assert session.state.card is not None
    assert session.state.card.is_typed
    session.submit("WAL")
    session.grade(Rating.GOOD)
    assert [row.rating for row in learner.log((ReviewKind.LEARN,))] == [Rating.GOOD] * 4
    learner.assert_sound()


def test_a_step_of_an_order_is_a_card_with_options(learner: Learner) -> None:
    session = start_session(learner, Ordering("?", PHASES.items, overlap=1))
    asked = session.state.card
    assert asked is not None
    assert current_key(session).endswith("#o1")
    assert asked.matching is None
    right = next(at for at, option in enumerate(asked.options) if option.right)
    outcome = session.choose(right).outcome
    assert outcome is not None
    assert outcome.suggested is Rating.GOOD


def test_a_typed_answer_is_for_the_front_alone(learner: Learner) -> None:
    session = start_session(learner, Basic("q", "a", reverse=True, accept=("b",)))
    assert session.state.card is not None
    assert session.state.card.is_typed
    session.submit("b")
    session.grade(Rating.EASY)
    learner.clock.advance(hours=24)
    session = learner.start_review()
    assert current_key(session).endswith("#r")
    assert session.state.card is not None
    assert not session.state.card.is_typed
    assert not session.submit("q").is_revealed
