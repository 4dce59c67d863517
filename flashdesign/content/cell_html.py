"""Turn the HTML that other programs keep in their fields into Markdown, by an allow-list."""

import re
from html.parser import HTMLParser

_MARKS = {"b": "**", "strong": "**", "i": "*", "em": "*", "code": "`"}
_BREAKS = frozenset({"br", "div", "p", "tr", "ul", "ol", "table", "h1", "h2", "h3", "hr"})
_SILENT = frozenset({"script", "style", "iframe", "object", "embed", "template", "noscript"})
_SOUND = re.compile(r"\[sound:[^\]\n]*\]")
_BLANK_LINES = re.compile(r"\n{3,}")


def to_markdown(html: str) -> str:
    """Return the text with emphasis, code, lists, links to the web and pictures by plain name."""
    writer = _Writer()
    writer.feed(html)
    writer.close()
    text = _SOUND.sub("", "".join(writer.parts)).replace("\u00a0", " ")
    lines = (line.rstrip() for line in text.split("\n"))
    return _BLANK_LINES.sub("\n\n", "\n".join(lines)).strip()


class _Writer(HTMLParser):
    """Writes what is known as Markdown; of what is not, only the words are left."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._silent = 0
        self._links: list[str] = []
        self._is_code_block = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag in _SILENT:
            self._silent += 1
        elif tag == "pre":
            self._is_code_block = True
            self.parts.append("\n```\n")
        elif tag in _MARKS and not self._is_code_block:
            self.parts.append(_MARKS[tag])
        elif tag == "li":
            self.parts.append("\n- ")
        elif tag == "a":
            href = dict(attrs).get("href") or ""
            self._links.append(href if href.startswith(("https://", "http://")) else "")
            self.parts.append("[" if self._links[-1] else "")
        elif tag in _BREAKS:
            self.parts.append("\n")

    def handle_endtag(self, tag: str) -> None:
        if tag in _SILENT:
            self._silent = max(0, self._silent - 1)
        elif tag == "pre" and self._is_code_block:
            self._is_code_block = False
            self.parts.append("\n```\n")
        elif tag in _MARKS and not self._is_code_block:
            self.parts.append(_MARKS[tag])
        elif tag == "a" and self._links:
            link = self._links.pop()
            self.parts.append(f"]({link})" if link else "")
        elif tag in _BREAKS - {"br", "hr"}:
            self.parts.append("\n")

    def handle_data(self, data: str) -> None:
        if not self._silent:
            self.parts.append(data)
