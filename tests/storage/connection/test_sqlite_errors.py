"""SQLite errors become errors to show to the user."""

import errno
import os
import sqlite3
from pathlib import Path

import pytest

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    DiskError,
    DiskFailedError,
    DiskFullError,
)
from flashdesign.storage.connection.sqlite_errors import to_shown_error, translate_errors

PATH = Path("folder/collection.db")


def failure(code: int) -> sqlite3.Error:
    """Return the SQLite error with this code."""
    error = sqlite3.OperationalError("it failed")
    error.sqlite_errorcode = code
    return error


@pytest.mark.parametrize(
    ("code", "expected"),
    [
        pytest.param(sqlite3.SQLITE_FULL, DiskFullError, id="no space"),
        pytest.param(sqlite3.SQLITE_BUSY, CollectionOpenError, id="locked by another process"),
        pytest.param(sqlite3.SQLITE_BUSY_SNAPSHOT, CollectionOpenError, id="an extended code"),
        pytest.param(
            sqlite3.SQLITE_READONLY_DIRECTORY, CollectionReadOnlyError, id="no permission"
        ),
        pytest.param(sqlite3.SQLITE_READONLY_DBMOVED, DiskFailedError, id="moved or deleted"),
        pytest.param(sqlite3.SQLITE_CANTOPEN, DiskError, id="a folder that is gone"),
        pytest.param(sqlite3.SQLITE_CORRUPT, CollectionDamagedError, id="damaged"),
        pytest.param(sqlite3.SQLITE_NOTADB, CollectionDamagedError, id="no database"),
        pytest.param(sqlite3.SQLITE_IOERR_WRITE, DiskFailedError, id="the drive failed"),
    ],
)
def test_explain(code: int, expected: type[CollectionError]) -> None:
    assert type(to_shown_error(PATH, failure(code))) is expected


@pytest.mark.parametrize(
    ("error", "message"),
    [
        pytest.param(
            sqlite3.OperationalError("Could not decode to UTF-8 column 'body' with text 'My'"),
            "a text in it cannot be read",
            id="a text that is not UTF-8",
        ),
        pytest.param(
            UnicodeDecodeError("utf-8", b"\xff", 0, 1, "invalid"),
            "a text in it cannot be read",
            id="the driver's own decoding",
        ),
        pytest.param(sqlite3.OperationalError("unsupported file format"), "format", id="header"),
        pytest.param(sqlite3.DatabaseError("malformed database schema"), "schema", id="schema"),
        pytest.param(sqlite3.OperationalError("no such table: card"), "card", id="a missing table"),
    ],
)
def test_damage_without_an_error_code(error: Exception, message: str) -> None:
    with pytest.raises(CollectionDamagedError, match=message) as caught, translate_errors(PATH):
        raise error
    assert "My" not in str(caught.value)


def test_a_bug_is_not_reported_as_damage() -> None:
    with pytest.raises(sqlite3.OperationalError), translate_errors(PATH):
        raise failure(sqlite3.SQLITE_CONSTRAINT)


@pytest.mark.parametrize(
    ("code", "expected", "message"),
    [
        pytest.param(errno.ENOSPC, DiskFullError, "the disk is full", id="no space"),
        pytest.param(errno.EDQUOT, DiskFullError, "the disk is full", id="the quota is used up"),
        pytest.param(errno.EROFS, CollectionReadOnlyError, "cannot write in", id="read-only"),
        pytest.param(errno.EACCES, CollectionReadOnlyError, "cannot write in", id="no permission"),
        pytest.param(errno.EPERM, CollectionReadOnlyError, "cannot write in", id="not permitted"),
        pytest.param(errno.EIO, DiskFailedError, "disk or share failed", id="a failing disk"),
        pytest.param(errno.ESTALE, DiskFailedError, "disk or share failed", id="a lost share"),
        pytest.param(errno.ENODEV, DiskFailedError, "disk or share failed", id="no device"),
        pytest.param(errno.ENXIO, DiskFailedError, "disk or share failed", id="no such drive"),
        pytest.param(errno.ENOTCONN, DiskFailedError, "disk or share failed", id="no connection"),
        pytest.param(errno.ENOENT, DiskError, "there is no folder", id="a folder that is gone"),
        pytest.param(errno.EMFILE, DiskError, "Too many open files", id="anything else"),
    ],
)
def test_system_errors_are_classified_by_number(
    code: int, expected: type[DiskError], message: str
) -> None:
    with pytest.raises(expected, match=message) as caught, translate_errors(PATH):
        raise OSError(code, os.strerror(code))
    assert type(caught.value) is expected
    assert str(caught.value).startswith("collection.db: ")


def test_a_file_that_cannot_be_opened_is_examined(tmp_path: Path) -> None:
    known = to_shown_error(tmp_path / "new.db", failure(sqlite3.SQLITE_CANTOPEN))
    assert type(known) is CollectionReadOnlyError, "it cannot be created"
    (tmp_path / "folder").mkdir()
    known = to_shown_error(tmp_path / "folder", failure(sqlite3.SQLITE_CANTOPEN))
    assert isinstance(known, DiskError)
    assert "Is a directory" in str(known)
