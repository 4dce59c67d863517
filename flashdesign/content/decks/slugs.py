"""Conversion of names from other programs to the ids of decks and notes.

Two names never share an id. In a deck's name a space becomes a dash, a dash becomes two dashes, and
an underscore stays; a name with other characters gets a hash of the whole name. As in Anki, case
and Unicode form make no difference in the name of a deck.
"""

import re
from collections.abc import Iterable, Sequence
from hashlib import blake2b
from unicodedata import normalize

from flashdesign.domain.ids import DeckId

LEVEL_SEPARATOR = "::"
_MAX_ID_CHARACTERS = 64
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_PLAIN_LEVEL = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*")
_DASHES = str.maketrans({" ": "-", "-": "--"})
# The form of ids made from a hash, or for a deck whose own id is that of a built-in deck.
_RESERVED = re.compile(r"imported_.*|d-[0-9a-f]{12}|.*_[0-9a-f]{12}")
_LEVEL = re.compile(r"[^a-z0-9]+")


def deck_id(path: Sequence[str]) -> DeckId:
    """Return an id made from the titles from the root down; no other path has the same id."""
    names = [fold_title(title) for title in path]
    if all(map(_PLAIN_LEVEL.fullmatch, names)):
        words = ".".join(names).translate(_DASHES)
        if _ID.fullmatch(words) and not _RESERVED.fullmatch(words):
            return DeckId(words)
    slugs = _slugs(names)
    return (
        distinct_deck_id(path)
        if all(slugs)
        else DeckId(f"d-{_hash(LEVEL_SEPARATOR.join(names), 6)}")
    )


def distinct_deck_id(path: Sequence[str]) -> DeckId:
    """Return an id that ends in a hash of the whole path, unlike those that `deck_id` returns."""
    names = [fold_title(title) for title in path]
    digest = _hash(LEVEL_SEPARATOR.join(names), 6)
    words = ".".join(filter(None, _slugs(names)))
    return DeckId(f"{words[: _MAX_ID_CHARACTERS - len(digest) - 1] or 'd'}_{digest}")


def former_deck_ids(path: Sequence[str]) -> tuple[DeckId, ...]:
    """Return the ids that earlier versions made from this path; other paths may share some."""
    slugs = _slugs([title.lower() for title in path])
    words = ".".join(slugs)
    full = LEVEL_SEPARATOR.join(path)
    ids = [f"d-{_hash(full.lower(), 6)}", f"d-{_hash(full, 6)}", distinct_deck_id(path)]
    if all(slugs) and _ID.fullmatch(words):
        ids.insert(0, words)
    return tuple(dict.fromkeys(map(DeckId, ids)))


def fold_title(title: str) -> str:
    """Return a title without case and in one Unicode form, for comparing it with others."""
    return normalize("NFC", normalize("NFC", title).casefold()).strip()


def imported_deck_id(deck: DeckId) -> DeckId:
    """Return the id for an imported deck whose own id is that of a built-in deck."""
    name = f"imported_{deck}"
    return DeckId(name if _ID.fullmatch(name) else f"d-{_hash(name, 6)}")


def note_id(guid: str) -> str:
    """Return an id made from another program's id, or "" where there is none."""
    if not guid or _ID.fullmatch(guid):
        return guid
    return f"g-{_hash(guid, 8)}"


def _slugs(names: Iterable[str]) -> list[str]:
    return [_LEVEL.sub("-", name).strip("-") for name in names]


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
