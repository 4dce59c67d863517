"""Normalization of texts and searches for comparison, in any script."""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.quantities.invisible_characters import strip_invisible

# Letters that Unicode does not decompose, and what people type for them.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k", "ƀ": "b", "ɨ": "i", "ʉ": "u",
        GAP_OPEN: None, GAP_CLOSE: None,
    }
)  # fmt: skip
# Accents, and the vowel points of Hebrew and Arabic, which are optional.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640]")
_SCRIPTS_WITHOUT_SPACES = re.compile(
    "([\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)
_HIGH = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
_ENTITY = re.compile(r"&#?\w{1,24};")
# A separate word in the text index, so that no phrase matches across it.
_BARRIER = " \ue000 "
_BEFORE_TAG = "\x1f"
_SOFT_SIGNS = frozenset(".,;:?!'\"()[]-–—…‘’“”、。「」・ \t\n")
# Such as .NET and --flag, in which the first signs are significant.
_FLAG = re.compile(r"\.\w|-{1,2}\w")
_IGNORED_SIGNS = re.compile(r"[\s\\`{}]+")


def fold(text: str) -> str:
    """Return a text normalized for comparison: one case, width and composition, no accents.

    In scripts without spaces between words, each letter gets spaces around it, so that a text
    index finds any part of the text as a phrase.
    """
    if _ENTITY.search(text):
        text = unescape(text)
    if text.isascii():
        return " ".join(text.lower().split())
    text = _HIGH.sub(lambda high: f"^{high[0]}", text)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = unicodedata.normalize("NFC", _POINTS.sub("", text)).translate(_LETTERS)
    return " ".join(_SCRIPTS_WITHOUT_SPACES.sub(r" \1 ", strip_invisible(text)).split())


def index_text(front: str, back: str, tags: Sequence[str]) -> str:
    """Return additional text to index for a note, or "" if its own texts are enough."""
    texts = (front, back, *tags)
    whole = "".join(texts)
    if whole.isascii() and "&" not in whole:
        return ""
    if not any(_is_respelled(text) for text in texts):
        return ""
    folded_tags = "".join(f" {tag_mark(tag)}" for tag in tags)
    return _BARRIER.join((fold(front), fold(back), folded_tags))


def tag_mark(name: str) -> str:
    """Return the spelling of a tag, or of a prefix of one, in `index_text`."""
    return _BEFORE_TAG + fold(name)


def needed_signs(term: str) -> str:
    """Return the signs and words a text must contain, or "" if the words of the term are enough.

    Compare it with a text without spaces, backslashes, backticks and braces.
    """
    has_words = any(sign.isalnum() for sign in term)
    is_flag = _FLAG.match(term) is not None
    if has_words and not is_flag and all(_is_soft(sign) for sign in term):
        return ""
    ended = term.rstrip(".,;:?!") if has_words else term
    return _IGNORED_SIGNS.sub("", fold(ended))


def words(term: str) -> str:
    """Return a term for the text index, or "" if it has no word."""
    folded = fold(term).replace('"', " ")
    return folded if any(sign.isalnum() for sign in folded) else ""


def may_continue(term: str) -> bool:
    """Return whether the last word may be only a prefix."""
    return term[-1:].isalnum()


def _is_soft(sign: str) -> bool:
    """Return whether a sign need not be compared, as the index matches by words."""
    return sign.isalnum() or unicodedata.normalize("NFKC", sign) in _SOFT_SIGNS


def _is_respelled(text: str) -> bool:
    """Return whether the text index would read any of it differently from a folded search."""
    if text.isascii():
        return _ENTITY.search(text) is not None
    return any(
        not sign.isascii() and (unicodedata.category(sign)[0] in "LNM" or fold(sign) != sign)
        for sign in set(text)
    )
