"""SQLite's codes in a person's words."""

import sqlite3
from pathlib import Path

import pytest

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    DiskFullError,
)
from flashdesign.storage.trouble import explain, translated

PATH = Path("folder/collection.db")


def failure(code: int) -> sqlite3.Error:
    """Return SQLite's error with this code."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(sqlite3.SQLITE_FULL, DiskFullError, id="no room"),
        pytest.param(sqlite3.SQLITE_BUSY, CollectionOpenError, id="held by another"),
        pytest.param(sqlite3.SQLITE_BUSY_SNAPSHOT, CollectionOpenError, id="an extended code"),
        pytest.param(sqlite3.SQLITE_READONLY_DIRECTORY, CollectionReadOnlyError, id="no rights"),
        pytest.param(sqlite3.SQLITE_CANTOPEN, CollectionReadOnlyError, id="cannot be opened"),
        pytest.param(sqlite3.SQLITE_CORRUPT, CollectionDamagedError, id="damaged"),
        pytest.param(sqlite3.SQLITE_NOTADB, CollectionDamagedError, id="no database"),
        pytest.param(sqlite3.SQLITE_IOERR_WRITE, CollectionError, id="the drive failed"),
    ],
)
def test_explain(code: int, expected: type[CollectionError]) -> None:
    assert type(explain(PATH, failure(code))) is expected


def test_a_mistake_of_ours_is_not_explained_away() -> None:
    with pytest.raises(sqlite3.OperationalError), translated(PATH):
        raise failure(sqlite3.SQLITE_CONSTRAINT)


def test_other_failures_of_files_pass() -> None:
    with pytest.raises(FileNotFoundError), translated(PATH):
        PATH.read_bytes()
