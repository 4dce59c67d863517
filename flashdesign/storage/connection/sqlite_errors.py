"""SQLite errors as errors to show to the user."""

import os
import sqlite3
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from errno import EISDIR
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    DamagedRowError,
    DiskError,
    DiskFailedError,
    DiskFullError,
    disk_error,
)
from flashdesign.i18n.translation import N_, LazyText

# Raised by values that were never stored so: no text, no JSON, another shape, an unknown name.
UNREADABLE = (
    ValueError,
    TypeError,
    LookupError,
    AttributeError,
    ArithmeticError,
    RecursionError,
    zlib.error,
)


_PRIMARY = 0xFF
_LOCKED = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# SQLite and its driver have no code of their own for these.
_UNDECODED = "could not decode"
_DAMAGE_MESSAGES = (
    "unsupported file format",
    "malformed",
    "no such table",
    "no such column",
)
_GENERAL = {0, sqlite3.SQLITE_ERROR}


@contextmanager
def translate_errors(path: Path) -> Iterator[None]:
    """Raise SQLite errors about the file at `path` as errors to show to the user."""
    try:
        yield
    except DBAPIError as error:
        shown = to_shown_error(path, error.orig)
        if shown is None:
            raise
        raise shown from error
    except DamagedRowError as error:
        raise CollectionDamagedError(path, error.problem) from error
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        shown = to_shown_error(path, error)
        if shown is None:
            raise
        raise shown from error


def to_shown_error(path: Path, error: BaseException | None) -> CollectionError | None:
    """Return the error to show, or None if the error is not a failure of the file or the disk."""
    if isinstance(error, UnicodeDecodeError) or _UNDECODED in str(error).lower():
        # The driver's own message contains the text, which may be that of a card.
        return CollectionDamagedError(path, LazyText(N_("a text in it cannot be read")))
    if not isinstance(error, sqlite3.Error):
        return _explain_system(path, error)
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _LOCKED:
        return CollectionOpenError(path)
    if code in _DAMAGED or (code in _GENERAL and _is_damage(error)):
        return CollectionDamagedError(path, str(error))
    return _explain_disk(path, error)


def _explain_disk(path: Path, error: sqlite3.Error) -> DiskError | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        moved = LazyText(N_("the file was moved or deleted while it was open"))
        return DiskFailedError(path, moved)
    match code & _PRIMARY:
        case sqlite3.SQLITE_FULL:
            return DiskFullError(path)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_PERM:
            return CollectionReadOnlyError(path)
        case sqlite3.SQLITE_IOERR:
            return DiskFailedError(path, str(error))
        case sqlite3.SQLITE_CANTOPEN:
            return _cannot_open(path)
        case _:
            return None


def _cannot_open(path: Path) -> DiskError:
    """Return why the file or a file next to it cannot be opened; SQLite does not report that."""
    try:
        path.parent.stat()
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), path)
    except OSError as error:
        return disk_error(error, path)
    # The file is not opened to find out: closing it again would release SQLite's locks on it.
    return CollectionReadOnlyError(path)


def _is_damage(error: sqlite3.Error) -> bool:
    # Errors of the driver itself have no code, and SQLite's general code also covers our own bugs.
    return any(message in str(error).lower() for message in _DAMAGE_MESSAGES)


def _explain_system(path: Path, error: BaseException | None) -> CollectionError | None:
    if isinstance(error, IsADirectoryError):
        advice = N_("Choose a file with --collection; nothing was changed.")
        return CollectionError(path, N_("this is a folder, not a collection."), advice)
    return disk_error(error, path) if isinstance(error, OSError) else None
