"""The decks to show: those with notes, and new decks that never had notes."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from flashdesign.domain.ids import DeckId
from flashdesign.services.collection.built_in_decks import BUILT_IN
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.decks import StoredDeck
from flashdesign.storage.queries import statistics


def visible_decks(
    connection: Connection, decks: Sequence[StoredDeck] | None = None
) -> tuple[StoredDeck, ...]:
    """Return the decks to show of all `decks`, parents before children.

    A deck that had notes, in itself or in a subdeck, and has none left was deleted, or is no longer
    built in.
    """
    decks = note_decks.decks(connection) if decks is None else decks
    with_notes = _with_parents(decks, statistics.decks_with_notes(connection))
    ever_used = _with_parents(decks, statistics.decks_ever_written(connection))
    return tuple(
        deck
        for deck in decks
        if deck.id in with_notes or (deck.origin != BUILT_IN and deck.id not in ever_used)
    )


def usable_decks(connection: Connection) -> tuple[StoredDeck, ...]:
    """Return the decks that a note can be added to: own decks, then built-in ones with notes."""
    with_notes = statistics.decks_with_notes(connection)
    shown = visible_decks(connection)
    own = [deck for deck in shown if deck.origin != BUILT_IN]
    return (*own, *(deck for deck in shown if deck.origin == BUILT_IN and deck.id in with_notes))


def _with_parents(decks: Sequence[StoredDeck], inside: Iterable[DeckId]) -> AbstractSet[DeckId]:
    result = set(inside)
    for deck in reversed(decks):
        if deck.id in result and deck.parent is not None:
            result.add(deck.parent)
    return result
