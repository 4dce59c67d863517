"""The object graph, built once; only this module reads the system clock and random source."""

import os
import sys
import time
from collections.abc import Callable, Sequence
from datetime import UTC, datetime
from pathlib import Path
from random import SystemRandom
from typing import TYPE_CHECKING

from flashdesign.cli.environment import CliEnvironment
from flashdesign.cli.main import named_collection, parse_window_call
from flashdesign.cli.main import run as run_command
from flashdesign.errors import FlashDesignError
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import (
    ENGLISH,
    VARIABLE,
    language,
    language_from,
    languages,
    set_language,
)
from flashdesign.paths import AppPaths, resolve_paths

if TYPE_CHECKING:
    from flashdesign.services.collection.forwarded_command import CommandResult, ForwardedCommand
    from flashdesign.services.context import Context


class SystemClock:
    """The system clock and time zone."""

    def now_ms(self) -> int:
        """Return the time in UTC ms."""
        return time.time_ns() // 1_000_000

    def zone_min(self, at: int) -> int:
        """Return the local zone's offset from UTC in minutes at `at` (UTC ms)."""
        offset = datetime.fromtimestamp(at / 1000, UTC).astimezone().utcoffset()
        return 0 if offset is None else round(offset.total_seconds() / 60)

    def monotonic(self) -> float:
        """Return seconds that never go backwards."""
        return time.monotonic()


def open_context(where: AppPaths) -> "Context":
    """Open the collection at `where` with the system clock and random source."""
    from flashdesign.services.collection.lifecycle import open_collection

    return open_collection(where, SystemClock(), SystemRandom(), decimal_comma=uses_decimal_comma())


def uses_decimal_comma() -> bool:
    """Return whether the language, or with English the locale, writes 1,234 for 1.234."""
    import locale

    if language() != ENGLISH:
        return formatting.has_decimal_comma()
    before = locale.setlocale(locale.LC_NUMERIC)
    try:
        locale.setlocale(locale.LC_NUMERIC, "")
        return locale.localeconv()["decimal_point"] == ","
    except locale.Error:
        return False
    finally:
        locale.setlocale(locale.LC_NUMERIC, before)


def restore_copy(where: AppPaths, copy: Path) -> None:
    """Replace a collection that is not open with a backup."""
    from flashdesign.services.collection.maintenance import restore_closed

    restore_closed(where, copy, SystemClock())


def run_in_window(
    where: AppPaths, call: "ForwardedCommand", write: Callable[[str, str], None]
) -> int | None:
    """Let the window that has the collection open run a command; return None without a window."""
    try:
        from flashdesign.ui.window.single_instance import SingleInstance
    except ImportError:
        return None  # a library that QtNetwork needs is missing; `doctor` reports which
    return SingleInstance(where.collection).run_command(call, write)


def run_forwarded_command(context: "Context", call: "ForwardedCommand") -> "CommandResult":
    """Run a command that another process sent to this window."""
    from flashdesign.cli import run_forwarded

    return run_forwarded.run_forwarded(context, call, SystemClock(), os.environ)


def run_window(collection: Path | None, file: Path | None = None) -> int:
    """Open the window, with the import of `file` if given; return the exit code."""
    from flashdesign.services.collection.qt_requirements import window_problem

    problem = window_problem(os.environ)
    if problem is not None:
        sys.stderr.write("\n".join(problem) + "\n")
        return 1
    from flashdesign.ui.app.startup import run

    path = file and file.absolute()
    return run(resolve_paths(collection), open_context, restore_copy, path, run_forwarded_command)


def command_language(arguments: Sequence[str]) -> str:
    """Return the language of a command: of its environment variable, the settings or the system.

    The window stores the setting beside the collection, so that it is known before this is opened.
    """
    from flashdesign.ui.window import window_state

    named = named_collection(arguments)
    try:
        folder = resolve_paths(named).collection.parent
    except FlashDesignError:
        return language_from(os.environ)  # the command reports the error
    chosen = window_state.load(folder).language
    is_chosen = chosen in languages() and not os.environ.get(VARIABLE)
    return chosen if is_chosen else language_from(os.environ)


def run(arguments: Sequence[str]) -> int:
    """Open the window or run the command given in `arguments`; return the exit code."""
    set_language(language_from(os.environ))
    window = parse_window_call(arguments)
    if window is not None:
        return run_window(window.collection, window.file)
    set_language(command_language(arguments))
    environment = CliEnvironment(
        paths=resolve_paths,
        open_context=open_context,
        clock=SystemClock(),
        environ=os.environ,
        stdin=sys.stdin,
        stdout=sys.stdout,
        stderr=sys.stderr,
        ask_window=run_in_window,
    )
    return run_command(arguments, environment)
