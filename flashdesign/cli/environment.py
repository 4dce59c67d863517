"""The environment of a command, and its exit codes."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flashdesign.paths import AppPaths

if TYPE_CHECKING:
    from flashdesign.cli.keyboard import Keys
    from flashdesign.services.collection.forwarded_command import ForwardedCommand
    from flashdesign.services.context import Clock, Context

# Has the window that has a collection open run a command, and forwards its output; returns the
# exit code, or None where there is no window.
AskWindow = Callable[[AppPaths, "ForwardedCommand", Callable[[str, str], None]], int | None]
OK, FAILED = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class CliEnvironment:
    """The environment of a command; values left None are determined when they are needed.

    `folder` is the base of relative paths. `context` is a collection that is already open and
    stays open, for a command forwarded to the window.
    """

    paths: Callable[[Path | None], AppPaths]
    open_context: Callable[[AppPaths], "Context"]
    clock: "Clock"
    environ: Mapping[str, str]
    stdin: TextIO
    stdout: TextIO
    stderr: TextIO
    decks: Path | None = None
    columns: int | None = None
    bold: bool | None = None
    keys: "Keys | None" = None
    folder: Path = Path()
    context: "Context | None" = None
    ask_window: AskWindow | None = None
