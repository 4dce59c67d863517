"""Paragraphs and code blocks made of the items of a line; white space collapses as in HTML."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby

from flashdesign.content.anki.fields.nodes import CodeBlock, Item, ItemKind, Paragraph

_SPACE = " \t\r\n\f\u00a0"
_SPACES = re.compile(f"[{_SPACE}]+")
_MIN_INDENTED = 2


def split_into_blocks(items: list[Item]) -> Iterator[Paragraph | CodeBlock]:
    """Yield paragraphs, split at empty lines, and code of several lines as blocks."""
    if not any(_is_in_code(item) and "\n" in item.text for item in items):
        yield from map(Paragraph, _paragraphs(items))
        return
    line: list[Item] = []
    for is_code, run in groupby(items, _is_in_code):
        run_items = list(run)
        if is_code and "\n" in "".join(item.text for item in run_items).strip():
            yield from map(Paragraph, _paragraphs(line))
            yield CodeBlock(run_items)
            line = []
        else:
            line += run_items
    yield from map(Paragraph, _paragraphs(line))


def _is_in_code(item: Item) -> bool:
    return item.kind is ItemKind.CODE or (item.is_gap_mark and item.name == "code")


class _Lines:
    """Paragraphs as they grow; what space means is only known from the item after it."""

    def __init__(self) -> None:
        self.paragraphs: list[list[Item]] = [[]]
        self._breaks = 0
        self._has_space = False
        self._indent = 0
        self._is_start = True

    def add(self, item: Item) -> None:
        """Add an item."""
        if item.kind is ItemKind.BREAK:
            self._breaks += 1
            self._is_start, self._has_space, self._indent = True, False, 0
        elif item.kind is ItemKind.GAP_CLOSE:
            self.paragraphs[-1].append(item)
        elif item.is_gap_mark:
            self._add_pending_space(begins_line=False)
            self.paragraphs[-1].append(item)
        elif item.kind is ItemKind.TEXT:
            self._add_text(item)
        else:
            self._add_pending_space(begins_line=True)
            self.paragraphs[-1].append(item)

    def _add_text(self, item: Item) -> None:
        core = item.text.strip(_SPACE)
        before = item.text[: len(item.text) - len(item.text.lstrip(_SPACE))] if core else item.text
        if self._is_start and "\u00a0" in before:
            self._indent += len(before.strip(" \t\r\n\f")) or 1
        self._has_space = self._has_space or bool(before)
        if core:
            self._add_pending_space(begins_line=True)
            text = _SPACES.sub(" ", core)
            self.paragraphs[-1].append(item if text == item.text else replace(item, text=text))
            self._has_space = item.text[-1] in _SPACE

    def _add_pending_space(self, *, begins_line: bool) -> None:
        """Add the breaks and the space that come before the next item."""
        line = self.paragraphs[-1]
        if self._breaks and not all(item.is_gap_mark for item in line):
            if self._breaks > 1:
                self.paragraphs.append([])
            else:
                line.append(Item(ItemKind.BREAK))
        self._breaks = 0
        if self._is_start and self._indent >= _MIN_INDENTED:
            if begins_line:
                self.paragraphs[-1].append(Item(ItemKind.INDENT, "\u00a0" * self._indent))
                self._indent = 0
        elif self._has_space and not self._is_start:
            self.paragraphs[-1].append(Item(ItemKind.TEXT, " "))
        if begins_line:
            self._is_start = False
        self._has_space = False


def _paragraphs(items: Iterable[Item]) -> list[list[Item]]:
    lines = _Lines()
    for item in items:
        lines.add(item)
    return [line for line in lines.paragraphs if line]
