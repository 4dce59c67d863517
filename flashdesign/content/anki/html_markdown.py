"""Turn the HTML of fields into the Markdown of cards, by an allow-list, and tell what was cut."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import partial

from flashdesign.content.anki.block_markdown import is_simple, to_text
from flashdesign.content.anki.field_gaps import settle_gaps
from flashdesign.content.anki.field_items import (
    Block,
    Item,
    ListBlock,
    TableBlock,
    lines_of,
)
from flashdesign.content.anki.field_reader import FieldReader
from flashdesign.content.anki.field_shifts import settle_shifts
from flashdesign.content.anki.inline_markdown import to_line
from flashdesign.content.anki.shown_text import shown_by, shown_in

PictureOf = Callable[[str], str | None]
MAX_CHARACTERS = 100_000
_PLAIN = re.compile(r"[^<&\\\[*_`$~{}⟦⟧|\ue000-\ue00f\u00a0\r\n\t]*")
_LIST_SIGN = re.compile(r"\s*+(?:[-+]|\d{1,9}[.)])(?:\s|$)")
_SOUND = re.compile(r"\[sound:([^\[\]\n]{0,300})\]")


@dataclass(frozen=True, slots=True)
class Converted:
    """A text as Markdown, the pictures that it names, and what of it was not taken, in words.

    `restyled` has what looks otherwise here, in words that are the same for all texts.
    """

    text: str
    pictures: tuple[str, ...] = ()
    removed: tuple[str, ...] = ()
    restyled: tuple[str, ...] = ()


def no_picture(_source: str) -> str | None:
    """Know no picture at all."""
    return None


def to_markdown(
    html: str, picture_of: PictureOf = no_picture, *, has_gaps: bool = True
) -> Converted:
    """Return the text with emphasis, code, lists, tables, formulas, web links and pictures.

    `picture_of` says by which name a picture may be shown, None where it may not. Without gaps
    the marks of a cloze are text.
    """
    if len(html) > MAX_CHARACTERS:
        return Converted("", removed=("its text is too long to be taken",))
    if _PLAIN.fullmatch(html) and not _LIST_SIGN.match(html):
        return Converted(" ".join(html.split()))
    removed: dict[str, None] = {}
    text = html
    if "[sound:" in text:
        text = _SOUND.sub(lambda sound: _no_sound(sound[1], removed), text)
    reader = FieldReader(picture_of, removed, has_gaps=has_gaps)
    blocks = reader.read(text)
    for line in lines_of(blocks):
        line.items = settle_shifts(line.items, removed)
    settle_gaps(lines_of(blocks))
    _tell_tables(blocks, removed)
    markdown = _faithful(blocks, removed, has_gaps=has_gaps)
    return Converted(markdown, tuple(reader.pictures), tuple(removed), tuple(reader.restyled))


def _faithful(blocks: list[Block], removed: dict[str, None], *, has_gaps: bool) -> str:
    """Return Markdown that shows what the blocks hold; the second and third try are plainer."""
    wanted = shown_in(blocks)
    texts = []
    for is_plain, escapes_all in ((False, False), (False, True), (True, True)):
        write = partial(to_line, is_plain=is_plain, escapes_all=escapes_all, has_gaps=has_gaps)
        texts.append(to_text(blocks, partial(_written, write)))
        if shown_by(texts[-1], has_gaps=has_gaps) == wanted:
            if is_plain:
                removed["its bold, italic and struck-out text became plain"] = None
            return texts[-1]
    removed["some of its characters are shown differently"] = None
    return texts[-1]


def _written(write: Callable[..., str], items: list[Item], is_cell: bool) -> str:  # noqa: FBT001
    return write(items, is_cell=is_cell)


def _tell_tables(blocks: list[Block], removed: dict[str, None]) -> None:
    for block in _all_blocks(blocks):
        if isinstance(block, TableBlock):
            width = max(sum(cell.columns for cell in row) for row in block.rows)
            if width > 1 and not is_simple(block.rows):
                told = "a table with lists or several lines of code in its cells became plain text"
                removed[told] = None


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


def _no_sound(name: str, removed: dict[str, None]) -> str:
    removed[f"the sound {name[:60]!r} was not imported"] = None
    return ""
