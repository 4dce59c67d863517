"""Connections to SQLite: the driver's, which really closes, and the one of an open collection."""

import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from typing import TYPE_CHECKING, Any
from weakref import WeakSet

if TYPE_CHECKING:
    import sqlalchemy

_OF_SQLALCHEMY = ("regexp", "floor")
Bound = Mapping[str, Any] | Sequence[Any]


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

    def create_function(self, name: str, *arguments: Any, **options: Any) -> None:
        """Define a function for SQL, except those that SQLAlchemy defines when it connects.

        No query uses them, and SQLite refuses to replace a function while any rows are being read.
        """
        if name not in _OF_SQLALCHEMY:
            super().create_function(name, *arguments, **options)

    def close_cursors(self) -> None:
        """Close all cursors; a checkpoint is impossible while one is still being read."""
        for cursor in list(self._cursors):
            with suppress(sqlite3.Error):
                cursor.close()

    def close(self) -> None:
        """Close all cursors, then the connection."""
        self.close_cursors()
        super().close()


class Connection:
    """The connection of an open collection, for SQL texts and for statements of SQLAlchemy.

    What the start and each answer run are texts: SQLAlchemy takes a third of the start to import,
    and 20 us for each statement. It is imported with the first module that uses it.
    """

    def __init__(self, raw: ClosingConnection) -> None:
        self._raw = raw
        self._core: sqlalchemy.Connection | None = None

    def rows(self, sql: str, bound: Bound = ()) -> sqlite3.Cursor:
        """Run an SQL text; return its rows as tuples, which are read while they are iterated."""
        return self._raw.execute(sql, bound)

    def row(self, sql: str, bound: Bound = ()) -> tuple[Any, ...] | None:
        """Run an SQL text; return its first row, or None if there is none."""
        found: tuple[Any, ...] | None = self._raw.execute(sql, bound).fetchone()
        return found

    def value(self, sql: str, bound: Bound = ()) -> Any:
        """Run an SQL text; return the first value of its first row, or None if there is none."""
        found = self.row(sql, bound)
        return None if found is None else found[0]

    def run_for_each(self, sql: str, rows: Iterable[Bound]) -> None:
        """Run an SQL text that writes, once for each row of values."""
        self._raw.executemany(sql, rows)

    def execute(
        self, statement: "sqlalchemy.Executable", parameters: Any = None
    ) -> "sqlalchemy.CursorResult[*tuple[Any, ...]]":
        """Run a statement of SQLAlchemy."""
        return (self._core or self._connect()).execute(statement, parameters)

    def exec_driver_sql(
        self, statement: str, parameters: Any = None
    ) -> "sqlalchemy.CursorResult[*tuple[Any, ...]]":
        """Run an SQL text; return its rows as a result of SQLAlchemy."""
        return (self._core or self._connect()).exec_driver_sql(statement, parameters)

    def begin_nested(self) -> "sqlalchemy.NestedTransaction":
        """Begin a savepoint."""
        return (self._core or self._connect()).begin_nested()

    @contextmanager
    def complete(self) -> Iterator[None]:
        """Commit the open transaction at the end, or roll it back after an error."""
        try:
            yield
            self._raw.commit()
        except BaseException:
            # SQLite may have rolled back already, and the disk may fail again.
            with suppress(sqlite3.Error):
                self._raw.rollback()
            raise
        finally:
            if self._core is not None and self._core.in_transaction():
                # Nothing is left to roll back in the file.
                self._core.rollback()

    def close(self) -> None:
        """Forget SQLAlchemy's connection; the driver's stays open."""
        if self._core is not None:
            self._core.close()
            self._core.engine.dispose()

    def _connect(self) -> "sqlalchemy.Connection":
        from sqlalchemy import StaticPool, create_engine

        raw = self._raw
        engine = create_engine(
            "sqlite://",
            creator=lambda: raw,
            poolclass=StaticPool,
            # Else it would roll back what was written so far when it connects.
            skip_autocommit_rollback=True,
            # Error messages must not contain the text of cards: they may be sent in a bug report.
            hide_parameters=True,
        )
        self._core = engine.connect()
        return self._core
