"""Decks, notes and cards as exported to other programs."""

from dataclasses import dataclass

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.scheduling.memory import NEW, Memory
from flashdesign.domain.scheduling.review_log import Review


@dataclass(frozen=True, slots=True)
class ExportedCard:
    """A card with its current state; `reviews` are its rows of the review log."""

    part: str
    memory: Memory = NEW
    suspended: bool = False
    flag: int = 0
    reviews: tuple[Review, ...] = ()


@dataclass(frozen=True, slots=True)
class ExportedNote:
    """A note and its cards."""

    note: Note
    cards: tuple[ExportedCard, ...]


@dataclass(frozen=True, slots=True)
class ExportedDeck:
    """A deck; `path` has the titles from the root to it."""

    id: DeckId
    path: tuple[str, ...]
    notes: tuple[ExportedNote, ...] = ()
    description: str = ""
