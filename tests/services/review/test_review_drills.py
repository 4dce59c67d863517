"""A due drill: new values, timed, graded by the rule, stored with its row of the log."""

import pytest

from flashdesign.domain.drills.attempt import Attempt, Mode
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.context import Changes
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.review.state import ReviewState
from flashdesign.storage.drills import attempts
from tests.support.drills.sample_drills import FOUR, KNOWN, POSTS_CARD, drill_deck
from tests.support.drills.templates import POSTS
from tests.support.learner import Learner, basic_deck

AGAIN, HARD, GOOD, EASY = Rating


@pytest.fixture
def estimator(learner: Learner) -> Learner:
    """A user with one new drill whose values are known."""
    return learner.store(drill_deck(posts=KNOWN))


def tried(learner: Learner) -> list[Attempt]:
    """Return the attempts that are not undone."""
    with learner.context.database.read() as connection:
        return list(attempts.attempts_not_undone(connection))


def suggested(state: ReviewState) -> Rating:
    """Return the suggested grade."""
    assert state.outcome is not None
    return state.outcome.suggested


def test_a_drill_is_asked_with_its_values_and_without_its_hint(estimator: Learner) -> None:
    asked = estimator.start_review().state.card
    assert asked is not None
    assert asked.drill is not None
    assert (asked.kind, asked.hint, asked.unit) == ("drill", "", "posts/s")
    assert asked.prompt == asked.drill.question
    assert asked.answer == "3,470 posts/s"
    assert asked.drill.hints_left == 3


def test_each_showing_draws_anew(learner: Learner) -> None:
    learner.store(drill_deck(posts=POSTS))
    session = learner.start_review()
    shown = set()
    for _ in range(8):
        assert session.state.card is not None
        shown.add(session.state.card.prompt)
        session.reveal()
        session.grade(AGAIN)
        learner.clock.advance(minutes=2)
        session.check_wait()
    assert len(shown) > 3
    assert len({item.question.seed for item in tried(learner)}) == 8


def test_the_attempt_is_stored_with_the_row(estimator: Learner) -> None:
    session = estimator.start_review()
    estimator.clock.advance(seconds=40)
    state = session.submit("3.5k")
    assert (state.is_revealed, suggested(state)) == (True, GOOD)
    assert state.allowed_grades == (HARD, GOOD, EASY)
    assert state.outcome is not None
    assert state.outcome.verdict == "You said 3,500 posts/s: 1.01× too high. Correct."
    assert tried(estimator) == []
    session.grade(GOOD)
    (attempt,) = tried(estimator)
    (row,) = estimator.log()
    assert (attempt.uid, attempt.card, attempt.mode) == (row.uid, POSTS_CARD, Mode.REVIEW)
    assert (attempt.automatic, attempt.rating, row.rating) == (GOOD, GOOD, GOOD)
    assert attempt.answer.ms == 40_000
    estimator.assert_sound()


def test_the_grade_is_moved_by_one_and_both_are_stored(estimator: Learner) -> None:
    session = estimator.start_review()
    assert session.adjust(1) is session.state
    session.submit("3.5k")
    assert suggested(session.adjust(-1)) is GOOD
    assert suggested(session.adjust(-1)) is GOOD
    refused = session.grade(AGAIN)
    assert refused.is_revealed
    assert estimator.log() == []
    session.grade(suggested(refused))
    (attempt,) = tried(estimator)
    assert (attempt.automatic, attempt.rating) == (EASY, GOOD)


def test_nonsense_costs_nothing(estimator: Learner) -> None:
    session = estimator.start_review()
    with pytest.raises(QuantityError):
        session.submit("30 GB")
    assert not session.state.is_revealed
    assert session.describe_input("30 GB")[1]
    assert suggested(session.submit("3472")) is EASY


def test_to_show_the_answer_is_to_give_up(estimator: Learner) -> None:
    state = estimator.start_review().reveal()
    assert state.outcome is not None
    assert state.outcome.verdict == "No answer."
    assert state.allowed_grades == (AGAIN, HARD)


def test_time_runs_out_on_an_empty_field_alone(estimator: Learner) -> None:
    session = estimator.start_review()
    estimator.clock.advance(seconds=140)
    assert session.time_left() == 10
    assert not session.time_up("").is_revealed
    estimator.clock.advance(seconds=20)
    assert not session.time_up("3").is_revealed
    assert session.time_used() == 160
    assert suggested(session.time_up("")) is AGAIN
    assert session.time_left() is None
    assert session.time_up("").is_revealed


def test_the_clock_stands_still_while_the_window_is_away(estimator: Learner) -> None:
    session = estimator.start_review()
    session.pause()
    assert session.is_paused
    estimator.clock.advance(hours=1)
    assert session.time_left() == 150
    session.resume()
    estimator.clock.advance(seconds=20)
    assert suggested(session.submit("3472")) is EASY
    assert not session.is_paused


def test_a_drill_dealt_while_the_window_is_away_waits(learner: Learner) -> None:
    learner.store(drill_deck(**FOUR))
    session = learner.start_review()
    session.reveal()
    session.pause()
    session.grade(AGAIN)
    learner.clock.advance(hours=1)
    assert session.time_used() == 0


def test_where_time_does_not_count(estimator: Learner) -> None:
    estimator.prefer(drill_clock=False)
    session = estimator.start_review()
    estimator.clock.advance(hours=3)
    assert (session.time_left(), session.time_used()) == (None, None)
    assert not session.time_up("").is_revealed
    assert suggested(session.submit("3472")) is GOOD


def test_hints_and_steps_show_in_the_question(estimator: Learner) -> None:
    session = estimator.start_review()
    asked = session.hint().card
    assert asked is not None
    assert asked.drill is not None
    assert asked.drill.hints == ("A day has 86,400 s.",)
    asked = session.ask_steps().card
    assert asked is not None
    assert asked.drill is not None
    assert asked.drill.step is not None
    assert not session.submit("150M").is_revealed
    assert suggested(session.submit("3472")) is HARD
    assert session.hint() is session.state


def test_an_undo_takes_the_attempt_out_of_all_counts(estimator: Learner) -> None:
    session = estimator.start_review()
    session.submit("3472")
    session.grade(EASY)
    state = session.undo()
    assert state.card is not None
    assert not state.is_revealed
    assert state.allowed_grades == tuple(Rating)
    assert tried(estimator) == []
    estimator.assert_sound()


def test_practice_within_a_session_keeps_the_attempt_and_moves_nothing(
    estimator: Learner,
) -> None:
    session = ReviewSession(estimator.context, practice=[POSTS_CARD])
    session.submit("3472")
    session.grade(EASY)
    (attempt,) = tried(estimator)
    (row,) = estimator.log()
    assert (attempt.uid, attempt.mode, row.kind) == (row.uid, Mode.PRACTICE, ReviewKind.CRAM)
    assert estimator.memory(POSTS_CARD).state is State.NEW


def test_the_summary_tells_what_was_asked(learner: Learner) -> None:
    learner.store(drill_deck(posts=POSTS))
    session = learner.start_review()
    asked = session.state.card
    assert asked is not None
    session.reveal()
    session.grade(AGAIN)
    assert (session.answers[0].prompt, session.answers[0].answer) == (asked.prompt, asked.answer)


@pytest.mark.parametrize("drills", [True, False])
def test_the_close_tells_whether_there_were_drills(learner: Learner, *, drills: bool) -> None:
    learner.store(drill_deck(posts=KNOWN) if drills else basic_deck(1, parent=None))
    heard: list[Changes] = []
    learner.context.broadcast.add_listener(heard.append)
    session = learner.start_review()
    session.reveal()
    session.grade(AGAIN)
    session.close()
    assert heard == [Changes(cards=True, reviews=True, drills=drills)]


def test_other_cards_have_no_clock_and_no_help(learner: Learner) -> None:
    session = learner.store(basic_deck(1, parent=None)).start_review()
    before = session.state
    assert (session.time_left(), session.time_used(), session.describe_input("1")) == (
        None,
        None,
        ("", False),
    )
    for same in (session.hint(), session.ask_steps(), session.adjust(1), session.time_up("")):
        assert same is before
    session.pause()
    session.resume()
    assert session.reveal().allowed_grades == tuple(Rating)
    assert session.adjust(1).outcome is None
