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


@pytest.mark.parametrize(
    ("error", "said"),
    [
        pytest.param(
            sqlite3.OperationalError("Could not decode to UTF-8 column 'body' with text 'My'"),
            "a text in it cannot be read",
            id="a text that is none",
        ),
        pytest.param(
            UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
            "a text in it cannot be read",
            id="the driver's own decoding",
        ),
        pytest.param(sqlite3.OperationalError("unsupported file format"), "format", id="header"),
        pytest.param(sqlite3.DatabaseError("malformed database schema"), "schema", id="schema"),
        pytest.param(sqlite3.OperationalError("no such table: card"), "card", id="a table is gone"),
    ],
)
def test_damage_without_a_code_of_its_own(error: Exception, said: str) -> None:
    with pytest.raises(CollectionDamagedError, match=said) as told, translated(PATH):
        raise error
    assert "My" not in str(told.value)


def test_a_mistake_of_ours_is_not_explained_away() -> None:
    with pytest.raises(sqlite3.OperationalError), translated(PATH):
        raise failure(sqlite3.SQLITE_CONSTRAINT)


def test_other_failures_of_files_pass() -> None:
    with pytest.raises(FileNotFoundError), translated(PATH):
        PATH.read_bytes()
