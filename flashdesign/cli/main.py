"""Tell commands from a call for the window, and run one command."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

# Nothing heavy here: the window's start passes through this module.
from flashdesign.cli.surroundings import FAILED, OK, Surroundings
from flashdesign.errors import (
    CollectionOpenError,
    DeckFormatError,
    FlashDesignError,
    disk_error,
    is_of_disk,
)

if TYPE_CHECKING:
    from flashdesign.cli.terminal import Terminal

WRONG_CALL, INTERRUPTED = 2, 130
# A file manager calls the program with a file alone.
IMPORTABLE = frozenset(
    {".yaml", ".yml", ".csv", ".tsv", ".txt", ".apkg", ".colpkg", ".json", ".md", ".markdown"}
)
_COLLECTION = "--collection"
_ARCHIVE = (
    "flashdesign: {0} looks like an archive of a whole collection: "
    "`flashdesign restore {0}` puts it in the place of yours"
)


@dataclass(frozen=True, slots=True)
class Window:
    """The window is wanted, with this collection or the learner's own one, for a file or none."""

    collection: Path | None = None
    file: Path | None = None


def wants_window(arguments: Sequence[str]) -> Window | None:
    """Return which window is asked for, or None where `arguments` are a command or a mistake."""
    match list(arguments):
        case []:
            return Window()
        case ["--collection", path, *more] if not path.startswith("-"):
            return _window(Path(path), more)
        case [one, *more] if one.startswith(f"{_COLLECTION}=") and one != f"{_COLLECTION}=":
            return _window(Path(one.removeprefix(f"{_COLLECTION}=")), more)
        case more:
            return _window(None, more)


def _window(collection: Path | None, more: list[str]) -> Window | None:
    """Return the window for what is left of the arguments: a file to import, or nothing."""
    match more:
        case []:
            return Window(collection)
        case [one] if not one.startswith("-") and Path(one).suffix.lower() in IMPORTABLE:
            return Window(collection, Path(one))
        case _:
            return None


def run(arguments: Sequence[str], surroundings: Surroundings) -> int:
    """Run one command and return its exit code: 0, 1 for an error, 2 for a wrong call."""
    from flashdesign.cli.terminal import OutputClosedError, open_terminal

    terminal = open_terminal(surroundings)
    try:
        code = _run(arguments, surroundings, terminal)
        terminal.flush()
    except OutputClosedError:
        # Whoever reads has read enough, as `head` does.
        terminal.let_go()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except FlashDesignError as error:
        terminal.complain(f"flashdesign: {_in_one_line(error)}")
        return FAILED
    except OSError as error:
        terminal.complain(_told(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - whatever else escapes is a bug and told as one
        terminal.complain(_bug_report(error))
        return FAILED
    return code


def _told(error: OSError) -> str:
    return f"flashdesign: {disk_error(error)}" if is_of_disk(error) else _bug_report(error)


def _bug_report(error: BaseException) -> str:
    from flashdesign.services.doctor import bug_report

    return bug_report(error)


def _run(arguments: Sequence[str], surroundings: Surroundings, terminal: "Terminal") -> int:
    if arguments and _is_archive(arguments[-1]) and wants_window(arguments[:-1]) is not None:
        terminal.complain(_ARCHIVE.format(arguments[-1]))
        return WRONG_CALL
    from flashdesign.cli.arguments import parse

    parsed = parse(arguments, surroundings.stdout, surroundings.stderr)
    if isinstance(parsed, int):
        return parsed
    from flashdesign.cli import handing
    from flashdesign.cli.verbs import VERBS

    command = VERBS[parsed.verb]
    if surroundings.context is not None and not handing.may_be_handed(parsed):
        raise handing.NotHandedError(parsed.verb)
    try:
        return command(parsed, surroundings, terminal)
    except CollectionOpenError:
        code = handing.hand_over(arguments, parsed, surroundings, terminal)
    if code is None:
        # No window has it by now, or none can be reached.
        return command(parsed, replace(surroundings, ask_window=None), terminal)
    return code


def _is_archive(argument: str) -> bool:
    return Path(argument).suffix.lower() == ".zip"


def _in_one_line(error: FlashDesignError) -> str:
    first, *others = str(error).splitlines() or [type(error).__name__]
    if not others:
        return first
    where = "; `flashdesign check FILE` lists them" if isinstance(error, DeckFormatError) else ""
    return f"{first} (and {len(others)} more{where})"
