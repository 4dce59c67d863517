"""Splitting of the texts of a field into words, code, formulas and gap marks."""

import re
from dataclasses import replace

from flashdesign.content.anki.fields.nodes import Item, ItemKind, Style
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN, MAX_DEPTH
from flashdesign.i18n.translation import _

_GAP_MARK = re.compile(r"\{\{c[0-9]{1,9}(?:,[0-9]{1,9}){0,20}::|\}\}|::")
_MATH_OPENS = re.compile(r"\\\(|\\\[|\[latex\]|\[\$\$?\]", re.IGNORECASE)
_MATH_CLOSES = {
    r"\(": re.compile(r"\\\)"),
    r"\[": re.compile(r"\\\]"),
    "[latex]": re.compile(r"\[/latex\]", re.IGNORECASE),
    "[$]": re.compile(r"\[/\$\]"),
    "[$$]": re.compile(r"\[/\$\$\]"),
}
_ALL_MATH = re.compile(
    r"\$([^$]+)\$|\$\$([^$]+)\$\$|\\\[(.+)\\\]|\\\((.+)\\\)"
    r"|\\begin\{(?:displaymath|math)\}(.+)\\end\{(?:displaymath|math)\}",
    re.DOTALL,
)
_WHITE = re.compile(r"\s+")
_MAX_FORMULA_CHARACTERS = 400
_SHOWN_CHARACTERS = 60


class TextReader:
    """Collects the items of one line after another; formulas and gaps may span several texts."""

    def __init__(self, removed: dict[str, None], *, has_gaps: bool) -> None:
        self._removed = removed
        self._has_gaps = has_gaps
        self._items: list[Item] = []
        self._gaps: list[list[Item]] = []
        self._math = ""
        self._math_begins = 0
        self._formulas = 0
        self._only_text: set[str] = set()

    def add(self, data: str, style: Style, *, is_block: bool = False) -> None:
        """Add a text."""
        if is_block or style.is_code:
            code = self._replace_marks(data.replace("\u00a0", " "))
            self._add_split(ItemKind.CODE, code, style, "code")
            return
        if style.keeps_line_breaks and "\n" in data:
            first, *others = data.split("\n")
            shown = replace(style, keeps_line_breaks=False)
            self.add(first, shown)
            for line in others:
                self.line_break(shown)
                self.add(line, shown)
            return
        if self._math or style.shift:
            data = self._replace_marks(data)
        at = 0
        while at < len(data):
            sign = self._find_math(data, at)
            kind, name = (
                (ItemKind.FORMULA, str(self._formulas)) if self._math else (ItemKind.TEXT, "")
            )
            self._add_split(kind, data[at : sign.start() if sign else None], style, name)
            if sign is None:
                break
            at = sign.end()
            if self._math:
                self.end_formula(self._math)
            else:
                self.begin_formula(sign[0].lower(), style)

    def _replace_marks(self, text: str) -> str:
        """Return code or a formula without the brackets that FlashDesign marks gaps with."""
        if GAP_OPEN not in text and GAP_CLOSE not in text:
            return text
        message = _("{open} and {close} in code and in formulas are written [[ and ]]")
        self._removed[message.format(open=GAP_OPEN, close=GAP_CLOSE)] = None
        return text.replace(GAP_OPEN, "[[").replace(GAP_CLOSE, "]]")

    def _find_math(self, data: str, at: int) -> re.Match[str] | None:
        if self._math:
            closes = _MATH_CLOSES.get(self._math)
            return closes.search(data, at) if closes else None
        if "\\" not in data and "[" not in data:
            return None
        found = _MATH_OPENS.finditer(data, at)
        return next((sign for sign in found if sign[0].lower() not in self._only_text), None)

    def add_item(self, item: Item) -> None:
        """Add an item unchanged."""
        self._items.append(item)

    def line_break(self, style: Style) -> None:
        """Add the end of a line."""
        if self._math:
            self._items.append(Item(ItemKind.FORMULA, " ", style, str(self._formulas)))
        else:
            self._items.append(Item(ItemKind.BREAK, "", style))

    def end_code_line(self, sign: str) -> None:
        """End a line of code, unless it has just begun."""
        if self._items and not self._items[-1].text.endswith("\n"):
            self._items.append(Item(ItemKind.CODE, sign, self._items[-1].style, "code"))

    def begin_formula(self, sign: str, style: Style) -> None:
        """Read what follows as a formula, if the sign that ends it comes in the same block."""
        if self._math:
            return
        self._math, self._math_begins = sign, len(self._items)
        self._formulas += 1
        shown = sign if sign in _MATH_CLOSES else ""
        self._items.append(Item(ItemKind.TEXT, shown, style))

    def end_formula(self, sign: str) -> None:
        """Turn the items since the beginning of a formula into one."""
        if not self._math or sign != self._math:
            return
        formula = self._items[self._math_begins + 1 :]
        del self._items[self._math_begins :]
        self._math = ""
        formula = [item for item in formula if item.kind is not ItemKind.TEXT or item.text.strip()]
        if sign == "[latex]":
            formula = self._read_latex(formula)
        self._items += self._finish_formula(formula)

    def finish_line(self) -> list[Item]:
        """Return the items of the line that ends now, and begin a new one."""
        has_gaps = self._has_gaps
        while self._math:
            # A formula does not continue after a block: its opening sign was only text. The items
            # after it are read again; their gap marks are already split off.
            self._has_gaps = False
            self._only_text.add(self._math)
            self._math = ""
            rest = self._items[self._math_begins + 1 :]
            del self._items[self._math_begins + 1 :]
            for item in rest:
                if item.kind is ItemKind.FORMULA:
                    self.add(item.text, item.style)
                else:
                    self._items.append(item)
        self._has_gaps = has_gaps
        self._only_text.clear()
        items, self._items = self._items, []
        return items

    def _add_split(self, kind: ItemKind, text: str, style: Style, name: str) -> None:
        """Add a text, split at gap marks."""
        at = 0
        if self._has_gaps and (self._gaps or "{{c" in text):
            for mark in _GAP_MARK.finditer(text):
                item = self._gap_item(mark[0], style, name)
                if item is not None:
                    if mark.start() > at:
                        self._items.append(Item(kind, text[at : mark.start()], style, name))
                    self._items.append(item)
                    at = mark.end()
        if at < len(text):
            self._items.append(Item(kind, text[at:] if at else text, style, name))

    def _gap_item(self, mark: str, style: Style, name: str) -> Item | None:
        """Return the item of a gap mark, None where it is only text."""
        if mark == "}}":
            if not self._gaps:
                return None
            for opened in self._gaps.pop():
                opened.is_matched = True
            return Item(ItemKind.GAP_CLOSE, mark, style, name)
        if mark == "::":
            if not self._gaps or len(self._gaps[-1]) > 1:
                return None
            hint = Item(ItemKind.GAP_HINT, mark, style, name, is_matched=False)
            self._gaps[-1].append(hint)
            return hint
        if len(self._gaps) >= MAX_DEPTH:
            return None
        opening = Item(ItemKind.GAP_OPEN, mark, style, name, is_matched=False)
        self._gaps.append([opening])
        return opening

    def _read_latex(self, items: list[Item]) -> list[Item]:
        """Return the items of [latex]: a formula, words, or the source where it has more."""
        text = "".join(item.text for item in items).strip()
        if not items or any(item.is_gap_mark for item in items):
            return items
        style, name = items[0].style, items[0].name
        if found := _ALL_MATH.fullmatch(text):
            inner = next(part for part in found.groups() if part is not None)
            return [Item(ItemKind.FORMULA, inner, style, name)]
        if "$" in text:
            self._removed[_("LaTeX is shown as its source")] = None
            return [Item(ItemKind.CODE, _WHITE.sub(" ", text), style, "code")]
        return items if "\\" in text else [Item(ItemKind.TEXT, text, style)]

    def _finish_formula(self, items: list[Item]) -> list[Item]:
        """Return a formula on one line, trimmed; a formula that is too long becomes code."""
        items = _trim(items)
        source = "".join(item.text for item in items)
        if len(source) > _MAX_FORMULA_CHARACTERS:
            message = _("a formula is too long and is shown as its source: {source!r}")
            self._removed[message.format(source=source[:_SHOWN_CHARACTERS])] = None
            for item in items:
                item.name = "code"
                item.kind = ItemKind.CODE if item.kind is ItemKind.FORMULA else item.kind
        return items


def _trim(items: list[Item]) -> list[Item]:
    shown = [at for at, item in enumerate(items) if item.is_gap_mark or item.text.strip()]
    kept = items[shown[0] : shown[-1] + 1] if shown else []
    for item in kept:
        if item.kind is ItemKind.FORMULA:
            item.text = _WHITE.sub(" ", item.text)
    if kept and not kept[0].is_gap_mark:
        kept[0].text = kept[0].text.lstrip()
    if kept and not kept[-1].is_gap_mark:
        kept[-1].text = _strip_end(kept[-1].text)
    return kept


def _strip_end(text: str) -> str:
    r"""Return a formula without space at its end, `\ ` included."""
    text = text.rstrip()
    signs = len(text) - len(text.rstrip("\\"))
    return text[:-1].rstrip() if signs % 2 else text
