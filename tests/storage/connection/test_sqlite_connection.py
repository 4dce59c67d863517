"""A closed connection releases the file, even if one of its cursors is still referenced."""

import sqlite3
from contextlib import closing
from pathlib import Path

from flashdesign.storage.connection.database import Database
from flashdesign.storage.connection.sqlite_connection import ClosingConnection
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
