"""Write the HTML that is allowed as Markdown; of what is not, only the words are left."""

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote

from flashdesign.content.anki import markdown_text as marks
from flashdesign.content.anki.html_tokens import Attributes, tokens
from flashdesign.content.anki.markdown_text import MATH_CLOSE, MATH_OPEN
from flashdesign.content.markdown import is_web_address

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*"} | dict.fromkeys(
    ("h1", "h2", "h3", "h4", "h5", "h6"), "**"
)
_BLOCKS = frozenset(
    {
        "p", "div", "h1", "h2", "h3", "h4", "h5", "h6", "hr", "ul", "ol", "li", "table",
        "blockquote", "dl", "dt", "dd", "section", "article", "header", "footer", "caption",
        "center", "details", "summary", "figure", "figcaption", "pre",
    }
)  # fmt: skip
_LISTS = frozenset({"ul", "ol"})
_CODE = frozenset({"code", "pre"})
_CELLS = frozenset({"td", "th"})
_ENDING = frozenset({*_CELLS, "li", "tr"})
_KEPT = frozenset({*_MARKS, *_LISTS, *_CODE, *_CELLS, "a", "li", "table", "tr"})
_SILENT = frozenset(
    {
        "script", "style", "iframe", "object", "applet", "template", "noscript", "svg", "math",
        "video", "audio", "canvas", "head", "title", "textarea", "select", "frameset",
    }
)  # fmt: skip
_SILENT_ALONE = frozenset({"embed", "link", "meta", "base", "frame", "input", "source", "param"})
_HARMLESS = frozenset({"title", "head", "meta", "source", "param"})
_MAX_DEPTH = 40
_WHITE = re.compile(r"[ \t\r\n\f]+")
_MATH_SIGN = re.compile(f"([{MATH_OPEN}{MATH_CLOSE}])")
_MATH_BEGINS = re.compile(r"\\\(|\\\[|\[latex\]|\[\$\$?\]", re.IGNORECASE)
_MATH_ENDS = re.compile(r"\\\)|\\\]|\[/latex\]|\[/\$\$?\]", re.IGNORECASE)
_HANDLER = re.compile(r"on[a-z]+")


@dataclass(slots=True)
class _Frame:
    """An element that is open, and what it holds so far."""

    tag: str
    parts: list[str] = field(default_factory=list)
    link: str = ""
    items: list[str] = field(default_factory=list)
    rows: list[list[str]] = field(default_factory=list)


class Writer:
    """Reads HTML and gathers Markdown; `removed` is told what was not taken."""

    def __init__(self, picture_of: Callable[[str], str | None], removed: dict[str, None]) -> None:
        self.pictures: dict[str, None] = {}
        self._picture_of = picture_of
        self._removed = removed
        self._open = [_Frame("")]
        self._silent: list[str] = []
        self._blocks: list[str] = []
        self._code_depth = 0
        self._in_math = False

    def markdown(self) -> str:
        """Return what was gathered, everything closed."""
        while len(self._open) > 1:
            self._shut()
        return marks.finished("".join(self._open[0].parts), self._blocks)

    def feed(self, html: str) -> None:
        """Read HTML, whole."""
        for tag, text, attributes in tokens(html):
            if tag is None:
                self._text(text)
            elif tag[0] == "/":
                self._end(tag[1:])
            else:
                self._start(tag, attributes)

    def _start(self, tag: str, attributes: Attributes) -> None:
        if attributes:
            self._note_handlers(attributes)
        if tag in _SILENT_ALONE or tag in _SILENT:
            self._tell_active(tag)
            self._silent += [tag] if tag in _SILENT else []
        elif self._silent:
            return
        elif tag == "br":
            self._add("\n" if self._code_depth else marks.BREAK)
        elif tag == "img":
            self._picture(attributes)
        elif not self._in_math:
            self._begin(tag, attributes)

    def _end(self, tag: str) -> None:
        if self._silent:
            if tag in self._silent:
                del self._silent[self._silent.index(tag) :]
            return
        if self._in_math:
            return
        if tag in _KEPT and any(frame.tag == tag for frame in self._open):
            while self._shut() != tag:
                pass
        if tag in _BLOCKS:
            self._add(marks.PARAGRAPH)

    def _text(self, data: str) -> None:
        if self._silent or not data:
            return
        if self._code_depth:
            self._add(data)
            return
        if "\\" in data or "[" in data:
            data = _MATH_ENDS.sub(MATH_CLOSE, _MATH_BEGINS.sub(MATH_OPEN, data))
        for piece in (data,) if data.isascii() else _MATH_SIGN.split(data):
            if piece in (MATH_OPEN, MATH_CLOSE):
                self._in_math = piece == MATH_OPEN
                self._add(piece)
            elif self._in_math:
                self._add(piece)
            elif piece:
                text = _WHITE.sub(" ", piece)
                self._add(marks.escaped(text, is_line_start=self._is_line_start()))

    def _begin(self, tag: str, attrs: Attributes) -> None:
        if tag in _ENDING:
            self._end_before(tag)
        if tag in _BLOCKS:
            self._add(marks.PARAGRAPH)
        if tag not in _KEPT:
            return
        if len(self._open) > _MAX_DEPTH or (tag == "table" and self._has_table()):
            return
        link = self._link(attrs.get("href", "")) if tag == "a" else ""
        self._code_depth += tag in _CODE
        self._open.append(_Frame(tag, link=link))

    def _end_before(self, tag: str) -> None:
        """Close what the new item, row or cell ends without saying so."""
        ends = _CELLS if tag in _CELLS else {tag}
        for at in range(len(self._open) - 1, 0, -1):
            if self._open[at].tag in ends:
                while len(self._open) > at:
                    self._shut()
                return
            if self._open[at].tag in ("ul", "ol", "table"):
                return

    def _shut(self) -> str:
        """Close the innermost element and hand what it holds to the one around it."""
        frame = self._open.pop()
        self._code_depth -= frame.tag in _CODE
        around = self._open[-1]
        text = "".join(frame.parts)
        if self._code_depth and frame.tag not in _CODE:
            around.parts.append(text)
        elif frame.tag in _MARKS:
            is_first = all(_MARKS.get(one.tag) != _MARKS[frame.tag] for one in self._open)
            marks.add_marked(around.parts, text, _MARKS[frame.tag] if is_first else "")
        elif frame.tag == "a":
            around.parts.append(marks.link(text, frame.link))
        elif frame.tag in _CODE:
            self._code(frame.tag, text)
        else:
            self._shut_row(frame, around, text)
        return frame.tag

    def _shut_row(self, frame: _Frame, around: _Frame, text: str) -> None:
        if frame.tag in _LISTS:
            around.parts.append(marks.listed(frame.items, is_ordered=frame.tag == "ol") + text)
        elif frame.tag == "li" and around.tag in _LISTS:
            around.items.append(marks.tidy(text))
        elif frame.tag in _CELLS and around.tag == "tr":
            around.items.append(marks.in_cell(text))
        elif frame.tag == "tr" and around.tag == "table":
            around.rows.append(frame.items)
            around.parts.append(text)
        elif frame.tag == "table":
            around.parts.append(marks.table(frame.rows) + text)
        else:
            around.parts.append(f" {text} ")

    def _code(self, tag: str, text: str) -> None:
        if self._code_depth:
            self._add(text)
        elif tag == "pre" or "\n" in text.strip():
            self._add(f"{marks.PARAGRAPH}{marks.block(len(self._blocks))}{marks.PARAGRAPH}")
            self._blocks.append(text.replace("\u00a0", " ").strip("\n"))
        else:
            self._add(marks.code(text))

    def _picture(self, attrs: Attributes) -> None:
        source = attrs.get("src", "").strip()
        name = self._picture_of(source) or self._picture_of(unquote(source))
        if name is None:
            self._removed[f"the picture {source[:60]!r} was not taken"] = None
            return
        self.pictures[name] = None
        self._add(marks.picture(name, attrs.get("alt", "")))

    def _link(self, url: str) -> str:
        url = url.strip()
        if is_web_address(url):
            return url
        if ":" in url:
            scheme = re.sub(r"[^a-z]", "", url.partition(":")[0].lower())[:20]
            self._removed[f"active content was removed: a link of the kind {scheme!r}"] = None
        return ""

    def _note_handlers(self, attrs: Attributes) -> None:
        for name in attrs:
            if _HANDLER.fullmatch(name):
                self._removed[f"active content was removed: {name}"] = None

    def _tell_active(self, tag: str) -> None:
        if tag not in _HARMLESS:
            self._removed[f"active content was removed: <{tag}>"] = None

    def _has_table(self) -> bool:
        return any(frame.tag == "table" for frame in self._open)

    def _is_line_start(self) -> bool:
        written = "".join(self._open[-1].parts[-2:])
        return not written.strip(" ") or written[-1] in (marks.BREAK, "\n")

    def _add(self, text: str) -> None:
        self._open[-1].parts.append(text)
