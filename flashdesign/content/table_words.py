"""The words by which people say how a table is to be read: columns, separators, formats."""

from enum import StrEnum

SEPARATORS = {"comma": ",", "semicolon": ";", "tab": "\t", "pipe": "|", "space": " ", "colon": ":"}
MOST_SIGNS = 8
ROLES = ("front", "back", "tags", "why", "deck", "kind", "reverse", "id", "guid", "")
"""What a column may be for, "" for nothing. An id holds within its file, a guid everywhere."""

_SAID_ROLES = {
    **{role: role for role in ROLES},
    "question": "front", "answer": "back", "explanation": "why", "tag": "tags", "skip": "", "-": "",
}  # fmt: skip


class Format(StrEnum):
    """What the cells of a table are written in."""

    PLAIN = "plain"
    HTML = "html"
    MARKDOWN = "markdown"


class SeparatorError(ValueError):
    """Signs that cannot part columns; the text says what can."""


def role_named(said: str) -> str | None:
    """Return the role that a person means, "" for a column left out, None where there is none."""
    return _SAID_ROLES.get(said.strip().lower())


def read_separator(said: str) -> str:
    """Return the separator that a person means, by its name such as tab, or by its own signs.

    Raises SeparatorError.
    """
    separator = separator_of(said)
    if not separator or len(separator) > MOST_SIGNS or set(separator) & set('"\r\n'):
        known = ", ".join(SEPARATORS)
        msg = f"{said!r} cannot separate columns: give {known}, or up to {MOST_SIGNS} characters"
        raise SeparatorError(msg)
    return separator


def separator_of(said: str) -> str:
    """Return the separator that is meant by its name, such as tab, or by itself."""
    if said == r"\t":
        return "\t"
    return SEPARATORS.get(said.strip().lower(), said)
