"""Reader of a field's HTML into blocks of inline items; reports markup that is not allowed."""

import re
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from urllib.parse import unquote

from flashdesign.content.anki.fields.html_elements import (
    BARRIERS,
    BLOCKS,
    CELLS,
    ENDED_BY,
    HARMLESS,
    HIDDEN_TAGS,
    HIDDEN_VOID_TAGS,
    IN_TABLES,
    LISTS,
    NOT_THROUGH_OTHERS,
    QUOTES,
    TEXTLESS_TAGS,
    VOID_TAGS,
)
from flashdesign.content.anki.fields.html_tokenizer import Attributes, tokenize, whole_number
from flashdesign.content.anki.fields.mathml import replace_formulas
from flashdesign.content.anki.fields.nodes import (
    PLAIN,
    Block,
    Cell,
    CodeBlock,
    Item,
    ItemKind,
    ListBlock,
    Style,
    TableBlock,
)
from flashdesign.content.anki.fields.paragraphs import split_into_blocks
from flashdesign.content.anki.fields.styles import (
    MARKED,
    has_other_numbers,
    is_code_block,
    is_hidden,
    lost_styles,
    style_within,
)
from flashdesign.content.anki.fields.text_reader import TextReader
from flashdesign.content.rendering.markdown import is_web_address
from flashdesign.i18n.translation import _

_MAX_DEPTH = 200
_MAX_LIST_DEPTH, _MAX_SPANNED = 8, 50
_SHOWN_CHARACTERS = 60
_HANDLER = re.compile(r"on[a-z]+")


@dataclass(slots=True)
class _Element:
    """An open element, its style, and the block that it creates (`content`)."""

    tag: str
    attributes: Attributes
    link: str
    style: Style
    content: ListBlock | TableBlock | Cell | CodeBlock | list[Block] | None = None
    is_silent: bool = False
    is_hidden: bool = False


class FieldReader:
    """Reads HTML into blocks; adds to `removed` everything not imported or shown differently.

    `changed_styles` has differences in looks only.
    """

    def __init__(
        self,
        picture_of: Callable[[str], str | None],
        removed: dict[str, None],
        *,
        has_gaps: bool = True,
    ) -> None:
        self.pictures: dict[str, None] = {}
        self.changed_styles: dict[str, None] = {}
        self._picture_of = picture_of
        self._removed = removed
        self._root: list[Block] = []
        self._open = [_Element("", {}, "", PLAIN, self._root)]
        self._counts: Counter[str] = Counter()
        self._not_opened: Counter[str] = Counter()
        self._text_reader = TextReader(removed, has_gaps=has_gaps)
        self._code: CodeBlock | None = None
        self._unseen = 0
        self._hidden: list[str] = []

    def read(self, html: str) -> list[Block]:
        """Return the blocks of a whole field."""
        for tag, text, attributes in replace_formulas(html, tokenize(html)):
            if tag is None:
                self._add_text(text)
            elif tag[0] == "/":
                self._end_tag(tag[1:])
            else:
                self._start_tag(tag, attributes)
        self._flush()
        self._close_from(1)
        self._flush()
        return self._root

    def _start_tag(self, tag: str, attributes: Attributes) -> None:
        if attributes:
            self._report_handlers(attributes)
        if tag in HIDDEN_VOID_TAGS or tag in HIDDEN_TAGS:
            self._report_active(tag, attributes)
        if tag in VOID_TAGS:
            self._add_void(tag, attributes)
        elif tag not in HIDDEN_VOID_TAGS:
            self._begin(tag, attributes)

    def _begin(self, tag: str, attributes: Attributes) -> None:
        if ends := ENDED_BY.get(tag):
            self._end_before(tag, ends)
        if tag in BLOCKS or tag in LISTS:
            self._end_line(tag)
        if tag == "anki-mathjax":
            self._text_reader.begin_formula(tag, self._style)
        elif len(self._open) > _MAX_DEPTH:
            self._not_opened[tag] += 1
        else:
            self._push(tag, attributes)

    def _end_tag(self, tag: str) -> None:
        if tag == "anki-mathjax":
            self._text_reader.end_formula(tag)
        elif self._not_opened[tag]:
            self._not_opened[tag] -= 1
        elif tag in BLOCKS or tag in LISTS:
            self._end_line(tag)
            if self._counts[tag] and (at := self._find_open(tag)):
                self._close_from(at)
        elif tag == "br":
            self._add_void("br", {})
        elif self._counts[tag] and (at := self._find_open(tag)):
            self._close_inline(at)

    def _push(self, tag: str, attributes: Attributes) -> None:
        link = self._web_link(attributes.get("href", "")) if tag == "a" else ""
        style = style_within(self._style, tag, attributes, link)
        element = _Element(tag, attributes, link, style)
        element.is_silent = tag in HIDDEN_TAGS
        element.is_hidden = not element.is_silent and bool(attributes) and is_hidden(attributes)
        self._unseen += element.is_silent or element.is_hidden
        if not self._unseen:
            self._begin_block(element)
            if attributes or tag in MARKED:
                self.changed_styles |= dict.fromkeys(lost_styles(tag, attributes))
        self._open.append(element)
        self._counts[tag] += 1

    def _begin_block(self, element: _Element) -> None:
        """Begin the block that a tag stands for, if any, and add the signs that go with it."""
        tag = element.tag
        if tag in QUOTES:
            self._text_reader.add(QUOTES[tag][0], element.style, is_block=self._code is not None)
        if self._code is not None:
            return
        if tag == "pre" or (tag == "div" and is_code_block(element.attributes)):
            self._flush()
            element.content = self._code = CodeBlock([])
        elif tag in LISTS:
            self._begin_list(element)
        elif tag == "li":
            self._begin_item(element)
        elif tag == "table":
            element.content = TableBlock()
        elif tag in CELLS:
            self._begin_cell(element)

    def _begin_list(self, element: _Element) -> None:
        depth = sum(isinstance(parent.content, ListBlock) for parent in self._open)
        if depth >= _MAX_LIST_DEPTH:
            self._report(_("lists nested more than {n} deep were merged"), n=_MAX_LIST_DEPTH)
            return
        is_ordered = element.tag == "ol"
        element.content = ListBlock(is_ordered, whole_number(element.attributes.get("start"), 1, 0))
        if is_ordered and has_other_numbers(element.attributes):
            self._report(_("a lettered or reversed list became a numbered one"))

    def _begin_item(self, element: _Element) -> None:
        found = self._find_block(ListBlock)
        if found is None:
            found = _Element("ul", {}, "", self._style, ListBlock(is_ordered=False))
            self._open.append(found)
            self._counts["ul"] += 1
        block = found.content
        assert isinstance(block, ListBlock)
        value = whole_number(element.attributes.get("value"), 0, 0)
        if block.is_ordered and value and value != block.start + len(block.items):
            block = found.content = ListBlock(is_ordered=True, start=value)
        if not block.items:
            self._find_target(self._open.index(found)).append(block)
        element.content = []
        block.items.append(element.content)

    def _begin_cell(self, element: _Element) -> None:
        found = self._find_block(TableBlock)
        if found is None:
            return
        table = found.content
        assert isinstance(table, TableBlock)
        if not table.rows:
            self._find_target(self._open.index(found)).append(table)
        is_new = self._begin_row_cell()
        if is_new or not table.rows:
            table.rows.append([])
        columns = whole_number(element.attributes.get("colspan"), 1, 1)
        rows = whole_number(element.attributes.get("rowspan"), 1, 1)
        element.content = Cell([], min(columns, _MAX_SPANNED), min(rows, _MAX_SPANNED))
        table.rows[-1].append(element.content)

    def _begin_row_cell(self) -> bool:
        """Return whether the open row has no cell yet, and mark it as begun."""
        for element in reversed(self._open):
            if element.tag == "tr":
                is_new = "begun" not in element.attributes
                element.attributes = {**element.attributes, "begun": ""}
                return is_new
            if element.tag == "table":
                return False
        return False

    def _end_before(self, tag: str, ends: set[str]) -> None:
        """Close the elements that the new one ends implicitly."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in ends:
                if tag not in ("rt", "rp"):
                    self._end_line(tag)
                self._close_from(at)
                return
            if tag in NOT_THROUGH_OTHERS or self._open[at].tag in BARRIERS:
                return

    def _find_open(self, tag: str) -> int:
        """Return the index of the innermost open element of a tag, 0 if a cell is in between."""
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag == tag:
                return at
            if self._open[at].tag in CELLS and tag not in IN_TABLES:
                return 0
        return 0

    def _close_from(self, at: int) -> None:
        while len(self._open) > at:
            self._finish(self._open.pop())

    def _close_inline(self, at: int) -> None:
        """Close an inline element; elements opened inside it stay open."""
        self._finish(self._open.pop(at))
        for element, around in zip(self._open[at:], self._open[at - 1 :], strict=False):
            tag, attributes = element.tag, element.attributes
            element.style = style_within(around.style, tag, attributes, element.link)

    def _finish(self, element: _Element) -> None:
        self._counts[element.tag] -= 1
        if element.is_silent or element.is_hidden:
            self._unseen -= 1
            if not self._unseen:
                self._report_hidden(element.tag if element.is_silent else "")
        elif self._unseen:
            return
        elif self._code is not None and element.content is self._code:
            self._end_code()
        elif element.tag in QUOTES:
            is_block = self._code is not None
            self._text_reader.add(QUOTES[element.tag][1], element.style, is_block=is_block)

    def _end_code(self) -> None:
        self._flush()
        code, self._code = self._code, None
        assert code is not None
        pictures = [item for item in code.items if item.kind is ItemKind.PICTURE]
        code.items = [item for item in code.items if item.kind is not ItemKind.PICTURE]
        self._find_target(len(self._open)).append(code)
        if pictures:
            self._find_target(len(self._open)).extend(split_into_blocks(pictures))

    @property
    def _style(self) -> Style:
        return self._open[-1].style

    def _add_text(self, data: str) -> None:
        if not self._unseen:
            self._text_reader.add(data, self._style, is_block=self._code is not None)
        elif not any(element.is_silent and element.tag in TEXTLESS_TAGS for element in self._open):
            self._hidden.append(data)

    def _add_void(self, tag: str, attributes: Attributes) -> None:
        is_code = self._code is not None or self._style.is_code
        if self._unseen:
            return
        if tag == "hr":
            self._end_line(tag)
        elif tag == "img":
            self._add_picture(attributes)
        elif tag == "br" and is_code:
            self._text_reader.add("\n", self._style, is_block=self._code is not None)
        elif tag == "br":
            self._text_reader.line_break(self._style)

    def _end_line(self, tag: str) -> None:
        """End the line, in code too."""
        if self._unseen:
            return
        if self._code is not None:
            self._text_reader.end_code_line(" " if tag in CELLS else "\n")
        elif self._style.is_code and tag in ("div", "p"):
            self._text_reader.add("\n", self._style)
        else:
            self._flush()

    def _flush(self) -> None:
        items = self._text_reader.finish_line()
        if self._code is not None:
            self._code.items += items
        elif items:
            self._find_target(len(self._open)).extend(split_into_blocks(items))

    def _find_target(self, end: int) -> list[Block]:
        """Return the list that a block inside the open elements before `end` is added to."""
        for element in reversed(self._open[:end]):
            match element.content:
                case Cell(blocks=blocks):
                    return blocks
                case ListBlock(items=[*_, last]):
                    return last
                case TableBlock(rows=[*_, [*_, cell]]):
                    return cell.blocks
                case list() as blocks:
                    return blocks
                case _:
                    pass
        return self._root

    def _find_block(self, kind: type[ListBlock] | type[TableBlock]) -> _Element | None:
        for element in reversed(self._open):
            if isinstance(element.content, kind):
                return element
            if isinstance(element.content, Cell):
                return None
        return None

    def _add_picture(self, attributes: Attributes) -> None:
        source, alt = attributes.get("src", "").strip(), attributes.get("alt", "")
        name = self._picture_of(source) or self._picture_of(unquote(source))
        if name is None:
            words = alt.strip()[:_SHOWN_CHARACTERS]
            message = _("the picture {name!r} was not imported")
            if words:
                message = _("the picture {name!r} was not imported; its words: {words!r}")
            self._report(message, name=source[:_SHOWN_CHARACTERS], words=words)
            return
        self.pictures[name] = None
        self._text_reader.add_item(Item(ItemKind.PICTURE, alt, self._style, name))

    def _web_link(self, url: str) -> str:
        url = url.strip()
        if is_web_address(url):
            return url
        if ":" in url:
            scheme = re.sub(r"[^a-z]", "", url.partition(":")[0].lower())[:20]
            message = _("active content was removed: a link of the type {scheme!r}")
            self._report(message, scheme=scheme)
        elif url:
            self.changed_styles[_("a link that is not a web address is plain text here")] = None
        return ""

    def _report_handlers(self, attributes: Attributes) -> None:
        for name in attributes:
            if _HANDLER.fullmatch(name):
                self._report(_("active content was removed: {name}"), name=name)

    def _report_active(self, tag: str, attributes: Attributes) -> None:
        if tag not in HARMLESS:
            value = attributes.get("value", "") if tag == "input" else ""
            message = _("active content was removed: <{tag}>")
            if value:
                message = _("active content was removed: <{tag}> with {value!r}")
            self._report(message, tag=tag, value=value[:_SHOWN_CHARACTERS])

    def _report_hidden(self, tag: str) -> None:
        """Report the words hidden so far, by an element that is never shown or by style ("")."""
        words = " ".join("".join(self._hidden).split())
        self._hidden.clear()
        if words:
            message = _("hidden text was not imported: {words!r}")
            if tag:
                message = _("text in <{tag}> was not imported: {words!r}")
            self._report(message, tag=tag, words=words[:_SHOWN_CHARACTERS])

    def _report(self, message: str, **values: object) -> None:
        self._removed[message.format(**values)] = None
