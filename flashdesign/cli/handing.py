"""Forwarding of commands to the window that has the collection open, which runs them."""

from collections.abc import Mapping, Sequence
from io import BytesIO, StringIO, TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING

from flashdesign.cli.arguments import Arguments
from flashdesign.cli.surroundings import Surroundings
from flashdesign.cli.terminal import Terminal
from flashdesign.errors import FlashDesignError
from flashdesign.i18n import ENGLISH, N_, in_language, language, languages
from flashdesign.services.handed_commands import CommandCall, CommandResult

if TYPE_CHECKING:
    from flashdesign.paths import Places
    from flashdesign.services.context import Clock, Context

_READING = frozenset(
    {"decks", "due", "cards", "log", "stats", "doctor", "backup", "archive", "export"}
)
_CHANGING = frozenset({"import", "rebuild"})
_LARGE = frozenset({"import", "rebuild", "export", "archive", "cards", "log"})
_READING_DRILLS = frozenset({"list", "show", "score", "attempts"})
_CHANGING_DRILLS = frozenset({"regrade"})


class NotHandedError(FlashDesignError):
    """A command cannot run while the window has the collection open."""

    def __init__(self, verb: str) -> None:
        super().__init__(
            N_("`{verb}` cannot run while the window has the collection open."), verb=verb
        )


def may_be_handed(arguments: Arguments) -> bool:
    """Return whether a window can run this command: it asks nothing and replaces no open file."""
    if arguments.verb == "drill":
        return arguments.action in _READING_DRILLS | _CHANGING_DRILLS
    return arguments.verb in _READING | _CHANGING


def hand_over(
    given: Sequence[str], arguments: Arguments, surroundings: Surroundings, terminal: Terminal
) -> int | None:
    """Have the window that has the collection open run the command; return its exit code.

    Returns None where no window can be reached, or where a window cannot run this command. Raises
    WindowError where the window fails to run it.
    """
    ask = surroundings.ask_window
    if ask is None or not may_be_handed(arguments):
        return None
    call = CommandCall(
        tuple(given),
        str(Path.cwd()),
        terminal.columns,
        bold=terminal.is_bold,
        encoding=terminal.encoding,
        changes=_changes(arguments),
        is_large=arguments.verb in _LARGE,
        language=language(),
    )
    return ask(surroundings.places(arguments.collection), call, terminal.repeat)


def run_handed(
    context: "Context", call: CommandCall, clock: "Clock", environ: Mapping[str, str]
) -> CommandResult:
    """Run another process's command on the open collection; return its output.

    The output is in the caller's language where this version has it, else in English.
    """
    from flashdesign.cli.main import run

    def refuse(_places: "Places") -> "Context":
        raise NotHandedError(call.arguments[0])

    out, err = _Capture(call.encoding), _Capture(call.encoding)
    surroundings = Surroundings(
        places=lambda _chosen: context.places,
        open_context=refuse,
        clock=clock,
        environ=environ,
        stdin=StringIO(),
        stdout=out.stream,
        stderr=err.stream,
        columns=call.columns,
        bold=call.bold,
        folder=Path(call.folder),
        context=context,
    )
    with in_language(call.language if call.language in languages() else ENGLISH):
        code = run(call.arguments, surroundings)
    return CommandResult(code, out.text(), err.text())


def _changes(arguments: Arguments) -> bool:
    """Return whether the command may change notes or answers."""
    if arguments.dry_run:
        return False
    return arguments.verb in _CHANGING or arguments.action in _CHANGING_DRILLS


class _Capture:
    """A stream that keeps only what the other process's terminal can show."""

    def __init__(self, encoding: str) -> None:
        self._bytes, self._encoding = BytesIO(), encoding
        self.stream = TextIOWrapper(self._bytes, encoding, errors="replace", newline="")

    def text(self) -> str:
        """Return what was written."""
        self.stream.flush()
        return self._bytes.getvalue().decode(self._encoding)
