"""Markdown escapes in a line, and style marks placed where a parser reads them."""

import re
from dataclasses import dataclass
from functools import lru_cache

_SPECIAL = re.compile(r"[\\`*_~\[\]!$&{⟦⟧]")
_ENTITY = re.compile(r"&(?:#[0-9a-zA-Z]{1,8}|[0-9a-zA-Z]{1,40});")
_GAP = re.compile(r"\{c?[0-9]{1,9}(?:,[0-9]{1,9})*+::")
_LINE_SIGN = re.compile(
    r"^[ \u00a0]*(?:(?P<sign>[-+*](?=\s|$)|~~~|```)|[0-9]{1,9}(?P<end>[.)])(?=\s|$)"
    r"|(?P<rule>[-:|])[-:|\s]*$)",
    re.MULTILINE,
)
_ASCII_SIGN = re.compile(r"[!-/:-@\[-`{-~]")


@dataclass(slots=True)
class Part:
    """A part of a line: text, linked text, formula, other markup, gap mark or style mark."""

    kind: str
    text: str

    @property
    def is_text(self) -> bool:
        return self.kind in ("text", "linked")


def place_style_marks(parts: list[Part]) -> list[Part]:
    """Return the parts with each style mark where the parser reads it as one."""
    parts = [part for part in parts if part.text]
    _choose_italics(parts)
    at = 0
    while at < len(parts):
        part = parts[at]
        if part.kind in ("open", "close"):
            at = _settle_mark(parts, at, is_open=part.kind == "open")
        elif part.kind == "formula":
            # A digit right after a closing `$` would make it a price, not a formula.
            after = _neighbor(parts, at, 1)
            if after is not None and parts[after].text[0].isdecimal():
                _encode(parts, after, is_first=True)
        at += 1
    return parts


def escape_line(parts: list[Part], *, has_gaps: bool, escapes_all: bool = False) -> str:
    """Return the line with its texts escaped."""
    line = "".join(part.text for part in parts)
    if not _SPECIAL.search(line) and not _LINE_SIGN.search(line) and not escapes_all:
        return line
    return _Escaper(parts, has_gaps=has_gaps, escapes_all=escapes_all).line()


def _choose_italics(parts: list[Part]) -> None:
    """Write italics with `_` where `*` would touch the marks of bold text."""
    opened: list[int] = []
    for at, part in enumerate(parts):
        if part.text != "*" or part.kind not in ("open", "close"):
            continue
        if part.kind == "open":
            opened.append(at)
            continue
        begin = opened.pop()
        around = [(begin, -1), (begin, 1), (at, -1), (at, 1)]
        neighbors = (_neighbor(parts, where, step) for where, step in around)
        if any(near is not None and parts[near].kind in ("open", "close") for near in neighbors):
            parts[begin].text = part.text = "_"


def _neighbor(parts: list[Part], at: int, step: int) -> int | None:
    """Return the index of the next part that is shown when all gaps are filled."""
    at += step
    while 0 <= at < len(parts):
        if parts[at].kind != "gap":
            return at
        at += step
    return None


def _settle_mark(parts: list[Part], at: int, *, is_open: bool) -> int:
    """Make a style mark readable; return its new index."""
    inner = _neighbor(parts, at, 1 if is_open else -1)
    outer = _neighbor(parts, at, -1 if is_open else 1)
    if inner is None or outer is None:
        return at
    near = parts[inner].text[0 if is_open else -1]
    far = parts[outer].text[-1 if is_open else 0]
    if not _is_letter(far) or (_is_letter(near) and parts[at].text != "_"):
        return at
    is_direct = inner == at + (1 if is_open else -1)
    if is_direct and parts[inner].is_text and parts[at].text != "_":
        moved, kept = _split_punctuation(parts[inner].text, is_start=is_open)
        if kept:
            kind, parts[inner].text = parts[inner].kind, kept
            parts.insert(at if is_open else at + 1, Part(kind, moved))
            return at + 1
    if parts[outer].is_text:
        before = len(parts)
        _encode(parts, outer, is_first=not is_open)
        return at + (len(parts) - before if is_open else 0)
    return at


def _split_punctuation(text: str, *, is_start: bool) -> tuple[str, str]:
    """Return the punctuation that a text begins or ends with, and the rest."""
    letters = [at for at, sign in enumerate(text) if _is_letter(sign)]
    if not letters:
        return text, ""
    cut = letters[0] if is_start else letters[-1] + 1
    return (text[:cut], text[cut:]) if is_start else (text[cut:], text[:cut])


def _encode(parts: list[Part], at: int, *, is_first: bool) -> None:
    """Write the first or last letter of a text as an entity, which counts as punctuation."""
    text = parts[at].text
    letter, rest = (text[0], text[1:]) if is_first else (text[-1], text[:-1])
    entity = Part("markup", f"&#{ord(letter)};")
    kept = [Part(parts[at].kind, rest)] if rest else []
    parts[at : at + 1] = [entity, *kept] if is_first else [*kept, entity]


@lru_cache(maxsize=4096)
def _is_letter(sign: str) -> bool:
    """Return whether the parser counts a character as neither space nor punctuation."""
    from markdown_it.common.utils import isMdAsciiPunct, isPunctChar, isWhiteSpace

    code = ord(sign)
    return not (isMdAsciiPunct(code) or isPunctChar(sign) or isWhiteSpace(code) or sign == "\n")


class _Escaper:
    """Escapes the texts of a line depending on what is around each character."""

    def __init__(self, parts: list[Part], *, has_gaps: bool, escapes_all: bool) -> None:
        self._text = "".join(part.text for part in parts)
        # t: text, k: text in a link, m: markup.
        marks = {"text": "t", "linked": "k"}
        self._kinds = "".join(marks.get(part.kind, "m") * len(part.text) for part in parts)
        self._has_gaps = has_gaps
        self._all = escapes_all
        self._last_dollar = self._text.rfind("$")
        self._last_link = self._text.rfind("](")
        self._signs = _line_signs(parts)

    def line(self) -> str:
        pieces, at = [], 0
        found = _ASCII_SIGN if self._all else _SPECIAL
        places = {sign.start() for sign in found.finditer(self._text)} | self._signs
        places |= {sign.start() for sign in _SPECIAL.finditer(self._text)}
        for place in sorted(places):
            if self._kinds[place] == "m":
                continue
            pieces += [self._text[at:place], self._escape_at(place)]
            at = place + 1
        return "".join([*pieces, self._text[at:]])

    def _escape_at(self, at: int) -> str:
        sign = self._text[at]
        if sign in "⟦⟧":
            return f"&#{ord(sign)};"
        is_escaped = self._all or at in self._signs or self._is_special(sign, at)
        return f"\\{sign}" if is_escaped else sign

    def _is_special(self, sign: str, at: int) -> bool:
        before, after = self._text[at - 1 : at], self._text[at + 1 : at + 2]
        match sign:
            case "\\":
                return after in ("", "\n") or bool(_ASCII_SIGN.match(after))
            case "*":
                return not (before.isspace() and after.isspace())
            case "_":
                return not (before.isalnum() and after.isalnum())
            case "~":
                return "~" in (before, after)
            case "[" | "]" | "!":
                return self._is_bracket(sign, at, after)
            case "$":
                return bool(after.strip()) and self._last_dollar > at
            case _:
                return sign == "`" or self._is_name_begin(sign, at)

    def _is_bracket(self, sign: str, at: int, after: str) -> bool:
        if sign == "!":
            return after == "[" and self._kinds[at + 1] == "m"
        if self._kinds[at] == "k":
            return True
        is_gap = self._text.startswith(("[...]", "[…]"), at)
        return sign == "[" and (is_gap or self._last_link > at)

    def _is_name_begin(self, sign: str, at: int) -> bool:
        """Return whether an entity or a gap would begin at this character."""
        if sign == "&":
            return _ENTITY.match(self._text, at) is not None
        return sign == "{" and self._text[at - 1 : at] == "{" and self._is_gap_begin(at)

    def _is_gap_begin(self, at: int) -> bool:
        return _GAP.match(self._text, at) is not None and self._kinds[at - 1] != "m"


def _line_signs(parts: list[Part]) -> set[int]:
    """Return the places where a sign at the start of a line would begin a list, code or a table."""
    shown = "".join(part.text for part in parts if part.kind != "gap")
    if not _LINE_SIGN.search(shown):
        return set()
    places = [at for at, part in _places(parts) if part.kind != "gap"]
    found = set()
    for sign in _LINE_SIGN.finditer(shown):
        group = next(name for name in ("sign", "end", "rule") if sign[name])
        found.add(places[sign.start(group)])
    return found


def _places(parts: list[Part]) -> list[tuple[int, Part]]:
    """Return each place of the line with its part."""
    spread = [part for part in parts for _unused in part.text]
    return list(enumerate(spread))
