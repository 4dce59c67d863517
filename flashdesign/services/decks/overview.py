"""Overview of the decks for Home."""

from collections.abc import Mapping
from collections.abc import Set as AbstractSet
from dataclasses import dataclass
from operator import attrgetter

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.statistics import minutes_needed, recall, streak
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.services.context import Context
from flashdesign.services.decks.visible_decks import visible_decks
from flashdesign.services.scheduling.today import Counts
from flashdesign.services.scheduling.todays_counts import DeckCounts, todays_counts
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import subtree_sums
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import queue, statistics
from flashdesign.storage.queries.statistics import DeckProgress

_RECENT_DAYS = 30


@dataclass(frozen=True, slots=True)
class DeckSummary:
    """One deck with its subtree: its cards, and those of today.

    `today`: its part of today's plan, which the daily limits keep small; `offered`: what a review
    of this deck alone would show now; `due_beyond`: due cards that the limits leave for later days;
    `mastery`: the share of mature cards.
    """

    id: DeckId
    title: str
    parent: DeckId | None
    today: Counts
    offered: Counts
    due_beyond: int
    mastery: float | None
    total: int
    seen: int
    new_limit: int | None
    review_limit: int | None
    is_own: bool


@dataclass(frozen=True, slots=True)
class Overview:
    """What Home shows.

    `answered_today` are answers, `begun_today` the notes with an answer today, `planned_today`
    those and the notes of today's plan. `error_log10` is the typical error of estimates, in powers
    of ten.
    """

    decks: tuple[DeckSummary, ...]
    today: Counts
    minutes: float
    streak: int
    recall: float | None
    answered_today: int
    begun_today: int
    planned_today: int
    next_due: int | None
    error_log10: float | None


def overview(context: Context) -> Overview:
    """Return the decks with their cards left today."""
    with context.database.read() as connection:
        settings = stored_settings.load(connection)
        moment = context.moment(settings)
        decks, keys = note_decks.decks(connection), note_decks.deck_keys(connection)
        progress = statistics.deck_progress(connection, keys)
        today = todays_counts(connection, settings, moment, decks, keys, progress)
        shown = {deck.id for deck in visible_decks(connection, decks)}
        recent = statistics.day_stats(connection, moment.day - _RECENT_DAYS)
        days = statistics.study_days(connection)
        upcoming = queue.next_due(connection, after_ms=moment.day_end)
        error_log10 = _usual_error(connection)
    return Overview(
        _lines(decks, today.by_deck, progress, shown),
        today.left,
        minutes_needed(
            recent, new=today.left.new, learning=today.left.learning, due=today.left.due
        ),
        streak(days, moment.day),
        recall(recent),
        sum(stat.answers for stat in recent if stat.day == moment.day),
        today.begun,
        today.planned,
        upcoming,
        error_log10,
    )


def left_today(context: Context) -> int:
    """Return how many cards are left today, as in the overview."""
    with context.database.read() as connection:
        settings = stored_settings.load(connection)
        moment = context.moment(settings)
        decks, keys = note_decks.decks(connection), note_decks.deck_keys(connection)
        return todays_counts(connection, settings, moment, decks, keys).left.total


def titles(context: Context) -> tuple[tuple[DeckId, str], ...]:
    """Return ids and titles of the decks that Home shows; fast for any number of cards."""
    with context.database.read() as connection:
        return tuple((deck.id, deck.title) for deck in visible_decks(connection))


def subdeck_counts(context: Context) -> dict[str, int]:
    """Return how many subdecks, on all levels, each deck of `titles` has there."""
    with context.database.read() as connection:
        decks = visible_decks(connection)
    sizes = subtree_sums(decks, dict.fromkeys((deck.id for deck in decks), 1))
    return {deck: size - 1 for deck, size in sizes.items()}


def _usual_error(connection: Connection) -> float | None:
    if not statistics.has_attempts(connection):
        return None
    # Imported late: drills slow down the start.
    from flashdesign.services.drills.attempts import calibration_of

    return calibration_of(connection).error_log10


def _lines(
    decks: tuple[StoredDeck, ...],
    by_deck: Mapping[DeckId, DeckCounts],
    progress: Mapping[DeckId, DeckProgress],
    shown: AbstractSet[DeckId],
) -> tuple[DeckSummary, ...]:
    """Return a line with the sums of its subtree for each visible deck."""
    total, seen, mature = (
        subtree_sums(decks, {deck: getter(own) for deck, own in progress.items()})
        for getter in (attrgetter("total"), attrgetter("seen"), attrgetter("mature"))
    )
    return tuple(
        _line(deck, by_deck[deck.id], (total[deck.id], seen[deck.id], mature[deck.id]))
        for deck in decks
        if deck.id in shown
    )


def _line(deck: StoredDeck, numbers: DeckCounts, sums: tuple[int, int, int]) -> DeckSummary:
    total, seen, mature = sums
    return DeckSummary(
        deck.id,
        deck.title,
        deck.parent,
        numbers.planned,
        numbers.offered,
        numbers.due_beyond,
        mature / total if total else None,
        total,
        seen,
        deck.new_limit,
        deck.review_limit,
        deck.origin != BUILT_IN,
    )
