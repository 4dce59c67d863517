"""Conversion of a field's HTML to Markdown by an allow-list, with a report of omissions."""

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import partial

from flashdesign.content.anki.fields.html_reader import FieldReader
from flashdesign.content.anki.fields.nodes import (
    Block,
    CodeBlock,
    Item,
    ItemKind,
    ListBlock,
    Paragraph,
    TableBlock,
    iterate_lines,
)
from flashdesign.content.anki.fields.superscripts import replace_shifts
from flashdesign.content.anki.fields.visible_text import text_of_blocks, text_of_markdown
from flashdesign.content.anki.markdown.blocks import is_simple, to_text
from flashdesign.content.anki.markdown.inlines import to_line
from flashdesign.i18n.translation import _

Line = Paragraph | CodeBlock


def split_gaps_by_line(lines: Iterable[Line]) -> None:
    """Make each gap begin and end in one line; marks without a partner become text."""
    opened: list[Item] = []
    for line in lines:
        if opened or any(item.is_gap_mark for item in line.items):
            line.items = _settle_line(line, opened)


def _settle_line(line: Line, opened: list[Item]) -> list[Item]:
    is_block = isinstance(line, CodeBlock)
    items = [_reopen(opening, is_block=is_block) for opening in opened]
    for item in line.items:
        is_lost = not item.is_matched or (item.kind is ItemKind.GAP_CLOSE and not opened)
        if item.is_gap_mark and is_lost:
            _make_text(item, is_block=is_block)
        elif item.kind is ItemKind.GAP_OPEN:
            opened.append(item)
        elif item.kind is ItemKind.GAP_CLOSE:
            opened.pop()
            if _drop_opening(items):
                continue
        items.append(item)
    for _unused in opened:
        if not _drop_opening(items):
            items.append(Item(ItemKind.GAP_CLOSE, "}}", name="code" if is_block else ""))
    return items


def _drop_opening(items: list[Item]) -> bool:
    """Remove a gap that would be empty: its opening mark is the last item."""
    if items and items[-1].kind is ItemKind.GAP_OPEN:
        items.pop()
        return True
    return False


def _reopen(opening: Item, *, is_block: bool) -> Item:
    return Item(ItemKind.GAP_OPEN, opening.text, name="code" if is_block else "")


def _make_text(item: Item, *, is_block: bool) -> None:
    if is_block or item.name == "code":
        item.kind = ItemKind.CODE
    else:
        item.kind = ItemKind.FORMULA if item.name else ItemKind.TEXT


PictureOf = Callable[[str], str | None]
MAX_CHARACTERS = 100_000
_PLAIN = re.compile(r"[^<&\\*_`$~{}⟦⟧|\ue000-\ue00f\u00a0\r\n\t]*")
# A bracket that is more than a character: of a link, a gap, a sound or a formula.
_BRACKET = re.compile(r"\]\(|\[(?:\.\.\.\]|…\]|sound:|latex\])", re.IGNORECASE)
_LIST_SIGN = re.compile(r"\s*+(?:[-+]|\d{1,9}[.)])(?:\s|$)")
_SOUND = re.compile(r"\[sound:([^\[\]\n]{0,300})\]")


@dataclass(frozen=True, slots=True)
class ConvertedText:
    """A text as Markdown, the pictures in it, and sentences on what was not imported (`removed`).

    `changed_styles` has sentences on differences in looks; they do not depend on the text.
    """

    text: str
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    changed_styles: tuple[str, ...] = ()


def no_picture(_source: str) -> str | None:
    """Return None: there are no pictures."""
    return None


def to_markdown(
    html: str, picture_of: PictureOf = no_picture, *, has_gaps: bool = True
) -> ConvertedText:
    """Return the text with emphasis, code, lists, tables, formulas, web links and pictures.

    `picture_of` returns the name by which a picture may be shown, None if it may not be. Without
    `has_gaps` the marks of a cloze are text.
    """
    if len(html) > MAX_CHARACTERS:
        return ConvertedText("", removed=(_("its text is too long to import"),))
    if _PLAIN.fullmatch(html) and not (_LIST_SIGN.match(html) or _BRACKET.search(html)):
        return ConvertedText(" ".join(html.split()))
    removed: dict[str, None] = {}
    text = html
    if "[sound:" in text:
        text = _SOUND.sub(lambda sound: _remove_sound(sound[1], removed), text)
    reader = FieldReader(picture_of, removed, has_gaps=has_gaps)
    blocks = reader.read(text)
    for line in iterate_lines(blocks):
        line.items = replace_shifts(line.items, removed)
    split_gaps_by_line(iterate_lines(blocks))
    _report_tables(blocks, removed)
    markdown = _write_faithfully(blocks, removed, has_gaps=has_gaps)
    return ConvertedText(
        markdown, tuple(reader.pictures), tuple(removed), tuple(reader.changed_styles)
    )


def _write_faithfully(blocks: list[Block], removed: dict[str, None], *, has_gaps: bool) -> str:
    """Return Markdown that shows what the blocks hold; the second and third attempt are plainer."""
    wanted = text_of_blocks(blocks)
    texts = []
    for is_plain, escapes_all in ((False, False), (False, True), (True, True)):
        write = partial(to_line, is_plain=is_plain, escapes_all=escapes_all, has_gaps=has_gaps)
        texts.append(to_text(blocks, partial(_write_line, write)))
        if text_of_markdown(texts[-1], has_gaps=has_gaps) == wanted:
            if is_plain:
                removed[_("its bold, italic and struck-out text became plain")] = None
            return texts[-1]
    removed[_("some of its characters are shown differently")] = None
    return texts[-1]


def _write_line(write: Callable[..., str], items: list[Item], is_cell: bool) -> str:  # noqa: FBT001
    return write(items, is_cell=is_cell)


def _report_tables(blocks: list[Block], removed: dict[str, None]) -> None:
    for block in _all_blocks(blocks):
        if isinstance(block, TableBlock):
            width = max(sum(cell.columns for cell in row) for row in block.rows)
            if width > 1 and not is_simple(block.rows):
                message = _(
                    "a table with lists or several lines of code in its cells became plain text"
                )
                removed[message] = None


def _all_blocks(blocks: list[Block]) -> Iterator[Block]:
    for block in blocks:
        yield block
        match block:
            case ListBlock(items=items):
                for item in items:
                    yield from _all_blocks(item)
            case TableBlock(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from _all_blocks(cell.blocks)
            case _:
                pass


def _remove_sound(name: str, removed: dict[str, None]) -> str:
    removed[_("the sound {name!r} was not imported").format(name=name[:60])] = None
    return ""
