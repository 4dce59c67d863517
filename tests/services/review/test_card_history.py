"""The history of a card: its answers and its forgetting curve."""

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.domain.scheduling.review_log import Kind, Review
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.errors import NotFoundError
from flashdesign.services.review.card_history import card_history
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.review_log import reviews
from tests.support.collection import MONDAY_NOON_MS, Learner, answer, basic_deck, finish

ONE = CardKey("basics/q01")


@pytest.fixture
def one(learner: Learner) -> Learner:
    """A user with one card."""
    return learner.store(basic_deck(1, parent=None))


def test_a_card_never_answered_has_no_story(one: Learner) -> None:
    story = card_history(one.context, ONE)
    assert (story.memory, story.answers, story.curve) == (NEW, (), ())
    assert (story.retrievability, story.today, story.retention) == (None, 0, 0.9)


def test_the_answers_with_the_days_between_them(one: Learner) -> None:
    finish(one.sit(), Rating.GOOD)
    one.clock.advance(days=12)
    answer(one.sit(), Rating.AGAIN)
    one.clock.advance(days=1.5)
    story = card_history(one.context, ONE)
    ratings = [(told.rating, told.kind, told.gap_days) for told in story.answers]
    assert ratings == [
        (Rating.GOOD, Kind.LEARN, None),
        (Rating.GOOD, Kind.LEARN, 0),
        (Rating.AGAIN, Kind.REVIEW, 12),
    ]
    assert story.answers[0].time_ms == MONDAY_NOON_MS
    assert story.today == 13.5
    assert story.memory == one.memory(ONE)
    assert story.answers[-1].stability == story.memory.stability
    assert story.study_time.at == one.clock.at


def test_the_chance_of_recall_falls_to_the_retention_at_the_stability(one: Learner) -> None:
    finish(one.sit(), Rating.EASY)
    stability = one.memory(ONE).stability
    assert stability is not None
    one.clock.advance(days=stability)
    assert card_history(one.context, ONE).retrievability == pytest.approx(0.9)


def test_the_curve_falls_from_each_answer_and_reaches_beyond_today(one: Learner) -> None:
    finish(one.sit(), Rating.EASY)
    one.clock.advance(days=10)
    finish(one.sit(), Rating.GOOD)
    one.clock.advance(days=4)
    story = card_history(one.context, ONE)
    days = [day for day, _ in story.curve]
    assert days == sorted(days)
    assert days[0] == 0
    assert days[-1] > story.today == 14
    jumps = [
        day
        for (day, low), (_, high) in zip(story.curve, story.curve[1:], strict=False)
        if high > low
    ]
    assert jumps == [10], "memory is refreshed by the second answer only"
    assert {chance for day, chance in story.curve if day in (0, 10)} >= {1.0}
    assert all(0 < chance <= 1 for _, chance in story.curve)


def test_what_was_undone_or_practised_is_no_part_of_the_story(one: Learner) -> None:
    finish(one.sit(), Rating.EASY)
    told = card_history(one.context, ONE)
    answer(ReviewSession(one.context, practice=[ONE]), Rating.AGAIN)
    assert card_history(one.context, ONE) == told
    card_actions.undo(one.context)
    card_actions.undo(one.context)
    assert card_history(one.context, ONE).answers == ()


def test_a_reset_by_hand_begins_a_new_story(one: Learner) -> None:
    finish(one.sit(), Rating.EASY)
    one.clock.advance(days=1)
    moment = card_history(one.context, ONE).study_time
    with one.context.database.transaction() as connection:
        uid = one.context.uids.next(moment.at)
        reviews.append_answer(connection, Review(uid, ONE, moment, Kind.MANUAL), NEW)
    assert card_history(one.context, ONE).answers == ()
    one.clock.advance(minutes=1)
    finish(one.sit(), Rating.EASY)
    (only,) = card_history(one.context, ONE).answers
    assert (only.time_ms, only.gap_days) == (one.clock.at, None)
    one.assert_sound()


def test_a_clock_set_back_bends_no_curve(one: Learner) -> None:
    finish(one.sit(), Rating.EASY)
    one.clock.set_back(days=3)
    story = card_history(one.context, ONE)
    assert (story.today, story.retrievability) == (-3, 1.0)
    assert story.curve[-1][0] * MS_PER_DAY > 0


def test_a_card_that_does_not_exist(one: Learner) -> None:
    with pytest.raises(NotFoundError, match="q91"):
        card_history(one.context, CardKey("basics/q91"))
