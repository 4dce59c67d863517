"""Give what other programs name freely the names that decks, notes and tags have here.

Two names never share an id. In the name of a deck a space becomes a dash, a dash two of them, and
an underscore stays; a name with other signs gets a hash of the whole. As in Anki, capitals and the
Unicode form of a letter make no difference to the name of a deck.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

from flashdesign.domain.cards import DeckId

LEVELS = "::"
_MOST_ID_CHARACTERS = 64
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_PLAIN_LEVEL = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*")
_DASHES = str.maketrans({" ": "-", "-": "--"})
# What only the ids look like that are made by a hash, or for a deck beside one that ships.
_RESERVED = re.compile(r"imported_.*|d-[0-9a-f]{12}|.*_[0-9a-f]{12}")
_LEVEL = re.compile(r"[^a-z0-9]+")
# White space parts tags, a comma or a semicolon does in tables, a quotation mark in a search.
# The last ones would turn around the text that follows.
_NOT_IN_TAGS = re.compile(r'[\s,;"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')


def deck_id(path: Sequence[str]) -> DeckId:
    """Return an id made of the titles from the root down: the same for the same path only."""
    names = [folded_title(title) for title in path]
    if all(map(_PLAIN_LEVEL.fullmatch, names)):
        words = ".".join(names).translate(_DASHES)
        if _ID.fullmatch(words) and not _RESERVED.fullmatch(words):
            return DeckId(words)
    slugs = _slugs(names)
    return distinct_deck_id(path) if all(slugs) else DeckId(f"d-{_hash(LEVELS.join(names), 6)}")


def distinct_deck_id(path: Sequence[str]) -> DeckId:
    """Return an id with a hash of the whole path in it, which `deck_id` never makes of words."""
    names = [folded_title(title) for title in path]
    hashed = _hash(LEVELS.join(names), 6)
    words = ".".join(filter(None, _slugs(names)))
    return DeckId(f"{words[: _MOST_ID_CHARACTERS - len(hashed) - 1] or 'd'}_{hashed}")


def former_deck_ids(path: Sequence[str]) -> tuple[DeckId, ...]:
    """Return the ids that earlier versions made of this path; other paths may share some."""
    slugs = _slugs([title.lower() for title in path])
    words = ".".join(slugs)
    full = LEVELS.join(path)
    found = [f"d-{_hash(full.lower(), 6)}", f"d-{_hash(full, 6)}", distinct_deck_id(path)]
    if all(slugs) and _ID.fullmatch(words):
        found.insert(0, words)
    return tuple(dict.fromkeys(map(DeckId, found)))


def folded_title(title: str) -> str:
    """Return a title as it is compared with others."""
    return normalize("NFC", normalize("NFC", title).casefold()).strip()


def beside(deck: DeckId) -> DeckId:
    """Return the id of a deck whose own id is taken by one that ships."""
    name = f"imported_{deck}"
    return DeckId(name if _ID.fullmatch(name) else f"d-{_hash(name, 6)}")


def note_id(guid: str) -> str:
    """Return an id made of a name in another program, or nothing where it has none."""
    if not guid or _ID.fullmatch(guid):
        return guid
    return f"g-{_hash(guid, 8)}"


@lru_cache(maxsize=1_024)
def tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return tags as they are written here: as typed, but for signs that part them."""
    return tuple(dict.fromkeys(filter(None, map(_tag, given))))


def rewritten_tags(given: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each tag that is written another way here."""
    for tag in dict.fromkeys(given):
        here = _tag(tag)
        if not here:
            yield f"the tag {tag!r} was left out: it has no character that a tag can have"
        elif here != normalize("NFC", tag):
            yield f"the tag {tag!r} becomes {here!r}: a tag has no spaces, commas or quotes"


def changed_tags(
    now: Iterable[str], add: Iterable[str], remove: Collection[str]
) -> tuple[str, ...]:
    """Return the tags with others added and removed, whatever capitals those have."""
    unwanted = {tag.casefold() for tag in (*remove, *tags(tuple(remove)))}
    there = list(dict.fromkeys(now))
    known = {tag.casefold() for tag in there}
    there += [tag for tag in tags(tuple(add)) if tag.casefold() not in known]
    return tuple(tag for tag in there if tag.casefold() not in unwanted)


def _slugs(names: Iterable[str]) -> list[str]:
    return [_LEVEL.sub("-", name).strip("-") for name in names]


def _tag(given: str) -> str:
    composed = normalize("NFC", given)
    if _NOT_IN_TAGS.search(composed) is None:
        return composed
    return _NOT_IN_TAGS.sub("_", composed).strip("_")


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
