"""Tags of notes: which characters they may have, and edits of a list of tags."""

import re
from collections.abc import Collection, Iterable, Iterator
from functools import lru_cache
from unicodedata import normalize

from flashdesign.i18n.translation import _

# White space separates tags, commas and semicolons do so in CSV files, quotation marks in searches.
# The characters from U+202A on would reverse the text that follows.
_NOT_IN_TAGS = re.compile(r'[\s,;"\x00-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff]+')


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


def _valid_tag(tag: str) -> str:
    composed = normalize("NFC", tag)
    if _NOT_IN_TAGS.search(composed) is None:
        return composed
    return _NOT_IN_TAGS.sub("_", composed).strip("_")
