"""What a session can be followed by."""

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.decks import overview
from flashdesign.services.decks.next_steps import NextSteps, next_steps
from flashdesign.services.editing import notes as editing_notes
from flashdesign.services.scheduling.today import Counts
from tests.support.learner import BASICS, ROOT, Learner, basic_deck, finish, small_decks

KEY, OTHER = CardKey("basics/q01"), CardKey("basics/q02")


def test_an_empty_collection_has_no_next_step(learner: Learner) -> None:
    assert next_steps(learner.context) == NextSteps(0, Counts(), None)


def test_new_cards_beyond_the_limit_are_those_of_tomorrow(learner: Learner) -> None:
    learner.store(basic_deck(12, parent=None))
    assert next_steps(learner.context) == NextSteps(10, Counts(new=10), BASICS)
    finish(learner.start_review(BASICS), Rating.EASY)
    steps = next_steps(learner.context)
    assert (steps.left, steps.tomorrow.new, steps.more_in) == (0, 2, BASICS)


def test_tomorrow_is_what_home_shows_on_that_day(learner: Learner) -> None:
    learner.store(*small_decks())
    finish(learner.start_review(ROOT), Rating.GOOD)
    told = next_steps(learner.context)
    learner.clock.advance(days=1)
    assert told.tomorrow == overview.overview(learner.context).today


def test_seen_decks_have_nothing_more_to_learn(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    finish(learner.start_review(BASICS), Rating.EASY)
    assert next_steps(learner.context).more_in is None


def test_suspended_cards_are_not_offered(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    editing_notes.suspend_cards(learner.context, [KEY, OTHER], suspended=True)
    assert next_steps(learner.context) == NextSteps(0, Counts(), None)
