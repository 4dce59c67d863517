"""Public API of decks, notes and cards."""

from flashdesign.storage.cards import (
    StoredCard,
    card,
    card_rows_in,
    cards,
    cards_at,
    drills,
    existing,
    neighbours,
    notes_of,
)
from flashdesign.storage.decks import (
    Extra,
    StoredDeck,
    decks,
    raise_today,
    save_deck,
    set_deck_limits,
)
from flashdesign.storage.note_json import digest
from flashdesign.storage.replacing import Move
from flashdesign.storage.saving import Digest, SavedCounts, digests, retire_notes, save_notes
from flashdesign.storage.tables import NOTE_GONE

__all__ = [
    "NOTE_GONE",
    "Digest",
    "Extra",
    "Move",
    "SavedCounts",
    "StoredCard",
    "StoredDeck",
    "card",
    "card_rows_in",
    "cards",
    "cards_at",
    "decks",
    "digest",
    "digests",
    "drills",
    "existing",
    "neighbours",
    "notes_of",
    "raise_today",
    "retire_notes",
    "save_deck",
    "save_notes",
    "set_deck_limits",
]
