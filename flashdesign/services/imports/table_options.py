"""Settings for reading a table that the user gave in a command."""

from dataclasses import dataclass

from flashdesign.content.csv.option_names import (
    MAX_SEPARATOR_CHARACTERS,
    ROLES,
    CellFormat,
    SeparatorError,
    parse_role,
    parse_separator,
)

__all__ = [
    "MAX_SEPARATOR_CHARACTERS",
    "ROLES",
    "CellFormat",
    "SeparatorError",
    "TableOptions",
    "parse_role",
    "parse_separator",
]


@dataclass(frozen=True, slots=True)
class TableOptions:
    """The given options, None for the others; `roles` are those of the first columns."""

    roles: tuple[str, ...] | None = None
    has_header: bool | None = None
    separator: str | None = None
    row_separator: str | None = None
    text_format: CellFormat | None = None
