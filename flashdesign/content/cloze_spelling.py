"""Read the gaps of a cloze as Anki spells them, `{{c1::answer::hint}}`, as our own spelling."""

import re
from collections.abc import Callable

from flashdesign.domain.cloze_gaps import MOST_DEEP

RESPELLED = (
    "a gap {{c1::answer}}, as Anki writes it, is read as {{1::answer}}, as it is written here"
)
_ANKI_GAP = re.compile(r"\{\{c([0-9]{1,3})(?:,[0-9]{1,3})*::")
_TOKEN = re.compile(r"\{\{c?[0-9]{1,9}(?:,[0-9]{1,9}){0,20}::|\}\}")
_LARGEST_NUMBER = 999
_OWN_GAP = re.compile(r"\{\{(?=[0-9]{1,3}::)")


def is_of_anki(text: str) -> bool:
    """Tell whether a text has a gap as Anki spells it."""
    return _ANKI_GAP.search(text) is not None


def with_own_gaps(text: str) -> str:
    """Return the text with each gap as it is spelled here; one for several cards is several gaps.

    They stand in one another: `{{c1,2::x}}` becomes `{{1::{{2::x}}}}`.
    """
    return _rewritten(text, _in_one_another)


def with_possible_gaps(text: str) -> tuple[str, tuple[str, ...]]:
    """Return the text with gaps of impossible numbers as plain text, and how those were spelled.

    One that is for other cards as well stays for those.
    """
    found: dict[str, None] = {}

    def written(opening: str, inside: str) -> str:
        given = _numbers(opening)
        possible = [str(number) for number in given if 0 < number <= _LARGEST_NUMBER]
        if len(possible) < len(given):
            found[opening] = None
        if possible:
            return f"{{{{c{','.join(possible)}::{inside}}}}}"
        brace = max(inside.rfind("{"), inside.rfind("}")) + 1
        return inside[:brace] + inside[brace:].partition("::")[0]

    return _rewritten(text, written), tuple(found)


def with_anki_gaps(text: str) -> str:
    """Return the text with each gap as Anki spells it."""
    return _OWN_GAP.sub("{{c", text)


def anki_numbers(text: str) -> frozenset[int]:
    """Return the numbers of the gaps of a text, each of one for several cards."""
    found = (number for gap in _ANKI_GAP.finditer(text) for number in gap[0][3:-2].split(","))
    return frozenset(int(number.removeprefix("c")) for number in found)


def _numbers(opening: str) -> list[int]:
    return [int(number) for number in opening[3:-2].split(",")]


def _in_one_another(opening: str, inside: str) -> str:
    first, *others = dict.fromkeys(_numbers(opening))
    brace = max(inside.rfind("{"), inside.rfind("}")) + 1
    hint = "".join(inside[brace:].partition("::")[1:])
    for number in reversed(others[: MOST_DEEP // 2]):
        inside = f"{{{{{number}::{inside}}}}}{hint}"
    return f"{{{{{first}::{inside}}}}}"


def _rewritten(text: str, written: Callable[[str, str], str]) -> str:
    """Return the text with each gap as `written` says of its opening and of what is in it."""
    opened: list[tuple[str, list[str]]] = [("", [])]
    at = 0
    for token in _TOKEN.finditer(text):
        if token[0] == "}}" and len(opened) == 1:
            continue
        opened[-1][1].append(text[at : token.start()])
        at = token.end()
        if token[0] != "}}":
            opened.append((token[0], []))
            continue
        opening, inside = opened.pop()
        is_of_anki = opening.startswith("{{c")
        whole = "".join(inside)
        opened[-1][1].append(written(opening, whole) if is_of_anki else f"{opening}{whole}}}}}")
    opened[-1][1].append(text[at:])
    return "".join(_ANKI_GAP.sub(_first, opening) + "".join(inside) for opening, inside in opened)


def _first(gap: re.Match[str]) -> str:
    return f"{{{{{int(gap[1])}::"
