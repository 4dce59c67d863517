"""A closed connection releases the file; texts and statements share one transaction."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import func, select

from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.connection.sqlite_connection import ClosingConnection
from flashdesign.storage.schema.tables import setting
from tests.support.storage.collections import fill, opened


def test_locks_end_with_the_connection_despite_an_open_cursor(tmp_path: Path) -> None:
    path = tmp_path / "held.db"
    first = sqlite3.connect(path, isolation_level=None, factory=ClosingConnection)
    first.execute("PRAGMA locking_mode=EXCLUSIVE").fetchall()
    first.execute("CREATE TABLE number (n)")
    first.executemany("INSERT INTO number VALUES (?)", [(n,) for n in range(9)])
    held = first.execute("SELECT n FROM number")
    assert held.fetchone() == (0,)
    first.close()
    with closing(sqlite3.connect(path, timeout=0, isolation_level=None)) as second:
        second.execute("INSERT INTO number VALUES (9)")
    assert isinstance(held, sqlite3.Cursor)


def test_a_collection_opens_again_despite_the_cursor_of_a_failed_read(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    database = Database.open(path)
    with database.read() as connection:
        rows = iter(connection.exec_driver_sql("SELECT key FROM card"))
        first = next(rows)
    database.close()
    with opened(path) as again, again.transaction() as connection:
        assert connection.exec_driver_sql("SELECT key FROM card").first() == first


_ADD = "INSERT INTO setting (key, value) VALUES (?, '1')"


def count_settings(connection: Connection) -> int:
    """Return the number of settings, read with SQLAlchemy."""
    return int(connection.execute(select(func.count()).select_from(setting)).scalar_one())


def add_twice(connection: Connection, key: str = "twice", *, is_mixed: bool = False) -> None:
    """Add a setting and try to add it again, which fails."""
    connection.rows(_ADD, (key,))
    if is_mixed:
        connection.execute(setting.insert(), {"key": "other", "value": "1"})
    connection.rows(_ADD, (key,))


def test_the_first_statement_of_sqlalchemy_keeps_what_texts_wrote_before(path: Path) -> None:
    with opened(path) as database:
        with database.transaction() as connection:
            connection.rows(_ADD, ("first",))
            assert count_settings(connection) == 1
            connection.run_for_each(_ADD, [("second",), ("third",)])
        with database.read() as connection:
            assert count_settings(connection) == 3
    with opened(path) as again, again.read() as connection:
        assert [key for (key,) in connection.rows("SELECT key FROM setting ORDER BY key")] == [
            "first",
            "second",
            "third",
        ]


def test_sqlalchemy_connects_while_rows_of_a_text_are_read(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    with opened(path) as again, again.read() as connection:
        decks = connection.rows("SELECT key FROM deck ORDER BY key")
        assert next(decks) == ("cache",)
        assert count_settings(connection) == 0
        assert list(decks) == [("queues",)]


@pytest.mark.parametrize("is_mixed", [False, True])
def test_a_failure_rolls_back_texts_and_statements(path: Path, is_mixed: bool) -> None:
    with opened(path) as database:
        with pytest.raises(sqlite3.IntegrityError), database.transaction() as connection:
            add_twice(connection, is_mixed=is_mixed)
        with database.read() as connection:
            assert connection.value("SELECT count(*) FROM setting") == 0
            assert connection.row("SELECT key FROM setting") is None


def test_a_savepoint_takes_back_texts_only_up_to_its_begin(path: Path) -> None:
    with opened(path) as database, database.transaction() as connection:
        connection.rows(_ADD, ("first",))
        with pytest.raises(sqlite3.IntegrityError), connection.begin_nested():
            add_twice(connection, "second")
        assert count_settings(connection) == 1
