"""What this machine and this collection are like: versions, what is missing, what is odd."""

import platform as system
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import format_exception

from flashdesign import __version__
from flashdesign.services.qt_needs import Missing, missing_libraries, socket_problem, window_problem
from flashdesign.services.socket_place import place_problem

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "fsrs", "PyYAML", "markdown-it-py", "platformdirs")


@dataclass(frozen=True, slots=True)
class Machine:
    """What the program runs on.

    `window` says in two lines why none can open, if so; `socket` why an open one cannot be reached.
    """

    versions: dict[str, str]
    system: str
    missing: tuple[Missing, ...]
    window: tuple[str, str] | None
    socket: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Finding:
    """How a collection is: what is wrong with it, what is merely odd, and its newest copy."""

    path: Path
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    newest_backup: str | None = None


def machine(environ: Mapping[str, str]) -> Machine:
    """Return what the program runs on."""
    return Machine(
        versions(),
        system.platform(),
        missing_libraries(environ),
        window_problem(environ),
        socket_problem() or place_problem(environ),
    )


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of what it is built on."""
    found = {"FlashDesign": __version__, "Python": sys.version.split()[0]}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = "not installed as a package"
    return found


def bug_report(error: BaseException) -> str:
    """Return what to copy into a report of an error that nobody expected."""
    known = ", ".join(f"{name} {number}" for name, number in versions().items())
    trace = "".join(format_exception(error)).rstrip()
    return (
        "This is a mistake in FlashDesign; your answers are safe. Please report it with this text:"
        f"\n\n{known}\n{system.platform()}\n{trace}"
    )
