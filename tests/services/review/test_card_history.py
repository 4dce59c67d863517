"""The history of a card: its answers and its forgetting curve."""

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.errors import NotFoundError
from flashdesign.services.review.card_history import card_history
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.review_log import reviews
from tests.support.learner import MONDAY_NOON_MS, Learner, answer, basic_deck, finish

ONE = CardKey("basics/q01")


@pytest.fixture
def reviewer(learner: Learner) -> Learner:
    """A user with one card."""
    return learner.store(basic_deck(1, parent=None))


def test_a_card_never_answered_has_no_story(reviewer: Learner) -> None:
    history = card_history(reviewer.context, ONE)
    assert (history.memory, history.answers, history.curve) == (NEW, (), ())
    assert (history.retrievability, history.today, history.retention) == (None, 0, 0.9)


def test_the_answers_with_the_days_between_them(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.GOOD)
    reviewer.clock.advance(days=12)
    answer(reviewer.start_review(), Rating.AGAIN)
    reviewer.clock.advance(days=1.5)
    history = card_history(reviewer.context, ONE)
    ratings = [(found.rating, found.kind, found.gap_days) for found in history.answers]
    assert ratings == [
        (Rating.GOOD, ReviewKind.LEARN, None),
        (Rating.GOOD, ReviewKind.LEARN, 0),
        (Rating.AGAIN, ReviewKind.REVIEW, 12),
    ]
    assert history.answers[0].time_ms == MONDAY_NOON_MS
    assert history.today == 13.5
    assert history.memory == reviewer.memory(ONE)
    assert history.answers[-1].stability == history.memory.stability
    assert history.study_time.at == reviewer.clock.at


def test_the_chance_of_recall_falls_to_the_retention_at_the_stability(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.EASY)
    stability = reviewer.memory(ONE).stability
    assert stability is not None
    reviewer.clock.advance(days=stability)
    assert card_history(reviewer.context, ONE).retrievability == pytest.approx(0.9)


def test_the_curve_falls_from_each_answer_and_reaches_beyond_today(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.EASY)
    reviewer.clock.advance(days=10)
    finish(reviewer.start_review(), Rating.GOOD)
    reviewer.clock.advance(days=4)
    history = card_history(reviewer.context, ONE)
    days = [day for day, _ in history.curve]
    assert days == sorted(days)
    assert days[0] == 0
    assert days[-1] > history.today == 14
    jumps = [
        day
        for (day, low), (_, high) in zip(history.curve, history.curve[1:], strict=False)
        if high > low
    ]
    assert jumps == [10], "memory is refreshed by the second answer only"
    assert {chance for day, chance in history.curve if day in (0, 10)} >= {1.0}
    assert all(0 < chance <= 1 for _, chance in history.curve)


def test_what_was_undone_or_practised_is_no_part_of_the_story(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.EASY)
    found = card_history(reviewer.context, ONE)
    answer(ReviewSession(reviewer.context, practice=[ONE]), Rating.AGAIN)
    assert card_history(reviewer.context, ONE) == found
    card_actions.undo(reviewer.context)
    card_actions.undo(reviewer.context)
    assert card_history(reviewer.context, ONE).answers == ()


def test_a_reset_by_hand_begins_a_new_story(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.EASY)
    reviewer.clock.advance(days=1)
    moment = card_history(reviewer.context, ONE).study_time
    with reviewer.context.database.transaction() as connection:
        uid = reviewer.context.uids.next(moment.at)
        reviews.append_answer(connection, Review(uid, ONE, moment, ReviewKind.MANUAL), NEW)
    assert card_history(reviewer.context, ONE).answers == ()
    reviewer.clock.advance(minutes=1)
    finish(reviewer.start_review(), Rating.EASY)
    (only,) = card_history(reviewer.context, ONE).answers
    assert (only.time_ms, only.gap_days) == (reviewer.clock.at, None)
    reviewer.assert_sound()


def test_a_clock_set_back_bends_no_curve(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.EASY)
    reviewer.clock.set_back(days=3)
    history = card_history(reviewer.context, ONE)
    assert (history.today, history.retrievability) == (-3, 1.0)
    assert history.curve[-1][0] * MS_PER_DAY > 0


def test_a_card_that_does_not_exist(reviewer: Learner) -> None:
    with pytest.raises(NotFoundError, match="q91"):
        card_history(reviewer.context, CardKey("basics/q91"))
