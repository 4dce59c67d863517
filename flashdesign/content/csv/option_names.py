"""Names of column roles, separators and cell formats that users type."""

from enum import StrEnum

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " ", "colon": ":"}
MAX_SEPARATOR_CHARACTERS = 8
ROLES = ("front", "back", "tags", "why", "deck", "kind", "reverse", "id", "guid", "")
"""Roles of columns, "" for none. An id is unique within its file, a guid everywhere."""

_ROLE_NAMES = {
    **{role: role for role in ROLES},
    "question": "front", "answer": "back", "explanation": "why", "tag": "tags", "skip": "", "-": "",
}  # fmt: skip


class CellFormat(StrEnum):
    """Markup language of a table's cells."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


class SeparatorError(ValueError):
    """These characters cannot separate columns; the text says which can."""


def parse_role(name: str) -> str | None:
    """Return the role that the user means, "" for a skipped column, None for an unknown word."""
    return _ROLE_NAMES.get(name.strip().lower())


def parse_separator(text: str) -> str:
    """Return the separator for a name such as tab, or for the character itself.

    Raises SeparatorError.
    """
    separator = separator_by_name(text)
    if not separator or len(separator) > MAX_SEPARATOR_CHARACTERS or set(separator) & set('"\r\n'):
        known = ", ".join(SEPARATORS)
        msg = _("{text!r} cannot separate columns: give {names}, or up to {n} characters").format(
            text=text, names=known, n=number(MAX_SEPARATOR_CHARACTERS)
        )
        raise SeparatorError(msg)
    return separator


def separator_by_name(text: str) -> str:
    """Return the separator for a name such as tab, or the text itself."""
    if text == r"\t":
        return "\t"
    return SEPARATORS.get(text.strip().lower(), text)
