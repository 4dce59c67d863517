"""Markdown as one line of plain text, for lists, tables and sentences."""

import re
from functools import lru_cache
from typing import TYPE_CHECKING

from flashdesign.content.rendering.markdown import PlainWriter, WordRenderer, parse
from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN

if TYPE_CHECKING:
    from markdown_it.token import Token

# Possible Markdown: most texts have none and need no parser.
_MARKS = re.compile(
    rf"[*_`\[\]\\$&|{GAP_OPEN}{GAP_CLOSE}]|\{{\{{|^[ \t]*(?:[-+~]|\d+[.)]|\t|    )", re.MULTILINE
)
# Characters that move a cursor.
_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f]")
_MAX_READ_CHARS = 2_000
_CACHED_LINES = 4_096


@lru_cache(maxsize=_CACHED_LINES)
def markdown_to_line(text: str, most_chars: int = 0, words: WordRenderer = str) -> str:
    """Return Markdown as one line: no marks, `[…]` for an asked gap, `[name]` for a picture.

    With `most_chars`, a longer line is cut. `words` changes what is neither code nor a formula.
    """
    if most_chars:
        text = text[: _MAX_READ_CHARS + most_chars]
    text = _LineWriter(words).write(parse(text)) if _MARKS.search(text) else words(text)
    line = " ".join(_CONTROLS.sub(" ", text).split())
    return f"{line[: most_chars - 1]}…" if 0 < most_chars < len(line) else line


class _LineWriter(PlainWriter):
    """Writes pictures as their names and list items with a bullet or number."""

    def __init__(self, words: WordRenderer) -> None:
        super().__init__(is_revealed=False, words=words)

    def write_one(self, token: "Token") -> str:
        match token.type:
            case "image":
                return f"[{token.content or token.attrs.get('src', '')}]"
            case "list_item_open":
                return f"{token.info}{token.markup} " if token.info else "• "
            case _:
                return super().write_one(token)
