"""The two sides of a card, rendered from a note's fields by its template."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape

from flashdesign.content.anki.read.note_types import CardTemplate, NoteType
from flashdesign.content.anki.write.note_types import EXTRA, NAME_PREFIX
from flashdesign.i18n.translation import _

_READING = re.compile(r" ?(?<![^ >\[\]])([^ >\[\]]++)\[(?!sound:)([^\[\]<>]{1,300})\]")
_SHOWN = {"furigana": r"<ruby>\1<rt>\2</rt></ruby>", "kanji": r"\1", "kana": r"\2"}


def apply_filters(html: str, filters: Sequence[str]) -> str:
    """Return a field as the filters of a template show it; the one next to the field runs first."""
    for name in reversed(filters):
        if name in _SHOWN and "[" in html:
            html = _READING.sub(_SHOWN[name], html.replace("&nbsp;", " "))
    return html


_TOKEN = re.compile(r"\{\{([^{}]*)\}\}")
_ANSWER_BEGINS = re.compile(r"<hr[^<>]*\bid\s*=\s*[\"']?answer\b[^<>]*>", re.IGNORECASE)
_OWN_CODE = re.compile(r"<(script|style)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
_COMMENT = re.compile(r"<!--.*?(?:-->|\Z)", re.DOTALL)
_EMPTY = re.compile(r"(?:\s|&nbsp;|<br\s*/?>|</?div>)*")
_TAG = re.compile(r"<[^<>]*>")
_MAX_CHARACTERS = 300_000
_SECTIONS = ("#", "^", "/")
SPECIAL_FIELDS = frozenset({"Tags", "Type", "Deck", "Subdeck", "Card", "CardFlag"})
"""Names that no field can have: Anki fills them in for the card."""
_ONE_GAP = re.compile(r"[#^]\s*c[0-9]+")


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a template: HTML and tokens alternating, and the field whose text is typed."""

    pieces: tuple[str, ...]
    typed: str = ""

    @property
    def fields(self) -> frozenset[str]:
        """Return the names of the fields that it shows."""
        return frozenset(map(_field_of, self.pieces[1::2]))


@lru_cache(maxsize=512)
def question_side(template: CardTemplate) -> Side:
    """Return the question side."""
    html = _without_code(template.question_html)
    return _parse_side(html, typed=_typed_field(html))


@lru_cache(maxsize=512)
def answer_side(template: CardTemplate) -> Side:
    """Return the answer side, without what repeats the question."""
    html = _without_code(template.answer_html)
    begin = _ANSWER_BEGINS.search(html)
    if begin is None:
        return _parse_side(html)
    before, after = _parse_side(html[: begin.start()]), _parse_side(html[begin.end() :])
    *pieces, last = _pieces_before_answer(before, question_side(template))
    if not pieces and not last:
        return after
    return Side((*pieces, f"{last}<br>{after.pieces[0]}", *after.pieces[1:]))


def _pieces_before_answer(side: Side, asked: Side) -> list[str]:
    """Return the fields and words before the answer that are not in the question."""
    pieces = [""]
    for at, piece in enumerate(side.pieces):
        if at % 2 == 0:
            pieces[-1] += piece if _has_new_words(piece, asked) else ""
        elif piece[:1] in _SECTIONS or _field_of(piece) not in {*asked.fields, "FrontSide"}:
            pieces[-1] += "" if pieces[-1] or piece[:1] in _SECTIONS else "<br>"
            pieces += [piece, ""]
    is_shown = any(pieces[::2]) or any(token[:1] not in _SECTIONS for token in pieces[1::2])
    return pieces if is_shown else [""]


def _has_new_words(html: str, asked: Side) -> bool:
    """Return whether a piece of a template has words that the question's template does not have."""
    words = _visible_text(html)
    question = _visible_text("".join(asked.pieces[::2]))
    return any(map(str.isalnum, words)) and words not in question


def _visible_text(html: str) -> str:
    return "".join(unescape(_TAG.sub("", html)).split())


def sides_around_gaps(template: CardTemplate) -> tuple[Side, ...]:
    """Return what the answer side has around the text with gaps, without repetitions."""
    pieces = answer_side(template).pieces
    asked = question_side(template).fields
    gaps = [at for at in range(1, len(pieces), 2) if pieces[at].startswith("cloze:")]
    cut = max(gaps, default=-1)
    sides = (Side(pieces[: max(0, cut)]), Side(pieces[cut + 1 :]))
    question = question_side(template)
    return tuple(
        side
        for side in sides
        if side.fields - asked - {"FrontSide"}
        or any(_has_new_words(piece, question) for piece in side.pieces[::2])
    )


@lru_cache(maxsize=512)
def used_fields(kind: NoteType, cards: frozenset[int]) -> frozenset[str]:
    """Return the fields that these cards show, or that decide what they show."""
    used: set[str] = set()
    for template in kind.templates:
        if kind.is_cloze or template.ord in cards:
            tokens = (*question_side(template).pieces[1::2], *answer_side(template).pieces[1::2])
            used |= {_field_of(token) for token in tokens if not _is_spoken(token)}
    return frozenset(used)


def template_differences(kind: NoteType) -> Iterator[str]:
    """Yield a sentence for each thing that the templates show differently in Anki."""
    sides = (
        _without_code(side)
        for template in kind.templates
        for side in (template.question_html, template.answer_html)
    )
    tokens = dict.fromkeys(token.strip() for side in sides for token in _TOKEN.findall(side))
    if any(map(has_code, kind.templates)):
        yield _("the script in its templates was left out")
    for token in tokens:
        if token in SPECIAL_FIELDS:
            yield _("{token} in its templates was left out").format(token=f"{{{{{token}}}}}")
        elif "hint" in _filters(token):
            message = _("the field {name!r}, a hint to click on, is shown at once")
            yield message.format(name=_field_of(token))
    if any(map(_ONE_GAP.fullmatch, tokens)):
        yield _("what its templates show only for some gaps is shown for all")


def has_code(template: CardTemplate) -> bool:
    """Return whether the template has a script of its own."""
    return "<script" in f"{template.question_html}{template.answer_html}".lower()


def render(side: Side, fields: Mapping[str, str], *, hides_typed: bool = False) -> str:
    """Return the HTML of a side; with `hides_typed`, a field to type is not shown."""
    parts: list[str] = []
    shown = [True]
    for at, token in enumerate(side.pieces):
        if at % 2 == 0:
            parts += [token] if shown[-1] else []
        elif token[:1] in ("#", "^"):
            is_filled = not is_empty(fields.get(token[1:].strip(), ""))
            shown.append(shown[-1] and is_filled == (token[0] == "#"))
        elif token[:1] == "/":
            shown = shown[:-1] or [True]
        elif shown[-1]:
            parts.append(_render_token(token, fields, hides_typed=hides_typed))
    return "".join(parts)[:_MAX_CHARACTERS]


def is_empty(html: str) -> bool:
    """Return whether a field counts as empty."""
    return _EMPTY.fullmatch(html) is not None


def extra_fields(kind: NoteType) -> tuple[str, ...]:
    """Return the fields that our own packages keep separate from the answer."""
    is_ours = kind.name.startswith(NAME_PREFIX) and not kind.is_cloze
    return (EXTRA,) if is_ours and EXTRA in kind.fields else ()


@lru_cache(maxsize=256)
def has_reverse(kind: NoteType) -> bool:
    """Return whether the second template is the reverse of the first."""
    if kind.is_cloze or [template.ord for template in kind.templates[:2]] != [0, 1]:
        return False
    fields = {name: f"\x01{at}\x02" for at, name in enumerate(kind.fields)}
    fields |= dict.fromkeys(extra_fields(kind), "")
    first, second = kind.templates[:2]
    question, answer = (
        _render_words(question_side(first), fields),
        _render_words(answer_side(first), fields),
    )
    return (question, answer) == (
        _render_words(answer_side(second), fields),
        _render_words(question_side(second), fields),
    )


def _render_words(side: Side, fields: Mapping[str, str]) -> str:
    return "".join(_TAG.sub("", render(side, fields)).split())


def _without_code(html: str) -> str:
    return _COMMENT.sub("", _OWN_CODE.sub("", html))


def _parse_side(html: str, typed: str = "") -> Side:
    pieces = _TOKEN.split(html)
    pieces[1::2] = [token.strip() for token in pieces[1::2]]
    return Side(tuple(pieces), typed)


def _typed_field(html: str) -> str:
    """Return the field whose text is typed, empty if there is none."""
    for token in _TOKEN.findall(html):
        *filters, field = token.strip().split(":")
        if "type" in (name.strip() for name in filters):
            return str(field.strip())
    return ""


def _field_of(token: str) -> str:
    """Return the field that a token shows or tests."""
    return token.rpartition(":")[2].strip(" #^/")


@lru_cache(maxsize=1_024)
def _filters(token: str) -> tuple[str, ...]:
    return tuple(name.strip() for name in token.split(":")[:-1])


@lru_cache(maxsize=1_024)
def _is_spoken(token: str) -> bool:
    return any(name.startswith("tts") for name in _filters(token))


def _render_token(token: str, fields: Mapping[str, str], *, hides_typed: bool) -> str:
    filters = _filters(token)
    if token in SPECIAL_FIELDS or _is_spoken(token) or (hides_typed and "type" in filters):
        return ""
    name = token.rpartition(":")[2].strip() if filters else token
    return apply_filters(fields.get(name, ""), filters)
