"""Cloze gaps within single lines: a gap over several lines is opened again in each."""

from collections.abc import Iterable

from flashdesign.content.anki.field_items import CodeBlock, Item, Kind, Paragraph

Line = Paragraph | CodeBlock


def settle_gaps(lines: Iterable[Line]) -> None:
    """Make each gap begin and end in one line; marks without a partner become text."""
    opened: list[Item] = []
    for line in lines:
        if opened or any(item.is_gap_mark for item in line.items):
            line.items = _settle_line(line, opened)


def _settle_line(line: Line, opened: list[Item]) -> list[Item]:
    is_block = isinstance(line, CodeBlock)
    items = [_reopen(opening, is_block=is_block) for opening in opened]
    for item in line.items:
        is_lost = not item.is_matched or (item.kind is Kind.GAP_CLOSE and not opened)
        if item.is_gap_mark and is_lost:
            _make_text(item, is_block=is_block)
        elif item.kind is Kind.GAP_OPEN:
            opened.append(item)
        elif item.kind is Kind.GAP_CLOSE:
            opened.pop()
            if _drop_opening(items):
                continue
        items.append(item)
    for _unused in opened:
        if not _drop_opening(items):
            items.append(Item(Kind.GAP_CLOSE, "}}", name="code" if is_block else ""))
    return items


def _drop_opening(items: list[Item]) -> bool:
    """Remove a gap that would be empty: its opening mark is the last item."""
    if items and items[-1].kind is Kind.GAP_OPEN:
        items.pop()
        return True
    return False


def _reopen(opening: Item, *, is_block: bool) -> Item:
    return Item(Kind.GAP_OPEN, opening.text, name="code" if is_block else "")


def _make_text(item: Item, *, is_block: bool) -> None:
    if is_block or item.name == "code":
        item.kind = Kind.CODE
    else:
        item.kind = Kind.FORMULA if item.name else Kind.TEXT
