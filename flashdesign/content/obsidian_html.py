"""Convert simple HTML in the Markdown of Obsidian notes to Markdown."""

import re

from flashdesign.content.anki.html_markdown import to_markdown

_INLINE = re.compile(
    r"(?P<code>(?P<fence>`{1,10})[^`]{1,4000}(?P=fence))"
    r"|<(?P<tag>sup|sub|b|strong|i|em|u|s|del|mark|kbd|span|small|font)(?:\s[^<>]{0,300})?>"
    r"[^<>`*_~=\[\]$\\{}]{1,300}</(?P=tag)>"
    r"|<ruby>(?:[^<>`*_~=\[\]$\\{}]|</?r[bpt]>){1,300}</ruby>"
    r"|(?P<end><br ?/?>[ \t]*\n?)"
)


def without_html(text: str) -> str:
    """Return Markdown with tags for super- and subscript, emphasis, ruby and breaks converted.

    Other HTML, and HTML around Markdown, is left unchanged.
    """

    def convert(found: re.Match[str]) -> str:
        if found["code"]:
            return found[0]
        if not found["end"]:
            return to_markdown(found[0], has_gaps=False).text
        if not text[found.end() :].strip():
            return ""
        line_before = text[text.rfind("\n", 0, found.start()) + 1 : found.start()]
        return " " if line_before.lstrip().startswith("|") else "\\\n"

    return _INLINE.sub(convert, text)
