"""The parts of an HTML field: inline items with their styles, in blocks."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import Enum, auto


class ItemKind(Enum):
    """The kind of an inline item."""

    TEXT = auto()
    CODE = auto()
    FORMULA = auto()
    PICTURE = auto()
    BREAK = auto()
    INDENT = auto()
    GAP_OPEN = auto()
    GAP_HINT = auto()
    GAP_CLOSE = auto()


@dataclass(frozen=True, slots=True)
class Style:
    """The style of a text; `shift` has "sup" or "sub" for each level of super- or subscript.

    `keeps_line_breaks`: line breaks in the source are shown.
    """

    is_bold: bool = False
    is_italic: bool = False
    is_struck_out: bool = False
    link: str = ""
    shift: tuple[str, ...] = ()
    is_code: bool = False
    keeps_line_breaks: bool = False


PLAIN = Style()


@dataclass(slots=True)
class Item:
    """An inline item: its text, or the title of the picture `name`."""

    kind: ItemKind
    text: str = ""
    style: Style = PLAIN
    name: str = ""
    is_matched: bool = True

    @property
    def is_gap_mark(self) -> bool:
        return self.kind in _GAP_MARKS

    @property
    def is_blank(self) -> bool:
        """Return whether it shows only space."""
        return self.kind in _BLANK or (self.kind is ItemKind.TEXT and not self.text.strip())


_GAP_MARKS = frozenset({ItemKind.GAP_OPEN, ItemKind.GAP_HINT, ItemKind.GAP_CLOSE})
_BLANK = frozenset({ItemKind.BREAK, ItemKind.INDENT, *_GAP_MARKS})


@dataclass(slots=True)
class Paragraph:
    """Lines of inline items."""

    items: list[Item]


@dataclass(slots=True)
class CodeBlock:
    """Code on lines of its own; its items are code and gap marks."""

    items: list[Item]

    @property
    def text(self) -> str:
        return "".join(item.text for item in self.items)


@dataclass(slots=True)
class ListBlock:
    """A list, numbered from `start` if it is ordered."""

    is_ordered: bool
    start: int = 1
    items: list[list["Block"]] = field(default_factory=list)


@dataclass(slots=True)
class TableBlock:
    """A table: rows of cells."""

    rows: list[list["Cell"]] = field(default_factory=list)


@dataclass(slots=True)
class Cell:
    """A cell of a table, and how many columns and rows it spans."""

    blocks: list["Block"] = field(default_factory=list)
    columns: int = 1
    rows: int = 1


Block = Paragraph | CodeBlock | ListBlock | TableBlock


def iterate_lines(blocks: list[Block]) -> Iterator[Paragraph | CodeBlock]:
    """Yield the blocks that have inline items, in reading order."""
    for block in blocks:
        match block:
            case ListBlock(items=items):
                for item in items:
                    yield from iterate_lines(item)
            case TableBlock(rows=rows):
                for row in rows:
                    for cell in row:
                        yield from iterate_lines(cell.blocks)
            case _:
                yield block
