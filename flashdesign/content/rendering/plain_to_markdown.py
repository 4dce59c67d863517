"""Escapes of plain text as Markdown, and detection of HTML or Markdown in plain text."""

import re

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN

_TAB_WIDTH = 4
_PLAIN_INDENTS = ("", " ", "\n")
_NO_BREAK = "&nbsp;"
# Each alternative begins with a literal sign: `re` then skips to the next such sign, which takes a
# tenth of the time.
_SPECIAL = re.compile(r"[\\`*_~\[$&{\u27e6\u27e7\n\r\t]")
_LINE_SIGN = re.compile(r"[-+*|: \d]")
# A character that Markdown would not show as itself.
_MARKS = (
    r"\\(?![^\W_])"
    r"|`"
    r"|\*(?!(?<= \*)(?: |$))"
    r"|_(?:(?<![^\W_]_)|(?![^\W_]))"
    r"|~(?:(?<=~~)|(?=~))"
    r"|&(?=#?\w+;)"
)
_MARK = re.compile(_MARKS + r"|\[(?=\.\.\.\]|…\])", re.MULTILINE)
_MARK_NEAR_LINKS = re.compile(_MARKS + r"|\[", re.MULTILINE)
_GAP_BEGINS = re.compile(r"\{(?<=\{\{)(?=c?\d+::)")
_LIST_MARKER = re.compile(r"^(?:([-+*])|(\d{1,9})([.)]))(?= |$)", re.MULTILINE)
_TABLE_RULE = re.compile(r"^(?=[|: -]*-)([|:-])(?=[|: -]*$)", re.MULTILINE)
_INDENT = re.compile(r"^ +", re.MULTILINE)
_SPACES = re.compile(r"(?<=\S) {2,}(?=\S)")
_BREAKS = re.compile(r"\n+")
_GAP_ENTITIES = str.maketrans({GAP_OPEN: "&#10214;", GAP_CLOSE: "&#10215;"})
_HTML = re.compile(
    r"</?(?:a|b|i|u|s|br|hr|p|em|strong|div|span|img|ul|ol|li|table|tr|td|th|sub|sup|code|pre|font"
    r"|h[1-6])(?:\s[^<>]{0,300})?/?>|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});",
    re.IGNORECASE,
)
_LINK = r"\[[^\[\]\n]{0,200}\]\((?:https?:|[\w-]+\.)"
_MARKDOWN = re.compile(
    rf"\*\*[^\s*][^*\n]{{0,200}}\*\*|```(?<=^```)|`[^`\n]{{1,200}}`|!{_LINK}|{_LINK}",
    re.MULTILINE,
)


def escape_markdown(text: str, *, keeps_gaps: bool = False) -> str:
    """Return Markdown that shows the text as typed, with its line breaks and indents.

    With `keeps_gaps` the braces of `{{1::gaps}}` keep their meaning. Outer whitespace is removed.
    """
    bare = text.strip()
    indent = text[: len(text) - len(text.lstrip())]
    if indent in _PLAIN_INDENTS and not (
        _SPECIAL.search(bare) or "  " in bare or _LINE_SIGN.match(bare)
    ):
        return bare
    text = text.replace("\r\n", "\n").replace("\r", "\n").expandtabs(_TAB_WIDTH)
    text = "\n".join(line.rstrip() for line in text.split("\n")).strip("\n")
    if not text.startswith("  "):
        text = text.lstrip()
    mark = _MARK_NEAR_LINKS if "](" in text else _MARK
    text = mark.sub(lambda sign: "\\" + sign[0], text)
    if not text.isascii():
        text = text.translate(_GAP_ENTITIES)
    if text.count("$") > 1:
        text = text.replace("$", "\\$")
    if not keeps_gaps:
        text = _GAP_BEGINS.sub(r"\\{", text)
    if "\n" in text or _LINE_SIGN.match(text):
        text = _escape_line_signs(text)
    if "  " in text:
        text = _SPACES.sub(lambda spaces: _NO_BREAK * (len(spaces[0]) - 1) + " ", text)
    return _BREAKS.sub(lambda breaks: "\\\n" if len(breaks[0]) == 1 else "\n\n", text)


def _escape_line_signs(text: str) -> str:
    """Return the text with the signs escaped that begin a list, a table or an indent in a line."""
    text = _LIST_MARKER.sub(
        lambda sign: f"\\{sign[1]}" if sign[1] else f"{sign[2]}\\{sign[3]}", text
    )
    text = _TABLE_RULE.sub(r"\\\1", text)
    return _INDENT.sub(lambda spaces: _NO_BREAK * len(spaces[0]), text)


def find_html(text: str) -> str:
    """Return the first part of a text that looks like HTML, or ""."""
    found = _HTML.search(text)
    return found[0] if found else ""


def find_markdown(text: str) -> str:
    """Return the first part of a text that looks like Markdown, or ""."""
    found = _MARKDOWN.search(text)
    return found[0] if found else ""
