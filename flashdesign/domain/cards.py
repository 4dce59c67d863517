"""Notes, their cards, and decks."""

from dataclasses import dataclass, replace
from typing import NewType

from flashdesign.domain.faces import Face, parts
from flashdesign.domain.sources import Source

__all__ = [
    "Card",
    "CardKey",
    "Deck",
    "DeckId",
    "Note",
    "NoteKey",
    "Source",
    "card_key",
    "cards_of",
    "deck_of",
    "full_key",
    "moved",
    "note_of",
]

DeckId = NewType("DeckId", str)
NoteKey = NewType("NoteKey", str)
CardKey = NewType("CardKey", str)


@dataclass(frozen=True, slots=True)
class Note:
    """A question with its explanation and metadata.

    `guid` is the id in the other program that the note came from, or was exported to.
    """

    deck: DeckId
    id: str
    face: Face
    why: str = ""
    hint: str = ""
    tags: tuple[str, ...] = ()
    facts: tuple[str, ...] = ()
    source: Source | None = None
    as_of: str = ""
    related: tuple[str, ...] = ()
    target_s: float | None = None
    suspended: bool = False
    replaces: tuple[str, ...] = ()
    guid: str = ""

    @property
    def key(self) -> NoteKey:
        """The note's key in the collection, `deck/id`; it does not depend on the text."""
        return NoteKey(f"{self.deck}/{self.id}")


@dataclass(frozen=True, slots=True)
class Card:
    """One card of a note: the unit that is scheduled."""

    key: CardKey
    note: NoteKey
    deck: DeckId
    part: str


USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Deck:
    """An ordered set of notes; `retention` overrides that of the collection.

    `license` is free text, `language` a tag such as en.
    """

    id: DeckId
    title: str
    notes: tuple[Note, ...] = ()
    parent: DeckId | None = None
    description: str = ""
    retention: float | None = None
    license: str = ""
    language: str = USUAL_LANGUAGE


def full_key(deck: DeckId, name: str) -> NoteKey:
    """Return the full key for a `name` used in a note of `deck`: "id" or "deck/id"."""
    return NoteKey(name if "/" in name else f"{deck}/{name}")


def moved(note: Note, deck: DeckId, name: str) -> Note:
    """Return the note with another deck and id; it still refers to the same notes."""
    if deck == note.deck:
        return replace(note, id=name)
    related = tuple(full_key(note.deck, other) for other in note.related)
    replaces = tuple(full_key(note.deck, other) for other in note.replaces)
    return replace(note, deck=deck, id=name, related=related, replaces=replaces)


def card_key(note: NoteKey, part: str) -> CardKey:
    """Return `deck/note` for the card without a part and `deck/note#part` for the others."""
    return CardKey(f"{note}#{part}" if part else note)


def deck_of(key: NoteKey | CardKey) -> DeckId:
    """Return the deck of a note or card."""
    return DeckId(key.partition("/")[0])


def note_of(key: CardKey) -> NoteKey:
    """Return the note of a card."""
    return NoteKey(key.partition("#")[0])


def cards_of(note: Note) -> tuple[Card, ...]:
    """Return the cards of a note in learning order."""
    key = note.key
    return tuple(Card(card_key(key, part), key, note.deck, part) for part in parts(note.face))
