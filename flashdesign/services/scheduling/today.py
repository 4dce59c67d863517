"""Today's plan and its counts; the only place that determines how many cards are left."""

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.queue import (
    Plan,
    QueuedCard,
    QueueKind,
    RemainingLimits,
    plan_today,
)
from flashdesign.domain.scheduling.session_queue import LEARN_AHEAD_MS
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.domain.scheduling.study_day import StudyTime
from flashdesign.domain.settings import Settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import deck_and_parents, subtree
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import queue, statistics


@dataclass(frozen=True, slots=True)
class Counts:
    """Numbers of cards left today, by queue."""

    new: int = 0
    learning: int = 0
    due: int = 0

    @property
    def total(self) -> int:
        """The sum of all."""
        return self.new + self.learning + self.due


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """Numbers of cards of one deck with its subdecks.

    `planned`: its part of today's plan; `offered`: a session with this deck alone, started now;
    `due_beyond`: due cards that are not in today's plan because of a daily limit.
    """

    planned: Counts = Counts()
    offered: Counts = Counts()
    due_beyond: int = 0


def counts(today: Plan) -> Counts:
    """Return how many cards of each queue the plan contains."""
    fresh = sum(card.queue_kind is QueueKind.NEW for card in today.fresh)
    return Counts(fresh, len(today.learning), len(today.fresh) - fresh)


def todays_plan(
    connection: Connection,
    settings: Settings,
    moment: StudyTime,
    within: frozenset[DeckId] | None = None,
) -> Plan:
    """Return the cards for the study day of `moment`, in study order.

    With `within`, only those decks are planned, and they may use the whole allowance of the day.
    """
    decks = note_decks.decks(connection)
    more_new, more_reviews = _decks_with_raise(decks, moment.day)
    end, day = moment.day_end, moment.day
    return plan_today(
        _filter_decks(within, queue.learning_cards(connection, learning_until(moment), day)),
        _filter_decks(
            within,
            _with_decks_first(
                more_reviews, lambda: queue.due_cards(connection, end, day, moment.at)
            ),
        ),
        _filter_decks(
            within,
            _with_decks_first(
                more_new, lambda: queue.new_cards(connection, day, mix=settings.mix_topics)
            ),
        ),
        parents={deck.id: deck.parent for deck in decks},
        allowances=allowances(settings, decks, _used_today(connection, moment), day),
        notes_seen=queue.answered_notes(connection, moment.day_start(day)),
    )


def deck_counts(
    connection: Connection, settings: Settings, moment: StudyTime, today: Plan
) -> dict[DeckId, DeckCounts]:
    """Return the counts of each deck with its subdecks, where `today` is today's plan."""
    decks = note_decks.decks(connection)
    left = allowances(settings, decks, _used_today(connection, moment), moment.day)
    until = learning_until(moment)
    waiting = {
        queue_kind: queue.waiting_note_counts(connection, queue_kind, moment, until)
        for queue_kind in (QueueKind.DUE, QueueKind.NEW)
    }
    planned = _planned_counts(decks, today)
    learning = Counter(card.deck for card in queue.learning_cards(connection, until, moment.day))
    coming_back = _within_limits(decks, learning, {})
    new_limits = {deck: allowed.new for deck, allowed in left.items()}
    review_limits = {deck: allowed.reviews for deck, allowed in left.items()}
    new = _within_limits(decks, waiting[QueueKind.NEW], new_limits)
    due = _within_limits(decks, waiting[QueueKind.DUE], review_limits)
    all_due = _within_limits(decks, waiting[QueueKind.DUE], {})
    return {
        deck.id: DeckCounts(
            planned[deck.id],
            Counts(new[deck.id], coming_back[deck.id], due[deck.id]),
            max(0, all_due[deck.id] - planned[deck.id].due),
        )
        for deck in decks
    }


def _planned_counts(decks: Sequence[StoredDeck], today: Plan) -> dict[DeckId, Counts]:
    """Return how many cards of the plan each deck has with its subdecks."""
    cards = Counter((card.queue_kind, card.deck) for card in (*today.learning, *today.fresh))
    sums = {
        queue_kind: _within_limits(
            decks, {deck: n for (kind, deck), n in cards.items() if kind is queue_kind}, {}
        )
        for queue_kind in QueueKind
    }
    return {deck.id: Counts(*(sums[kind][deck.id] for kind in QueueKind)) for deck in decks}


def _within_limits(
    decks: Sequence[StoredDeck],
    waiting: Mapping[DeckId, int],
    limits: Mapping[DeckId | None, int | None],
) -> dict[DeckId, int]:
    """Return how many cards each deck with its subdecks offers within the limits of all levels."""

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
        deck: reduce(
            lambda number, place: capped(place, number), deck_and_parents(deck, parents), number
        )
        for deck, number in below.items()
    }


def learning_until(moment: StudyTime) -> int:
    """Return the time (UTC ms) until which a learning card counts as due today.

    It is later than the end of the day: a card missed just before that is due in the same session.
    """
    return moment.day_end + LEARN_AHEAD_MS


def allowances(
    settings: Settings,
    decks: Sequence[StoredDeck],
    used: Mapping[DeckId, DayStat],
    day: int,
) -> dict[DeckId | None, RemainingLimits]:
    """Return how much of the limits is left for the rest of study day `day`.

    A deck's extra cards "for today only" raise the limits of the deck and of all its parents.
    """
    overall = RemainingLimits(settings.new_per_day, settings.reviews_per_day)
    limits: dict[DeckId | None, RemainingLimits] = {None: overall}
    limits |= {deck.id: RemainingLimits(deck.new_limit, deck.review_limit) for deck in decks}
    parents = {deck.id: deck.parent for deck in decks}
    new: dict[DeckId | None, int] = dict.fromkeys(limits, 0)
    reviews: dict[DeckId | None, int] = dict.fromkeys(limits, 0)
    for deck in decks:
        stat = used.get(deck.id, DayStat(day))
        raised = deck.extra if deck.extra is not None and deck.extra.day == day else None
        for place in deck_and_parents(deck.id, parents):
            new[place] += (raised.new if raised else 0) - stat.new
            reviews[place] += (raised.reviews if raised else 0) - stat.reviews
    return {
        deck: RemainingLimits(
            None if limit.new is None else max(0, limit.new + new[deck]),
            None if limit.reviews is None else max(0, limit.reviews + reviews[deck]),
        )
        for deck, limit in limits.items()
    }


def _used_today(connection: Connection, moment: StudyTime) -> dict[DeckId, DayStat]:
    """Return what each deck used of today's limits; a card that was reset does not count."""
    used = statistics.day_stats_by_deck(connection, moment.day)
    again = queue.started_and_reset(connection, moment.day_start(moment.day))
    for deck, count in again.items():
        if stat := used.get(deck):
            used[deck] = replace(stat, new=max(0, stat.new - count))
    return used


def _decks_with_raise(
    decks: Sequence[StoredDeck], day: int
) -> tuple[frozenset[DeckId], frozenset[DeckId]]:
    """Return the decks and subdecks with extra new cards today, and those with extra reviews."""
    today = [(deck.id, deck.extra) for deck in decks if deck.extra and deck.extra.day == day]
    new = [subtree(decks, deck) for deck, extra in today if extra.new]
    reviews = [subtree(decks, deck) for deck, extra in today if extra.reviews]
    return frozenset[DeckId]().union(*new), frozenset[DeckId]().union(*reviews)


def _filter_decks(
    within: frozenset[DeckId] | None, cards: Iterable[QueuedCard]
) -> Iterable[QueuedCard]:
    return cards if within is None else (card for card in cards if card.deck in within)


def _with_decks_first(
    decks: frozenset[DeckId], cards: Callable[[], Iterator[QueuedCard]]
) -> Iterator[QueuedCard]:
    """Yield the cards of `decks` before the others, which would use up the extra cards."""
    if decks:
        yield from (card for card in cards() if card.deck in decks)
    yield from (card for card in cards() if card.deck not in decks)
