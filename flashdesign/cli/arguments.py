"""The commands and options, and the help that explains them."""

from argparse import SUPPRESS, ArgumentParser, ArgumentTypeError, RawDescriptionHelpFormatter
from collections.abc import Mapping, Sequence
from contextlib import redirect_stderr, redirect_stdout, suppress
from dataclasses import dataclass
from math import inf
from pathlib import Path
from typing import TextIO

from flashdesign import __version__
from flashdesign.cli import table_options
from flashdesign.services.table_options import TableOptions

_ABOUT = """\
Learn system design by answering a little every day.

Without a command the window opens; with a deck file in its place, at the import of that."""
_EPILOG = """\
Each command but review takes --json; `flashdesign COMMAND --help` tells what it writes.
Exit codes: 0 done, 1 an error that is told in one line, 2 a wrong call.
FLASHDESIGN_HOME names another folder for the collection and its backups."""
_DECKS = """\
List the decks with their cards, how many of them were seen, and the share known for weeks.
A deck's numbers include its subdecks."""
_DUE = """\
Tell what is left to do today, in all and by deck, and about how many minutes it takes.
It is what the window shows: today's limits are applied, cards of one note come on separate days."""
_CARDS = """\
List the cards. With --json each is an object:
  key      its lasting name, `deck/note` or `deck/note#part`
  deck     the deck's id
  kind     basic, cloze, choice, order, match, classify, list, number or drill
  front    the question, back the answer: Markdown as in the note, an asked gap as [...]
  facts    the numbers of the facts behind it
  state    new, learning, review or relearning
  due      a date (2026-11-20) in state review, an instant in UTC (2026-11-20T18:30:00.000Z)
           while it is learnt, null for a new card
  source   null, or an object of title, url and checked
  as_of    when what it says was true, or null
  suspended  whether it is put away"""
_LOG = """\
List every answer as it was logged, the oldest first. With --json each is an object:
  uid          a UUID (version 7)
  card         the card's key
  at           when, in UTC (2026-11-20T18:30:00.000Z)
  rating       1 again, 2 hard, 3 good, 4 easy; null where kind is manual, set or revoke
  duration_ms  how long the question was looked at
  kind         learn, review, cram (for practice), manual (reset), revoke (an undo), set (what an
               import said of the memory)
  revokes      the uid that a revoke takes back, else null"""
_STATS = """\
Show the streak, the share of reviews passed, how many cards are known, and the last study days.
With --json: streak (study days in a row), recall (share of scheduled reviews passed in 30 days, or
null), cards, seen, known (for three weeks or more), suspended, and days (of the last 30 that had
answers), each of day, answers, passed, new, reviews, reviews_passed and minutes."""
_BACKUP = """\
Write a verified copy of the collection to the folder `backups` beside it, and tell where."""
_RESTORE = """\
Put a backup in the collection's place. The old file is kept beside it, and answers that are newer
than the backup are merged in, so none is lost. FILE is a path, or a name in the backups' folder; or
an archive."""
_REBUILD = """\
Recompute all due dates and daily counts from the log of answers, for instance where
`flashdesign doctor` says that they differ from it. No answer is changed.
With --json: changed (how many cards)."""
_REVIEW = """\
Answer today's cards in the terminal. Enter shows the answer; 1 again, 2 hard, 3 good, 4 easy.
Every answer is stored at once; leave with q or Ctrl-C whenever you like."""
_DOCTOR = """\
Tell the versions in use, whether Qt can open a window here, and whether the collection is sound."""
_CHECK = """\
Say which cards are not well made: a deck file, a folder of them, or all decks that ship."""
_DRILL = """\
Ask one estimation drill: type the answer, h gives a hint, t asks for the steps, Enter gives up.
It is kept as an attempt for practice and moves no due date.

Without --collection, list, show and score take the drills that ship, and a window may be open; with
it those of that collection."""
_DRILL_LIST = """\
List the drills. With --json each is an object of id, deck, title, level (1 to 3) and target_s."""
_DRILL_SHOW = """\
Show one drill with the values that the seed draws, its steps and its answer. With --json:
  id, version, seed, question, unit, target_s
  values    what was drawn or is assumed, by name
  truth     a number in `unit`, or [low, high] where a range is right
  steps     a list of name, say, value, unit
  mistakes  a list of say, value (in `unit`)"""
_DRILL_SCORE = """\
Grade an answer to a drill as the program does. With --json:
  reading      value and unit (those of the question) and text, what was understood; null for ""
  truth        a number in that unit, or [low, high]
  error_log10  how many powers of ten the answer is off; null where it is not above zero
  grade        again, hard, good or easy
  mistake      what to say of the mistake that was recognised, or null
Where the answer cannot be read: an object with `error` alone, and exit code 1."""
_DRILL_ATTEMPTS = """\
List the attempts at drills that nobody has taken back, the oldest first. With --json each is:
  uid, card, at, mode (review, practice, sprint), sprint (a uid or null)
  title, topic, question, version, seed, values, unit, truth (in base units, or [low, high])
  answer, value (in base units, or null), answer_unit, ms, timed, target_s, hints
  error_log10, automatic and kept (the grades), mistake (what to say of it, or null), rule"""
_DRILL_REGRADE = """\
Grade all attempts anew under the present rule, and let the schedule follow where a grade changes.
The log keeps every answer: a changed one is revoked and written again with its own time.
With --json: attempts, dry_run, and changes, a list of uid, card, at, before and after, each of
automatic, kept, error_log10, mistake and rule."""
_IMPORT = """\
Bring in a deck file (YAML), a table (CSV, TSV), an Anki package (.apkg, .colpkg), a deck of
CrowdAnki (deck.json, or its folder) or notes of Obsidian with flashcards of its Spaced Repetition
plugin (.md, or a folder of them): all in one transaction, after a backup.
The same file again changes nothing; what is gone from a deck file is put away, never deleted.
With --json: new, changed, same, gone (notes), cards (new ones), pictures (new ones), picture_bytes,
problems (a list of where and message) and applied. A table goes into the deck titled by --deck,
else where it says itself (Anki's #deck), else by its file's name. Its cells are plain text, shown
as they are, unless it says that they are HTML (#html:true) or --html or --markdown does; our own
tables hold Markdown."""
_EXPORT = """\
Write a deck to FILE; its suffix says how: .yaml (this deck alone; a deck file that is there keeps
its comments, and only what changed is written anew; pictures lie beside it), or with the subdecks
.csv, .tsv, .html, or .apkg for Anki. Kinds of cards that Anki has not become plain questions and
answers there, and come back from it as they were. With --json: deck, file, notes, plain (of kinds
that Anki has not), remarks (on what the file does not hold, where there is any)."""
_ARCHIVE = """\
Write the whole collection, with all progress, to FILE (.zip): a verified copy of it, and its decks
as deck files. `flashdesign restore FILE` brings it to another computer.
With --json: file, notes."""
_NEW_COLLECTION = """\
Begin an empty collection where the one that was there is missing. A first start needs no such call.
What is left of the old one (backups, files that a restore kept) stays. With --json: file."""
_NEW_DECK = """\
Write a deck file to begin with: a card of each simple kind, to be replaced by your own."""
_FIX_IDS = """\
Write an id into each card of a deck file that has none, so that an edit keeps what you know of it.
Nothing else in the file is changed. With --json: file, written (how many)."""
_VERBS = {
    "decks": _DECKS,
    "due": _DUE,
    "cards": _CARDS,
    "log": _LOG,
    "stats": _STATS,
    "review": _REVIEW,
    "backup": _BACKUP,
    "archive": _ARCHIVE,
    "restore": _RESTORE,
    "rebuild": _REBUILD,
    "doctor": _DOCTOR,
    "check": _CHECK,
    "import": _IMPORT,
    "export": _EXPORT,
    "new-collection": _NEW_COLLECTION,
    "new-deck": _NEW_DECK,
    "fix-ids": _FIX_IDS,
    "drill": _DRILL,
}
_DRILL_ACTIONS = {
    "list": _DRILL_LIST,
    "show": _DRILL_SHOW,
    "score": _DRILL_SCORE,
    "attempts": _DRILL_ATTEMPTS,
    "regrade": _DRILL_REGRADE,
}


@dataclass(frozen=True, slots=True)
class Arguments:
    """A command as it was called."""

    verb: str
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
    """Return the command, or an exit code where help was given or the call was wrong."""
    try:
        with redirect_stdout(stdout), redirect_stderr(stderr):
            found = _parser().parse_args(arguments)
    except SystemExit as leaving:
        return int(leaving.code or 0)
    options = table_options.taken(found) if found.verb == "import" else TableOptions()
    return Arguments(**vars(found), table=options)


def _parser() -> ArgumentParser:
    parser = ArgumentParser(
        prog="flashdesign",
        description=_ABOUT,
        epilog=_EPILOG,
        formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )
    parser.add_argument("--version", action="version", version=f"flashdesign {__version__}")
    _add_collection(parser, default=None)
    _add_options(_children(parser, _VERBS, dest="verb", metavar="command"))
    return parser


def _children(
    parser: ArgumentParser,
    abouts: Mapping[str, str],
    *,
    dest: str,
    metavar: str,
    required: bool = True,
) -> dict[str, ArgumentParser]:
    """Add commands with what they are about."""
    verbs = parser.add_subparsers(dest=dest, metavar=metavar, required=required)
    return {
        name: verbs.add_parser(
            name,
            help=_first_sentence(about),
            description=about,
            formatter_class=RawDescriptionHelpFormatter,
            allow_abbrev=False,
        )
        for name, about in abouts.items()
    }


def _add_options(verbs: Mapping[str, ArgumentParser]) -> None:
    for name, verb in verbs.items():
        _add_collection(verb, default=SUPPRESS)
        if name not in ("review", "drill"):
            verb.add_argument("--json", action="store_true", help="write JSON, for scripts")
        if name in ("cards", "review"):
            verb.add_argument("--deck", help="only this deck (its id or title) and its subdecks")
    verbs["cards"].add_argument(
        "--search", metavar="WORDS", help="only cards that this finds in Browse"
    )
    verbs["restore"].add_argument("file", metavar="FILE", type=Path, help="the backup")
    verbs["archive"].add_argument("file", metavar="FILE", type=Path, help="what to write, .zip")
    verbs["check"].add_argument(
        "file", metavar="FILE", type=Path, nargs="?", help="a deck file, or a folder of them"
    )
    _add_transfer(verbs["import"], verbs["export"])
    verbs["new-deck"].add_argument("file", metavar="FILE", type=Path, help="what to write, .yaml")
    verbs["new-deck"].add_argument("--title", help="of the deck; left out, the file's name")
    verbs["fix-ids"].add_argument("file", metavar="FILE", type=Path, help="a deck file")
    actions = _children(
        verbs["drill"], _DRILL_ACTIONS, dest="action", metavar="action", required=False
    )
    _add_drill(actions)


def _add_transfer(bring: ArgumentParser, take: ArgumentParser) -> None:
    bring.add_argument("file", metavar="FILE", type=Path, help="a deck, a table or a package")
    bring.add_argument("--deck", metavar="TITLE", help="the deck that a table goes into")
    bring.add_argument("--encoding", help="of a table, where it is not UTF-8")
    table_options.add(bring)
    bring.add_argument(
        "--with-schedule",
        action="store_true",
        help="take over due dates and answers of an Anki package",
    )
    bring.add_argument(
        "--dry-run", action="store_true", help="tell what would change, and change nothing"
    )
    take.add_argument("deck", metavar="DECK", help="the deck's id or title")
    take.add_argument("file", metavar="FILE", type=Path, help="what to write")
    take.add_argument(
        "--with-schedule", action="store_true", help="with what you answered (.apkg only)"
    )


def _add_drill(actions: Mapping[str, ArgumentParser]) -> None:
    for name, action in actions.items():
        _add_collection(action, default=SUPPRESS)
        action.add_argument("--json", action="store_true", help="write JSON, for scripts")
        if name in ("show", "score"):
            action.add_argument("template", metavar="TEMPLATE", help="the drill's id, or deck/id")
            action.add_argument("--seed", type=int, required=True, help="what draws the values")
    actions["regrade"].add_argument(
        "--dry-run", action="store_true", help="tell what would change, and change nothing"
    )
    actions["score"].add_argument("--answer", required=True, help="as typed; an empty one gives up")
    actions["score"].add_argument(
        "--seconds", type=_seconds, help="how long it took; left out, time does not count"
    )


def _seconds(text: str) -> float:
    with suppress(ValueError):
        seconds = float(text)
        if 0 <= seconds < inf:
            return seconds
    msg = f"{text!r} is no number of seconds"
    raise ArgumentTypeError(msg)


def _add_collection(parser: ArgumentParser, *, default: str | None) -> None:
    parser.add_argument(
        "--collection",
        metavar="FILE",
        type=Path,
        default=default,
        help="use this collection in place of your own one",
    )


def _first_sentence(text: str) -> str:
    return text.replace("\n", " ").partition(". ")[0].removesuffix(".")
