"""One connection: exclusive, durable, all or nothing, with clear errors if the file is unfit."""

import sqlite3
from contextlib import closing
from pathlib import Path
from threading import Thread
from typing import Any

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import (
    CollectionOpenError,
    CollectionReadOnlyError,
    DiskFullError,
    NotFoundError,
)
from flashdesign.storage import stored_settings
from flashdesign.storage.connection.database import Database, configure
from flashdesign.storage.notes import cards
from flashdesign.storage.schema.migrations import VERSION
from tests.support.storage.collections import LRU, TODAY, StorageLearner, at, fill, opened


def test_stored_data_is_present_after_reopening(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
    with opened(path) as database, database.read() as conn:
        assert cards.card(conn, LRU).memory.reps == 1


def test_a_closed_collection_is_one_file(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    assert [file.name for file in path.parent.iterdir()] == [path.name]


@pytest.mark.parametrize(
    ("pragma", "expected"),
    [
        pytest.param("journal_mode", "wal", id="a write-ahead log"),
        pytest.param("synchronous", 2, id="each commit is flushed to the disk"),
        pytest.param("foreign_keys", 1, id="references are checked"),
        pytest.param("locking_mode", "exclusive", id="no other connection"),
        pytest.param("wal_autocheckpoint", 0, id="no automatic checkpoint during a session"),
        pytest.param("user_version", VERSION, id="the format number"),
    ],
)
def test_the_connection_has_its_pragmas(database: Database, pragma: str, expected: object) -> None:
    with database.read() as conn:
        assert conn.exec_driver_sql(f"PRAGMA {pragma}").scalar() == expected


def test_the_write_ahead_log_stays_small_however_much_is_written(database: Database) -> None:
    sizes = []
    for number in range(40):
        with database.transaction() as conn:
            stored_settings.put(conn, f"large-{number}", "x" * 500_000)
        sizes.append(database.wal_bytes())
    assert max(sizes) < 8 << 20
    assert any(size == 0 for size in sizes)
    with database.read() as conn:
        assert stored_settings.get(conn, "large-0") == "x" * 500_000


def test_the_file_without_its_log_has_the_data_up_to_the_last_checkpoint(
    database: Database, path: Path
) -> None:
    with database.transaction() as conn:
        stored_settings.put(conn, "before", "there")
    database.checkpoint()
    assert database.wal_bytes() == 0
    with database.transaction() as conn:
        stored_settings.put(conn, "behind", "not yet")
    alone = path.with_name("alone.db")
    alone.write_bytes(path.read_bytes())
    with opened(alone) as copy, copy.read() as conn:
        assert stored_settings.get(conn, "before") == "there"
        assert stored_settings.get(conn, "behind") is None


def test_a_checkpoint_of_a_closed_collection_does_nothing(path: Path) -> None:
    with opened(path) as database:
        pass
    database.checkpoint()
    assert not path.with_name(f"{path.name}-wal").exists()


def test_a_second_opener_is_refused_at_once(database: Database, path: Path) -> None:
    with pytest.raises(CollectionOpenError, match="open in another window"):
        Database.open(path)
    with database.transaction() as conn:
        stored_settings.put(conn, "still", "writable")


def test_a_missing_collection_is_not_created_without_create(path: Path) -> None:
    with pytest.raises(NotFoundError):
        Database.open(path, create=False)
    assert not path.exists()


def test_a_failure_within_a_transaction_leaves_nothing(database: Database) -> None:
    with pytest.raises(ValueError, match="midway"), database.transaction() as conn:  # noqa: PT012
        stored_settings.put(conn, "half", 1)
        raise ValueError("midway")  # noqa: EM101
    with database.read() as conn:
        assert stored_settings.get(conn, "half") is None


def test_a_transaction_within_a_transaction_joins_it(database: Database) -> None:
    with database.transaction() as outer:
        stored_settings.put(outer, "outer", 1)
        with database.transaction() as inner, database.read() as reading:
            stored_settings.put(inner, "inner", stored_settings.get(reading, "outer"))
    with database.read() as conn:
        assert stored_settings.get(conn, "inner") == 1


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
                stored_settings.put(conn, "count", (stored_settings.get(conn, "count") or 0) + 1)

    threads = [Thread(target=count_up) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    with database.read() as conn:
        assert stored_settings.get(conn, "count") == 200


def test_closing_twice_does_nothing(path: Path) -> None:
    database = Database.open(path)
    database.close()
    database.close()


def test_checkpoint_empties_the_write_ahead_log(database: Database, path: Path) -> None:
    wal = path.with_name(f"{path.name}-wal")
    assert wal.stat().st_size > 0
    database.checkpoint()
    assert wal.stat().st_size == 0


def test_a_full_disk_is_an_error_and_loses_only_the_last_answer(learner: StorageLearner) -> None:
    first = learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.read() as conn:
        pages = conn.exec_driver_sql("PRAGMA page_count").scalar_one()
        conn.exec_driver_sql(f"PRAGMA max_page_count={pages}")
    with (
        pytest.raises(DiskFullError, match="the disk is full"),
        learner.database.transaction() as conn,
    ):
        stored_settings.put(conn, "large", "x" * 100_000)
    with learner.database.read() as conn:
        conn.exec_driver_sql("PRAGMA max_page_count=1000000")
    assert learner.card(LRU).memory == first
    learner.answer(LRU, Rating.GOOD, at(TODAY, 13))


def test_a_write_to_a_read_only_collection_is_an_error(database: Database) -> None:
    with database.read() as conn:
        conn.exec_driver_sql("PRAGMA query_only=ON")
    with pytest.raises(CollectionReadOnlyError), database.transaction() as conn:
        stored_settings.put(conn, "x", 1)


class FolderWithoutWal(sqlite3.Connection):
    """A connection to a file in a folder that does not support a write-ahead log."""

    answer: str | None = None

    def execute(self, sql: str, parameters: Any = ()) -> sqlite3.Cursor:
        if sql != "PRAGMA journal_mode=WAL":
            return super().execute(sql, parameters)
        if self.answer is None:
            raise self.refusal(sqlite3.SQLITE_CANTOPEN)
        return super().execute("SELECT ?", (self.answer,))

    @staticmethod
    def refusal(code: int) -> sqlite3.OperationalError:
        """Return the SQLite error with this code."""
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
