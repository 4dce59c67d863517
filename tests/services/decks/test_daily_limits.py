"""Daily limits of a deck."""

from flashdesign.services.context import Changes
from flashdesign.services.decks import daily_limits, overview
from flashdesign.services.decks.overview import DeckSummary
from tests.support.learner import GAPS, Learner, small_decks


def line(learner: Learner, deck: str) -> DeckSummary:
    return next(item for item in overview.overview(learner.context).decks if item.id == deck)


def test_limits_are_shown_and_notified(learner: Learner) -> None:
    learner.store(*small_decks())
    heard: list[Changes] = []
    learner.context.broadcast.add_listener(heard.append)
    daily_limits.set_limits(learner.context, GAPS, 1, 20)
    daily_limits.raise_limits_today(learner.context, GAPS, new=5)
    assert heard == [Changes(decks=True)] * 2
    assert (line(learner, GAPS).new_limit, line(learner, GAPS).review_limit) == (1, 20)
    daily_limits.set_limits(learner.context, GAPS, None, None)
    assert (line(learner, GAPS).new_limit, line(learner, GAPS).review_limit) == (None, None)


def test_the_limits_of_today_are_set_for_a_deck_and_for_all(learner: Learner) -> None:
    learner.store(*small_decks())
    context = learner.context
    everywhere = daily_limits.limits_today(context, None)
    assert daily_limits.limits_today(context, GAPS) == everywhere
    daily_limits.set_limits(context, GAPS, 1, 20)
    daily_limits.set_limits_today(context, GAPS, 3, 25)
    assert daily_limits.limits_today(context, GAPS) == (3, 25)
    daily_limits.set_limits_today(context, None, 2, 7)
    assert daily_limits.limits_today(context, None) == (2, 7)
    assert learner.left().new == 2
    learner.clock.advance(days=1)
    assert daily_limits.limits_today(context, GAPS) == (1, 20)
    assert daily_limits.limits_today(context, None) == everywhere


def test_fewer_cards_for_all_decks_today_leave_each_deck_its_own_limit(learner: Learner) -> None:
    learner.store(*small_decks())
    context = learner.context
    own = daily_limits.limits_today(context, GAPS)
    daily_limits.set_limits_today(context, None, 2, 7)
    assert daily_limits.limits_today(context, GAPS) == own


def test_fewer_cards_of_a_deck_today_leave_all_decks_theirs(learner: Learner) -> None:
    learner.store(*small_decks())
    context = learner.context
    everywhere = daily_limits.limits_today(context, None)
    daily_limits.set_limits_today(context, GAPS, 0, 0)
    assert daily_limits.limits_today(context, None) == everywhere


def test_a_limit_of_today_counts_after_the_usual_one_was_lowered(learner: Learner) -> None:
    learner.store(*small_decks())
    context = learner.context
    daily_limits.set_limits(context, GAPS, 10, 10)
    daily_limits.set_limits_today(context, GAPS, 2, 2)
    daily_limits.set_limits(context, GAPS, 3, 3)
    assert daily_limits.limits_today(context, GAPS) == (0, 0)
    daily_limits.set_limits_today(context, GAPS, 3, 4)
    assert daily_limits.limits_today(context, GAPS) == (3, 4)


def test_the_limits_of_today_are_set_before_there_are_decks(learner: Learner) -> None:
    daily_limits.set_limits_today(learner.context, None, 99, 98)
    assert daily_limits.limits_today(learner.context, None) == (99, 98)


def test_a_deck_without_a_limit_can_have_fewer_cards_today(learner: Learner) -> None:
    learner.store(*small_decks())
    all_new = learner.left().new
    of_deck = line(learner, GAPS).today.new
    assert of_deck > 1
    daily_limits.set_limits_today(learner.context, GAPS, 1, 0)
    assert line(learner, GAPS).today.new == 1
    assert learner.left().new == all_new - of_deck + 1
    learner.clock.advance(days=1)
    assert line(learner, GAPS).today.new == of_deck
