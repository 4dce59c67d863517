"""Edits of single values of a YAML text in place; the rest of the text stays as written."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import yaml

from flashdesign.content.yaml.dumper import LINE_WIDTH, Dumper

_LINE = re.compile(r"\n(?=[^\n])")
_UNBROKEN = 10_000_000
_MISSING = object()
Values = Mapping[str, object]


@dataclass(frozen=True, slots=True, order=True)
class Splice:
    """A range of the text, in characters, and its replacement."""

    start: int
    end: int
    text: str


def compose(text: str) -> yaml.MappingNode:
    """Return the node tree of a text that was already read as a deck mapping."""
    node = yaml.compose(text, Loader=getattr(yaml, "CSafeLoader", yaml.SafeLoader))
    assert isinstance(node, yaml.MappingNode)
    return node


def apply_splices(text: str, splices: list[Splice]) -> str:
    """Return the text with all splices applied; they must not overlap."""
    newline = "\r\n" if "\r\n" in text else "\n"
    parts: list[str] = []
    at = 0
    for splice in sorted(splices):
        parts += (text[at : splice.start], splice.text.replace("\n", newline))
        at = splice.end
    return "".join(parts) + text[at:]


def key_value_nodes(node: yaml.MappingNode) -> dict[str, tuple[yaml.Node, yaml.Node]]:
    """Return the key and value nodes of a mapping, by key."""
    return {key.value: (key, value) for key, value in node.value}


def is_flow(node: yaml.Node) -> bool:
    """Return whether a list or mapping is in flow style, that is, in brackets."""
    return isinstance(node, yaml.CollectionNode) and bool(node.flow_style)


def end_of(text: str, node: yaml.Node) -> int:
    """Return the end of a node's content, without comments and blank lines after it."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        return start + len(text[start:end].rstrip()) if node.style in ("|", ">") else end
    if is_flow(node):
        return int(node.end_mark.index)
    last = node.value[-1]
    return end_of(text, last[1] if isinstance(last, tuple) else last)


def line_start(text: str, at: int) -> int:
    """Return the start of the line at a position."""
    return text.rfind("\n", 0, at) + 1


def line_end(text: str, at: int) -> int:
    """Return the end of the line at a position, before its line break."""
    line_break = text.find("\n", at)
    end = len(text) if line_break < 0 else line_break
    return end - 1 if text[at:end].endswith("\r") else end


def next_line(text: str, at: int) -> int:
    """Return the start of the line after a position."""
    line_break = text.find("\n", at)
    return len(text) if line_break < 0 else line_break + 1


def dump_block(values: object, column: int, *, marker: str = "") -> str:
    """Return values as YAML with later lines indented to `column`, without a final line break."""
    dumped = str(_dump(values, flow=False, width=LINE_WIDTH)).rstrip("\n")
    return marker + _LINE.sub("\n" + " " * column, dumped)


def replace_value(text: str, start: int, end: int, fresh: str) -> Splice:
    """Return the splice of a value; a comment after it moves up if it would become part of it."""
    rest = text[end : line_end(text, end)]
    if "\n" not in fresh or not rest.strip().startswith("#"):
        return Splice(start, end, fresh)
    indent = " " * (start - line_start(text, start))
    return Splice(start, end + len(rest), f"{rest.strip()}\n{indent}{fresh}")


def diff_mapping(
    text: str, node: yaml.MappingNode, written: Values, before: Values, after: Values
) -> list[Splice]:
    """Return the splices that change a mapping from `before` to `after`, key by key.

    `written` has the keys as written, `before` their meaning, which includes defaults.
    """
    changed = {key: value for key, value in after.items() if not _is_same(before, key, value)}
    removed = [key for key in before if key not in after and key in written]
    if not changed and not removed:
        return []
    if node.flow_style:
        kept = {key: value for key, value in written.items() if key not in removed} | changed
        start, end = node.start_mark.index, node.end_mark.index
        return [replace_value(text, start, end, _collection(kept, node.start_mark.column))]
    return [
        *_set_keys(text, node, changed, list(after)),
        *(_remove_key(text, node, key) for key in removed),
    ]


def _is_same(before: Values, key: str, value: object) -> bool:
    old = before.get(key, _MISSING)
    return type(old) is type(value) and old == value


def _set_keys(text: str, node: yaml.MappingNode, changed: Values, order: list[str]) -> list[Splice]:
    present, column = key_value_nodes(node), int(node.start_mark.column)
    splices: list[Splice] = []
    added: dict[str | None, list[str]] = {}
    for key, value in changed.items():
        if key in present:
            key_node, old = present[key]
            fresh = _pair(key, value, column, flow=is_flow(old))
            splices.append(replace_value(text, key_node.start_mark.index, end_of(text, old), fresh))
        else:
            earlier = [name for name in order[: order.index(key)] if name in present]
            lines = added.setdefault(earlier[-1] if earlier else None, [])
            lines.append(_pair(key, value, column, flow=_is_short(value)))
    return splices + [_add_lines(text, node, key, lines) for key, lines in added.items()]


def _add_lines(text: str, node: yaml.MappingNode, after: str | None, lines: list[str]) -> Splice:
    """Return the splice that inserts lines after a key, or before all keys."""
    indent = " " * node.start_mark.column
    if after is None:
        start = node.start_mark.index
        return Splice(start, start, "".join(f"{line}\n{indent}" for line in lines))
    place = line_end(text, end_of(text, key_value_nodes(node)[after][1]))
    return Splice(place, place, "".join(f"\n{indent}{line}" for line in lines))


def _remove_key(text: str, node: yaml.MappingNode, key: str) -> Splice:
    key_node, value = key_value_nodes(node)[key]
    start = line_start(text, key_node.start_mark.index)
    if text[start : key_node.start_mark.index].strip():
        # The key is on the line of the entry's dash: the next key moves up.
        start = key_node.start_mark.index
        following = next(other for other, _value in node.value if other.start_mark.index > start)
        return Splice(start, following.start_mark.index, "")
    return Splice(start, next_line(text, end_of(text, value)), "")


def _pair(key: str, value: object, column: int, *, flow: bool) -> str:
    line = f"{key}: {_flow(value)}"
    if flow and len(line) + column <= LINE_WIDTH:
        return line
    return dump_block({key: value}, column)


def _collection(values: Values, column: int) -> str:
    line = _flow(values)
    return line if len(line) + column <= LINE_WIDTH else dump_block(values, column)


def _is_short(value: object) -> bool:
    return isinstance(value, list) and all(not isinstance(item, (list, dict)) for item in value)


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
