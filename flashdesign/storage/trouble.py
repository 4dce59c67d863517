"""Say in plain words what SQLite complains about."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    DiskError,
    DiskFailedError,
    DiskFullError,
    disk_error,
)

_PRIMARY = 0xFF
_HELD = {sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED, sqlite3.SQLITE_PROTOCOL}
_DAMAGED = {sqlite3.SQLITE_CORRUPT, sqlite3.SQLITE_NOTADB}


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
    except (sqlite3.Error, OSError) as error:
        plain = explain(path, error)
        if plain is None:
            raise
        raise plain from error


def explain(path: Path, error: BaseException | None) -> CollectionError | None:
    """Return the error to show, or None where it is no failure of file or disk."""
    if not isinstance(error, sqlite3.Error):
        return _explain_system(path, error)
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code in _HELD:
        return CollectionOpenError(path)
    if code in _DAMAGED:
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
        if path.exists():
            path.open("rb+").close()
    except OSError as error:
        return disk_error(error, path)
    # Nothing can be made beside it.
    return CollectionReadOnlyError(path)


def _explain_system(path: Path, error: BaseException | None) -> CollectionError | None:
    if isinstance(error, IsADirectoryError):
        advice = "Choose a file with --collection; nothing was changed."
        return CollectionError(path, "this is a folder, not a collection.", advice)
    return disk_error(error, path) if isinstance(error, OSError) else None
