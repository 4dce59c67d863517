"""Practice: selected drills are asked, answers are stored, and due dates do not change."""

from dataclasses import replace
from itertools import pairwise

import pytest

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.drills.sprint import DrillFilter
from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Drill
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.errors import NotFoundError
from flashdesign.services.context import Changes
from flashdesign.services.drills.practice import (
    PracticeOptions,
    PracticeSession,
    choices,
    count_drills,
)
from flashdesign.services.editing import decks, notes
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.drills import attempts
from tests.support.drills.sample_drills import BITS_CARD, FOUR, KNOWN, POSTS_CARD, drill_deck
from tests.support.learner import Learner

AGAIN, HARD, GOOD, EASY = Rating
QPS = DrillFilter(frozenset({"QPS"}))


@pytest.fixture
def estimator(learner: Learner) -> Learner:
    """A user with four drills on four topics."""
    return learner.store(drill_deck(**FOUR))


def tried(learner: Learner) -> list[Attempt]:
    """Return the stored attempts."""
    with learner.context.database.read() as connection:
        return list(attempts.attempts_not_undone(connection))


def test_what_there_is_to_choose_from(estimator: Learner) -> None:
    assert choices(estimator.context) == PracticeOptions(
        (("availability", 1), ("id length", 1), ("QPS", 1), ("storage", 1)),
        ((1, 2), (2, 1), (3, 1)),
    )
    assert count_drills(estimator.context, DrillFilter()) == 4
    assert count_drills(estimator.context, DrillFilter(levels=frozenset({1, 3}))) == 3


def test_what_is_put_away_is_not_asked(estimator: Learner) -> None:
    card_actions.set_suspended(estimator.context, POSTS_CARD, suspended=True)
    assert count_drills(estimator.context, DrillFilter()) == 3
    with pytest.raises(NotFoundError, match=r"No drill matches QPS\."):
        PracticeSession(estimator.context, QPS)


def test_nothing_fits(learner: Learner) -> None:
    with pytest.raises(NotFoundError, match=r"No drill matches QPS, level 2\."):
        PracticeSession(learner.context, DrillFilter(frozenset({"QPS"}), frozenset({2})))
    with pytest.raises(NotFoundError, match="There are no drills"):
        PracticeSession(learner.context)


def test_all_come_once_before_any_comes_twice(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, count=None)
    asked = []
    for _ in range(20):
        asked.append(session.state.key)
        session.reveal()
        session.next_drill()
    for start in range(0, 20, 4):
        assert len(set(asked[start : start + 4])) == 4
    assert all(attempt != other for attempt, other in pairwise(asked))
    assert (session.state.number, session.state.total) == (21, None)


def test_one_drill_alone_comes_again(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, 3)
    for number in (1, 2, 3):
        assert (session.state.key, session.state.number) == (POSTS_CARD, number)
        session.reveal()
        session.next_drill()
    state = session.state
    assert (state.key, state.drill, state.feedback, state.number) == (None, None, None, 3)
    assert session.next_drill() is state
    assert (session.time_left(), session.submit("1")) == (None, state)


def test_an_attempt_is_kept_and_nothing_falls_due(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, 2)
    estimator.clock.advance(seconds=40)
    state = session.submit("3.5k")
    assert state.feedback is not None
    assert (state.suggested, state.answered, state.correct) == (GOOD, 0, 0)
    assert session.next_drill().answers[0].answer == "3,500 posts/s"
    assert (session.state.answered, session.state.correct) == (1, 1)
    (attempt,) = tried(estimator)
    assert (attempt.card, attempt.mode, attempt.rating, attempt.answer.ms) == (
        POSTS_CARD,
        Mode.PRACTICE,
        GOOD,
        40_000,
    )
    assert estimator.log() == []
    assert estimator.memory(POSTS_CARD) == NEW
    estimator.assert_sound()


def test_where_it_feeds_the_schedule_it_counts_as_a_review(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, 1, feeds=True)
    session.submit("3472")
    assert session.adjust(-1).suggested is GOOD
    session.next_drill()
    (attempt,) = tried(estimator)
    (row,) = estimator.log()
    assert (attempt.uid, attempt.automatic, attempt.rating, row.rating) == (
        row.uid,
        EASY,
        GOOD,
        GOOD,
    )
    assert estimator.memory(POSTS_CARD).reps == 1
    estimator.assert_sound()


def test_the_close_keeps_what_was_answered_and_tells(estimator: Learner) -> None:
    heard: list[Changes] = []
    estimator.context.broadcast.add_listener(heard.append)
    PracticeSession(estimator.context, QPS).close()
    assert (heard, tried(estimator)) == ([], [])
    session = PracticeSession(estimator.context, QPS, feeds=True)
    session.submit("3472")
    for _ in range(2):
        session.close()
    assert heard == [Changes(cards=True, reviews=True, drills=True)] * 2
    assert len(tried(estimator)) == 1
    assert session.state.drill is None


def test_nonsense_and_an_open_question_store_nothing(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS)
    with pytest.raises(QuantityError):
        session.submit("none")
    assert session.adjust(1).suggested is None
    session.next_drill()
    session.close()
    assert tried(estimator) == []


def test_chosen_cards_are_asked_whatever_the_filter(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, count=2, cards=[BITS_CARD])
    assert session.state.key == BITS_CARD
    assert session.hint().drill is not None


def test_the_learners_own_pace_counts(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, None)
    targets = []
    for _ in range(6):
        assert session.state.drill is not None
        targets.append(session.state.drill.target_s)
        estimator.clock.advance(seconds=80)
        session.submit("3472")
        session.next_drill()
    assert targets == [50] * 5 + [80]


def test_time_may_not_count(estimator: Learner) -> None:
    estimator.prefer(drill_clock=False)
    session = PracticeSession(estimator.context, QPS)
    assert (session.time_left(), KNOWN.target_s) == (None, 50)


def test_what_was_put_away_or_rewritten_meanwhile_is_stepped_over(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, count=None, feeds=True)
    asked = [session.state.key]
    left = {CardKey(f"sums/{name}") for name in FOUR} - {session.state.key}
    gone, rewritten, kept = sorted(left)
    notes.delete_notes(estimator.context, [NoteKey(gone)])
    found = notes.note(estimator.context, NoteKey(rewritten))
    plain = replace(found, question=Basic("How many?", "Many"))
    notes.save_note(estimator.context, NoteKey(rewritten), plain)
    for _ in range(4):
        session.reveal()
        asked.append(session.next_drill().key)
    assert set(asked) == {session.state.key, asked[0], kept}
    estimator.assert_sound()


def test_an_answer_to_a_drill_made_new_meanwhile_counts_from_there(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, 1, feeds=True)
    session.submit("3472")
    session.next_drill()
    session = PracticeSession(estimator.context, QPS, 1, feeds=True)
    session.submit("3472")
    estimator.clock.advance(days=1)
    notes.reset_cards(estimator.context, [POSTS_CARD])
    session.next_drill()
    assert estimator.memory(POSTS_CARD).reps == 1
    estimator.assert_sound()


def test_with_its_only_drill_put_away_practice_is_over(estimator: Learner) -> None:
    session = PracticeSession(estimator.context, QPS, None)
    session.submit("3472")
    notes.delete_notes(estimator.context, [NoteKey(POSTS_CARD)])
    assert session.next_drill().drill is None
    assert [item.card for item in tried(estimator)] == [POSTS_CARD]


def test_an_answer_to_a_drill_that_was_moved_has_no_place_any_more(learner: Learner) -> None:
    mine, other = (decks.create(learner.context, name) for name in ("Mine", "Other"))
    key = notes.add_note(learner.context, Note(mine, "posts", Drill(KNOWN)))
    session = PracticeSession(learner.context, QPS, None)
    session.submit("3472")
    notes.move_notes(learner.context, [key], other)
    assert session.next_drill().drill is None
    assert tried(learner) == []
