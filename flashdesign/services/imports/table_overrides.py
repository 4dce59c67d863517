"""Options of the command line for reading a table."""

from dataclasses import dataclass

from flashdesign.content.csv.vocabulary import (
    MOST_SIGNS,
    ROLES,
    Format,
    SeparatorError,
    read_separator,
    role_named,
)

__all__ = [
    "MOST_SIGNS",
    "ROLES",
    "Format",
    "SeparatorError",
    "TableOptions",
    "read_separator",
    "role_named",
]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The given options, None for the others; `roles` are those of the first columns."""

    roles: tuple[str, ...] | None = None
    has_header: bool | None = None
    separator: str | None = None
    row_separator: str | None = None
    text_format: Format | None = None
