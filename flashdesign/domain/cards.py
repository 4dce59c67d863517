"""Notes, the cards they yield, and the decks that hold them."""

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
    """What an author writes once: a face, and what is said about it.

    `guid` is its name in another program that it came from, or that is to know it again.
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
        """The note's name in the whole collection, `deck/id`; it never depends on the text."""
        return NoteKey(f"{self.deck}/{self.id}")


@dataclass(frozen=True, slots=True)
class Card:
    """One question of a note: the unit that is scheduled."""

    key: CardKey
    note: NoteKey
    deck: DeckId
    part: str


USUAL_LANGUAGE = "en"


@dataclass(frozen=True, slots=True)
class Deck:
    """A titled, ordered set of notes; `parent` makes the tree, `retention` is its own if set.

    `license` is whatever its author says of it, `language` a tag such as en.
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
    """Return which note is meant where one of the deck's notes names another."""
    return NoteKey(name if "/" in name else f"{deck}/{name}")


def moved(note: Note, deck: DeckId, name: str) -> Note:
    """Return the note as another deck is to have it: it names the same notes as before."""
    if deck == note.deck:
        return replace(note, id=name)
    related = tuple(full_key(note.deck, other) for other in note.related)
    replaces = tuple(full_key(note.deck, other) for other in note.replaces)
    return replace(note, deck=deck, id=name, related=related, replaces=replaces)


def card_key(note: NoteKey, part: str) -> CardKey:
    """Return `deck/note` for a note's plain card and `deck/note#part` for the others."""
    return CardKey(f"{note}#{part}" if part else note)


def deck_of(key: NoteKey | CardKey) -> DeckId:
    """Return the deck that a key begins with."""
    return DeckId(key.partition("/")[0])


def note_of(key: CardKey) -> NoteKey:
    """Return the note that a card is of."""
    return NoteKey(key.partition("#")[0])


def cards_of(note: Note) -> tuple[Card, ...]:
    """Return the cards that the note yields, in the order they are to be learnt."""
    key = note.key
    return tuple(Card(card_key(key, part), key, note.deck, part) for part in parts(note.face))
