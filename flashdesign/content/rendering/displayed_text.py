"""Markdown as it is displayed in the window, with the powers of numbers as superscripts.

Exports and comparisons use the other modules, which keep `10^5` as typed.
"""

import re

from flashdesign.content.rendering.formula import superscript
from flashdesign.content.rendering.markdown import CodeRenderer, plain_code, to_html, to_plain
from flashdesign.content.rendering.plain_line import markdown_to_line

# Not `x2^3`, `2^n`, `2^3^4` or `1^2.5`. The length of the base is limited: a text may be one
# long number.
_POWER = re.compile(
    r"(?<![\w^])([0-9](?:[0-9.,]{0,30}[0-9])?)\^([-+−]?[0-9]{1,4})(?![\w^]|[.,][0-9])"
)


def raise_powers(text: str) -> str:
    """Return plain text with each `10^5` as `10⁵`."""
    return _POWER.sub(lambda power: power[1] + superscript(power[2]), text) if "^" in text else text


def displayed_html(text: str, *, is_revealed: bool = True, code: CodeRenderer = plain_code) -> str:
    """Return `text` as HTML with a few safe tags; gaps are filled if `is_revealed`."""
    return to_html(text, is_revealed=is_revealed, code=code, words=raise_powers)


def displayed_plain(text: str, *, is_revealed: bool = True) -> str:
    """Return `text` without markup, one block per line; an asked gap is `[…]`."""
    return to_plain(text, is_revealed=is_revealed, words=raise_powers)


def displayed_line(text: str, most_chars: int = 0) -> str:
    """Return `text` as one line without markup, cut to `most_chars` if that is not 0."""
    return markdown_to_line(text, most_chars, words=raise_powers)
