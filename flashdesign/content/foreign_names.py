"""Give what other programs name freely the names that decks, notes and tags have here."""

import re
from collections.abc import Collection, Iterable, Sequence
from functools import lru_cache
from hashlib import blake2b

from flashdesign.domain.cards import DeckId

LEVELS = "::"
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_LEVEL = re.compile(r"[^a-z0-9]+")
_NOT_IN_TAGS = re.compile(r"(?>[^\w/-]|[\U00010000-\U0010ffff])++")


def deck_id(path: Sequence[str]) -> DeckId:
    """Return an id made of the titles from the root down; one without Latin letters is hashed."""
    levels = [_LEVEL.sub("-", title.lower()).strip("-") for title in path]
    words = ".".join(levels)
    if all(levels) and _ID.fullmatch(words):
        return DeckId(words)
    return DeckId("d-" + _hash(LEVELS.join(path).lower(), 6))


def hashed_deck_id(path: Sequence[str]) -> DeckId:
    """Return an id for a deck whose plain one is another's already."""
    return DeckId("d-" + _hash(LEVELS.join(path), 6))


def note_id(guid: str) -> str:
    """Return an id made of a name in another program, or nothing where it has none."""
    if not guid or _ID.fullmatch(guid):
        return guid
    return "g-" + _hash(guid, 8)


@lru_cache(maxsize=1_024)
def tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags as they are written here: small letters, levels parted by a slash."""
    plain = (tag.lower().replace(LEVELS, "/") for tag in given)
    tidy = (_NOT_IN_TAGS.sub("-", tag).strip("-_/") for tag in plain)
    return tuple(dict.fromkeys(filter(None, tidy)))


def changed_tags(
    now: Iterable[str], add: Iterable[str], remove: Collection[str]
) -> tuple[str, ...]:
    """Return the tags with others added and removed, which are given as people write them."""
    unwanted = {*remove, *tags(tuple(remove))}
    return tuple(tag for tag in dict.fromkeys((*now, *tags(tuple(add)))) if tag not in unwanted)


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
