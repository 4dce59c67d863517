"""Diagnostics: versions, missing libraries and problems of a collection."""

import platform as system
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from traceback import format_exception

from flashdesign import __version__
from flashdesign.i18n.translation import _
from flashdesign.services.collection.qt_requirements import (
    MissingLibrary,
    missing_libraries,
    socket_problem,
    window_problem,
)
from flashdesign.services.collection.socket_folder import socket_folder_problem

_PACKAGES = ("PySide6-Essentials", "SQLAlchemy", "fsrs", "PyYAML", "markdown-it-py", "platformdirs")


@dataclass(frozen=True, slots=True)
class SystemReport:
    """The system that the program runs on.

    `window`: why no window can open, in two lines; `socket`: why an open window cannot be reached.
    """

    versions: dict[str, str]
    system: str
    missing: tuple[MissingLibrary, ...]
    window: tuple[str, str] | None
    socket: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class CollectionReport:
    """The state of a collection: problems, notices and its newest backup."""

    path: Path
    problems: tuple[str, ...] = ()
    notices: tuple[str, ...] = ()
    newest_backup: str | None = None


def system_report(environ: Mapping[str, str]) -> SystemReport:
    """Return the system that the program runs on."""
    return SystemReport(
        versions(),
        system.platform(),
        missing_libraries(environ),
        window_problem(environ),
        socket_problem() or socket_folder_problem(environ),
    )


def versions() -> dict[str, str]:
    """Return the versions of the program, of Python and of the main libraries."""
    found = {"FlashDesign": __version__, "Python": sys.version.split()[0]}
    for name in _PACKAGES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            found[name] = _("not installed as a package")
    return found


def bug_report(error: BaseException) -> str:
    """Return a request to report an unexpected error, and the report."""
    heading = _(
        "Something went wrong in FlashDesign; your answers are safe. Please copy this text and "
        "send it to whoever gave you the program:"
    )
    return f"{heading}\n\n{bug_details(error)}"


def bug_details(error: BaseException) -> str:
    """Return the versions and the trace that a report of an unexpected error needs."""
    installed = ", ".join(f"{name} {number}" for name, number in versions().items())
    trace = "".join(format_exception(error)).rstrip()
    return f"{installed}\n{system.platform()}\n{trace}"
