"""Markdown formats of a selection in a text, each of which is removed if it is applied again."""

import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from itertools import takewhile

_RUN_CHARS = {"bold": "*", "italic": "*", "code": "`", "formula": "$"}
_MARKERS = {"*": re.compile(r"\*+"), "`": re.compile(r"`+"), "$": re.compile(r"\$+")}
_FENCE, _BULLET = "```", "- "
_GAP_START = re.compile(r"\{\{(\d{1,3})::")
_LINK_END = re.compile(r"\]\([^()\n]{0,2000}\)")
_ADDRESS = re.compile(r"https?://\S{1,2000}")
_NEW_ADDRESS = "https://"


@dataclass(frozen=True, slots=True)
class TextSelection:
    """A text with its selection from `start` to `end`, which are equal for a caret."""

    text: str
    start: int
    end: int

    @property
    def chosen(self) -> str:
        """The selected text."""
        return self.text[self.start : self.end]

    def replaced(self, start: int, end: int, new: str, chosen: tuple[int, int]) -> "TextSelection":
        """Return it with `new` from `start` to `end`, and `chosen` selected in the new text."""
        return TextSelection(self.text[:start] + new + self.text[end:], *chosen)


Format = Callable[[TextSelection], TextSelection]


def insert_paragraph(
    before: TextSelection, text: str, chosen: tuple[int, int], *, is_line: bool = False
) -> TextSelection:
    """Return a text with `text` as a paragraph in place of the selection.

    The part `chosen` of `text`, from and to, is selected then. A text that `is_line` has no
    paragraphs, and gets `text` in its line.
    """
    if is_line:
        at = before.start
        selected = (at + chosen[0], at + chosen[1])
        return before.replaced(at, before.end, text, selected)
    head, tail = before.text[: before.start], before.text[before.end :]
    above = "" if not head.strip() else "\n" * max(0, 2 - _count_newlines(reversed(head)))
    below = "" if not tail.strip() else "\n" * max(0, 2 - _count_newlines(tail))
    at = before.start + len(above)
    new = f"{above}{text}{below}"
    return before.replaced(before.start, before.end, new, (at + chosen[0], at + chosen[1]))


def _count_newlines(characters: Iterable[str]) -> int:
    return len(list(takewhile(lambda char: char == "\n", characters)))


def _line_bounds(text: str, start: int, end: int) -> tuple[int, int]:
    """Return where the lines of a selection begin and end."""
    stop = text.find("\n", end)
    return text.rfind("\n", 0, start) + 1, len(text) if stop < 0 else stop


# ------------------------------------------------------------------- bold, italic, code, formula


def _switch_run(name: str, before: TextSelection) -> TextSelection:
    """Put markers around the selection, or remove them; each of several lines has its own."""
    if "\n" in before.chosen:
        return _switch_lines(name, before)
    char, start, end = _RUN_CHARS[name], before.start, before.end
    run = _find_run(char, before)
    if run is None:
        start, end = _trim_spaces(before)
        present = 0
    else:
        start, end, present = run
    wanted = _wanted_markers(name, present)
    body = before.text[start + present : end - present]
    marker = char * wanted
    inner = start + wanted
    caret = (inner, inner + len(body))
    if before.start == before.end:
        place = min(max(before.start - start - present, 0), len(body))
        caret = (inner + place, inner + place)
    return before.replaced(start, end, f"{marker}{body}{marker}", caret)


def _wanted_markers(name: str, present: int) -> int:
    """Return the number of markers at each side after the change; two are bold, three are both."""
    match name:
        case "bold":
            return present - 2 if present >= 2 else present + 2  # noqa: PLR2004
        case "italic":
            return present - 1 if present % 2 else present + 1
        case _:
            return 0 if present else 1


def _trim_spaces(before: TextSelection) -> tuple[int, int]:
    chosen = before.chosen
    if not chosen.strip():
        return before.start, before.end
    lead, trail = len(chosen) - len(chosen.lstrip()), len(chosen) - len(chosen.rstrip())
    return before.start + lead, before.end - trail


def _find_run(char: str, before: TextSelection) -> tuple[int, int, int] | None:
    """Return the run around or in the selection: from, to, and its markers at each side."""
    low, high = _line_bounds(before.text, before.start, before.end)
    opened: list[tuple[int, int]] = []
    for found in _MARKERS[char].finditer(before.text[low:high]):
        at, count = low + found.start(), len(found[0])
        if before.start == before.end == at + count // 2 and count in (2, 4):
            return at, at + count, count // 2  # the caret is between the markers of an empty run
        can_close = not before.text[max(0, at - 1) : at].isspace()
        if opened and opened[-1][1] == count and can_close:
            first, _count = opened.pop()
            if _is_around(before, first, at + count, count):
                return first, at + count, count
        elif not before.text[at + count : at + count + 1].isspace():
            opened.append((at, count))
    return None


def _is_around(before: TextSelection, first: int, last: int, count: int) -> bool:
    """Return whether a run is around the selection, or is the selection with its markers."""
    if before.start == before.end:
        return first + count <= before.start <= last - count
    start, end = _trim_spaces(before)
    return first <= start and end <= last


def _switch_lines(name: str, before: TextSelection) -> TextSelection:
    low, high = _line_bounds(before.text, before.start, before.end)
    parts = [_split_bullet(line) for line in before.text[low:high].split("\n")]
    switched = [
        _switch_run(name, TextSelection(body, 0, len(body))).text for _bullet, body in parts
    ]
    changes = list(zip(parts, switched, strict=True))
    removes = all(len(new) < len(body) for (_bullet, body), new in changes if body.strip())
    lines = [
        bullet + (new if body.strip() and (removes or len(new) > len(body)) else body)
        for (bullet, body), new in changes
    ]
    text = "\n".join(lines)
    return before.replaced(low, high, text, (low, low + len(text)))


def _split_bullet(line: str) -> tuple[str, str]:
    return (_BULLET, line[len(_BULLET) :]) if line.startswith(_BULLET) else ("", line)


# ------------------------------------------------------------------------- lists and code blocks


def _switch_list(before: TextSelection) -> TextSelection:
    low, high = _line_bounds(before.text, before.start, before.end)
    lines = before.text[low:high].split("\n")
    filled = [line for line in lines if line.strip()] or lines
    if all(line.startswith(_BULLET) for line in filled):
        new = [line.removeprefix(_BULLET) for line in lines]
    else:
        new = [
            line if line.startswith(_BULLET) or (line not in filled) else _BULLET + line
            for line in lines
        ]
    text = "\n".join(new)
    if before.start != before.end:
        return before.replaced(low, high, text, (low, low + len(text)))
    place = max(low, before.start + len(text) - (high - low))
    return before.replaced(low, high, text, (place, place))


def _switch_code_block(before: TextSelection) -> TextSelection:
    block = _find_block(before)
    if block is not None:
        low, high = block
        inside = before.text[low:high].split("\n")[1:-1]
        text = "\n".join(inside)
        return before.replaced(low, high, text, (low, low + len(text)))
    low, high = _line_bounds(before.text, before.start, before.end)
    body = before.text[low:high]
    at = low + len(_FENCE) + 1
    chosen = (at, at + len(body)) if before.chosen else (at + len(body),) * 2
    return before.replaced(low, high, f"{_FENCE}\n{body}\n{_FENCE}", chosen)


def _find_block(before: TextSelection) -> tuple[int, int] | None:
    """Return from and to of the fenced block that has the selection."""
    at, opened = 0, -1
    for line in before.text.split("\n"):
        if line.startswith(_FENCE):
            if opened < 0:
                opened = at
            elif opened <= before.start and before.end <= at + len(line):
                return opened, at + len(line)
            else:
                opened = -1
        at += len(line) + 1
    return None


# --------------------------------------------------------------------------------- links and gaps


def _switch_link(before: TextSelection) -> TextSelection:
    link = _find_link(before)
    if link is not None:
        low, high, name = link
        return before.replaced(low, high, name, (low, low + len(name)))
    low, chosen = before.start, before.chosen
    if _ADDRESS.fullmatch(chosen):
        return before.replaced(low, before.end, f"[]({chosen})", (low + 1, low + 1))
    at = low + len(chosen) + 3
    new = f"[{chosen}]({_NEW_ADDRESS})"
    if not chosen:
        return before.replaced(low, before.end, new, (low + 1, low + 1))
    return before.replaced(low, before.end, new, (at, at + len(_NEW_ADDRESS)))


def _find_link(before: TextSelection) -> tuple[int, int, str] | None:
    """Return from, to and name of the link that has the selection; a picture is no link."""
    low, high = _line_bounds(before.text, before.start, before.end)
    for found in _LINK_END.finditer(before.text, low, high):
        first = before.text.rfind("[", low, found.start())
        is_picture = before.text[max(0, first - 1) : first] == "!"
        if first >= 0 and not is_picture and first <= before.start and before.end <= found.end():
            return first, found.end(), before.text[first + 1 : found.start()]
    return None


def _switch_gap(before: TextSelection) -> TextSelection:
    gap = _find_gap(before)
    if gap is not None:
        low, high, answer = gap
        return before.replaced(low, high, answer, (low, low + len(answer)))
    numbers = [int(found[1]) for found in _GAP_START.finditer(before.text)]
    head = f"{{{{{max(numbers, default=0) + 1}::"
    at = before.start + len(head)
    chosen = before.chosen
    caret = at + len(chosen) + 2 if chosen else at
    return before.replaced(before.start, before.end, f"{head}{chosen}}}}}", (caret, caret))


def _find_gap(before: TextSelection) -> tuple[int, int, str] | None:
    """Return from, to and answer of the gap that has the selection, or is inside its caret."""
    for found in _GAP_START.finditer(before.text):
        stop = before.text.find("}}", found.end())
        has_selection = found.start() <= before.start and before.end <= stop + 2
        is_after = before.start == before.end and before.end in (found.start(), stop + 2)
        if stop >= 0 and has_selection and not is_after:
            answer = before.text[found.end() : stop].partition("::")[0]
            return found.start(), stop + 2, answer
    return None


FORMATS: Mapping[str, Format] = {
    "bold": lambda before: _switch_run("bold", before),
    "italic": lambda before: _switch_run("italic", before),
    "code": lambda before: _switch_run("code", before),
    "code_block": _switch_code_block,
    "list": _switch_list,
    "link": _switch_link,
    "formula": lambda before: _switch_run("formula", before),
    "gap": _switch_gap,
}
