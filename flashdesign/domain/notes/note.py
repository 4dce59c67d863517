"""Notes, their cards, and decks."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from flashdesign.domain.ids import CardKey, DeckId, NoteKey, card_key, deck_of, full_key, note_of
from flashdesign.domain.notes.question import Question
from flashdesign.domain.notes.question_kinds import parts
from flashdesign.domain.priority import USUAL_PRIORITY
from flashdesign.domain.settings import USUAL_LANGUAGE
from flashdesign.domain.source import Source


def free_name(name: str, taken: Iterable[str]) -> str:
    """Return the name, or if it is taken the first of `name-2`, `name-3`, ... that is free."""
    used = set(taken)
    if name not in used:
        return name
    return next(other for n in range(2, len(used) + 3) if (other := f"{name}-{n}") not in used)


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
    "move_note",
    "note_of",
]


@dataclass(frozen=True, slots=True)
class Note:
    """A question with its explanation and metadata.

    `guid` is the id in the other program that the note came from, or was exported to; `priority`
    is one of `domain.priority.PRIORITIES`.
    """

    deck: DeckId
    id: str
    question: Question
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
    priority: int = USUAL_PRIORITY

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


def move_note(note: Note, deck: DeckId, name: str) -> Note:
    """Return the note with another deck and id; it still refers to the same notes."""
    if deck == note.deck:
        return replace(note, id=name)
    related = tuple(full_key(note.deck, other) for other in note.related)
    replaces = tuple(full_key(note.deck, other) for other in note.replaces)
    return replace(note, deck=deck, id=name, related=related, replaces=replaces)


def cards_of(note: Note) -> tuple[Card, ...]:
    """Return the cards of a note in learning order."""
    key = note.key
    return tuple(Card(card_key(key, part), key, note.deck, part) for part in parts(note.question))
