"""The commands and options of the command line, with their help texts."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Callable, Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from enum import Enum
from math import inf
from pathlib import Path
from typing import TextIO

from flashdesign import __version__
from flashdesign.cli import descriptions, table_arguments
from flashdesign.cli.argparse_messages import translate_argparse
from flashdesign.i18n.translation import N_, _
from flashdesign.services.imports import formats
from flashdesign.services.imports.table_options import TableOptions


def _add_nothing(_parser: ArgumentParser) -> None:
    """Add no option."""


def _no_values() -> Mapping[str, str]:
    return {}


class WindowAccess(Enum):
    """How a window that has the collection open may run a command."""

    NEVER = "never"
    READING = "reading"
    CHANGING = "changing"


@dataclass(frozen=True, slots=True)
class Command:
    """The help of a command and its options, which must be fields of `Arguments`.

    Summary and description are marked here and translated when the help is made. `values` returns
    those that the description names, in the current language. `in_window` is how a window that has
    the collection open may run the command; a large result is sent to the terminal in parts.
    """

    summary: str
    description: str
    add_options: Callable[[ArgumentParser], None] = _add_nothing
    values: Callable[[], Mapping[str, str]] = _no_values
    has_json: bool = True
    in_window: WindowAccess = WindowAccess.NEVER
    is_large: bool = False


@dataclass(frozen=True, slots=True)
class Arguments:
    """A parsed command line."""

    command: str
    collection: Path | None = None
    json: bool = False
    deck: str | None = None
    search: str | None = None
    file: Path | None = None
    action: str | None = None
    template: str = ""
    seed: int = 0
    answer: str = ""
    seconds: float | None = None
    dry_run: bool = False
    with_schedule: bool = False
    encoding: str | None = None
    title: str | None = None
    table: TableOptions = TableOptions()  # noqa: RUF009 - a frozen value


def parse(arguments: Sequence[str], stdout: TextIO, stderr: TextIO) -> Arguments | int:
    """Return the command, or an exit code after help was shown or after a usage error."""
    try:
        with redirect_stdout(stdout), redirect_stderr(stderr):
            namespace = _parser().parse_args(arguments)
    except SystemExit as parser_exit:
        return int(parser_exit.code or 0)
    options = (
        table_arguments.pop_table_options(namespace)
        if namespace.command == "import"
        else TableOptions()
    )
    return Arguments(**vars(namespace), table=options)


def _parser() -> ArgumentParser:
    translate_argparse()
    parser = ArgumentParser(
        prog="flashdesign",
        description=_(descriptions.ABOUT),
        epilog=_(descriptions.EPILOG),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument(
        "--version",
        action="version",
        version=f"flashdesign {__version__}",
        help=_("show program's version number and exit"),
    )
    _add_collection(parser, default=None)
    for name, command in _add_commands(parser, COMMANDS, dest="command", metavar="command").items():
        _add_collection(command, default=SUPPRESS)
        if COMMANDS[name].has_json:
            _add_json(command)
        COMMANDS[name].add_options(command)
    return parser


def _add_commands(
    parser: ArgumentParser,
    commands: Mapping[str, Command],
    *,
    dest: str,
    metavar: str,
    required: bool = True,
) -> dict[str, ArgumentParser]:
    """Add commands by name; return their parsers."""
    subparsers = parser.add_subparsers(dest=dest, metavar=metavar, required=required)
    return {
        name: subparsers.add_parser(
            name,
            help=_(command.summary),
            description=_(command.description).format(**command.values()),
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for name, command in commands.items()
    }


def _add_import(parser: ArgumentParser) -> None:
    _add_file(parser, _("a deck, a table or a package"))
    parser.add_argument("--deck", metavar="TITLE", help=_("the deck that a table goes into"))
    parser.add_argument(
        "--encoding", help=_("the encoding of a table that is not UTF-8, such as cp1252")
    )
    table_arguments.add_table_options(parser)
    parser.add_argument(
        "--with-schedule",
        action="store_true",
        help=_("keep the due dates and answers of an Anki package"),
    )
    _add_dry_run(parser)


def _add_export(parser: ArgumentParser) -> None:
    parser.add_argument("deck", metavar="DECK", help=_("the deck's id or title"))
    _add_file(parser, _("the file to write"))
    parser.add_argument(
        "--with-schedule",
        action="store_true",
        help=_("include your answers and due dates (.apkg only)"),
    )


def _add_dry_run(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--dry-run", action="store_true", help=_("show what would change without changing anything")
    )


def _add_deck(parser: ArgumentParser) -> None:
    parser.add_argument("--deck", help=_("only this deck (its id or title) and its subdecks"))


def _add_cards(parser: ArgumentParser) -> None:
    _add_deck(parser)
    parser.add_argument(
        "--search", metavar="WORDS", help=_("only the cards that Browse finds for this search")
    )


def _add_new_deck(parser: ArgumentParser) -> None:
    _add_file(parser, _("the file to write, .yaml"))
    parser.add_argument("--title", help=_("the title of the deck; the file's name by default"))


def _add_drill(parser: ArgumentParser) -> None:
    actions = _add_commands(parser, DRILL_ACTIONS, dest="action", metavar="action", required=False)
    for name, action in actions.items():
        _add_collection(action, default=SUPPRESS)
        _add_json(action)
        DRILL_ACTIONS[name].add_options(action)


def _add_template(parser: ArgumentParser) -> None:
    parser.add_argument("template", metavar="TEMPLATE", help=_("the drill's id, or deck/id"))
    parser.add_argument("--seed", type=int, required=True, help=_("the seed of the drawn values"))


def _add_score(parser: ArgumentParser) -> None:
    _add_template(parser)
    parser.add_argument(
        "--answer", required=True, help=_("the answer as typed; an empty answer gives up")
    )
    parser.add_argument(
        "--seconds",
        type=_seconds,
        help=_("how many seconds the answer took; without this option, time does not count"),
    )


def _seconds(text: str) -> float:
    with suppress(ValueError):
        seconds = float(text)
        if 0 <= seconds < inf:
            return seconds
    msg = _("{text!r} is not a number of seconds").format(text=text)
    raise ArgumentTypeError(msg)


def _add_file(parser: ArgumentParser, help_text: str, *, nargs: str | None = None) -> None:
    parser.add_argument("file", metavar="FILE", type=Path, nargs=nargs, help=help_text)


def _add_collection(parser: ArgumentParser, *, default: str | None) -> None:
    parser.add_argument(
        "--collection",
        metavar="FILE",
        type=Path,
        default=default,
        help=_("use this collection instead of your own"),
    )


def _add_json(parser: ArgumentParser) -> None:
    parser.add_argument("--json", action="store_true", help=_("write JSON for scripts"))


def _list_formats() -> Mapping[str, str]:
    """Return the import formats, one a line, with their endings."""
    endings = ((_(known.title), ", ".join(known.endings)) for known in formats.FORMATS)
    return {"formats": "\n".join(f"  {title}: {names}" for title, names in endings)}


def _list_kinds() -> Mapping[str, str]:
    from flashdesign.domain.notes.question_kinds import kind_names

    return {"kinds": ", ".join(kind_names())}


COMMANDS: Mapping[str, Command] = {
    "decks": Command(
        N_("list the decks with their cards and progress"),
        descriptions.DECKS,
        in_window=WindowAccess.READING,
    ),
    "due": Command(
        N_("show what is left to do today"),
        descriptions.DUE,
        in_window=WindowAccess.READING,
    ),
    "cards": Command(
        N_("list the cards"),
        descriptions.CARDS,
        _add_cards,
        _list_kinds,
        in_window=WindowAccess.READING,
        is_large=True,
    ),
    "log": Command(
        N_("list the answers and undos in the review log"),
        descriptions.LOG,
        in_window=WindowAccess.READING,
        is_large=True,
    ),
    "stats": Command(
        N_("show your streak, recall and last study days"),
        descriptions.STATS,
        in_window=WindowAccess.READING,
    ),
    "review": Command(
        N_("answer today's cards in the terminal"), descriptions.REVIEW, _add_deck, has_json=False
    ),
    "backup": Command(
        N_("write a verified copy of the collection"),
        descriptions.BACKUP,
        in_window=WindowAccess.READING,
    ),
    "archive": Command(
        N_("export the whole collection, with all progress"),
        descriptions.ARCHIVE,
        lambda parser: _add_file(parser, _("the file to write, .zip")),
        in_window=WindowAccess.READING,
        is_large=True,
    ),
    "restore": Command(
        N_("replace the collection with a backup"),
        descriptions.RESTORE,
        lambda parser: _add_file(parser, _("the backup to restore")),
    ),
    "rebuild": Command(
        N_("recalculate all due dates and daily counts"),
        descriptions.REBUILD,
        in_window=WindowAccess.CHANGING,
        is_large=True,
    ),
    "doctor": Command(
        N_("check this computer and the collection"),
        descriptions.DOCTOR,
        in_window=WindowAccess.READING,
    ),
    "check": Command(
        N_("check the quality of cards"),
        descriptions.CHECK,
        lambda parser: _add_file(parser, _("a deck file, or a folder of them"), nargs="?"),
    ),
    "import": Command(
        N_("import a deck, a table or a package"),
        descriptions.IMPORT,
        _add_import,
        _list_formats,
        in_window=WindowAccess.CHANGING,
        is_large=True,
    ),
    "export": Command(
        N_("export a deck"),
        descriptions.EXPORT,
        _add_export,
        in_window=WindowAccess.READING,
        is_large=True,
    ),
    "new-collection": Command(
        N_("create an empty collection in place of a missing one"), descriptions.NEW_COLLECTION
    ),
    "new-deck": Command(N_("write an example deck file"), descriptions.NEW_DECK, _add_new_deck),
    "fix-ids": Command(
        N_("add missing ids to a deck file"),
        descriptions.FIX_IDS,
        lambda parser: _add_file(parser, _("a deck file")),
    ),
    "drill": Command(
        N_("practice one estimation drill"), descriptions.DRILL, _add_drill, has_json=False
    ),
}
"""The commands by name, in the order of the help; `cli.commands.COMMAND_FUNCTIONS` runs them."""

DRILL_ACTIONS: Mapping[str, Command] = {
    "list": Command(
        N_("list the drills"),
        descriptions.DRILL_LIST,
        in_window=WindowAccess.READING,
    ),
    "show": Command(
        N_("show one drill with drawn values"),
        descriptions.DRILL_SHOW,
        _add_template,
        in_window=WindowAccess.READING,
    ),
    "score": Command(
        N_("grade an answer to a drill"),
        descriptions.DRILL_SCORE,
        _add_score,
        in_window=WindowAccess.READING,
    ),
    "attempts": Command(
        N_("list the attempts at drills"),
        descriptions.DRILL_ATTEMPTS,
        in_window=WindowAccess.READING,
    ),
    "regrade": Command(
        N_("grade all attempts again by the current rule"),
        descriptions.DRILL_REGRADE,
        _add_dry_run,
        in_window=WindowAccess.CHANGING,
    ),
}
