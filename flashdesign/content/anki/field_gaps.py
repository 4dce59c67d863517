"""Keep the gaps of a cloze within single lines: one that goes over several is opened in each."""

from collections.abc import Iterable

from flashdesign.content.anki.field_items import CodeBlock, Item, Kind, Paragraph

Line = Paragraph | CodeBlock


def settle_gaps(lines: Iterable[Line]) -> None:
    """Change the items so that each gap begins and ends in one line; what is no gap is text."""
    opened: list[Item] = []
    for line in lines:
        if opened or any(item.is_gap_mark for item in line.items):
            line.items = _settled(line, opened)


def _settled(line: Line, opened: list[Item]) -> list[Item]:
    is_block = isinstance(line, CodeBlock)
    items = [_again(opening, is_block=is_block) for opening in opened]
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
    for _ in opened:
        if not _drop_opening(items):
            items.append(Item(Kind.GAP_CLOSE, "}}", name="code" if is_block else ""))
    return items


def _drop_opening(items: list[Item]) -> bool:
    """Take away a gap that would hold nothing, told by its opening at the very end."""
    if items and items[-1].kind is Kind.GAP_OPEN:
        items.pop()
        return True
    return False


def _again(opening: Item, *, is_block: bool) -> Item:
    return Item(Kind.GAP_OPEN, opening.text, name="code" if is_block else "")


def _make_text(item: Item, *, is_block: bool) -> None:
    if is_block or item.name == "code":
        item.kind = Kind.CODE
    else:
        item.kind = Kind.FORMULA if item.name else Kind.TEXT
