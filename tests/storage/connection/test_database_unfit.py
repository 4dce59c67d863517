"""A file or folder that cannot be used gives a clear error and stays unchanged."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionReadOnlyError,
    CollectionTooNewError,
    DiskFullError,
)
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks
from flashdesign.storage.schema.migrations import VERSION
from tests.support.storage.collections import fill, opened

NOBODY = 65_534


@contextmanager
def without_rights(folder: Path, mode: int = 0o444) -> Iterator[None]:
    """Remove write permission from `folder`; root would keep it, so become `nobody`."""
    is_root = os.geteuid() == 0
    folder.chmod(0o555)
    for file in folder.iterdir():
        file.chmod(mode)
    if is_root:
        os.seteuid(NOBODY)
    try:
        yield
    finally:
        if is_root:
            os.seteuid(0)
        folder.chmod(0o755)


@pytest.fixture
def folder() -> Iterator[Path]:
    """Yield a folder that any user can reach."""
    if not hasattr(os, "geteuid"):
        pytest.skip("folders have no such permissions on this system")
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_no_collection_can_be_created_in_a_read_only_folder(folder: Path) -> None:
    with without_rights(folder), pytest.raises(CollectionReadOnlyError, match="cannot write in"):
        Database.open(folder / "collection.db")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "mode",
    [
        pytest.param(0o444, id="the file is read-only too"),
        pytest.param(0o666, id="only the file is writable"),
    ],
)
def test_a_collection_in_a_read_only_folder_is_unchanged(folder: Path, mode: int) -> None:
    path = folder / "collection.db"
    with opened(path) as database:
        fill(database)
    before = path.read_bytes()
    with without_rights(folder, mode), pytest.raises(CollectionReadOnlyError):
        Database.open(path)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_a_folder_without_access_is_an_error(folder: Path) -> None:
    path = folder / "inner" / "collection.db"
    path.parent.mkdir(mode=0o700)
    with without_rights(folder):
        if os.geteuid() != NOBODY:
            pytest.skip("the folder is the tester's own")
        with pytest.raises(CollectionReadOnlyError):
            Database.open(path)


def _of_newer_format(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute(f"PRAGMA user_version={VERSION + 1}")


def _foreign(path: Path) -> None:
    path.unlink()
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TABLE song (title TEXT)")


def _text(path: Path) -> None:
    path.write_text("Dear diary, " * 100)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _truncated(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _without_number(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=0")


UNFIT = [
    pytest.param(_of_newer_format, CollectionTooNewError, "newer", id="of a newer format"),
    pytest.param(_foreign, CollectionError, "another program", id="of another program"),
    pytest.param(_text, CollectionDamagedError, "first bytes", id="no database at all"),
    pytest.param(_empty, CollectionDamagedError, "empty", id="empty"),
    pytest.param(_truncated, CollectionDamagedError, "truncated", id="truncated"),
    pytest.param(_without_number, CollectionDamagedError, "format number", id="incomplete"),
]


@pytest.mark.parametrize(("spoil", "error", "message"), UNFIT)
def test_an_unfit_file_is_refused_and_unchanged(
    path: Path, spoil: object, error: type[CollectionError], message: str
) -> None:
    with opened(path) as database:
        fill(database)
    assert callable(spoil)
    spoil(path)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    before = path.read_bytes()
    with pytest.raises(error, match=message):
        Database.open(path)
    assert path.read_bytes() == before
    assert path.stat().st_mtime == 1_000_000_000
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_damage_found_later_is_an_error(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    spoilt = bytearray(path.read_bytes())
    spoilt[4096:] = b"\xff" * (len(spoilt) - 4096)
    path.write_bytes(spoilt)
    with pytest.raises(CollectionDamagedError, match="damaged"), opened(path) as database:
        fill(database)


def test_an_incomplete_file_of_an_earlier_start_is_ignored(path: Path) -> None:
    path.with_name(f"{path.name}.new").write_bytes(b"half")
    with opened(path) as database, database.read() as conn:
        assert decks.decks(conn) == ()


def test_a_collection_that_cannot_be_created_leaves_no_file(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_no_room(_raw: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("flashdesign.storage.connection.database.migrate", find_no_room)
    with pytest.raises(DiskFullError):
        Database.open(path)
    assert list(path.parent.iterdir()) == []


def test_a_newer_format_is_detected_even_if_only_the_wal_has_it(path: Path) -> None:
    wal = path.with_name(f"{path.name}-wal")
    with opened(path) as database:
        with database.transaction() as conn:
            conn.exec_driver_sql(f"PRAGMA user_version={VERSION + 1}")
        killed = {file: file.read_bytes() for file in (path, wal)}
    for file, content in killed.items():
        file.write_bytes(content)
    with pytest.raises(CollectionTooNewError):
        Database.open(path)
