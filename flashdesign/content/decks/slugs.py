"""Conversion of names from other programs to the ids of decks and notes, and to tags.

Two names never share an id. In a deck's name a space becomes a dash, a dash becomes two dashes, and
an underscore stays; a name with other characters gets a hash of the whole name. As in Anki, case
and Unicode form make no difference in the name of a deck.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from functools import lru_cache
from hashlib import blake2b
from unicodedata import normalize

from flashdesign.domain.ids import DeckId
from flashdesign.i18n.translation import _

LEVEL_SEPARATOR = "::"
_MOST_ID_CHARACTERS = 64
_ID = re.compile(r"[a-z0-9][a-z0-9._-]{1,63}")
_PLAIN_LEVEL = re.compile(r"[a-z0-9]+(?:[ _-][a-z0-9]+)*")
_DASHES = str.maketrans({" ": "-", "-": "--"})
# The form of ids made from a hash, or for a deck whose own id is that of a built-in deck.
_RESERVED = re.compile(r"imported_.*|d-[0-9a-f]{12}|.*_[0-9a-f]{12}")
_LEVEL = re.compile(r"[^a-z0-9]+")
# White space separates tags, commas and semicolons do so in CSV files, quotation marks in searches.
# The characters from U+202A on would reverse the text that follows.
_NOT_IN_TAGS = re.compile(r'[\s,;"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')


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
    return DeckId(f"{words[: _MOST_ID_CHARACTERS - len(digest) - 1] or 'd'}_{digest}")


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


@lru_cache(maxsize=1_024)
def valid_tags(given: tuple[str, ...]) -> tuple[str, ...]:
    """Return valid tags: as given, with an underscore for each character that tags cannot have."""
    return tuple(dict.fromkeys(filter(None, map(_valid_tag, given))))


def tag_notices(given: Iterable[str]) -> Iterator[str]:
    """Yield a sentence for each tag that `valid_tags` changes."""
    for tag in dict.fromkeys(given):
        valid_tag = _valid_tag(tag)
        if not valid_tag:
            yield _(
                "the tag {tag!r} was skipped: it has no character that is allowed in a tag"
            ).format(tag=tag)
        elif valid_tag != normalize("NFC", tag):
            yield _(
                "the tag {tag!r} becomes {valid!r}: a tag has no spaces, commas or quotes"
            ).format(tag=tag, valid=valid_tag)


def edit_tags(now: Iterable[str], add: Iterable[str], remove: Collection[str]) -> tuple[str, ...]:
    """Return the tags with others added and removed, ignoring case."""
    removed = {tag.casefold() for tag in (*remove, *valid_tags(tuple(remove)))}
    changed = list(dict.fromkeys(now))
    present = {tag.casefold() for tag in changed}
    changed += [tag for tag in valid_tags(tuple(add)) if tag.casefold() not in present]
    return tuple(tag for tag in changed if tag.casefold() not in removed)


def _slugs(names: Iterable[str]) -> list[str]:
    return [_LEVEL.sub("-", name).strip("-") for name in names]


def _valid_tag(tag: str) -> str:
    composed = normalize("NFC", tag)
    if _NOT_IN_TAGS.search(composed) is None:
        return composed
    return _NOT_IN_TAGS.sub("_", composed).strip("_")


def _hash(text: str, size: int) -> str:
    return blake2b(text.encode("utf-8", "replace"), digest_size=size).hexdigest()
