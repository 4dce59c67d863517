"""Entry point of the command line: it opens the window or runs one command."""

from collections.abc import Sequence
from contextlib import nullcontext
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

# No heavy imports here: this module is loaded when the window starts.
from flashdesign.cli.environment import FAILED, OK, CliEnvironment
from flashdesign.errors import (
    CollectionOpenError,
    DeckFormatError,
    FlashDesignError,
    disk_error,
    is_of_disk,
)
from flashdesign.i18n.translation import ENGLISH, N_, _, in_language, ngettext

if TYPE_CHECKING:
    from flashdesign.cli.terminal import Terminal

WRONG_CALL, INTERRUPTED = 2, 130
_COLLECTION = "--collection"
_ARCHIVE = N_(
    "{file} looks like an archive of a whole collection: "
    "`flashdesign restore {file}` replaces yours with it"
)


@dataclass(frozen=True, slots=True)
class WindowCall:
    """A call for the window, with a collection (None: the user's own) and a file to import."""

    collection: Path | None = None
    file: Path | None = None


def parse_window_call(arguments: Sequence[str]) -> WindowCall | None:
    """Return the window that is called for, or None where `arguments` are a command or invalid."""
    match list(arguments):
        case []:
            return WindowCall()
        case ["--collection", path, *more] if not path.startswith("-"):
            return _window(Path(path), more)
        case [first, *more] if first.startswith(f"{_COLLECTION}=") and first != f"{_COLLECTION}=":
            return _window(Path(first.removeprefix(f"{_COLLECTION}=")), more)
        case more:
            return _window(None, more)


def named_collection(arguments: Sequence[str]) -> Path | None:
    """Return the collection that a command names, before its arguments are checked."""
    for at, argument in enumerate(arguments):
        if argument.startswith(f"{_COLLECTION}="):
            return Path(argument.removeprefix(f"{_COLLECTION}="))
        if argument == _COLLECTION and at + 1 < len(arguments):
            return Path(arguments[at + 1])
    return None


def _window(collection: Path | None, more: list[str]) -> WindowCall | None:
    """Return the window for the remaining arguments: a file to import, or none."""
    match more:
        case []:
            return WindowCall(collection)
        case [file] if not file.startswith("-") and _is_importable(Path(file)):
            return WindowCall(collection, Path(file))
        case _:
            return None


def _is_importable(file: Path) -> bool:
    """Return whether the window can import a file: a file manager calls the program with one."""
    from flashdesign.services.imports.formats import format_of_ending

    return format_of_ending(file) is not None


def run(arguments: Sequence[str], environment: CliEnvironment) -> int:
    """Run one command and return its exit code: 0, 1 for an error, 2 for a usage error."""
    # Scripts read JSON: its sentences, and those on errors, stay in English.
    with in_language(ENGLISH) if "--json" in arguments else nullcontext():
        return _run_and_report(arguments, environment)


def _run_and_report(arguments: Sequence[str], environment: CliEnvironment) -> int:
    from flashdesign.cli.terminal import OutputClosedError, open_terminal

    terminal = open_terminal(environment)
    try:
        code = _run(arguments, environment, terminal)
        terminal.flush()
    except OutputClosedError:
        # The reader closed the pipe, as `head` does.
        terminal.discard_output()
        return OK
    except KeyboardInterrupt:
        return INTERRUPTED
    except FlashDesignError as error:
        terminal.print_error(f"flashdesign: {_in_one_line(error)}")
        return FAILED
    except OSError as error:
        terminal.print_error(_os_error_report(error))
        return FAILED
    except Exception as error:  # noqa: BLE001 - any other exception is reported as a bug
        terminal.print_error(_bug_report(error))
        return FAILED
    return code


def _os_error_report(error: OSError) -> str:
    return f"flashdesign: {disk_error(error)}" if is_of_disk(error) else _bug_report(error)


def _bug_report(error: BaseException) -> str:
    from flashdesign.services.collection.doctor import bug_report

    return bug_report(error)


def _run(arguments: Sequence[str], environment: CliEnvironment, terminal: "Terminal") -> int:
    if arguments and _is_archive(arguments[-1]) and parse_window_call(arguments[:-1]) is not None:
        terminal.print_error(f"flashdesign: {_(_ARCHIVE).format(file=arguments[-1])}")
        return WRONG_CALL
    from flashdesign.cli.parser import parse

    parsed = parse(arguments, environment.stdout, environment.stderr)
    if isinstance(parsed, int):
        return parsed
    from flashdesign.cli import command_forwarding
    from flashdesign.cli.commands import COMMAND_FUNCTIONS

    if environment.context is not None and not command_forwarding.can_be_forwarded(parsed):
        raise command_forwarding.NotForwardedError(parsed.command)

    def run_locally(environment: CliEnvironment) -> int:
        return COMMAND_FUNCTIONS[parsed.command](parsed, environment, terminal)

    try:
        return run_locally(environment)
    except CollectionOpenError:
        code = command_forwarding.forward(arguments, parsed, environment, terminal)
    if code is None:
        # The window has closed in the meantime, or cannot be reached.
        return run_locally(replace(environment, ask_window=None))
    return code


def _is_archive(argument: str) -> bool:
    return Path(argument).suffix.lower() == ".zip"


def _in_one_line(error: FlashDesignError) -> str:
    first, *others = str(error).splitlines() or [type(error).__name__]
    if not others:
        return first
    count = len(others)
    if isinstance(error, DeckFormatError):
        sentence = ngettext(
            "{first} (and {n} more; `flashdesign check FILE` lists it)",
            "{first} (and {n} more; `flashdesign check FILE` lists them)",
            count,
        )
    else:
        sentence = ngettext("{first} (and {n} more)", "{first} (and {n} more)", count)
    return sentence.format(first=first, n=count)
