"""A SQLite connection whose close ends it, even while somebody still holds one of its cursors."""

import sqlite3
from contextlib import suppress
from typing import Any
from weakref import WeakSet


class EndingConnection(sqlite3.Connection):
    """Finalizes the statements of its cursors on close.

    SQLite keeps a closed connection, and its locks, until the last statement is finalized. An
    exception that was caught may hold a cursor until the next garbage collection.
    """

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._cursors: WeakSet[sqlite3.Cursor] = WeakSet()

    def cursor(self, *arguments: Any, **options: Any) -> Any:
        """Return a new cursor, as any connection does."""
        cursor = super().cursor(*arguments, **options)
        self._cursors.add(cursor)
        return cursor

    def execute(self, *arguments: Any) -> sqlite3.Cursor:
        """Execute a statement with a cursor of its own, which `sqlite3` makes past `cursor`."""
        cursor: sqlite3.Cursor = self.cursor().execute(*arguments)
        return cursor

    def executemany(self, *arguments: Any) -> sqlite3.Cursor:
        """Execute a statement for each row, likewise."""
        cursor: sqlite3.Cursor = self.cursor().executemany(*arguments)
        return cursor

    def close_cursors(self) -> None:
        """Finalize what is still being read: a checkpoint, too, cannot be made before."""
        for cursor in list(self._cursors):
            with suppress(sqlite3.Error):
                cursor.close()

    def close(self) -> None:
        """Close all cursors, then the connection."""
        self.close_cursors()
        super().close()
