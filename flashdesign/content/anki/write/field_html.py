"""Conversion of the Markdown of cards to the HTML of Anki fields, including gaps."""

import re
from collections.abc import Mapping
from html import escape, unescape

from flashdesign.content.rendering.markdown import to_html
from flashdesign.content.rendering.picture_masks import draw_masks, split_masks
from flashdesign.domain.notes.cloze import Gap, Piece, split_gaps

# Placeholders that Markdown parses as punctuation, like the braces that they replace.
_OPEN, _NUMBERED, _HINT, _CLOSE = "⸢", "⸣", "⸤", "⸥"
_OPENING = re.compile(f"{_OPEN}([1-9][0-9]{{0,2}}){_NUMBERED}")
_ONE_PARAGRAPH = re.compile(r"<p>((?:(?!<p>).)*)</p>", re.DOTALL)
_IMAGE = re.compile(r'<img src="([^"<]*)"([^<>]*)>')
_MATH_OPEN, _MATH_CLOSE = "\ue020", "\ue021"
_LITERAL_MARKS = re.compile(r"\\(?=[(\[])|\[(?=latex\]|\$|sound:)", re.IGNORECASE)
# Text that Anki would read as the start or end of a gap.
_LITERAL_BRACES = re.compile(r"\}(?=\})|\{(?=\{c\d)")

# A line without Markdown: most texts are, and the parser is slow.
_TEXT = r"(?:[^\n\r\\`*_!<>&$|~#{}⟦⟧]++|&(?![#\w]))*+"
_UNMARKED = re.compile(rf"(?:{_OPEN}[0-9]+{_NUMBERED})?(?:[^\W\d_]|\[){_TEXT}")
# A bracket that is more than a character, here or in Anki.
_BRACKET = re.compile(r"\]\(|\[(?:\.\.\.\]|…\]|sound:|latex\])", re.IGNORECASE)
# The same with bold words, whose marks touch a letter on the inner side.
_BOLD = re.compile(r"\*\*([^*]+)\*\*")
_WITH_BOLD = re.compile(
    rf"(?:[^\W\d_]{_TEXT})?(?:\*\*(?=[^\W_]){_TEXT}(?<=[^\W_])\*\*(?!\*){_TEXT})+"
)


def field_html(text: str, pictures: Mapping[str, str], *, is_revealed: bool = True) -> str:
    """Return the text as HTML; `pictures` maps picture names to those in the package."""
    if not _BRACKET.search(text):
        if _UNMARKED.fullmatch(text):
            return escape(text.strip())
        if _WITH_BOLD.fullmatch(text):
            return _BOLD.sub(r"<strong>\1</strong>", escape(text.strip()))
    html = to_html(text, is_revealed=is_revealed, code=_code, formula=_formula).strip()
    paragraph = _ONE_PARAGRAPH.fullmatch(html)
    html = paragraph[1] if paragraph else html
    # Text that would begin a formula or a sound in Anki.
    html = _LITERAL_MARKS.sub(r"\g<0><!-- -->", html)
    html = html.replace(_MATH_OPEN, r"\(").replace(_MATH_CLOSE, r"\)")
    return _IMAGE.sub(lambda image: _rename_image(image, pictures), html)


def cloze_field_html(text: str, pictures: Mapping[str, str]) -> str:
    """Return a text with gaps as HTML in which Anki finds the same gaps."""
    html = field_html("".join(_mark_gaps(piece) for piece in split_gaps(text)), pictures)
    html = _LITERAL_BRACES.sub(lambda brace: f"{brace[0]}<!-- -->", html)
    html = _OPENING.sub(r"{{c\1::", html)
    return html.replace(_HINT, "::").replace(_CLOSE, "}}")


def _mark_gaps(piece: Piece) -> str:
    if isinstance(piece, str):
        return piece
    return f"{_OPEN}{piece.number}{_NUMBERED}{_gap_content(piece)}{_CLOSE}"


def _gap_content(gap: Gap) -> str:
    hint = f"{_HINT}{gap.hint}" if gap.hint else ""
    return "".join(_mark_gaps(piece) for piece in gap.inside) + hint


def _code(code: str, _language: str) -> str:
    return f"<pre><code>{escape(code)}</code></pre>"


def _formula(formula: str) -> str:
    return f"{_MATH_OPEN}{escape(formula, quote=False)}{_MATH_CLOSE}"


def _rename_image(image: re.Match[str], pictures: Mapping[str, str]) -> str:
    name, masks = split_masks(unescape(image[1]))
    return draw_masks(f'<img src="{escape(pictures.get(name, name))}"{image[2]}>', masks)
