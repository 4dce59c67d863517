"""Daily limits of a deck."""

from flashdesign.services.context import Changes
from flashdesign.services.decks import daily_limits, overview
from flashdesign.services.decks.overview import DeckSummary
from tests.support.collection import GAPS, Learner, small_decks


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


def test_without_decks_todays_limits_stay(learner: Learner) -> None:
    before = daily_limits.limits_today(learner.context, None)
    daily_limits.set_limits_today(learner.context, None, 99, 99)
    assert daily_limits.limits_today(learner.context, None) == before
