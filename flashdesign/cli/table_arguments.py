"""The options for reading a table."""

from argparse import ArgumentParser, ArgumentTypeError, Namespace, _MutuallyExclusiveGroup

from flashdesign.content.csv.option_names import (
    MAX_SEPARATOR_CHARACTERS,
    ROLES,
    CellFormat,
    SeparatorError,
    parse_role,
    parse_separator,
)
from flashdesign.i18n.translation import N_, _
from flashdesign.services.imports.table_options import TableOptions

_NAMES = ", ".join((*(role for role in ROLES if role), "skip"))
_FORMATS = {
    CellFormat.PLAIN: N_("the cells contain plain text"),
    CellFormat.HTML: N_("the cells contain HTML"),
    CellFormat.MARKDOWN: N_("the cells contain Markdown"),
}


def add_table_options(parser: ArgumentParser) -> None:
    """Add the options to a command."""
    table = parser.add_argument_group(_("how to read a table (detected by default)"))
    columns_help = _("the contents of the columns in order, separated by commas: {names}")
    table.add_argument(
        "--columns", metavar="NAMES", type=_columns, help=columns_help.format(names=_NAMES)
    )
    header = table.add_mutually_exclusive_group()
    header.add_argument(
        "--header", action="store_true", default=None, help=_("the first row is a header")
    )
    header.add_argument(
        "--no-header", dest="header", action="store_false", help=_("the first row is a card")
    )
    table.add_argument(
        "--separator",
        metavar="CHARS",
        type=_separator,
        help=_("the column separator: comma, semicolon, tab, pipe, space, colon or any text"),
    )
    table.add_argument(
        "--row-separator",
        metavar="CHARS",
        type=_row_separator,
        help=_("the text between two rows, if it is not a line break"),
    )
    _add_formats(table.add_mutually_exclusive_group())


def _add_formats(group: _MutuallyExclusiveGroup) -> None:
    for name, help_text in _FORMATS.items():
        group.add_argument(
            f"--{name}",
            dest="text_format",
            action="store_const",
            const=name,
            help=_(help_text),
        )


def pop_table_options(found: Namespace) -> TableOptions:
    """Remove the options from the parsed arguments and return them as one value."""
    values = vars(found)
    return TableOptions(
        values.pop("columns"),
        values.pop("header"),
        values.pop("separator"),
        values.pop("row_separator"),
        values.pop("text_format"),
    )


def _columns(text: str) -> tuple[str, ...]:
    roles = []
    for name in text.split(","):
        role = parse_role(name)
        if role is None:
            msg = _("there is no column {name!r}; the columns are: {names}").format(
                name=name.strip(), names=_NAMES
            )
            raise ArgumentTypeError(msg)
        roles.append(role)
    if "front" not in roles:
        msg = _("{text!r} has no question: one column must be front").format(text=text)
        raise ArgumentTypeError(msg)
    return tuple(roles)


def _separator(text: str) -> str:
    try:
        return parse_separator(text)
    except SeparatorError as error:
        raise ArgumentTypeError(str(error)) from error


def _row_separator(text: str) -> str:
    separator = text.replace(r"\n", "\n").replace(r"\t", "\t")
    if not 0 < len(separator) <= MAX_SEPARATOR_CHARACTERS:
        msg = _("{text!r} cannot separate rows: use 1 to {most} characters, such as ;").format(
            text=text, most=MAX_SEPARATOR_CHARACTERS
        )
        raise ArgumentTypeError(msg)
    return separator
