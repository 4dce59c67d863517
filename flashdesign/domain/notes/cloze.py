"""Parser of cloze gaps, `{{1::answer::hint}}`, which can be nested."""

import re
from dataclasses import dataclass
from functools import lru_cache

GAP_OPEN, GAP_CLOSE = "\u27e6", "\u27e7"
MAX_DEPTH = 8
_TOKEN = re.compile(r"\{\{([1-9][0-9]{0,2})::|\}\}")
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Gap:
    """A numbered gap: the hidden texts and gaps, and the hint shown instead."""

    number: int
    inside: "tuple[str | Gap, ...]"
    hint: str = ""


Piece = str | Gap


@lru_cache(maxsize=32)  # A note has a card for each gap: without it, n gaps cost n² to parse.
def split_gaps(text: str) -> tuple[Piece, ...]:
    """Split the text into plain pieces and gaps; other braces stay plain text."""
    open_gaps: list[tuple[str, list[Piece]]] = [("", [])]
    at = 0
    for token in _TOKEN.finditer(text):
        is_end = token[1] is None
        if (is_end and len(open_gaps) == 1) or (not is_end and len(open_gaps) > MAX_DEPTH):
            continue
        before, at = text[at : token.start()], token.end()
        if is_end:
            opening, inside = open_gaps.pop()
            open_gaps[-1][1].append(_gap(opening, inside, before))
        else:
            open_gaps[-1][1].append(before)
            open_gaps.append((token[0], []))
    open_gaps[-1][1].append(text[at:])
    while len(open_gaps) > 1:  # Unclosed gaps are plain text.
        opening, inside = open_gaps.pop()
        open_gaps[-1][1].extend((opening, *inside))
    return tuple(piece for piece in open_gaps[0][1] if piece != "")


def numbers(text: str) -> tuple[int, ...]:
    """Return the number of each gap, in the order in which they start."""
    return tuple(_numbers(split_gaps(text)))


def hide_gaps(text: str, number: int) -> str:
    """Return the text with the gaps of `number` hidden and all others filled."""
    return _fill(split_gaps(text), number, is_answer=False)


def mark_gaps(text: str, number: int) -> str:
    """Return the whole text with the gaps of `number` marked."""
    return _fill(split_gaps(text), number, is_answer=True)


def shows_gap(text: str, hidden: int, number: int) -> bool:
    """Return whether a gap of `number` is filled while the gaps of `hidden` are hidden."""
    return _shows(split_gaps(text), hidden, number)


def _shows(parts: tuple[Piece, ...], hidden: int, number: int) -> bool:
    shown = [part for part in parts if isinstance(part, Gap) and part.number != hidden]
    return any(gap.number == number or _shows(gap.inside, hidden, number) for gap in shown)


def _gap(opening: str, inside: list[Piece], last: str) -> Gap:
    # A hint has no braces and starts after the first "::" that no brace follows.
    brace = max(last.rfind("{"), last.rfind("}"))
    before, _colons, hint = last[brace + 1 :].partition("::")
    full = (*inside, last[: brace + 1] + before)
    return Gap(int(opening[2:-2]), tuple(piece for piece in full if piece != ""), hint)


def _numbers(parts: tuple[Piece, ...]) -> list[int]:
    gap_numbers = []
    for part in parts:
        if isinstance(part, Gap):
            gap_numbers += [part.number, *_numbers(part.inside)]
    return gap_numbers


def _fill(parts: tuple[Piece, ...], number: int, *, is_answer: bool) -> str:
    return "".join(
        part if isinstance(part, str) else _fill_gap(part, number, is_answer=is_answer)
        for part in parts
    )


def _fill_gap(gap: Gap, number: int, *, is_answer: bool) -> str:
    if gap.number != number:
        return _fill(gap.inside, number, is_answer=is_answer)
    if not is_answer:
        return f"{GAP_OPEN}{gap.hint or _HIDDEN}{GAP_CLOSE}"
    # An inner gap of the same number gets no marks; no gap has the number 0.
    return f"{GAP_OPEN}{_fill(gap.inside, 0, is_answer=True)}{GAP_CLOSE}"
