"""Conversion between Anki's cloze gaps, `{{c1::answer::hint}}`, and our own, `{{1::answer}}`."""

import re
from collections.abc import Callable

from flashdesign.domain.notes.cloze import MAX_DEPTH
from flashdesign.i18n.translation import N_

ANKI_SYNTAX_NOTICE = N_("Anki's cloze syntax {{c1::answer}} was read as {{1::answer}}")
_ANKI_GAP = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9]{1,3})*::")
_TOKEN = re.compile(r"\{\{c?[0-9]{1,9}(?:,[0-9]{1,9}){0,20}::|\}\}")
_LARGEST_NUMBER = 999
_OWN_GAP = re.compile(r"\{\{(?=[0-9]{1,3}::)")


def has_anki_gaps(text: str) -> bool:
    """Return whether a text has a gap in Anki's syntax."""
    return _ANKI_GAP.search(text) is not None


def to_own_gaps(text: str) -> str:
    """Return the text with Anki's gaps in our syntax.

    A gap with several numbers becomes nested gaps: `{{c1,2::x}}` becomes `{{1::{{2::x}}}}`.
    """
    return _rewrite(text, _nest)


def drop_invalid_gaps(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text without gaps whose numbers are invalid, and the openings of those gaps.

    A gap keeps its valid numbers.
    """
    dropped: dict[str, None] = {}

    def rewrite_gap(opening: str, inside: str) -> str:
        numbers = _numbers(opening)
        possible = [str(number) for number in numbers if 0 < number <= _LARGEST_NUMBER]
        if len(possible) < len(numbers):
            dropped[opening] = None
        if possible:
            return f"{{{{c{','.join(possible)}::{inside}}}}}"
        brace = max(inside.rfind("{"), inside.rfind("}")) + 1
        return inside[:brace] + inside[brace:].partition("::")[0]

    return _rewrite(text, rewrite_gap), tuple(dropped)


def to_anki_gaps(text: str) -> str:
    """Return the text with each gap in Anki's syntax."""
    return _OWN_GAP.sub("{{c", text)


def anki_numbers(text: str) -> frozenset[int]:
    """Return the numbers of Anki's gaps in a text; a gap may have several."""
    numbers = (number for gap in _ANKI_GAP.finditer(text) for number in gap[0][3:-2].split(","))
    return frozenset(int(number.removeprefix("c")) for number in numbers)


def _numbers(opening: str) -> list[int]:
    return [int(number) for number in opening[3:-2].split(",")]


def _nest(opening: str, inside: str) -> str:
    """Return a gap of Anki as gaps of ours, one in another where it has several numbers."""
    first, *others = dict.fromkeys(_numbers(opening))
    brace = max(inside.rfind("{"), inside.rfind("}")) + 1
    hint = "".join(inside[brace:].partition("::")[1:])
    for number in reversed(others[: MAX_DEPTH // 2]):
        inside = f"{{{{{number}::{inside}}}}}{hint}"
    return f"{{{{{first}::{inside}}}}}"


def _rewrite(text: str, rewrite_gap: Callable[[str, str], str]) -> str:
    """Return the text with each gap of Anki replaced by `rewrite_gap(opening, inside)`."""
    if "{{" not in text:
        return text
    open_gaps: list[tuple[str, list[str]]] = [("", [])]
    at = 0
    for token in _TOKEN.finditer(text):
        if token[0] == "}}" and len(open_gaps) == 1:
            continue
        open_gaps[-1][1].append(text[at : token.start()])
        at = token.end()
        if token[0] != "}}":
            open_gaps.append((token[0], []))
            continue
        opening, parts = open_gaps.pop()
        is_from_anki = opening.startswith("{{c")
        inside = "".join(parts)
        gap = rewrite_gap(opening, inside) if is_from_anki else f"{opening}{inside}}}}}"
        open_gaps[-1][1].append(gap)
    open_gaps[-1][1].append(text[at:])
    return "".join(
        _ANKI_GAP.sub(_own_opening, opening) + "".join(parts) for opening, parts in open_gaps
    )


def _own_opening(gap: re.Match[str]) -> str:
    return f"{{{{{int(gap[1])}::"
