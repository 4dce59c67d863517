"""Checks of cross-references between decks, and `related` names as full note keys."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import replace

from flashdesign.content.decks.notes import generate_id
from flashdesign.content.note_kinds.registry import find_problem
from flashdesign.content.yaml.reader import Document
from flashdesign.domain.ids import DeckId, full_key
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.errors import DeckFormatError, Problem
from flashdesign.i18n.translation import _

_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
DeckSet = Sequence[tuple[Document, Deck]]


def link_decks(decks: DeckSet) -> tuple[Deck, ...]:
    """Return the decks with full keys in `related`; raise DeckFormatError at the first bad file."""
    names = _Names([deck for _document, deck in decks])
    linked = []
    for index, (document, deck) in enumerate(decks):
        earlier = {other.id for _document, other in decks[:index]}
        messages = [*_deck_problems(deck, earlier, names), *_note_problems(deck)]
        messages += _link_problems(deck, names)
        if messages:
            problems = tuple(Problem(1, 1, message) for message in messages)
            raise DeckFormatError(document.path, problems)
        linked.append(replace(deck, notes=tuple(_link(note, names) for note in deck.notes)))
    return tuple(linked)


class _Names:
    """All names that can refer to a note."""

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
        yield _("another file already defines the deck {deck!r}").format(deck=deck.id)
    if deck.parent is not None and deck.parent not in names.decks:
        yield _("the parent deck {deck!r} does not exist").format(deck=deck.parent)


def _note_problems(deck: Deck) -> Iterable[str]:
    seen: set[str] = set()
    for note in deck.notes:
        if note.id in seen:
            yield _("two cards have the id {id!r}").format(id=note.id)
        seen.add(note.id)
        if _ID.fullmatch(note.id) is None:
            yield _(
                "{id!r} cannot be an id: use 2 to 64 lowercase letters, digits, dots, dashes or "
                "underscores"
            ).format(id=note.id)
        if note.id == generate_id(note.question):
            yield _("the card {card!r} needs its own id").format(card=note.question)
        wrong = find_problem(note.question)
        if wrong is not None:
            yield _("{id}: {problem}").format(id=note.id, problem=wrong)


def _link_problems(deck: Deck, names: _Names) -> Iterable[str]:
    for note in deck.notes:
        for name in note.related:
            if names.find(name, deck.id) is None:
                yield _("{id}: it is related to {name!r}, which does not exist").format(
                    id=note.id, name=name
                )
        for old in note.replaces:
            if names.keys.get(key := full_key(deck.id, old)) == key:
                yield _("{id}: it replaces {name!r}, which is still in use").format(
                    id=note.id, name=old
                )
            elif names.replaced[key] != note.key:
                yield _("{id}: {name!r} is already replaced by {other!r}").format(
                    id=note.id, name=old, other=names.replaced[key]
                )


def _link(note: Note, names: _Names) -> Note:
    if not note.related:
        return note
    found = (names.find(name, note.deck) for name in note.related)
    keys = dict.fromkeys(key for key in found if key is not None and key != note.key)
    return replace(note, related=tuple(keys))
