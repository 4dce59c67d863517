"""Template filters for the readings of Japanese words, which a field has in brackets."""

import re
from collections.abc import Iterable

_READING = re.compile(r" ?(?<![^ >\[\]])([^ >\[\]]++)\[(?!sound:)([^\[\]<>]{1,300})\]")
_SHOWN = {"furigana": r"<ruby>\1<rt>\2</rt></ruby>", "kanji": r"\1", "kana": r"\2"}


def filtered(html: str, filters: Iterable[str]) -> str:
    """Return a field as the filters of a template show it; the one next to the field runs first."""
    for name in reversed(list(filters)):
        if name in _SHOWN and "[" in html:
            html = _READING.sub(_SHOWN[name], html.replace("&nbsp;", " "))
    return html
