"""The characters that a field shows and that its Markdown shows, to compare the two."""

import re
from collections.abc import Iterator
from html import unescape
from itertools import chain

from flashdesign.content.anki.fields.nodes import (
    Block,
    CodeBlock,
    ItemKind,
    Paragraph,
    iterate_lines,
)
from flashdesign.content.rendering.markdown import to_html
from flashdesign.domain.notes.cloze import mark_gaps

_TAG = re.compile(r"<[^<>]*>")
_PICTURE = re.compile(r"<img [^<>]*>")
_GAP_MARK = re.compile(r"\{\{c[0-9]+(?:,[0-9]+)*::")
_PLACEHOLDER = "\ufffc"
# Layout is not compared, nor how many formulas one was split into at gaps.
_SPACE = re.compile(r"\s+")
_PLACEHOLDERS = re.compile("\ufffc+")

# Markdown that can be read without a parser: lines of words and items of one list, with code,
# bold and italic words that begin and end with a letter. No other character has a meaning in it.
_WORD = r"(?:[^\W_]|[ ,.?!'\"()%/:;=–—-]|&(?= ))"
_INSIDE = rf"[^\W_](?:{_WORD}*[^\W_])?"
_LINE = (
    r"(?:- )?(?![0-9]{1,9}[.)](?:\s|\Z))(?=[^\W_]|[`*])"
    rf"(?:{_WORD}++|`(?:{_WORD}|_)++`(?!`)|\*\*{_INSIDE}\*\*(?!\*)|\*{_INSIDE}\*(?!\*))++"
)
_SIMPLE = re.compile(rf"{_LINE}(?:(?:\\?\n(?!- )|\n{{1,2}}){_LINE})*+")
_SIMPLE_MARK = re.compile(r"^- |[*`]|\\$", re.MULTILINE)


def text_of_blocks(blocks: list[Block]) -> str:
    """Return the characters of the blocks without space; one for each formula and picture."""
    parts = (_shown_in_line(line) for line in iterate_lines(blocks))
    return _PLACEHOLDERS.sub(_PLACEHOLDER, _SPACE.sub("", "".join(chain.from_iterable(parts))))


def _shown_in_line(line: Paragraph | CodeBlock) -> Iterator[str]:
    is_hint = [False]
    for item in line.items:
        match item.kind:
            case ItemKind.GAP_OPEN:
                is_hint.append(False)
            case ItemKind.GAP_HINT:
                is_hint[-1] = True
            case ItemKind.GAP_CLOSE:
                is_hint.pop()
            case ItemKind.TEXT | ItemKind.CODE if not any(is_hint):
                yield item.text
            case ItemKind.FORMULA | ItemKind.PICTURE if not any(is_hint):
                yield _PLACEHOLDER


def text_of_markdown(markdown: str, *, has_gaps: bool) -> str:
    """Return the characters that Markdown shows, with gaps filled, without space."""
    if _SIMPLE.fullmatch(markdown):
        return _SPACE.sub("", _SIMPLE_MARK.sub("", markdown))
    return text_of_any_markdown(markdown, has_gaps=has_gaps)


def text_of_any_markdown(markdown: str, *, has_gaps: bool) -> str:
    """Return the same as `text_of_markdown`; slower, but for any Markdown."""
    text = markdown
    if has_gaps and "{{c" in text:
        text = mark_gaps(_GAP_MARK.sub("{{1::", text), 0)
    html = to_html.__wrapped__(text, formula=lambda _source: _PLACEHOLDER)
    html = _TAG.sub("", _PICTURE.sub(_PLACEHOLDER, html))
    return _PLACEHOLDERS.sub(_PLACEHOLDER, _SPACE.sub("", unescape(html)))
