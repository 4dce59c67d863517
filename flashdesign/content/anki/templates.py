"""Make the two sides of a card from a note's fields, as its template says."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from flashdesign.content.anki.collection_types import CardTemplate, NoteType

_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_ANSWER_BEGINS = re.compile(r"<hr[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_OWN_CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|&nbsp;|<br\s*/?>|</?div>)*")
_TAG = re.compile(r"<[^<>]*>")
_MOST_CHARACTERS = 300_000


@dataclass(frozen=True, slots=True)
class Side:
    """How one side is made; `typed` is a field whose words the learner types."""

    html: str
    typed: str = ""
    gaps: str = ""


@lru_cache(maxsize=512)
def asking(template: CardTemplate) -> Side:
    """Return the side that asks."""
    html = _plain(template.asks)
    return Side(html, typed=_filtered("type", html), gaps=_filtered("cloze", html))


@lru_cache(maxsize=512)
def telling(template: CardTemplate) -> Side:
    """Return the side that tells, without what repeats the question."""
    html = _plain(template.tells)
    begin = _ANSWER_BEGINS.search(html)
    return Side(html[begin.end() :] if begin else html)


def has_code(template: CardTemplate) -> bool:
    """Tell whether the template has a script of its own."""
    return "<script" in f"{template.asks}{template.tells}".lower()


def rendered(side: Side, fields: Mapping[str, str], *, hides_typed: bool = False) -> str:
    """Return the HTML of a side; what asks for words to be typed does not show them."""
    parts: list[str] = []
    shown = [True]
    for at, piece in enumerate(_TOKEN.split(side.html)):
        token = piece.strip()
        if at % 2 == 0:
            parts += [piece] if shown[-1] else []
        elif token[:1] in ("#", "^"):
            is_filled = not is_empty(fields.get(token[1:].strip(), ""))
            shown.append(shown[-1] and is_filled == (token[0] == "#"))
        elif token[:1] == "/":
            shown = shown[:-1] or [True]
        elif shown[-1]:
            parts.append(_value(token, fields, hides_typed=hides_typed))
    return "".join(parts)[:_MOST_CHARACTERS]


def is_empty(html: str) -> bool:
    """Tell whether a field counts as not filled."""
    return _EMPTY.fullmatch(html) is not None


@lru_cache(maxsize=256)
def is_mirrored(kind: NoteType) -> bool:
    """Tell whether the second template asks the first one backwards."""
    if kind.is_cloze or [one.ord for one in kind.templates[:2]] != [0, 1]:
        return False
    fields = {name: f"\x01{at}\x02" for at, name in enumerate(kind.fields)}
    first, second = kind.templates[:2]
    asked, told = _words(asking(first), fields), _words(telling(first), fields)
    return (asked, told) == (_words(telling(second), fields), _words(asking(second), fields))


def _words(side: Side, fields: Mapping[str, str]) -> str:
    return "".join(_TAG.sub("", rendered(side, fields)).split())


def _plain(html: str) -> str:
    return _COMMENT.sub("", _OWN_CODE.sub("", html))


def _filtered(name: str, html: str) -> str:
    """Return the field to which a filter is applied, empty where there is none."""
    for token in _TOKEN.findall(html):
        *filters, field = token.strip().split(":")
        if name in (one.strip() for one in filters):
            return str(field.strip())
    return ""


def _value(token: str, fields: Mapping[str, str], *, hides_typed: bool) -> str:
    *filters, name = token.split(":")
    if any(one.startswith("tts") for one in filters) or token.startswith("tts"):
        return ""
    if hides_typed and "type" in filters:
        return ""
    return fields.get(name.strip(), "")
