"""Gather the notes of a table in the decks that its records name."""

from functools import lru_cache
from unicodedata import normalize

from flashdesign.content import foreign_names
from flashdesign.content.foreign_names import LEVELS, hashed_deck_id
from flashdesign.domain.cards import Deck, DeckId, Note

Path = tuple[str, ...]


class DeckTree:
    """Decks by their titles, `Parent::Child`, with those above them; in any case the same deck."""

    def __init__(self) -> None:
        self._ids: dict[Path, DeckId] = {}
        self._titles: dict[Path, str] = {}
        self._notes: dict[Path, dict[str, Note]] = {}

    def id_of(self, title: str) -> DeckId:
        """Return the id of a deck, which is begun if need be."""
        path = path_of(title)
        for depth in range(1, len(path) + 1):
            key = _key(path[:depth])
            if key not in self._ids:
                name = _deck_id(path[:depth])
                taken = name in self._ids.values()
                self._ids[key] = hashed_deck_id(path[:depth]) if taken else name
                self._titles[key] = path[depth - 1]
                self._notes[key] = {}
        return self._ids[_key(path)]

    def add(self, note: Note, title: str) -> bool:
        """Put a note into a deck, and tell whether none of its id was there."""
        there = self._notes[_key(path_of(title))]
        return there.setdefault(note.id, note) is note

    def decks(self) -> tuple[Deck, ...]:
        """Return the decks that have notes, and those above them, parents first."""
        used = {
            key[:depth] for key, there in self._notes.items() if there
            for depth in range(1, len(key) + 1)
        }  # fmt: skip
        return tuple(
            Deck(name, self._titles[key], tuple(self._notes[key].values()), self._ids.get(key[:-1]))
            for key, name in self._ids.items()
            if key in used
        )


@lru_cache(maxsize=1_024)
def deck_id(title: str) -> DeckId:
    """Return an id made of a title; one that has no Latin letters becomes a hash."""
    return foreign_names.deck_id(path_of(title))


def path_of(title: str) -> Path:
    """Return the titles from the root down."""
    return tuple(filter(None, (level.strip() for level in title.split(LEVELS)))) or (title,)


@lru_cache(maxsize=1_024)
def _key(path: Path) -> Path:
    return tuple(normalize("NFC", level).casefold() for level in path)


@lru_cache(maxsize=1_024)
def _deck_id(path: Path) -> DeckId:
    return foreign_names.deck_id(path)
