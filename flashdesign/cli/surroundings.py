"""What a command is given of the world, and what it may answer."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, TextIO

from flashdesign.paths import Places

if TYPE_CHECKING:
    from flashdesign.cli.keyboard import Keys
    from flashdesign.services.context import Clock, Context
    from flashdesign.services.handed_commands import CommandCall

# Asks the window that has a collection to run a command, and hands on what that writes; returns
# the exit code, or None where there is no window.
AskWindow = Callable[[Places, "CommandCall", Callable[[str, str], None]], int | None]
OK, FAILED = 0, 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Surroundings:
    """What a command is given of the world; what is left None is found out when it is needed.

    `folder` is what relative paths are relative to. `context` is a collection that is open already
    and stays so: the command was handed to the window.
    """

    places: Callable[[Path | None], Places]
    open_context: Callable[[Places], "Context"]
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
