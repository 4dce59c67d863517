"""Scheduling rules of each deck, and the rebuild after they change."""

from collections.abc import Callable, Mapping
from typing import TYPE_CHECKING

from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules
from flashdesign.domain.settings import Settings
from flashdesign.services.context import Context
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import decks as note_decks
from flashdesign.storage.notes.deck_tree import deck_and_parents
from flashdesign.storage.notes.decks import StoredDeck

if TYPE_CHECKING:
    from flashdesign.storage.review_log.replay import RulesOf

_REBUILD_DUE = "rebuild.due"


def is_rebuild_due(context: Context) -> bool:
    """Return whether the rules changed and the memories have not been recalculated yet."""
    with context.database.read() as connection:
        return stored_settings.get(connection, _REBUILD_DUE) is True


def mark_rebuild_due(connection: Connection) -> None:
    """Mark the memories as outdated, in the transaction that changes the rules."""
    stored_settings.put(connection, _REBUILD_DUE, value=True)


def rules_of(connection: Connection) -> "RulesOf":
    """Return a function that returns the rules of a deck."""
    return rules_by_deck(stored_settings.load(connection), note_decks.decks(connection))


def current_rules(connection: Connection) -> dict[DeckId, FsrsRules]:
    """Return the present rules of each deck, for `rebuild_if_rules_changed`."""
    decks = note_decks.decks(connection)
    rules_of_deck = rules_by_deck(stored_settings.load(connection), decks)
    return {deck.id: rules_of_deck(deck.id) for deck in decks}


def rebuild_if_rules_changed(connection: Connection, before: Mapping[DeckId, FsrsRules]) -> bool:
    """Recalculate all memories if the rules of a deck differ from `before`; return whether so."""
    now = current_rules(connection)
    if all(now.get(deck, old_rules) == old_rules for deck, old_rules in before.items()):
        return False
    rebuild_with(connection, now.__getitem__)
    return True


def rebuild_with(connection: Connection, rules: "RulesOf") -> int:
    """Rebuild all memories by these rules; return how many cards changed."""
    from flashdesign.storage.review_log import replay

    changed = replay.rebuild(connection, rules)
    if stored_settings.get(connection, _REBUILD_DUE):
        stored_settings.put(connection, _REBUILD_DUE, value=False)
    return changed


def rules_by_deck(
    settings: Settings, decks: tuple[StoredDeck, ...]
) -> Callable[[DeckId], FsrsRules]:
    """Return the rules of each deck: its own retention, else that of its nearest ancestor."""
    parents = {deck.id: deck.parent for deck in decks}
    own = {deck.id: deck.retention for deck in decks if deck.retention is not None}

    def rules(deck: DeckId) -> FsrsRules:
        for ancestor in deck_and_parents(deck, parents):
            if ancestor in own:
                return FsrsRules(retention=own[ancestor])
        return FsrsRules(retention=settings.retention)

    return rules
