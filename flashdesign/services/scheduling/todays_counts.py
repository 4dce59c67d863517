"""The counts of today's cards by deck, without planning the day unless a limit requires it."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import reduce

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.queue import (
    QueueKind,
    RemainingLimits,
    plan_today,
)
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.domain.settings import Settings
from flashdesign.services.scheduling.today import (
    Counts,
    DayState,
    decks_with_raise,
    learning_until,
    new_in_order,
    read_day,
    todays_plan,
)
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.deck_tree import deck_and_parents, subtree_sums
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import queue
from flashdesign.storage.queries.statistics import DeckProgress

_Numbers = Mapping[DeckId, int]
_Limits = Mapping[DeckId | None, int | None]


@dataclass(frozen=True, slots=True)
class DeckCounts:
    """Numbers of cards of one deck with its subdecks.

    `planned`: its part of today's plan; `offered`: a session with this deck alone, started now;
    `due_beyond`: due cards that are not in today's plan because of a daily limit.
    """

    planned: Counts
    offered: Counts
    due_beyond: int


@dataclass(frozen=True, slots=True)
class TodaysCounts:
    """The numbers of cards left today, of all decks and by deck with its subdecks.

    `begun` are the notes with an answer today, `planned` those and the notes of today's plan.
    """

    left: Counts
    by_deck: Mapping[DeckId, DeckCounts]
    begun: int
    planned: int


@dataclass(frozen=True, slots=True)
class _Today:
    """What today's counts depend on: `waiting` notes by deck, without subdecks."""

    settings: Settings
    moment: StudyMoment
    state: DayState
    limits: Mapping[QueueKind, _Limits]
    waiting: Mapping[QueueKind, _Numbers]


def todays_counts(
    connection: Connection,
    settings: Settings,
    moment: StudyMoment,
    decks: Sequence[StoredDeck],
    keys: queue.Keys,
    progress: Mapping[DeckId, DeckProgress] | None = None,
) -> TodaysCounts:
    """Return the counts that today's plan and sessions with each deck have.

    `decks` are all decks, parents first, and `keys` their ids by row. `progress` is that of the
    decks, if the caller has it.
    """
    state = replace(read_day(connection, settings, moment, decks, keys), progress=progress)
    today = _read(connection, settings, moment, state, keys)
    own = {**_planned(connection, today), QueueKind.LEARNING: _learning_by_deck(today)}
    planned = {kind: subtree_sums(decks, numbers) for kind, numbers in own.items()}
    left = Counts(*(sum(own[kind].values()) for kind in QueueKind))
    # A card in the plan is new or due only if its note was not begun.
    notes = state.begun | {card.note for card in state.learning}
    return TodaysCounts(
        left,
        _by_deck(today, planned),
        len(state.begun),
        len(notes) + left.new + left.due,
    )


def _read(
    connection: Connection,
    settings: Settings,
    moment: StudyMoment,
    state: DayState,
    keys: queue.Keys,
) -> _Today:
    return _Today(
        settings,
        moment,
        state,
        {
            QueueKind.NEW: {deck: limits.new for deck, limits in state.allowed.items()},
            QueueKind.DUE: {deck: limits.reviews for deck, limits in state.allowed.items()},
        },
        queue.waiting_note_counts(connection, moment, learning_until(moment), state.answers, keys),
    )


def _planned(connection: Connection, today: _Today) -> dict[QueueKind, _Numbers]:
    """Return how many new and due cards of each deck, without subdecks, are in today's plan.

    If the limits leave room for all due cards, the plan has each waiting note once, and the new
    cards of a deck depend on their number only, or with mixed topics on a few cards in their order.
    Else the order of all cards decides.
    """
    if _fits(today, QueueKind.DUE):
        due = today.waiting[QueueKind.DUE]
        if _fits(today, QueueKind.NEW):
            return {QueueKind.DUE: due, QueueKind.NEW: today.waiting[QueueKind.NEW]}
        new = _mixed_new(connection, today) if today.settings.mix_topics else _first_new(today)
        return {QueueKind.DUE: due, QueueKind.NEW: new}
    plan = todays_plan(connection, today.settings, today.moment, state=today.state)
    cards = Counter((card.queue_kind, card.deck) for card in plan.fresh)
    return {
        kind: {deck: n for (of_kind, deck), n in cards.items() if of_kind is kind}
        for kind in (QueueKind.DUE, QueueKind.NEW)
    }


def _fits(today: _Today, kind: QueueKind) -> bool:
    """Return whether the limits of all levels leave room for all waiting notes."""
    waiting, limits = today.waiting[kind], today.limits[kind]
    sums: dict[DeckId | None, int] = {None: sum(waiting.values())}
    sums.update(subtree_sums(today.state.decks, waiting).items())
    return all(
        number <= limit for deck, number in sums.items() if (limit := limits[deck]) is not None
    )


def _first_new(today: _Today) -> dict[DeckId, int]:
    """Return the new cards of each deck in the order of the decks, those with a raise first."""
    left = {deck: n for deck, n in today.limits[QueueKind.NEW].items() if n is not None}
    parents = {deck.id: deck.parent for deck in today.state.decks}
    raised = decks_with_raise(today.state.decks, today.moment.day)[0]
    chosen: dict[DeckId, int] = {}
    for deck in sorted(
        (deck.id for deck in today.state.decks), key=lambda deck: deck not in raised
    ):
        limited = [place for place in deck_and_parents(deck, parents) if place in left]
        number = today.waiting[QueueKind.NEW].get(deck, 0)
        chosen[deck] = min([number, *(left[place] for place in limited)])
        for place in limited:
            left[place] -= chosen[deck]
    return chosen


def _mixed_new(connection: Connection, today: _Today) -> dict[DeckId, int]:
    """Return the new cards of each deck if the topics take turns and all due cards fit."""
    if today.limits[QueueKind.NEW][None] == 0:
        return {}
    cards = new_in_order(connection, today.state, today.moment, mix=True)
    plan = plan_today(
        today.state.learning,
        (),
        cards,
        parents={deck.id: deck.parent for deck in today.state.decks},
        allowances={
            deck: RemainingLimits(limit) for deck, limit in today.limits[QueueKind.NEW].items()
        },
        notes_seen=today.state.begun | queue.due_notes(connection, today.moment),
    )
    return dict(Counter(card.deck for card in plan.fresh))


def _learning_by_deck(today: _Today) -> dict[DeckId, int]:
    return dict(Counter(card.deck for card in today.state.learning))


def _by_deck(today: _Today, planned: Mapping[QueueKind, _Numbers]) -> dict[DeckId, DeckCounts]:
    """Return the counts of each deck with its subdecks; `planned` are those of the plan."""
    decks, waiting = today.state.decks, today.waiting
    new, due = (
        _within_limits(decks, waiting[kind], today.limits[kind])
        for kind in (QueueKind.NEW, QueueKind.DUE)
    )
    all_due = subtree_sums(decks, waiting[QueueKind.DUE])
    learning = planned[QueueKind.LEARNING]
    return {
        deck.id: DeckCounts(
            Counts(*(planned[kind][deck.id] for kind in QueueKind)),
            Counts(new[deck.id], learning[deck.id], due[deck.id]),
            max(0, all_due[deck.id] - planned[QueueKind.DUE][deck.id]),
        )
        for deck in decks
    }


def _within_limits(
    decks: Sequence[StoredDeck], waiting: _Numbers, limits: _Limits
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
