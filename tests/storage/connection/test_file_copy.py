"""A copy is complete and checked before it gets its name."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.errors import CollectionDamagedError
from flashdesign.storage.connection.file_copy import quick_check, read_only, verified_copy
from tests.support.storage.collections import fill, opened


def test_a_copy_of_an_open_collection_includes_the_write_ahead_log(path: Path) -> None:
    target = path.with_name("copies") / "copy.db"
    with opened(path) as database:
        fill(database)
        database.copy_to(target)
    with closing(sqlite3.connect(target)) as raw:
        assert raw.execute("SELECT count(*) FROM note").fetchone() == (3,)
        assert raw.execute("PRAGMA journal_mode").fetchone() == ("delete",)
        assert quick_check(raw) is None
    assert [file.name for file in target.parent.iterdir()] == ["copy.db"]


class Turns:
    """A lock that another thread takes whenever it is free, to write a row."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw, self.written, self._is_held = raw, 0, False

    def acquire(self) -> bool:
        assert not self._is_held
        self._is_held = True
        return True

    def release(self) -> None:
        self._is_held = False
        self._raw.execute("INSERT INTO x VALUES (?)", (f"late {self.written}",))
        self.written += 1


def test_other_threads_can_write_and_the_copy_has_it(path: Path) -> None:
    target = path.with_name("copy.db")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE x (y TEXT)")
        raw.execute("BEGIN")
        raw.executemany("INSERT INTO x VALUES (?)", [("early" * 1_000,) for _ in range(4_000)])
        raw.execute("COMMIT")
        turns = Turns(raw)
        verified_copy(raw, target, turns)
    assert turns.written > 2
    with read_only(target) as copy:
        late = copy.execute("SELECT count(*) FROM x WHERE y LIKE 'late%'").fetchone()[0]
    assert late == turns.written - 2  # two turns came after everything was copied


class Failing(sqlite3.Connection):
    """A database whose copy fills the disk, and which leaves sidecars of the copy."""

    def backup(self, target: sqlite3.Connection, **_: object) -> None:
        (_, _, name) = target.execute("PRAGMA database_list").fetchone()
        for suffix in ("-journal", "-wal", "-shm"):
            Path(name + suffix).write_bytes(b"left")
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error


def test_a_copy_that_fails_leaves_nothing_behind(path: Path) -> None:
    folder = path.with_name("copies")
    with closing(sqlite3.connect(path, factory=Failing)) as raw:
        raw.execute("CREATE TABLE x (y TEXT)")
        with pytest.raises(sqlite3.OperationalError, match="full"):
            verified_copy(raw, folder / "copy.db")
    assert list(folder.iterdir()) == []


def test_a_damaged_original_is_not_copied_and_the_last_copy_stays(path: Path) -> None:
    target = path.with_name("copy.db")
    target.write_text("the last good copy")
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        raw.execute("CREATE TABLE x (y UNIQUE)")
        raw.executemany("INSERT INTO x VALUES (?)", [(f"{n:0500}",) for n in range(100)])
    spoilt = bytearray(path.read_bytes())
    spoilt[5 * 4096 : 6 * 4096] = bytes(4096)
    path.write_bytes(spoilt)
    with (
        closing(sqlite3.connect(path)) as raw,
        pytest.raises((CollectionDamagedError, sqlite3.DatabaseError)),
    ):
        verified_copy(raw, target)
    assert target.read_text() == "the last good copy"
    assert not target.with_name("copy.db.part").exists()


def test_a_locked_original_is_an_error_at_once(path: Path) -> None:
    with (
        opened(path),
        closing(sqlite3.connect(path, timeout=0)) as raw,
        pytest.raises(sqlite3.OperationalError, match="locked"),
    ):
        verified_copy(raw, path.with_name("copy.db"))


def test_reading_leaves_no_trace(path: Path) -> None:
    with opened(path):
        pass
    before = path.read_bytes()
    with read_only(path) as raw:
        assert raw.execute("SELECT count(*) FROM note").fetchone() == (0,)
        with pytest.raises(sqlite3.OperationalError, match="readonly"):
            raw.execute("DELETE FROM note")
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]
