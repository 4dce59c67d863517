"""Say in plain words what SQLite complains about."""

import os
import sqlite3
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

_PRIMARY = 0xFF
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}
# SQLite and its driver have no code of their own for these.
_UNDECODED = "could not decode"
_SIGNS_OF_DAMAGE = (
    "unsupported file format",
    "malformed",
    "no such table",
    "no such column",
)
_GENERAL = {0, sqlite3.SQLITE_ERROR}


@contextmanager
def translated(path: Path) -> Iterator[None]:
    """Raise SQLite's complaints about the file at `path` as errors fit to show a person."""
    try:
        yield
    except DBAPIError as error:
        plain = explain(path, error.orig)
        if plain is None:
            raise
        raise plain from error
    except DamagedRowError as error:
        raise CollectionDamagedError(path, error.problem) from error
    except (sqlite3.Error, OSError, UnicodeDecodeError) as error:
        plain = explain(path, error)
        if plain is None:
            raise
        raise plain from error


def explain(path: Path, error: BaseException | None) -> CollectionError | None:
    """Return the error to show, or None where it is no failure of file or disk."""
    if isinstance(error, UnicodeDecodeError) or _UNDECODED in str(error).lower():
        # Not in the driver's words: they hold the text, which may be a card's.
        return CollectionDamagedError(path, "a text in it cannot be read")
    if not isinstance(error, sqlite3.Error):
        return _explain_system(path, error)
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _HELD:
        return CollectionOpenError(path)
    if code in _DAMAGED or (code in _GENERAL and _is_damage(error)):
        return CollectionDamagedError(path, str(error))
    return _explain_disk(path, error)


def _explain_disk(path: Path, error: sqlite3.Error) -> DiskError | None:
    code = getattr(error, "sqlite_errorcode", 0)
    if code == sqlite3.SQLITE_READONLY_DBMOVED:
        return DiskFailedError(path, "the file was moved or deleted while it was open")
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
    """Return why SQLite cannot open the file or one beside it, which it does not tell."""
    try:
        path.parent.stat()
        if path.is_dir():
            raise IsADirectoryError(EISDIR, os.strerror(EISDIR), path)
    except OSError as error:
        return disk_error(error, path)
    # The file itself is not opened to find out: closing it again would end SQLite's locks on it.
    return CollectionReadOnlyError(path)


def _is_damage(error: sqlite3.Error) -> bool:
    # The driver's own errors have no code; SQLite's most general one is also that of our mistakes.
    return any(sign in str(error).lower() for sign in _SIGNS_OF_DAMAGE)


def _explain_system(path: Path, error: BaseException | None) -> CollectionError | None:
    if isinstance(error, IsADirectoryError):
        advice = "Choose a file with --collection; nothing was changed."
        return CollectionError(path, "this is a folder, not a collection.", advice)
    return disk_error(error, path) if isinstance(error, OSError) else None
