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
