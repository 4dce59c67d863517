"""Today's plan and what it amounts to: the one answer to "how many are left"."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from flashdesign.domain.cards import DeckId
from flashdesign.domain.moments import Moment
from flashdesign.domain.preferences import Preferences
from flashdesign.domain.queue import Allowance, Heap, Plan, Waiting, plan
from flashdesign.domain.sitting import LEARN_AHEAD_MS
from flashdesign.domain.statistics import DayStat
from flashdesign.storage import notes, queue, statistics
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredDeck


@dataclass(frozen=True, slots=True)
class Counts:
    """Cards left today, by heap."""

    new: int = 0
    learning: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """All of them."""
        return self.new + self.learning + self.due


def counts(today: Plan) -> Counts:
    """Return how many cards of each heap the plan holds."""
    fresh = sum(card.heap is Heap.NEW for card in today.fresh)
    return Counts(fresh, len(today.learning), len(today.fresh) - fresh)


def todays_plan(connection: Connection, preferences: Preferences, moment: Moment) -> Plan:
    """Return what is to do on the study day of `moment`, in the order to do it."""
    decks = notes.decks(connection)
    used = statistics.used_today(connection, moment.day)
    start, end = moment.day_start(moment.day), moment.day_end
    more_new, more_reviews = _raised(decks, moment.day)
    return plan(
        queue.learning(connection, learning_until(moment), moment.day),
        _first_in(more_reviews, lambda: queue.reviews(connection, end, moment.day, moment.at)),
        _first_in(more_new, lambda: queue.new(connection, moment.day, mix=preferences.mix_topics)),
        parents={deck.id: deck.parent for deck in decks},
        allowances=allowances(preferences, decks, used, moment.day),
        notes_seen=queue.answered_notes(connection, start),
    )


def learning_until(moment: Moment) -> int:
    """Return until when (UTC ms) a learning card's minute counts as today's.

    One missed just before the day ends still comes back in the same sitting.
    """
    return moment.day_end + LEARN_AHEAD_MS


def allowances(
    preferences: Preferences,
    decks: Sequence[StoredDeck],
    used: Mapping[DeckId, DayStat],
    day: int,
) -> dict[DeckId | None, Allowance]:
    """Return what the limits leave for the rest of study day `day`.

    A raise "for today only" belongs to one deck, and widens each limit on the way up from there.
    """
    whole = Allowance(preferences.new_per_day, preferences.reviews_per_day)
    limits: dict[DeckId | None, Allowance] = {None: whole}
    limits |= {deck.id: Allowance(deck.new_limit, deck.review_limit) for deck in decks}
    parents = {deck.id: deck.parent for deck in decks}
    new: dict[DeckId | None, int] = dict.fromkeys(limits, 0)
    reviews: dict[DeckId | None, int] = dict.fromkeys(limits, 0)
    for deck in decks:
        stat = used.get(deck.id, DayStat(day))
        raised = deck.extra if deck.extra is not None and deck.extra.day == day else None
        for place in path_up(deck.id, parents):
            new[place] += (raised.new if raised else 0) - stat.new
            reviews[place] += (raised.reviews if raised else 0) - stat.reviews
    return {
        deck: Allowance(
            None if limit.new is None else max(0, limit.new + new[deck]),
            None if limit.reviews is None else max(0, limit.reviews + reviews[deck]),
        )
        for deck, limit in limits.items()
    }


def subtree(decks: Iterable[StoredDeck], root: DeckId) -> frozenset[DeckId]:
    """Return `root` and all decks below it; `decks` come parents first."""
    inside = {root}
    for deck in decks:
        if deck.parent in inside:
            inside.add(deck.id)
    return frozenset(inside)


def _raised(decks: Sequence[StoredDeck], day: int) -> tuple[frozenset[DeckId], frozenset[DeckId]]:
    """Return the decks, with those below, that may show more new cards and more reviews today."""
    today = [(deck.id, deck.extra) for deck in decks if deck.extra and deck.extra.day == day]
    new = [subtree(decks, deck) for deck, extra in today if extra.new]
    reviews = [subtree(decks, deck) for deck, extra in today if extra.reviews]
    return frozenset[DeckId]().union(*new), frozenset[DeckId]().union(*reviews)


def _first_in(
    decks: frozenset[DeckId], cards: Callable[[], Iterator[Waiting]]
) -> Iterator[Waiting]:
    """Yield the cards of `decks` before the others: else those would use up the raise."""
    if decks:
        yield from (card for card in cards() if card.deck in decks)
    yield from (card for card in cards() if card.deck not in decks)


def path_up(
    deck: DeckId | None, parents: Mapping[DeckId, DeckId | None]
) -> Iterable[DeckId | None]:
    """Yield `deck`, its parents, and at last None for the whole collection."""
    while deck is not None:
        yield deck
        deck = parents.get(deck)
    yield None
