"""Change single values of a YAML text in place: whatever is not changed stays as it was written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from flashdesign.content.deck_text import WIDTH_CHARACTERS, Dumper

_LINE = re.compile(r"\n(?=[^\n])")
_UNBROKEN = 10_000_000
_MISSING = object()
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A stretch of the text, in characters, and what takes its place."""

    start: int
    end: int
    text: str


def compose(text: str) -> yaml.MappingNode:
    """Return the tree of a text that was already read as a mapping of the deck format."""
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(node, yaml.MappingNode)
    return node


def spliced(text: str, splices: list[Splice]) -> str:
    """Return the text with all splices done; they must not overlap."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = []
    at = 0
    for one in sorted(splices):
        parts += (text[at : one.start], one.text.replace("\n", newline))
        at = one.end
    return "".join(parts) + text[at:]


def pairs(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the nodes of a mapping by key: key and value."""
    return {key.value: (key, value) for key, value in node.value}


def is_flow(node: yaml.Node) -> bool:
    """Tell whether a list or mapping is written in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def end_of(text: str, node: yaml.Node) -> int:
    """Return where the content of a node ends: comments and blank lines behind are not its own."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if is_flow(node):
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def line_start(text: str, at: int) -> int:
    """Return where the line of a place begins."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return where the line of a place ends, its break not included."""
    found = text.find("\n", at)
    end = len(text) if found < 0 else found
    return end - 1 if text[at:end].endswith("\r") else end


def next_line(text: str, at: int) -> int:
    """Return where the line after that of a place begins."""
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def as_block(values: object, column: int, *, marker: str = "") -> str:
    """Return values as YAML whose further lines stand at `column`, without a break at the end."""
    dumped = str(_dump(values, flow=False, width=WIDTH_CHARACTERS)).rstrip("\n")
    return marker + _LINE.sub("\n" + " " * column, dumped)


def replaced(text: str, start: int, end: int, fresh: str) -> Splice:
    """Return the splice of a value; a comment behind it moves up where it would be swallowed."""
    rest = text[end : line_end(text, end)]
    if "\n" not in fresh or not rest.strip().startswith("#"):
        return Splice(start, end, fresh)
    indent = " " * (start - line_start(text, start))
    return Splice(start, end + len(rest), f"{rest.strip()}\n{indent}{fresh}")


def changes(
    text: str, node: yaml.MappingNode, there: Values, before: Values, after: Values
) -> list[Splice]:
    """Return what makes a mapping say `after` where it said `before`, key by key.

    `there` is what is written, `before` what it amounts to: a default may be written out.
    """
    wanted = {key: value for key, value in after.items() if not _same(before, key, value)}
    gone = [key for key in before if key not in after and key in there]
    if not wanted and not gone:
        return []
    if node.flow_style:
        kept = {key: value for key, value in there.items() if key not in gone} | wanted
        start, end = node.start_mark.index, node.end_mark.index
        return [replaced(text, start, end, _anew(kept, node.start_mark.column))]
    return [
        *_set(text, node, wanted, list(after)),
        *(_removed(text, node, key) for key in gone),
    ]


def _same(before: Values, key: str, value: object) -> bool:
    known = before.get(key, _MISSING)
    return type(known) is type(value) and known == value


def _set(text: str, node: yaml.MappingNode, wanted: Values, order: list[str]) -> list[Splice]:
    found, column = pairs(node), int(node.start_mark.column)
    splices: list[Splice] = []
    added: dict[str | None, list[str]] = {}
    for key, value in wanted.items():
        if key in found:
            at, old = found[key]
            fresh = _pair(key, value, column, flow=is_flow(old))
            splices.append(replaced(text, at.start_mark.index, end_of(text, old), fresh))
        else:
            earlier = [name for name in order[: order.index(key)] if name in found]
            lines = added.setdefault(earlier[-1] if earlier else None, [])
            lines.append(_pair(key, value, column, flow=_is_short(value)))
    return splices + [_added(text, node, key, lines) for key, lines in added.items()]


def _added(text: str, node: yaml.MappingNode, behind: str | None, lines: list[str]) -> Splice:
    """Return the splice that puts lines behind a key, or before all of them."""
    indent = " " * node.start_mark.column
    if behind is None:
        start = node.start_mark.index
        return Splice(start, start, "".join(f"{line}\n{indent}" for line in lines))
    place = line_end(text, end_of(text, pairs(node)[behind][1]))
    return Splice(place, place, "".join(f"\n{indent}{line}" for line in lines))


def _removed(text: str, node: yaml.MappingNode, key: str) -> Splice:
    at, value = pairs(node)[key]
    start = line_start(text, at.start_mark.index)
    if text[start : at.start_mark.index].strip():
        # It shares its line with the dash of the entry: the next key moves up.
        following = next(k for k, _ in node.value if k.start_mark.index > at.start_mark.index)
        return Splice(at.start_mark.index, following.start_mark.index, "")
    return Splice(start, next_line(text, end_of(text, value)), "")


def _pair(key: str, value: object, column: int, *, flow: bool) -> str:
    line = f"{key}: {_flow(value)}"
    if flow and len(line) + column <= WIDTH_CHARACTERS:
        return line
    return as_block({key: value}, column)


def _anew(values: Values, column: int) -> str:
    line = _flow(values)
    return line if len(line) + column <= WIDTH_CHARACTERS else as_block(values, column)


def _is_short(value: object) -> bool:
    return isinstance(value, list) and all(not isinstance(one, (list, dict)) for one in value)


def _flow(values: object) -> str:
    return str(_dump(values, flow=True, width=_UNBROKEN)).rstrip("\n").removesuffix("\n...")


def _dump(values: object, *, flow: bool, width: int) -> Any:
    return yaml.dump(
        values,
        Dumper=Dumper,
        allow_unicode=True,
        sort_keys=False,
        width=width,
        default_flow_style=flow,
    )
