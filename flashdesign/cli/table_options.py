"""The options that say how a table is to be read."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace

from flashdesign.services.table_options import (
    MOST_SIGNS,
    ROLES,
    Format,
    SeparatorError,
    TableOptions,
    read_separator,
    role_named,
)

_NAMES = ", ".join((*(role for role in ROLES if role), "skip"))
_COLUMNS = f"what each column of the table holds, in order, separated by commas: {_NAMES}"

_FORMATS = {
    Format.PLAIN: "plain text, shown as it is",
    Format.HTML: "HTML",
    Format.MARKDOWN: "Markdown",
}


def add(parser: ArgumentParser) -> None:
    """Add the options to a command."""
    table = parser.add_argument_group("how to read a table (overrides what is guessed)")
    table.add_argument("--columns", metavar="NAMES", type=_columns, help=_COLUMNS)
    header = table.add_mutually_exclusive_group()
    header.add_argument(
        "--header", action="store_true", default=None, help="its first row names the columns"
    )
    header.add_argument(
        "--no-header", dest="header", action="store_false", help="its first row is a card"
    )
    table.add_argument(
        "--separator",
        metavar="CHARS",
        type=_separator,
        help="what separates columns: comma, semicolon, tab, pipe, space, colon or any text",
    )
    table.add_argument(
        "--row-separator", metavar="CHARS", type=_row_separator, help="what rows end with"
    )
    formats = table.add_mutually_exclusive_group()
    for name, said in _FORMATS.items():
        formats.add_argument(
            f"--{name}",
            dest="text_format",
            action="store_const",
            const=name,
            help=f"its cells hold {said}",
        )


def taken(found: Namespace) -> TableOptions:
    """Take the options out of what was parsed, as one value."""
    said = vars(found)
    return TableOptions(
        said.pop("columns"),
        said.pop("header"),
        said.pop("separator"),
        said.pop("row_separator"),
        said.pop("text_format"),
    )


def _columns(text: str) -> tuple[str, ...]:
    roles = []
    for name in text.split(","):
        role = role_named(name)
        if role is None:
            msg = f"there is no column {name.strip()!r}; there are: {_NAMES}"
            raise ArgumentTypeError(msg)
        roles.append(role)
    if "front" not in roles:
        msg = f"{text!r} names no question: one column must be front"
        raise ArgumentTypeError(msg)
    return tuple(roles)


def _separator(text: str) -> str:
    try:
        return read_separator(text)
    except SeparatorError as error:
        raise ArgumentTypeError(str(error)) from error


def _row_separator(text: str) -> str:
    separator = text.replace(r"\n", "\n").replace(r"\t", "\t")
    if not 0 < len(separator) <= MOST_SIGNS:
        msg = f"{text!r} cannot end rows: give 1 to {MOST_SIGNS} characters, such as ;"
        raise ArgumentTypeError(msg)
    return separator
