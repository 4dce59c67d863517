"""Turn the Markdown of cards into the HTML of Anki's fields, gaps included."""

import re
from collections.abc import Mapping
from html import escape, unescape

from flashdesign.content.markdown import to_html
from flashdesign.content.picture_masks import covered, split
from flashdesign.domain.cloze_gaps import Gap, Piece, pieces

# Brackets that the Markdown parser takes for punctuation, as it does the braces they stand for.
_OPEN, _NUMBERED, _HINT, _CLOSE = "⸢", "⸣", "⸤", "⸥"
_OPENING = re.compile(f"{_OPEN}([1-9][0-9]{{0,2}}){_NUMBERED}")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)
_IMAGE = re.compile(r'<img src="([^"]*)"([^<>]*)>')
# What Anki would take for the beginning or the end of a gap.
_LITERAL_BRACES = re.compile(r"\}(?=\})|\{(?=\{c\d)")

# A line that no rule of Markdown could touch: most texts are, and the parser takes its time.
_SIGNS = r"(?:[^\n\r\\`*_\[\]!<>&$|~#{}⟦⟧]++|&(?![#\w]))*+"
_UNMARKED = re.compile(rf"(?:{_OPEN}[0-9]+{_NUMBERED})?[^\W\d_]{_SIGNS}")
# The same with words in bold, whose marks stand right at a letter on their inner sides.
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_WITH_BOLD = re.compile(rf"(?:[^\W\d_]{_SIGNS})?(?:\*\*(?=[^\W_]){_SIGNS}(?<=[^\W_])\*\*{_SIGNS})+")


def field(text: str, pictures: Mapping[str, str], *, told: bool = True) -> str:
    """Return the text as HTML; `pictures` has the name in the package of each that it holds."""
    if _UNMARKED.fullmatch(text):
        return escape(text.strip())
    if _WITH_BOLD.fullmatch(text):
        return _BOLD.sub(r"<strong>\1</strong>", escape(text.strip()))
    html = to_html(text, told=told, code=_code, formula=_formula).strip()
    only = _ONE_PARAGRAPH.fullmatch(html)
    html = only[1] if only else html
    return _IMAGE.sub(lambda found: _renamed(found, pictures), html)


def cloze_field(text: str, pictures: Mapping[str, str]) -> str:
    """Return a text with gaps as HTML in which Anki finds the very same gaps."""
    html = field("".join(_marked(piece) for piece in pieces(text)), pictures)
    html = _LITERAL_BRACES.sub(lambda brace: f"{brace[0]}<!-- -->", html)
    html = _OPENING.sub(r"{{c\1::", html)
    return html.replace(_HINT, "::").replace(_CLOSE, "}}")


def _marked(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return f"{_OPEN}{piece.number}{_NUMBERED}{_inside(piece)}{_CLOSE}"


def _inside(gap: Gap) -> str:
    hint = f"{_HINT}{gap.hint}" if gap.hint else ""
    return "".join(_marked(piece) for piece in gap.inside) + hint


def _code(code: str, _language: str) -> str:
    return f"<pre><code>{escape(code)}</code></pre>"


def _formula(formula: str) -> str:
    return f"\\({escape(formula, quote=False)}\\)"


def _renamed(found: re.Match[str], pictures: Mapping[str, str]) -> str:
    name, masks = split(unescape(found[1]))
    return covered(f'<img src="{escape(pictures.get(name, name))}"{found[2]}>', masks)
