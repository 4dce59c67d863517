"""HTML tokenizer in linear time for any input."""

import re
from collections.abc import Iterator
from html import unescape

Attributes = dict[str, str]
# (None, text, {}) is a text, ("b", "", {...}) a tag that opens, ("/b", "", {}) one that closes.
Token = tuple[str | None, str, Attributes]
_PRIVATE = re.compile(r"[\ue000-\ue00f\x00]")
# Bounded and without backtracking: a tag that does not end is text.
_TAG = re.compile(
    r"<(?:(!--)|[!?][^<>]{0,2000}>"
    r"|(/?[a-zA-Z][^\s/<>]{0,60})((?>[^<>\"']+|\"[^\"]{0,4000}\"|'[^']{0,4000}'|[\"']){0,200}+)>)",
    re.DOTALL,
)
_ATTRIBUTE = re.compile(
    r"([^\s\"'=/<>]{1,60})(?:\s{0,20}=\s{0,20}(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]*)))?"
)
_ENDLESS_NUMBER = re.compile(r"&#[xX]?[0-9a-fA-F]{8,};?")
_RAW = {"script", "style"}
_RAW_ENDS = {name: re.compile(rf"</{name}[^>]{{0,200}}>", re.IGNORECASE) for name in _RAW}


def tokenize(html: str) -> Iterator[Token]:
    """Yield the tags and texts; the contents of scripts and styles are skipped."""
    at = 0
    last_comment_end = html.rfind("-->")
    while found := _TAG.search(html, at):
        if found.start() > at:
            yield None, decode_text(html[at : found.start()]), {}
        at = found.end()
        if found[1]:
            # Of a comment that does not end, only the opening sign is skipped.
            at = html.index("-->", at) + 3 if at <= last_comment_end else at
        if found[2] is None:
            continue
        name = found[2].lower()
        yield name, "", _attributes(found[3]) if found[3].strip(" /") else {}
        if name in _RAW:
            end = _RAW_ENDS[name].search(html, at)
            at = end.end() if end else len(html)
            yield f"/{name}", "", {}
    if at < len(html):
        yield None, decode_text(html[at:]), {}


def decode_text(text: str) -> str:
    """Return text with its entities decoded, without the characters reserved for the writer."""
    if "&" in text:
        text = unescape(_ENDLESS_NUMBER.sub("\ufffd", text))
    return text if text.isascii() and "\0" not in text else _PRIVATE.sub("", text)


def _attributes(text: str) -> Attributes:
    found: Attributes = {}
    for name, double, single, bare in _ATTRIBUTE.findall(text):
        found.setdefault(name.lower(), decode_text(double or single or bare))
    return found


def whole_number(text: str | None, default: int, least: int) -> int:
    """Return the whole number in an attribute, at least `least`; `default` if it is no number."""
    text = (text or "").strip()
    is_number = text.isascii() and text.isdecimal() and len(text) <= 9  # noqa: PLR2004
    return max(least, int(text)) if is_number else default
