"""Tell whether typed words are the ones that are wanted, small slips aside."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from unicodedata import normalize

from flashdesign.domain.faces import Item
from flashdesign.domain.invisible import without_invisible

# In a shorter word another letter makes another word.
_FEWEST_LETTERS_TO_SLIP = 6
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_POINT = re.compile(r"(?<![0-9])[.,]|[.,](?![0-9])")
_NO_WORD = re.compile(r"[^\w+#%.,]|_")
_DIGITS = re.compile(r"[0-9]+")


class Likeness(Enum):
    """How near a text comes to one that is wanted."""

    SAME = "same"
    SLIP = "slip"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class Entry:
    """A typed line of a list: the place of the item it names, or None, and whether it is again."""

    text: str
    item: int | None
    is_again: bool = False


def plain_words(text: str) -> str:
    """Return what counts of a text: no case, markup, article, or punctuation that means nothing."""
    folded = normalize("NFKC", without_invisible(text)).casefold()
    words = " ".join(_NO_WORD.sub(" ", _POINT.sub(" ", folded)).split())
    return _ARTICLE.sub("", words)


def likeness(text: str, wanted: Iterable[str]) -> Likeness:
    """Return how near `text` comes to the nearest of the `wanted` texts."""
    given = plain_words(text)
    names = [plain_words(name) for name in wanted]
    if given and given in names:
        return Likeness.SAME
    return Likeness.SLIP if any(_slipped(given, name) for name in names) else Likeness.OTHER


def named(items: Sequence[Item], texts: Sequence[str]) -> tuple[Entry, ...]:
    """Return which item each text names; one that is spelt right goes before a slip."""
    found: dict[int, int] = {}  # by the place of the text
    for wanted in (Likeness.SAME, Likeness.SLIP):
        for at, text in enumerate(texts):
            free = [place for place in range(len(items)) if place not in found.values()]
            item = None if at in found else _find(items, free, text, wanted)
            if item is not None:
                found[at] = item
    return tuple(
        Entry(text, found[at]) if at in found else _again(items, text)
        for at, text in enumerate(texts)
    )


def _again(items: Sequence[Item], text: str) -> Entry:
    item = _find(items, range(len(items)), text, Likeness.SAME)
    return Entry(text, item, is_again=item is not None)


def _find(items: Sequence[Item], places: Iterable[int], text: str, wanted: Likeness) -> int | None:
    for place in places:
        if likeness(text, (items[place].text, *items[place].accept)) is wanted:
            return place
    return None


def _slipped(given: str, name: str) -> bool:
    """Tell whether one letter is wrong, missing, too much, or two are swapped.

    The first letter and all digits must be right: "asynchronous" is no slip of "synchronous".
    """
    if min(len(given), len(name)) < _FEWEST_LETTERS_TO_SLIP or given[0] != name[0]:
        return False
    if _DIGITS.findall(given) != _DIGITS.findall(name):
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(given, name, strict=False)) if a != b),
        min(len(given), len(name)),
    )
    one, other = given[at:], name[at:]
    swapped = one[:2] == other[:2][::-1] and one[2:] == other[2:]
    return swapped or one[1:] == other or one == other[1:] or one[1:] == other[1:]
