"""Write the blocks of a field as Markdown: paragraphs, code, lists and tables."""

import re
from collections.abc import Callable
from itertools import chain

from flashdesign.content.anki.field_items import (
    Block,
    Cell,
    CodeBlock,
    Item,
    Kind,
    ListBlock,
    Paragraph,
    TableBlock,
)

# Writes the items of a line; the second value tells whether it is a cell of a table.
LineWriter = Callable[[list[Item], bool], str]
_FENCE = re.compile(r"`{3,}")
_MOST_COLUMNS = 200


def to_text(blocks: list[Block], line: LineWriter) -> str:
    """Return the blocks as Markdown."""
    return "\n".join(_lines(blocks, line)).strip("\n")


def _lines(blocks: list[Block], line: LineWriter) -> list[str]:
    lines: list[str] = []
    last: ListBlock | None = None
    is_other_sign = False
    for block in blocks:
        if isinstance(block, ListBlock):
            # Two lists in a row would be one if their signs were the same.
            is_next = last is not None and last.is_ordered == block.is_ordered
            is_other_sign = is_next and not is_other_sign
            written = _list(block, line, is_other_sign=is_other_sign)
        else:
            written = _one(block, line)
        if written:
            lines += ["", *written] if lines else written
            last = block if isinstance(block, ListBlock) else None
    return lines


def _one(block: Paragraph | CodeBlock | TableBlock, line: LineWriter) -> list[str]:
    match block:
        case Paragraph(items=items):
            # Space before the words of an item would count as part of its sign.
            text = line(_without_blank_end(items), False).lstrip(" ")  # noqa: FBT003
            return text.split("\n") if text.strip() else []
        case CodeBlock():
            return _fenced(block)
        case TableBlock(rows=rows):
            return _table(rows, line)


def _without_blank_end(items: list[Item]) -> list[Item]:
    """Return a line without breaks and space of any kind at its end, where a break is a sign."""
    end = len(items)
    while end and (items[end - 1].is_blank or not items[end - 1].text.strip()):
        if items[end - 1].is_gap_mark or items[end - 1].kind is Kind.PICTURE:
            break
        end -= 1
    return items[:end]


def _fenced(block: CodeBlock) -> list[str]:
    text = block.text.strip("\n").rstrip()
    if not text:
        return []
    longest = max((len(run) for run in _FENCE.findall(text)), default=2)
    fence = "`" * (longest + 1)
    return [fence, *text.split("\n"), fence]


def _list(block: ListBlock, line: LineWriter, *, is_other_sign: bool) -> list[str]:
    lines: list[str] = []
    number = block.start
    for item in block.items:
        written = _item(item, line)
        if not written and not block.is_ordered:
            continue
        end = ")" if is_other_sign else "."
        sign = f"{number}{end}" if block.is_ordered else "+" if is_other_sign else "-"
        indent = " " * (len(sign) + 1)
        first, *rest = written or [""]
        lines.append(f"{sign} {first}".rstrip())
        lines += [f"{indent}{one}" if one else "" for one in rest]
        number += 1
    return lines


def _item(blocks: list[Block], line: LineWriter) -> list[str]:
    """Return the lines of an item; a list right below its text needs no empty line."""
    lines: list[str] = []
    text: list[Block] = []
    for block in blocks:
        is_below = bool(text) and isinstance(text[-1], Paragraph)
        written = _lines([block], line) if is_below and isinstance(block, ListBlock) else []
        if not written:
            text.append(block)
            continue
        lines += ["", *_lines(text, line)] if lines else _lines(text, line)
        # A paragraph goes on where a list begins with nothing, or not with 1.
        is_read = " " in written[0] and written[0].startswith(("- ", "+ ", "1. ", "1) "))
        lines += written if is_read else ["", *written]
        text = []
    rest = _lines(text, line)
    return [*lines, "", *rest] if lines and rest else lines or rest


def _table(rows: list[list[Cell]], line: LineWriter) -> list[str]:
    full = [row for row in _spread(rows) if row]
    width = max((len(row) for row in full), default=0)
    if width <= 1 or not is_simple(rows):
        blocks = chain.from_iterable(cell.blocks for row in rows for cell in row)
        return _lines(list(blocks), line)
    lines = []
    for row in full:
        cells = [_cell(cell, line) if cell else "" for cell in row]
        lines.append(f"| {' | '.join([*cells, *[''] * (width - len(row))])} |")
    lines.insert(1, "|" + " --- |" * width)
    return lines


def is_simple(rows: list[list[Cell]]) -> bool:
    """Tell whether each cell can be one line."""
    for row in rows:
        for cell in row:
            for block in cell.blocks:
                if isinstance(block, ListBlock | TableBlock):
                    return False
                if isinstance(block, CodeBlock) and "\n" in block.text.strip():
                    return False
    return sum(cell.columns for cell in rows[0]) <= _MOST_COLUMNS if rows else True


def _spread(rows: list[list[Cell]]) -> list[list[Cell | None]]:
    """Return the rows with an empty place for each that a cell goes on to."""
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
        spread.append(places[:_MOST_COLUMNS] if len(row) <= _MOST_COLUMNS else [*row])
    return spread


def _cell(cell: Cell, line: LineWriter) -> str:
    texts = []
    for block in cell.blocks:
        if isinstance(block, Paragraph | CodeBlock):
            texts.append(line([_stripped(item) for item in block.items], True))  # noqa: FBT003
    return " ".join(filter(None, texts))


def _stripped(item: Item) -> Item:
    if item.kind is Kind.CODE and "\n" in item.text:
        return Item(Kind.CODE, item.text.strip("\n"), item.style, item.name)
    return item
