"""Forwarding of commands to the window that has the collection open, which runs them."""

from collections.abc import Sequence
from pathlib import Path

from flashdesign.cli.environment import CliEnvironment
from flashdesign.cli.parser import Arguments
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, language
from flashdesign.services.collection.window_commands import ForwardedCommand

_READING = frozenset(
    {"decks", "due", "cards", "log", "stats", "doctor", "backup", "archive", "export"}
)
_CHANGING = frozenset({"import", "rebuild"})
_LARGE = frozenset({"import", "rebuild", "export", "archive", "cards", "log"})
_READING_DRILLS = frozenset({"list", "show", "score", "attempts"})
_CHANGING_DRILLS = frozenset({"regrade"})


class NotForwardedError(FlashDesignError):
    """A command cannot run while the window has the collection open."""

    def __init__(self, verb: str) -> None:
        super().__init__(
            N_(
                "`{verb}` cannot run while the window has the collection open. "
                "Close the window, then try again."
            ),
            verb=verb,
        )


def can_be_forwarded(arguments: Arguments) -> bool:
    """Return whether the command needs no input and does not replace the collection."""
    if arguments.command == "drill":
        return arguments.action in _READING_DRILLS | _CHANGING_DRILLS
    return arguments.command in _READING | _CHANGING


def forward(
    given: Sequence[str], arguments: Arguments, environment: CliEnvironment, terminal: Terminal
) -> int | None:
    """Have the window that has the collection open run the command; return its exit code.

    Returns None where no window can be reached, or where a window cannot run this command. Raises
    WindowError where the window fails to run it.
    """
    ask = environment.ask_window
    if ask is None or not can_be_forwarded(arguments):
        return None
    call = ForwardedCommand(
        tuple(given),
        str(Path.cwd()),
        terminal.columns,
        is_bold=terminal.is_bold,
        encoding=terminal.encoding,
        is_changing=_changes(arguments),
        is_large=arguments.command in _LARGE,
        language=language(),
    )
    return ask(environment.paths(arguments.collection), call, terminal.forward)


def _changes(arguments: Arguments) -> bool:
    """Return whether the command may change notes or answers."""
    if arguments.dry_run:
        return False
    return arguments.command in _CHANGING or arguments.action in _CHANGING_DRILLS
