"""One connection: exclusive, durable, all or nothing, and plain words where the file is unfit."""

import os
import sqlite3
import tempfile
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from flashdesign.domain.scoring import Rating
from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionOpenError,
    CollectionReadOnlyError,
    CollectionTooNewError,
    DiskFullError,
    NotFoundError,
)
from flashdesign.storage import notes, settings
from flashdesign.storage.database import Database, configure
from flashdesign.storage.migrations import VERSION
from tests.storage.samples import LRU, TODAY, Learner, at, fill, opened

NOBODY = 65_534


def test_what_was_stored_is_there_after_reopening(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        Learner(database).answer(LRU, Rating.GOOD, at(TODAY))
    with opened(path) as database, database.read() as conn:
        assert notes.card(conn, LRU).memory.reps == 1


def test_a_closed_collection_is_one_file(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        pytest.param("journal_mode", "wal", id="a write-ahead log"),
        pytest.param("synchronous", 2, id="each commit waits for the disk"),
        pytest.param("foreign_keys", 1, id="references are checked"),
        pytest.param("locking_mode", "exclusive", id="nobody else comes in"),
        pytest.param("wal_autocheckpoint", 0, id="no checkpoint in the middle of a sitting"),
        pytest.param("user_version", VERSION, id="the format's number"),
    ],
)
def test_the_connection_is_set_up(database: Database, pragma: str, expected: object) -> None:
    with database.read() as conn:
        assert conn.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected


def test_a_second_opener_is_refused_at_once(database: Database, path: Path) -> None:
    with pytest.raises(CollectionOpenError, match="open in another window"):
        Database.open(path)
    with database.transaction() as conn:
        settings.put(conn, "still", "writable")


def test_a_missing_collection_is_not_made_unasked(path: Path) -> None:
    with pytest.raises(NotFoundError):
        Database.open(path, create=False)
    assert not path.exists()


def test_a_failure_within_a_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="midway"), database.transaction() as conn:  # noqa: PT012
        settings.put(conn, "half", 1)
        raise ValueError("midway")  # noqa: EM101
    with database.read() as conn:
        assert settings.get(conn, "half") is None


def test_a_transaction_within_a_transaction_joins_it(database: Database) -> None:
    with database.transaction() as outer:
        settings.put(outer, "outer", 1)
        with database.transaction() as inner, database.read() as reading:
            settings.put(inner, "inner", settings.get(reading, "outer"))
    with database.read() as conn:
        assert settings.get(conn, "inner") == 1


def test_a_write_within_a_read_is_a_bug(database: Database) -> None:
    with (
        database.read(),
        pytest.raises(RuntimeError, match="inside a read"),
        database.transaction(),
    ):
        pass


def test_threads_take_turns(database: Database) -> None:
    def count_up() -> None:
        for _ in range(50):
            with database.transaction() as conn:
                settings.put(conn, "count", (settings.get(conn, "count") or 0) + 1)

    threads = [Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as conn:
        assert settings.get(conn, "count") == 200


def test_closing_twice_does_nothing(path: Path) -> None:
    database = Database.open(path)
    database.close()
    database.close()


def test_checkpoint_empties_the_log_of_writes(database: Database, path: Path) -> None:
    wal = path.with_name(f"{path.name}-wal")
    assert wal.stat().st_size > 0
    database.checkpoint()
    assert wal.stat().st_size == 0


def test_a_full_disk_is_told_and_costs_only_the_last_answer(learner: Learner) -> None:
    first = learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.read() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with (
        pytest.raises(DiskFullError, match="the last answer was not stored"),
        learner.database.transaction() as conn,
    ):
        settings.put(conn, "large", "x" * 100_000)
    with learner.database.read() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert learner.card(LRU).memory == first
    learner.answer(LRU, Rating.GOOD, at(TODAY, 13))


def test_a_write_where_none_is_allowed_is_told(database: Database) -> None:
    with database.read() as conn:
        conn.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(CollectionReadOnlyError), database.transaction() as conn:
        settings.put(conn, "x", 1)


@contextmanager
def without_rights(folder: Path, mode: int = 0o444) -> Iterator[None]:
    """Take away the right to write in `folder`; root would keep it and acts as nobody instead."""
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
    """Yield a folder to which everybody finds the way."""
    if not hasattr(os, "geteuid"):
        pytest.skip("folders have no such rights here")
    with tempfile.TemporaryDirectory() as name:
        yield Path(name)


def test_no_collection_can_be_made_in_a_locked_folder(folder: Path) -> None:
    with without_rights(folder), pytest.raises(CollectionReadOnlyError, match="cannot write in"):
        Database.open(folder / "collection.db")
    assert list(folder.iterdir()) == []


@pytest.mark.parametrize(
    "mode",
    [
        pytest.param(0o444, id="the file too is locked"),
        pytest.param(0o666, id="the file alone may be written"),
    ],
)
def test_a_collection_in_a_locked_folder_is_left_as_it_is(folder: Path, mode: int) -> None:
    path = folder / "collection.db"
    with opened(path) as database:
        fill(database)
    before = path.read_bytes()
    with without_rights(folder, mode), pytest.raises(CollectionReadOnlyError):
        Database.open(path)
    assert path.read_bytes() == before
    assert list(folder.iterdir()) == [path]


def test_a_folder_nobody_may_enter_is_told(folder: Path) -> None:
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


def _cut_short(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:20_000])


def _without_number(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA user_version=0")


UNFIT = [
    pytest.param(_of_newer_format, CollectionTooNewError, "newer", id="of a newer format"),
    pytest.param(_foreign, CollectionError, "another program", id="of another program"),
    pytest.param(_text, CollectionDamagedError, "first bytes", id="no database at all"),
    pytest.param(_empty, CollectionDamagedError, "empty", id="empty"),
    pytest.param(_cut_short, CollectionDamagedError, "cut short", id="cut short"),
    pytest.param(_without_number, CollectionDamagedError, "format number", id="half made"),
]


@pytest.mark.parametrize(("spoil", "error", "said"), UNFIT)
def test_an_unfit_file_is_refused_and_left_as_it_is(
    path: Path, spoil: object, error: type[CollectionError], said: str
) -> None:
    with opened(path) as database:
        fill(database)
    assert callable(spoil)
    spoil(path)
    os.utime(path, (1_000_000_000, 1_000_000_000))
    before = path.read_bytes()
    with pytest.raises(error, match=said):
        Database.open(path)
    assert path.read_bytes() == before
    assert path.stat().st_mtime == 1_000_000_000
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_damage_met_on_the_way_is_told(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    spoilt = bytearray(path.read_bytes())
    spoilt[4096:] = b"\xff" * (len(spoilt) - 4096)
    path.write_bytes(spoilt)
    with pytest.raises(CollectionDamagedError, match="damaged"), opened(path) as database:
        fill(database)


def test_a_half_made_file_of_an_earlier_start_is_no_obstacle(path: Path) -> None:
    path.with_name(f"{path.name}.new").write_bytes(b"half")
    with opened(path) as database, database.read() as conn:
        assert notes.decks(conn) == ()


def test_a_collection_that_cannot_be_made_leaves_no_trace(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def find_no_room(_raw: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("database or disk is full")
        error.sqlite_errorcode = sqlite3.SQLITE_FULL
        raise error

    monkeypatch.setattr("flashdesign.storage.database.migrate", find_no_room)
    with pytest.raises(DiskFullError):
        Database.open(path)
    assert list(path.parent.iterdir()) == []


def test_a_newer_format_is_seen_even_where_it_is_in_the_wal_alone(path: Path) -> None:
    wal = path.with_name(f"{path.name}-wal")
    with opened(path) as database:
        with database.transaction() as conn:
            conn.exec_driver_sql(f"PRAGMA user_version={VERSION + 1}")
        killed = {file: file.read_bytes() for file in (path, wal)}
    for file, content in killed.items():
        file.write_bytes(content)
    with pytest.raises(CollectionTooNewError):
        Database.open(path)


class FolderWithoutWal(sqlite3.Connection):
    """A connection to a file in a folder that cannot hold a write-ahead log."""

    answer: str | None = None

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sql != "PRAGMA journal_mode=WAL":
            return super().execute(sql, parameters)
        if self.answer is None:
            raise self.refusal(sqlite3.SQLITE_CANTOPEN)
        return super().execute("SELECT ?", (self.answer,))

    @staticmethod
    def refusal(code: int) -> sqlite3.OperationalError:
        """Return the error that SQLite raises with this code."""
        error = sqlite3.OperationalError("no")
        error.sqlite_errorcode = code
        return error


@pytest.mark.parametrize(
    "answer",
    [
        pytest.param("delete", id="SQLite keeps another mode"),
        pytest.param(None, id="SQLite fails"),
    ],
)
def test_a_folder_without_wal_gets_a_plain_journal(path: Path, answer: str | None) -> None:
    opened_once = Database.open(path)
    opened_once.close()
    raw = sqlite3.connect(path, isolation_level=None, factory=FolderWithoutWal)
    with closing(sqlite3.connect(path)) as other:
        other.execute("PRAGMA journal_mode=DELETE")
    raw.answer = answer
    assert configure(raw) == "truncate"
    with pytest.raises(CollectionOpenError):
        Database.open(path)
    raw.close()
