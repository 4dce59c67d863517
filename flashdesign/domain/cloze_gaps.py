"""The gaps of a cloze, `{{1::answer::hint}}`, which may stand in one another."""

import re
from dataclasses import dataclass

GAP_OPEN, GAP_CLOSE = "\u27e6", "\u27e7"
MOST_DEEP = 8
_TOKEN = re.compile(r"\{\{([1-9][0-9]{0,2})::|\}\}")
_HIDDEN = "…"


@dataclass(frozen=True, slots=True)
class Gap:
    """A numbered gap: what it hides, texts and further gaps, and the hint in its place."""

    number: int
    inside: "tuple[str | Gap, ...]"
    hint: str = ""


Piece = str | Gap


def pieces(text: str) -> tuple[Piece, ...]:
    """Return the text cut into plain pieces and gaps; braces that are no gap stay plain."""
    open_gaps: list[tuple[str, list[Piece]]] = [("", [])]
    at = 0
    for token in _TOKEN.finditer(text):
        is_end = token[1] is None
        if (is_end and len(open_gaps) == 1) or (not is_end and len(open_gaps) > MOST_DEEP):
            continue
        before, at = text[at : token.start()], token.end()
        if is_end:
            opening, inside = open_gaps.pop()
            open_gaps[-1][1].append(_gap(opening, inside, before))
        else:
            open_gaps[-1][1].append(before)
            open_gaps.append((token[0], []))
    open_gaps[-1][1].append(text[at:])
    while len(open_gaps) > 1:  # never closed: their braces are plain text
        opening, inside = open_gaps.pop()
        open_gaps[-1][1].extend((opening, *inside))
    return tuple(piece for piece in open_gaps[0][1] if piece != "")


def numbers(text: str) -> tuple[int, ...]:
    """Return the number of each gap, in the order in which they open."""
    return tuple(_numbers(pieces(text)))


def asked(text: str, number: int) -> str:
    """Return the text with the gaps of `number` hidden and all others filled."""
    return _filled(pieces(text), number, told=False)


def told(text: str, number: int) -> str:
    """Return the whole text with the gaps of `number` marked."""
    return _filled(pieces(text), number, told=True)


def _gap(opening: str, inside: list[Piece], last: str) -> Gap:
    # A hint has no braces, and begins at the first colons that no brace follows.
    brace = max(last.rfind("{"), last.rfind("}"))
    before, _, hint = last[brace + 1 :].partition("::")
    full = (*inside, last[: brace + 1] + before)
    return Gap(int(opening[2:-2]), tuple(piece for piece in full if piece != ""), hint)


def _numbers(parts: tuple[Piece, ...]) -> list[int]:
    found = []
    for part in parts:
        if isinstance(part, Gap):
            found += [part.number, *_numbers(part.inside)]
    return found


def _filled(parts: tuple[Piece, ...], number: int, *, told: bool) -> str:
    return "".join(
        part if isinstance(part, str) else _shown(part, number, told=told) for part in parts
    )


def _shown(gap: Gap, number: int, *, told: bool) -> str:
    if gap.number != number:
        return _filled(gap.inside, number, told=told)
    if not told:
        return f"{GAP_OPEN}{gap.hint or _HIDDEN}{GAP_CLOSE}"
    # A gap of the same number within needs no marks of its own; 0 is no gap's number.
    return f"{GAP_OPEN}{_filled(gap.inside, 0, told=True)}{GAP_CLOSE}"
