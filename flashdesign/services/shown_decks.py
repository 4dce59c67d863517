"""Tell which decks are shown: those with notes, and those in which nobody has written yet."""

from collections.abc import Iterable, Sequence
from collections.abc import Set as AbstractSet

from flashdesign.domain.cards import DeckId
from flashdesign.services.library import SHIPPED
from flashdesign.storage import notes, statistics
from flashdesign.storage.database import Connection
from flashdesign.storage.notes import StoredDeck


def shown_decks(connection: Connection) -> tuple[StoredDeck, ...]:
    """Return the decks that are shown, parents before children.

    One whose notes, and those within it, are all gone was deleted, or ships no longer.
    """
    decks = notes.decks(connection)
    living = _with_parents(decks, statistics.decks_with_notes(connection))
    written = _with_parents(decks, statistics.decks_ever_written(connection))
    return tuple(
        deck
        for deck in decks
        if deck.id in living or (deck.origin != SHIPPED and deck.id not in written)
    )


def usable_decks(connection: Connection) -> tuple[StoredDeck, ...]:
    """Return the decks that a note can go to: the person's own first, and what has notes."""
    living = statistics.decks_with_notes(connection)
    shown = shown_decks(connection)
    own = [deck for deck in shown if deck.origin != SHIPPED]
    return (*own, *(deck for deck in shown if deck.origin == SHIPPED and deck.id in living))


def _with_parents(decks: Sequence[StoredDeck], inside: Iterable[DeckId]) -> AbstractSet[DeckId]:
    found = set(inside)
    for deck in reversed(decks):
        if deck.id in found and deck.parent is not None:
            found.add(deck.parent)
    return found
