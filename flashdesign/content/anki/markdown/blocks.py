"""Markdown of the blocks of a field: paragraphs, code, lists and tables."""

import re
from collections.abc import Callable
from itertools import chain

from flashdesign.content.anki.fields.nodes import (
    Block,
    Cell,
    CodeBlock,
    Item,
    ItemKind,
    ListBlock,
    Paragraph,
    TableBlock,
)

# Writes the items of a line; the second argument is whether the line is a table cell.
LineWriter = Callable[[list[Item], bool], str]
_FENCE = re.compile(r"`{3,}")
_MAX_COLUMNS = 200


def to_text(blocks: list[Block], line: LineWriter) -> str:
    """Return the blocks as Markdown."""
    return "\n".join(_write_blocks(blocks, line)).strip("\n")


def _write_blocks(blocks: list[Block], line: LineWriter) -> list[str]:
    lines: list[str] = []
    last: ListBlock | None = None
    is_other_marker = False
    for block in blocks:
        if isinstance(block, ListBlock):
            # Two lists in a row would be read as one if their markers were the same.
            is_next = last is not None and last.is_ordered == block.is_ordered
            is_other_marker = is_next and not is_other_marker
            written = _write_list(block, line, is_other_marker=is_other_marker)
        else:
            written = _write_block(block, line)
        if written:
            lines += ["", *written] if lines else written
            last = block if isinstance(block, ListBlock) else None
    return lines


def _write_block(block: Paragraph | CodeBlock | TableBlock, line: LineWriter) -> list[str]:
    match block:
        case Paragraph(items=items):
            # Space before the words of an item would count as part of its marker.
            text = line(_strip_blank_end(items), False).lstrip(" ")  # noqa: FBT003
            return text.split("\n") if text.strip() else []
        case CodeBlock():
            return _write_code(block)
        case TableBlock(rows=rows):
            return _write_table(rows, line)


def _strip_blank_end(items: list[Item]) -> list[Item]:
    """Return a line without breaks and space at its end, where a break would be shown as a sign."""
    end = len(items)
    while end and (items[end - 1].is_blank or not items[end - 1].text.strip()):
        if items[end - 1].is_gap_mark or items[end - 1].kind is ItemKind.PICTURE:
            break
        end -= 1
    return items[:end]


def _write_code(block: CodeBlock) -> list[str]:
    text = block.text.strip("\n").rstrip()
    if not text:
        return []
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return [fence, *text.split("\n"), fence]


def _write_list(block: ListBlock, line: LineWriter, *, is_other_marker: bool) -> list[str]:
    lines: list[str] = []
    number = block.start
    for item in block.items:
        written = _write_item(item, line)
        if not written and not block.is_ordered:
            continue
        end = ")" if is_other_marker else "."
        marker = f"{number}{end}" if block.is_ordered else "+" if is_other_marker else "-"
        indent = " " * (len(marker) + 1)
        first, *rest = written or [""]
        lines.append(f"{marker} {first}".rstrip())
        lines += [f"{indent}{text}" if text else "" for text in rest]
        number += 1
    return lines


def _write_item(blocks: list[Block], line: LineWriter) -> list[str]:
    """Return the lines of an item; a list right below its text needs no empty line."""
    lines: list[str] = []
    text: list[Block] = []
    for block in blocks:
        is_below = bool(text) and isinstance(text[-1], Paragraph)
        written = _write_blocks([block], line) if is_below and isinstance(block, ListBlock) else []
        if not written:
            text.append(block)
            continue
        lines += ["", *_write_blocks(text, line)] if lines else _write_blocks(text, line)
        # An empty item, or a number other than 1, does not interrupt a paragraph.
        is_read = " " in written[0] and written[0].startswith(("- ", "+ ", "1. ", "1) "))
        lines += written if is_read else ["", *written]
        text = []
    rest = _write_blocks(text, line)
    return [*lines, "", *rest] if lines and rest else lines or rest


def _write_table(rows: list[list[Cell]], line: LineWriter) -> list[str]:
    full = [row for row in _expand_cells(rows) if row]
    width = max((len(row) for row in full), default=0)
    if width <= 1 or not is_simple(rows):
        blocks = chain.from_iterable(cell.blocks for row in rows for cell in row)
        return _write_blocks(list(blocks), line)
    lines = []
    for row in full:
        cells = [_write_cell(cell, line) if cell else "" for cell in row]
        lines.append(f"| {' | '.join([*cells, *[''] * (width - len(row))])} |")
    lines.insert(1, "|" + " --- |" * width)
    return lines


def is_simple(rows: list[list[Cell]]) -> bool:
    """Return whether each cell can be one line."""
    for row in rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, ListBlock | TableBlock):
                    return False
                if isinstance(block, CodeBlock) and "\n" in block.text.strip():
                    return False
    return sum(cell.columns for cell in rows[0]) <= _MAX_COLUMNS if rows else True


def _expand_cells(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """Return the rows with None for each place that a cell spans."""
    spread: list[list[Cell | None]] = []
    below: dict[int, int] = {}
    for row in rows:
        places: list[Cell | None] = []
        for cell in row:
            while below.get(len(places), 0):
                places.append(None)
            start = len(places)
            places += [cell, *[None] * (cell.columns - 1)]
            for column in range(start, len(places)):
                below[column] = cell.rows
        while below.get(len(places), 0) > 0:
            places.append(None)
        below = {column: left - 1 for column, left in below.items() if left > 1}
        spread.append(places[:_MAX_COLUMNS] if len(row) <= _MAX_COLUMNS else [*row])
    return spread


def _write_cell(cell: Cell, line: LineWriter) -> str:
    texts = []
    for block in cell.blocks:
        if isinstance(block, Paragraph | CodeBlock):
            texts.append(line([_strip_code(item) for item in block.items], True))  # noqa: FBT003
    return " ".join(filter(None, texts))


def _strip_code(item: Item) -> Item:
    if item.kind is ItemKind.CODE and "\n" in item.text:
        return Item(ItemKind.CODE, item.text.strip("\n"), item.style, item.name)
    return item
