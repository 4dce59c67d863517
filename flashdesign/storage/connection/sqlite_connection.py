"""A SQLite connection that really closes, even if one of its cursors is still referenced."""

import sqlite3
from contextlib import suppress
from typing import Any
from weakref import WeakSet


class ClosingConnection(sqlite3.Connection):
    """A connection that finalizes the statements of its cursors on close.

    SQLite keeps a closed connection, and its locks, until the last statement is finalized. A
    caught exception may reference a cursor until the next garbage collection.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any, **options: Any) -> Any:
        """Return a new cursor."""
        cursor = super().cursor(*arguments, **options)
        self._cursors.add(cursor)
        return cursor

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Execute a statement with a tracked cursor; `sqlite3` would not call `cursor` for it."""
        cursor: sqlite3.Cursor = self.cursor().execute(*arguments)
        return cursor

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """Execute a statement for each row with a tracked cursor."""
        cursor: sqlite3.Cursor = self.cursor().executemany(*arguments)
        return cursor

    def close_cursors(self) -> None:
        """Close all cursors; a checkpoint is impossible while one is still being read."""
        for cursor in list(self._cursors):
            with suppress(sqlite3.Error):
                cursor.close()

    def close(self) -> None:
        """Close all cursors, then the connection."""
        self.close_cursors()
        super().close()
