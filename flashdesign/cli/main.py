"""Tell commands from a call for the window, and run one command."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

# Nothing heavy here: the window's start passes through this module.
from flashdesign.cli.surroundings import FAILED, OK, Surroundings
from flashdesign.errors import DeckFormatError, FlashDesignError

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
    except Exception as error:  # noqa: BLE001 - whatever else escapes is a bug and told as one
        from flashdesign.services.doctor import bug_report

        terminal.complain(bug_report(error))
        return FAILED
    return code


def _run(arguments: Sequence[str], surroundings: Surroundings, terminal: "Terminal") -> int:
    if arguments and _is_archive(arguments[-1]) and wants_window(arguments[:-1]) is not None:
        terminal.complain(_ARCHIVE.format(arguments[-1]))
        return WRONG_CALL
    from flashdesign.cli.arguments import parse

    parsed = parse(arguments, surroundings.stdout, surroundings.stderr)
    if isinstance(parsed, int):
        return parsed
    from flashdesign.cli.verbs import VERBS

    return VERBS[parsed.verb](parsed, surroundings, terminal)


def _is_archive(argument: str) -> bool:
    return Path(argument).suffix.lower() == ".zip"


def _in_one_line(error: FlashDesignError) -> str:
    first, *others = str(error).splitlines() or [type(error).__name__]
    if not others:
        return first
    where = "; `flashdesign check FILE` lists them" if isinstance(error, DeckFormatError) else ""
    return f"{first} (and {len(others)} more{where})"
