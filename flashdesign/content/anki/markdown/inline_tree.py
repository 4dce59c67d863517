"""Tree of a line's items by gaps, with adjacent pieces of code or of one formula joined."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from flashdesign.content.anki.fields.nodes import Item, ItemKind, Style

_T = TypeVar("_T")
_JOINED = frozenset({ItemKind.CODE, ItemKind.FORMULA})


@dataclass(slots=True)
class GapNode:
    """A gap: its opening mark and its contents."""

    opening: str
    children: list["Node"] = field(default_factory=list)


Node = Item | GapNode


def nest_gaps(items: list[Item]) -> list[Node]:
    """Return the items as a tree; the gap marks must be balanced."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for item in items:
        if item.kind is ItemKind.GAP_OPEN:
            levels.append((item.text, []))
        elif item.kind is ItemKind.GAP_CLOSE:
            opening, inside = levels.pop()
            levels[-1][1].append(GapNode(opening, _join_pieces(inside)))
        else:
            levels[-1][1].append(item)
    return _join_pieces(levels[0][1])


def leaves(nodes: list[Node]) -> Iterator[Item]:
    """Yield the items, including those in gaps."""
    for node in nodes:
        if isinstance(node, GapNode):
            yield from leaves(node.children)
        else:
            yield node


def split_edges(items: list[Item]) -> Iterator[Item]:
    """Yield the items, with the space at the edges of a text as items of its own."""
    for item in items:
        core = item.text.strip()
        if item.kind is not ItemKind.TEXT or not core or core == item.text:
            yield item
            continue
        start = item.text.index(core)
        for text in (item.text[:start], core, item.text[start + len(core) :]):
            if text:
                yield replace(item, text=text)


def _join_pieces(nodes: list[Node]) -> list[Node]:
    """Join neighbors that are one piece of code or one formula, including gaps."""
    if not any(isinstance(node, GapNode) or node.kind in _JOINED for node in nodes):
        return nodes
    result: list[Node] = []
    for key, group in groupby(nodes, _piece_of):
        run = list(group)
        if not key or len(run) == 1:
            result += run
        else:
            first = next(leaves(run))
            result.append(replace(first, kind=key[0], text="".join(map(_source, run))))
    return result


def _piece_of(node: Node) -> tuple[ItemKind, str, Style | None] | None:
    """Return what a node is a piece of: code of one style, or a formula by its number."""
    items = [*leaves([node])]
    kinds = {(item.kind, item.name) for item in items if item.kind is not ItemKind.GAP_HINT}
    if len(kinds) != 1:
        return None
    kind, name = kinds.pop()
    if kind not in _JOINED or name == "shift":
        return None
    return kind, name, items[0].style if kind is ItemKind.CODE else None


def _source(node: Node) -> str:
    if isinstance(node, GapNode):
        return node.opening + "".join(map(_source, node.children)) + "}}"
    return node.text
