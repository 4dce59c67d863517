"""The door to decks, notes and cards."""

from flashdesign.storage.cards import StoredCard, card, cards, drills, neighbours
from flashdesign.storage.decks import (
    Extra,
    StoredDeck,
    decks,
    raise_today,
    save_deck,
    set_deck_limits,
)
from flashdesign.storage.note_json import digest
from flashdesign.storage.saving import Digest, SavedCounts, digests, retire_notes, save_notes

__all__ = [
    "Digest",
    "Extra",
    "SavedCounts",
    "StoredCard",
    "StoredDeck",
    "card",
    "cards",
    "decks",
    "digest",
    "digests",
    "drills",
    "neighbours",
    "raise_today",
    "retire_notes",
    "save_deck",
    "save_notes",
    "set_deck_limits",
]
