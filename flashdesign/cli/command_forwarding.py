"""Forwarding of commands to the window that has the collection open, which runs them."""

from collections.abc import Sequence
from pathlib import Path

from flashdesign.cli import parser
from flashdesign.cli.environment import CliEnvironment
from flashdesign.cli.parser import Arguments, Command, WindowAccess
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, language
from flashdesign.services.collection.forwarded_command import ForwardedCommand


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
    return _command(arguments).in_window is not WindowAccess.NEVER


def forward(
    given: Sequence[str], arguments: Arguments, environment: CliEnvironment, terminal: Terminal
) -> int | None:
    """Have the window that has the collection open run the command; return its exit code.

    Returns None where no window can be reached, or where a window cannot run this command. Raises
    ForwardingError where the window fails to run it.
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
        is_large=_command(arguments).is_large,
        language=language(),
    )
    return ask(environment.paths(arguments.collection), call, terminal.forward)


def _changes(arguments: Arguments) -> bool:
    """Return whether the command may change notes or answers."""
    return _command(arguments).in_window is WindowAccess.CHANGING and not arguments.dry_run


def _command(arguments: Arguments) -> Command:
    found = parser.COMMANDS[arguments.command]
    return parser.DRILL_ACTIONS.get(arguments.action or "", found)
