"""Nest the items of a line by its gaps, and join what belongs to one piece of code or formula."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from itertools import groupby
from typing import TypeVar

from flashdesign.content.anki.field_items import Item, Kind, Style

_T = TypeVar("_T")
_JOINED = frozenset({Kind.CODE, Kind.FORMULA})


@dataclass(slots=True)
class GapNode:
    """A gap: its opening mark, and what stands in it."""

    opening: str
    inside: list["Node"] = field(default_factory=list)


Node = Item | GapNode


def nested(items: list[Item]) -> list[Node]:
    """Return the items as a tree; the marks of gaps are balanced already."""
    levels: list[tuple[str, list[Node]]] = [("", [])]
    for item in items:
        if item.kind is Kind.GAP_OPEN:
            levels.append((item.text, []))
        elif item.kind is Kind.GAP_CLOSE:
            opening, inside = levels.pop()
            levels[-1][1].append(GapNode(opening, _joined(inside)))
        else:
            levels[-1][1].append(item)
    return _joined(levels[0][1])


def leaves(nodes: list[Node]) -> Iterator[Item]:
    """Yield the items, those in gaps included."""
    for node in nodes:
        if isinstance(node, GapNode):
            yield from leaves(node.inside)
        else:
            yield node


def with_edges(items: list[Item]) -> Iterator[Item]:
    """Yield the items, the space at the edges of a styled text as an item of its own."""
    for item in items:
        core = item.text.strip()
        if item.kind is not Kind.TEXT or not core or core == item.text:
            yield item
            continue
        start = item.text.index(core)
        for text in (item.text[:start], core, item.text[start + len(core) :]):
            if text:
                yield replace(item, text=text)


def _joined(nodes: list[Node]) -> list[Node]:
    """Join neighbours that are one piece of code, or of one formula, gaps included."""
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


def _piece_of(node: Node) -> tuple[Kind, str, Style | None] | None:
    """Return what a node is a part of: all of code in a row, a formula by its number."""
    found = [*leaves([node])]
    kinds = {(item.kind, item.name) for item in found if item.kind is not Kind.GAP_HINT}
    if len(kinds) != 1:
        return None
    kind, name = kinds.pop()
    if kind not in _JOINED or name == "shift":
        return None
    return kind, name, found[0].style if kind is Kind.CODE else None


def _source(node: Node) -> str:
    if isinstance(node, GapNode):
        return node.opening + "".join(map(_source, node.inside)) + "}}"
    return node.text
