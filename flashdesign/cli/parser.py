"""The commands and options of the command line, with their help texts."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TextIO

from flashdesign import __version__
from flashdesign.cli import table_arguments
from flashdesign.i18n.translation import N_, _
from flashdesign.services.imports.table_options import TableOptions

_ABOUT = N_("""\
Learn system design by answering a few questions every day.

Without a command, the window opens; with a deck file instead of a command, its import.""")
_EPILOG = N_("""\
All commands except review accept --json; `flashdesign COMMAND --help` describes its output.
Exit codes: 0 success, 1 an error (reported in one line), 2 a wrong call.
FLASHDESIGN_HOME sets another folder for the collection and its backups.
FLASHDESIGN_LANGUAGE sets the language; without it LC_ALL, LC_MESSAGES or LANG does.""")
_DECKS = N_("""\
List the decks with the number of their cards, how many you have seen, and the share you have known
for weeks. A deck's numbers include its subdecks.""")
_DUE = N_("""\
Show what is left to do today, in total and by deck, and about how many minutes it takes.
The numbers are those of the window: today's limits apply, and cards of one note come on separate
days.""")
_CARDS = N_("""\
List the cards. With --json each is an object:
  key      its permanent name, `deck/note` or `deck/note#part`
  deck     the deck's id
  kind     basic, cloze, choice, order, match, classify, list, number or drill
  front    the question, back the answer: Markdown as in the note, an asked gap as [...]
  facts    the numbers of the facts that it is based on
  state    new, learning, review or relearning
  due      a date (2026-11-20) in state review, a time in UTC (2026-11-20T18:30:00.000Z)
           in states learning and relearning, null for a new card
  source   null, or an object of title, url and checked
  as_of    the date for which the card is valid, or null
  suspended  whether it is suspended""")
_LOG = N_("""\
List all answers in the review log, oldest first. With --json each is an object:
  uid          a UUID (version 7)
  card         the card's key
  at           the time in UTC (2026-11-20T18:30:00.000Z)
  rating       1 again, 2 hard, 3 good, 4 easy; null for the kinds manual, set and revoke
  duration_ms  how long the question was shown
  kind         learn, review, cram (practice), manual (reset), revoke (undo), set (the memory state
               from an import)
  revokes      the uid of the answer that a revoke undoes, else null""")
_STATS = N_("""\
Show the streak, the share of reviews passed, how many cards you know, and the last study days.
With --json: streak (study days in a row), recall (share of scheduled reviews passed in 30 days, or
null), cards, seen, known (for three weeks or more), suspended, and days (of the last 30 those with
answers), each with day, answers, passed, new, reviews, reviews_passed and minutes.""")
_BACKUP = N_("""\
Write a verified copy of the collection to the folder `backups` next to it, and show its path.""")
_RESTORE = N_("""\
Replace the collection with a backup. The old file is kept next to it, and answers newer than the
backup are merged in, so that none is lost. FILE is a path, the name of a file in the backups
folder, or an archive.""")
_REBUILD = N_("""\
Recalculate all due dates and daily counts from the review log, for example when `flashdesign
doctor` reports that they differ from it. No answer is changed.
With --json: changed (the number of cards).""")
_REVIEW = N_("""\
Answer today's cards in the terminal. Enter shows the answer; 1 again, 2 hard, 3 good, 4 easy.
Every answer is saved at once; quit with q or Ctrl-C at any time.""")
_DOCTOR = N_("""\
Show the versions in use, whether Qt can open a window here, and whether the collection is OK.""")
_CHECK = N_("""\
Check the quality of cards: of a deck file, a folder of deck files, or all decks that ship.""")
_DRILL = N_("""\
Ask one estimation drill: type the answer, h gives a hint, t asks step by step, Enter gives up.
It is saved as a practice attempt and changes no due date.

Without --collection, list, show and score use the drills that ship, and a window may be open; with
it those of that collection.""")
_DRILL_LIST = N_("""\
List the drills. With --json each is an object of id, deck, title, level (1 to 3) and target_s.""")
_DRILL_SHOW = N_("""\
Show one drill with the values drawn from the seed, its steps and its answer. With --json:
  id, version, seed, question, unit, target_s
  values    the drawn and assumed values by name
  truth     a number in `unit`, or [low, high] for a range
  steps     a list of name, say, value, unit
  mistakes  a list of say, value (in `unit`)""")
_DRILL_SCORE = N_("""\
Grade an answer to a drill as the window does. With --json:
  reading      value and unit (those of the question) and text, as understood; null for ""
  truth        a number in that unit, or [low, high]
  error_log10  the error in powers of ten; null for an answer that is not above zero
  grade        again, hard, good or easy
  mistake      the explanation of a recognized mistake, or null
For an answer that cannot be read: an object with `error` only, and exit code 1.""")
_DRILL_ATTEMPTS = N_("""\
List the attempts at drills, oldest first, without those undone. With --json each has:
  uid, card, at, mode (review, practice, sprint), sprint (a uid or null)
  title, topic, question, version, seed, values, unit, truth (in base units, or [low, high])
  answer, value (in base units, or null), answer_unit, ms, timed, target_s, hints
  error_log10, automatic and kept (the grades), mistake (its explanation, or null), rule""")
_DRILL_REGRADE = N_("""\
Grade all attempts again by the current rule, and update the schedule where a grade changes.
The log keeps every answer: a changed one is revoked and added again with its original time.
With --json: attempts, dry_run, and changes, a list of uid, card, at, before and after, each with
automatic, kept, error_log10, mistake and rule.""")
_IMPORT = N_("""\
Import a deck file (YAML), a table (CSV, TSV), an Anki package (.apkg, .colpkg), a deck of
CrowdAnki (deck.json, or its folder) or Obsidian notes with flashcards of its Spaced Repetition
plugin (.md, or a folder of them): all in one transaction, after a backup.
Importing the same file again changes nothing; notes no longer in a deck file are suspended, never
deleted.
With --json: new, changed, same, gone (notes), cards (new ones), pictures (new ones), picture_bytes,
problems (a list of where and message) and applied. A table goes into the deck titled by --deck,
else the one that it names itself (Anki's #deck), else one with its file's name. Its cells are plain
text, unless it says that they are HTML (#html:true) or --html or --markdown is given; the tables
that FlashDesign writes contain Markdown.""")
_EXPORT = N_("""\
Export a deck to FILE; its suffix sets the format: .yaml (without the subdecks; an existing deck
file keeps its comments, and only the changes are written; pictures are saved in the same folder),
or with the subdecks .csv, .tsv, .html, or .apkg for Anki. Kinds of cards that Anki does not have
become Basic there, and are restored when the package is imported here. With --json: deck, file,
notes, plain (of kinds that Anki does not have), remarks (on anything that the file leaves out).""")
_ARCHIVE = N_("""\
Export the whole collection, with all progress, to FILE (.zip): a verified copy of it, and its decks
as deck files. `flashdesign restore FILE` restores it on another computer.
With --json: file, notes.""")
_NEW_COLLECTION = N_("""\
Create an empty collection in place of one that is missing. The first start needs no such call.
The old one's backups, and the files kept by a restore, stay. With --json: file.""")
_NEW_DECK = N_("""\
Write an example deck file: a card of each simple kind, for you to replace.""")
_FIX_IDS = N_("""\
Add an id to each card of a deck file that has none, so that editing a card keeps its progress.
Nothing else in the file is changed. With --json: file, written (the number of ids).""")
_COMMANDS = {
    "decks": (N_("list the decks with their cards and progress"), _DECKS),
    "due": (N_("show what is left to do today"), _DUE),
    "cards": (N_("list the cards"), _CARDS),
    "log": (N_("list all answers in the review log"), _LOG),
    "stats": (N_("show the streak, the recall and the last study days"), _STATS),
    "review": (N_("answer today's cards in the terminal"), _REVIEW),
    "backup": (N_("write a verified copy of the collection"), _BACKUP),
    "archive": (N_("export the whole collection, with all progress"), _ARCHIVE),
    "restore": (N_("replace the collection with a backup"), _RESTORE),
    "rebuild": (N_("recalculate all due dates and daily counts"), _REBUILD),
    "doctor": (N_("check this computer and the collection"), _DOCTOR),
    "check": (N_("check the quality of cards"), _CHECK),
    "import": (N_("import a deck, a table or a package"), _IMPORT),
    "export": (N_("export a deck"), _EXPORT),
    "new-collection": (N_("create an empty collection in place of a missing one"), _NEW_COLLECTION),
    "new-deck": (N_("write an example deck file"), _NEW_DECK),
    "fix-ids": (N_("add missing ids to a deck file"), _FIX_IDS),
    "drill": (N_("ask one estimation drill"), _DRILL),
}
_DRILL_ACTIONS = {
    "list": (N_("list the drills"), _DRILL_LIST),
    "show": (N_("show one drill with drawn values"), _DRILL_SHOW),
    "score": (N_("grade an answer to a drill"), _DRILL_SCORE),
    "attempts": (N_("list the attempts at drills"), _DRILL_ATTEMPTS),
    "regrade": (N_("grade all attempts again by the current rule"), _DRILL_REGRADE),
}


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
    """Return the command, or an exit code after help was shown or for a wrong call."""
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
    parser = ArgumentParser(
        prog="flashdesign",
        description=_(_ABOUT),
        epilog=_(_EPILOG),
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"flashdesign {__version__}")
    _add_collection(parser, default=None)
    _add_options(_add_commands(parser, _COMMANDS, dest="command", metavar="command"))
    return parser


def _add_commands(
    parser: ArgumentParser,
    commands: Mapping[str, tuple[str, str]],
    *,
    dest: str,
    metavar: str,
    required: bool = True,
) -> dict[str, ArgumentParser]:
    """Add commands, given by name with a summary and a description; return their parsers."""
    subparsers = parser.add_subparsers(dest=dest, metavar=metavar, required=required)
    return {
        name: subparsers.add_parser(
            name,
            help=_(summary),
            description=_(description),
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for name, (summary, description) in commands.items()
    }


def _add_options(parsers: Mapping[str, ArgumentParser]) -> None:
    for name, parser in parsers.items():
        _add_collection(parser, default=SUPPRESS)
        if name not in ("review", "drill"):
            parser.add_argument("--json", action="store_true", help=_("write JSON, for scripts"))
        if name in ("cards", "review"):
            parser.add_argument(
                "--deck", help=_("only this deck (its id or title) and its subdecks")
            )
    parsers["cards"].add_argument(
        "--search", metavar="WORDS", help=_("only the cards that Browse finds for this search")
    )
    _add_file(parsers["restore"], _("the backup"))
    _add_file(parsers["archive"], _("the file to write, .zip"))
    _add_file(parsers["check"], _("a deck file, or a folder of them"), nargs="?")
    _add_transfer(parsers["import"], parsers["export"])
    _add_file(parsers["new-deck"], _("the file to write, .yaml"))
    parsers["new-deck"].add_argument(
        "--title", help=_("the title of the deck; the file's name by default")
    )
    _add_file(parsers["fix-ids"], _("a deck file"))
    actions = _add_commands(
        parsers["drill"], _DRILL_ACTIONS, dest="action", metavar="action", required=False
    )
    _add_drill(actions)


def _add_transfer(import_: ArgumentParser, export: ArgumentParser) -> None:
    _add_file(import_, _("a deck, a table or a package"))
    import_.add_argument("--deck", metavar="TITLE", help=_("the deck that a table goes into"))
    import_.add_argument("--encoding", help=_("the encoding of a table that is not UTF-8"))
    table_arguments.add_table_options(import_)
    import_.add_argument(
        "--with-schedule",
        action="store_true",
        help=_("keep the due dates and answers of an Anki package"),
    )
    import_.add_argument(
        "--dry-run", action="store_true", help=_("show what would change, and change nothing")
    )
    export.add_argument("deck", metavar="DECK", help=_("the deck's id or title"))
    _add_file(export, _("the file to write"))
    export.add_argument(
        "--with-schedule",
        action="store_true",
        help=_("include your answers and due dates (.apkg only)"),
    )


def _add_drill(actions: Mapping[str, ArgumentParser]) -> None:
    for name, action in actions.items():
        _add_collection(action, default=SUPPRESS)
        action.add_argument("--json", action="store_true", help=_("write JSON, for scripts"))
        if name in ("show", "score"):
            action.add_argument(
                "template", metavar="TEMPLATE", help=_("the drill's id, or deck/id")
            )
            action.add_argument(
                "--seed", type=int, required=True, help=_("the seed of the drawn values")
            )
    actions["regrade"].add_argument(
        "--dry-run", action="store_true", help=_("show what would change, and change nothing")
    )
    actions["score"].add_argument(
        "--answer", required=True, help=_("as typed; an empty one gives up")
    )
    actions["score"].add_argument(
        "--seconds", type=_seconds, help=_("how long it took; without it, time does not count")
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
