"""Today's plan and what it amounts to: the one answer to "how many are left"."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

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


def todays_plan(
    connection: Connection,
    preferences: Preferences,
    moment: Moment,
    within: frozenset[DeckId] | None = None,
) -> Plan:
    """Return what is to do on the study day of `moment`, in the order to do it.

    With `within` all of the day's allowance may go to those decks.
    """
    decks = notes.decks(connection)
    more_new, more_reviews = _raised(decks, moment.day)
    end, day = moment.day_end, moment.day
    return plan(
        _inside(within, queue.learning(connection, learning_until(moment), day)),
        _inside(
            within, _first_in(more_reviews, lambda: queue.reviews(connection, end, day, moment.at))
        ),
        _inside(
            within,
            _first_in(more_new, lambda: queue.new(connection, day, mix=preferences.mix_topics)),
        ),
        parents={deck.id: deck.parent for deck in decks},
        allowances=allowances(preferences, decks, statistics.used_today(connection, day), day),
        notes_seen=queue.answered_notes(connection, moment.day_start(day)),
    )


def offers(
    connection: Connection, preferences: Preferences, moment: Moment
) -> dict[DeckId, Counts]:
    """Return for each deck what a sitting at it, with the decks below it, would hold now."""
    decks = notes.decks(connection)
    left = allowances(preferences, decks, statistics.used_today(connection, moment.day), moment.day)
    until = learning_until(moment)
    learning = Counter(card.deck for card in queue.learning(connection, until, moment.day))
    due, new = (
        _within_limits(
            decks,
            queue.notes_waiting(connection, heap, moment, until),
            {deck: getattr(allowed, name) for deck, allowed in left.items()},
        )
        for heap, name in ((Heap.DUE, "reviews"), (Heap.NEW, "new"))
    )
    coming_back = _within_limits(decks, learning, {})
    return {d.id: Counts(new[d.id], coming_back[d.id], due[d.id]) for d in decks}


def _within_limits(
    decks: Sequence[StoredDeck],
    waiting: Mapping[DeckId, int],
    limits: Mapping[DeckId | None, int | None],
) -> dict[DeckId, int]:
    """Return what each deck with those below it may give, by every limit below and above it."""

    def capped(deck: DeckId | None, number: int) -> int:
        limit = limits.get(deck)
        return number if limit is None else min(number, limit)

    below = {deck.id: waiting.get(deck.id, 0) for deck in decks}
    for deck in reversed(decks):  # children before parents
        below[deck.id] = capped(deck.id, below[deck.id])
        if deck.parent is not None:
            below[deck.parent] += below[deck.id]
    parents = {deck.id: deck.parent for deck in decks}
    return {
        deck: reduce(lambda number, place: capped(place, number), path_up(deck, parents), number)
        for deck, number in below.items()
    }


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


def _inside(within: frozenset[DeckId] | None, cards: Iterable[Waiting]) -> Iterable[Waiting]:
    return cards if within is None else (card for card in cards if card.deck in within)


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
