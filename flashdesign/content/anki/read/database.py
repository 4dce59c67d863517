"""Rows of a package's database, which is checked first so that reading runs none of its code."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path

from flashdesign.content.anki.read.errors import PackageError
from flashdesign.content.anki.tags import read_tags
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.transfer.import_plan import ImportedReview
from flashdesign.i18n.translation import N_

MAX_TEXT_BYTES = 20_000_000
MAX_ROWS = 3_000_000
MAX_TIME_MS = 253_370_764_800_000
_LONGEST_MS = 3_600_000
_RATINGS = {int(rating): rating for rating in Rating}
_STEPS_AT_ONCE = 1_000_000
_MAX_STEPS = 300
_SCHEMAS = (11, 18)
_TABLES = {"col", "notes", "cards", "revlog"}


@dataclass(frozen=True, slots=True)
class NoteRow:
    """A row of `notes`."""

    id: int
    guid: str
    type: int
    tags: tuple[str, ...]
    fields: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CardRow:
    """A row of `cards`; for a card in a filtered deck, `due` and `deck` are those of its home deck.

    `interval` is in days, or in seconds where it is negative; `ease` is per mille. A card in a
    filtered deck may have no due date of its own: `due` is 0 then.
    """

    id: int
    note: int
    deck: int
    ord: int
    type: int
    queue: int
    due: int
    reps: int
    lapses: int
    left: int
    flag: int
    data: str
    interval: int = 0
    ease: int = 0
    is_filtered: bool = False


class AnkiCollection:
    """The database of a package, opened for reading; every value is cast to the expected type."""

    def __init__(self, connection: sqlite3.Connection, schema: int, created: int) -> None:
        self._connection = connection
        self.schema = schema
        self.created_s = created

    def rows(self, query: str) -> Iterator[tuple[object, ...]]:
        """Yield the rows of a query, at most `MAX_ROWS`."""
        return iter(self._connection.execute(f"{query} LIMIT {MAX_ROWS}"))

    def notes(self) -> Iterator[NoteRow]:
        """Yield the notes in the order in which they were created."""
        query = (
            "SELECT CAST(id AS INTEGER), CAST(guid AS TEXT), CAST(mid AS INTEGER),"
            " CAST(tags AS TEXT), CAST(flds AS TEXT) FROM notes"
            " WHERE guid NOTNULL AND mid NOTNULL AND tags NOTNULL AND flds NOTNULL ORDER BY id"
        )
        for name, guid, kind, tags, fields in self._connection.execute(query):
            values = tuple(fields.replace("\0", "").split("\x1f"))
            yield NoteRow(name, guid.replace("\0", ""), kind, read_tags(tags), values)

    def cards(self) -> Iterator[CardRow]:
        """Yield the cards by note; those of a note by the number of their template."""
        home = "CASE WHEN odid <> 0 THEN odid ELSE did END"
        due = "CASE WHEN odid <> 0 AND (odue <> 0 OR type = 2) THEN odue ELSE due END"
        whole = ("id", "nid", home, "ord", "type", "queue", due, "reps", "lapses", "left", "flags")
        columns = ", ".join(f"COALESCE(CAST({column} AS INTEGER), 0)" for column in whole)
        text = "COALESCE(CAST(data AS TEXT), '')"
        rest = (
            "COALESCE(CAST(ivl AS INTEGER), 0), COALESCE(CAST(factor AS INTEGER), 0), "
            "COALESCE(odid, 0) <> 0"
        )
        query = f"SELECT {columns}, {text}, {rest} FROM cards ORDER BY nid, ord, id"
        for row in self._connection.execute(query):
            yield CardRow(*row)

    def answers(self) -> Iterator[tuple[int, ImportedReview]]:
        """Yield the answers with their cards, without log rows that Anki added automatically."""
        query = (
            "SELECT COALESCE(CAST(cid AS INTEGER), 0), CAST(id AS TEXT), id, CAST(ease AS INTEGER),"
            f" COALESCE(MIN(MAX(CAST(time AS INTEGER), 0), {_LONGEST_MS}), 0) FROM revlog"
            " WHERE type BETWEEN 0 AND 3 AND ease IN (1, 2, 3, 4)"
            f" AND typeof(id) = 'integer' AND id BETWEEN 1 AND {MAX_TIME_MS} ORDER BY id"
        )
        for card, name, at, ease, duration_ms in self._connection.execute(query):
            yield card, ImportedReview(name, at, _RATINGS[ease], duration_ms)


@contextmanager
def open_database(path: Path, name: str) -> Iterator[AnkiCollection]:
    """Open the database at `path` of the package `name`; raises PackageError."""
    try:
        with closing(_connect(path)) as connection:
            _refuse_code(connection, name)
            _refuse_damaged(connection, name)
            yield AnkiCollection(connection, *_read_version(connection, name))
    except sqlite3.Error as error:
        raise PackageError(name, N_("the database in the package is damaged.")) from error


def _connect(path: Path) -> sqlite3.Connection:
    address = f"{path.absolute().as_uri()}?mode=ro&immutable=1"
    connection = sqlite3.connect(address, uri=True, isolation_level=None)
    connection.setlimit(sqlite3.SQLITE_LIMIT_LENGTH, MAX_TEXT_BYTES)
    connection.setlimit(sqlite3.SQLITE_LIMIT_ATTACHED, 0)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA query_only = ON")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.create_collation("unicase", _compare)
    steps = iter(range(_MAX_STEPS))
    # Stops a database whose reading would never end.
    connection.set_progress_handler(lambda: next(steps, None) is None, _STEPS_AT_ONCE)
    return connection


def _compare(left: str, right: str) -> int:
    first, second = left.casefold(), right.casefold()
    return (first > second) - (first < second)


def _refuse_code(connection: sqlite3.Connection, name: str) -> None:
    """Refuse anything that would run when rows are read: triggers, views, virtual tables."""
    query = "SELECT CAST(type AS TEXT), CAST(name AS TEXT), CAST(sql AS TEXT) FROM sqlite_master"
    tables = set()
    for kind, table, text in connection.execute(query):
        if kind not in ("table", "index"):
            raise PackageError(
                name, N_("its database has triggers or views, which could run code.")
            )
        words = (text or "").upper().split()
        if words[:2] == ["CREATE", "VIRTUAL"] or "GENERATED" in words:
            raise PackageError(name, N_("its database has virtual tables, which could run code."))
        tables.add(table)
    if not tables >= _TABLES:
        raise PackageError(name, N_("its database is not an Anki collection."))


def _refuse_damaged(connection: sqlite3.Connection, name: str) -> None:
    found = connection.execute("PRAGMA quick_check(1)").fetchone()
    if found is None or found[0] != "ok":
        raise PackageError(name, N_("the database in the package is damaged."))


def _read_version(connection: sqlite3.Connection, name: str) -> tuple[int, int]:
    """Return the schema version, and when the collection was created (UTC seconds)."""
    query = "SELECT CAST(ver AS INTEGER), COALESCE(CAST(crt AS INTEGER), 0) FROM col"
    row = connection.execute(query).fetchone()
    if row is None or row[0] not in _SCHEMAS:
        if row is None:
            raise PackageError(name, N_("its database has no version; 11 and 18 can be read."))
        raise PackageError(
            name,
            N_("its database has version {version}; 11 and 18 can be read."),
            version=row[0],
        )
    return row[0], row[1]
