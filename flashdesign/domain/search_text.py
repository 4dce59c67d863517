"""The one spelling in which texts and searches are compared, in any script."""

import re
import unicodedata
from collections.abc import Sequence
from html import unescape

from flashdesign.domain.cloze_gaps import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.invisible import without_invisible

# Letters that Unicode does not take apart, and what people type in their place.
_LETTERS = str.maketrans(
    {
        "ł": "l", "ø": "o", "đ": "d", "ð": "d", "ħ": "h", "\u0131": "i", "ŧ": "t", "ŋ": "n",
        "æ": "ae", "œ": "oe", "þ": "th", "ĸ": "k", "ƀ": "b", "ɨ": "i", "ʉ": "u",
        GAP_OPEN: None, GAP_CLOSE: None,
    }
)  # fmt: skip
# Accents, and the vowel points of Hebrew and Arabic: written or left out as one likes.
_POINTS = re.compile("[\u0300-\u036f\u0591-\u05bd\u05bf-\u05c7\u064b-\u065f\u0670\u0640]")
_SCRIPTS_WITHOUT_SPACES = re.compile(
    "([\u0e00-\u0eff\u0f00-\u0fff\u1000-\u109f\u1780-\u17ff\u3005-\u3007\u3041-\u312f"
    "\u31a0-\u31bf\u31f0-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff"
    "\U00020000-\U0003ffff])"
)
_HIGH = re.compile("[⁰¹²³⁴⁵⁶⁷⁸⁹⁺⁻ⁿ]+")
_ENTITY = re.compile(r"&#?\w{1,24};")
# A word of its own for the text index, so that no phrase is found across it.
_BARRIER = " \ue000 "
_BEFORE_TAG = "\x1f"
_SOFT_SIGNS = frozenset(".,;:?!'\"()[]-–—…‘’“”、。「」・ \t\n")
# Such as .NET and --flag, whose first signs count.
_FLAG = re.compile(r"\.\w|-{1,2}\w")
_IGNORED_SIGNS = re.compile(r"[\s\\`{}]+")


def fold(text: str) -> str:
    """Return a text as it is compared: in one case, width and composition, without accents.

    Scripts that put no spaces between words have one around each letter, so that a text index
    finds any part of them as a phrase.
    """
    if _ENTITY.search(text):
        text = unescape(text)
    if text.isascii():
        return " ".join(text.lower().split())
    text = _HIGH.sub(lambda high: f"^{high[0]}", text)
    text = unicodedata.normalize("NFKD", unicodedata.normalize("NFKD", text).casefold())
    text = unicodedata.normalize("NFC", _POINTS.sub("", text)).translate(_LETTERS)
    return " ".join(_SCRIPTS_WITHOUT_SPACES.sub(r" \1 ", without_invisible(text)).split())


def index_text(front: str, back: str, tags: Sequence[str]) -> str:
    """Return what the text index needs besides a note's own texts: "" where those will do."""
    texts = (front, back, *tags)
    if not any(_is_respelled(text) for text in texts):
        return ""
    folded_tags = "".join(f" {tag_mark(tag)}" for tag in tags)
    return _BARRIER.join((fold(front), fold(back), folded_tags))


def tag_mark(name: str) -> str:
    """Return how a tag, or the beginning of one, stands in `index_text`."""
    return _BEFORE_TAG + fold(name)


def needed_signs(term: str) -> str:
    """Return what a text must hold, signs included, besides the words; "" where those will do.

    It is to be compared with a text without `ignored_signs`.
    """
    has_words = any(sign.isalnum() for sign in term)
    is_flag = _FLAG.match(term) is not None
    if has_words and not is_flag and all(_is_soft(sign) for sign in term):
        return ""
    ended = term.rstrip(".,;:?!") if has_words else term
    return _IGNORED_SIGNS.sub("", fold(ended))


def words(term: str) -> str:
    """Return a term as the text index looks for it; "" where it has no word."""
    folded = fold(term).replace('"', " ")
    return folded if any(sign.isalnum() for sign in folded) else ""


def is_open(term: str) -> bool:
    """Tell whether more of the last word may follow."""
    return term[-1:].isalnum()


def _is_soft(sign: str) -> bool:
    """Tell whether a sign need not be compared: where a word is, the index knows already."""
    return sign.isalnum() or unicodedata.normalize("NFKC", sign) in _SOFT_SIGNS


def _is_respelled(text: str) -> bool:
    """Tell whether the text index would read anything in it otherwise than a folded search."""
    if text.isascii():
        return _ENTITY.search(text) is not None
    return any(
        not sign.isascii() and (unicodedata.category(sign)[0] in "LNM" or fold(sign) != sign)
        for sign in set(text)
    )
