"""Check a set of decks against each other, and turn what notes are related to into full names."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashdesign.content.deck_cards import id_from_text
from flashdesign.content.face_rules import broken_rule
from flashdesign.content.yaml_text import Document
from flashdesign.domain.cards import Deck, DeckId, Note, full_key
from flashdesign.errors import DeckFormatError, Problem

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
Shelf = Sequence[tuple[Document, Deck]]


def check_and_link(decks: Shelf) -> tuple[Deck, ...]:
    """Return the decks, `related` as full keys; raise DeckFormatError for the first bad file."""
    names = _Names([deck for _, deck in decks])
    linked = []
    for index, (document, deck) in enumerate(decks):
        earlier = {other.id for _, other in decks[:index]}
        messages = [*_deck_problems(deck, earlier, names), *_note_problems(deck)]
        messages += _link_problems(deck, names)
        if messages:
            problems = tuple(Problem(1, 1, message) for message in messages)
            raise DeckFormatError(document.path, problems)
        linked.append(replace(deck, notes=tuple(_linked(note, names) for note in deck.notes)))
    return tuple(linked)


class _Names:
    """Every name by which a note may be called."""

    def __init__(self, decks: Iterable[Deck]) -> None:
        self.decks = {deck.id for deck in decks}
        self.keys: dict[str, str] = {}
        self.replaced: dict[str, str] = {}
        for deck in decks:
            for note in deck.notes:
                self._add(note)

    def _add(self, note: Note) -> None:
        words = note.key.split(".")
        for end in range(1, len(words)):
            self.keys.setdefault(".".join(words[:end]), note.key)
        self.keys[note.key] = note.key
        for old in note.replaces:
            self.replaced.setdefault(full_key(note.deck, old), note.key)

    def find(self, name: str, deck: DeckId) -> str | None:
        """Return the key of the note that `name` means in `deck`; a record means its first note."""
        return self.keys.get(full_key(deck, name))


def _deck_problems(deck: Deck, earlier: set[DeckId], names: _Names) -> Iterable[str]:
    if deck.id in earlier:
        yield f"another file already makes the deck {deck.id!r}"
    if deck.parent is not None and deck.parent not in names.decks:
        yield f"the parent deck {deck.parent!r} does not exist"


def _note_problems(deck: Deck) -> Iterable[str]:
    seen: set[str] = set()
    for note in deck.notes:
        if note.id in seen:
            yield f"two cards have the id {note.id!r}"
        seen.add(note.id)
        if _ID.fullmatch(note.id) is None:
            yield f"{note.id!r} cannot be an id: 2 to 64 small letters, digits, dots, dashes"
        if note.id == id_from_text(note.face):
            yield f"the card {note.face!r} needs an id of its own"
        wrong = broken_rule(note.face)
        if wrong is not None:
            yield f"{note.id}: {wrong}"


def _link_problems(deck: Deck, names: _Names) -> Iterable[str]:
    for note in deck.notes:
        for name in note.related:
            if names.find(name, deck.id) is None:
                yield f"{note.id}: it is related to {name!r}, which does not exist"
        for old in note.replaces:
            if names.keys.get(key := full_key(deck.id, old)) == key:
                yield f"{note.id}: it replaces {old!r}, which is still in use"
            elif names.replaced[key] != note.key:
                yield f"{note.id}: {old!r} is already replaced by {names.replaced[key]!r}"


def _linked(note: Note, names: _Names) -> Note:
    if not note.related:
        return note
    found = (names.find(name, note.deck) for name in note.related)
    keys = dict.fromkeys(key for key in found if key is not None and key != note.key)
    return replace(note, related=tuple(keys))
