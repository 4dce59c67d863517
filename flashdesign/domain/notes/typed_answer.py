"""Comparison of typed words with the accepted answers, with tolerance for small typos."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import Enum
from functools import partial
from unicodedata import normalize

from flashdesign.domain.notes.question_kinds import Item
from flashdesign.domain.quantities.invisible_characters import strip_invisible

# In a shorter word, one different letter often makes another word.
_MIN_LETTERS_TO_SLIP = 6
_ARTICLE = re.compile(r"^(?:the|an?)\s+")
_POINT = re.compile(r"(?<![0-9])[.,]|[.,](?![0-9])")
_NO_WORD = re.compile(r"[^\w+#%.,]|_")
_DIGITS = re.compile(r"[0-9]+")
_FILLER_WORDS = "a an the of to in on at for by with and or is are be it its that"
_FILLERS = frozenset(_FILLER_WORDS.split())
_NEGATIONS = frozenset({"no", "not", "never", "without"})
_MIN_LETTERS_OF_PLURAL = 4


class Similarity(Enum):
    """The similarity of a text to an accepted answer."""

    SAME = "same"
    TYPO = "slip"
    OTHER = "other"


@dataclass(frozen=True, slots=True)
class TypedItem:
    """A typed line of a list: the index of its item or None, and whether it is a repetition.

    `taken_as` is the name of the item if the text is another spelling of it, else "".
    """

    text: str
    item: int | None
    is_repeated: bool = False
    taken_as: str = ""


def normalize_words(text: str) -> str:
    """Return a text in lower case, without markup, articles and insignificant punctuation."""
    folded = normalize("NFKC", strip_invisible(text)).casefold()
    words = " ".join(_NO_WORD.sub(" ", _POINT.sub(" ", folded)).split())
    return _ARTICLE.sub("", words)


def compare_words(text: str, wanted: Iterable[str]) -> Similarity:
    """Return the similarity of `text` to the most similar of the `wanted` texts."""
    typed = normalize_words(text)
    names = [normalize_words(name) for name in wanted]
    if typed and typed in names:
        return Similarity.SAME
    return Similarity.TYPO if any(_is_slip(typed, name) for name in names) else Similarity.OTHER


def match_items(items: Sequence[Item], texts: Sequence[str]) -> tuple[TypedItem, ...]:
    """Return the item that each text names: exact names first, then typos, then longer texts.

    A longer text has all words of a name, in any order: "writes are slower" names "slower writes".
    """
    item_by_text: dict[int, int] = {}
    taken_as: dict[int, str] = {}
    exact = partial(_find, Similarity.SAME)
    for find in (exact, partial(_find, Similarity.TYPO), _find_in_words):
        for at, text in enumerate(texts):
            free = [place for place in range(len(items)) if place not in item_by_text.values()]
            item = None if at in item_by_text else find(items, free, text)
            if item is not None:
                item_by_text[at] = item
                taken_as[at] = "" if find is exact else items[item].text
    return tuple(
        TypedItem(text, item_by_text[at], taken_as=taken_as[at])
        if at in item_by_text
        else _repeated_or_wrong(items, text)
        for at, text in enumerate(texts)
    )


def _repeated_or_wrong(items: Sequence[Item], text: str) -> TypedItem:
    everything = range(len(items))
    same = _find(Similarity.SAME, items, everything, text)
    item = _find(Similarity.TYPO, items, everything, text) if same is None else same
    return TypedItem(text, item, is_repeated=item is not None)


def _find(
    wanted: Similarity, items: Sequence[Item], places: Iterable[int], text: str
) -> int | None:
    for place in places:
        if compare_words(text, (items[place].text, *items[place].accept)) is wanted:
            return place
    return None


def _find_in_words(items: Sequence[Item], places: Iterable[int], text: str) -> int | None:
    """Return the item with the longest name whose words are all in the text, if there is one."""
    typed = _words(text)
    best, most = None, 0
    for place in places:
        for name in map(_words, (items[place].text, *items[place].accept)):
            is_named = name <= typed and name & _NEGATIONS == typed & _NEGATIONS
            if is_named and len(name) > most:
                best, most = place, len(name)
    return best


def _words(text: str) -> frozenset[str]:
    """Return the words of a text in the singular, without fillers such as "of"."""
    return frozenset(_singular(word) for word in normalize_words(text).split()) - _FILLERS


def _singular(word: str) -> str:
    if len(word) < _MIN_LETTERS_OF_PLURAL or word.endswith("ss"):
        return word
    return f"{word[:-3]}y" if word.endswith("ies") else word.removesuffix("s")


def _is_slip(typed: str, name: str) -> bool:
    """Return whether one letter is wrong, missing or extra, or two letters are swapped.

    The first letter and all digits must match: "asynchronous" is not a typo of "synchronous".
    """
    if min(len(typed), len(name)) < _MIN_LETTERS_TO_SLIP or typed[0] != name[0]:
        return False
    if _DIGITS.findall(typed) != _DIGITS.findall(name):
        return False
    at = next(
        (place for place, (a, b) in enumerate(zip(typed, name, strict=False)) if a != b),
        min(len(typed), len(name)),
    )
    typed_rest, name_rest = typed[at:], name[at:]
    is_swapped = typed_rest[:2] == name_rest[:2][::-1] and typed_rest[2:] == name_rest[2:]
    has_extra_letter, lacks_letter = typed_rest[1:] == name_rest, typed_rest == name_rest[1:]
    return is_swapped or has_extra_letter or lacks_letter or typed_rest[1:] == name_rest[1:]
