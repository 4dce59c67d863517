"""Format 2: additions for the user's own decks, from any version of format 1.

Format 1 was extended several times without a new number. Each part is therefore added only if it
is missing.
"""

import re
import sqlite3

from flashdesign.storage.schema.migrations import format_1

_NAME = re.compile(r"CREATE (?:VIRTUAL )?[A-Z]+ (\w+)")
# Some versions had these on other columns, and a search index without prefixes.
_OUTGROWN = (
    "DROP INDEX IF EXISTS card_due",
    "DROP INDEX IF EXISTS note_kind",
    "DROP TABLE note_fts",
)
_TABLES = (
    """
CREATE TABLE operation (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    said TEXT NOT NULL,
    undone INTEGER DEFAULT 0 NOT NULL,
    decks TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT
    """,
    """
CREATE TABLE note_change (
    operation_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    other TEXT,
    PRIMARY KEY (operation_id, note),
    FOREIGN KEY(operation_id) REFERENCES operation (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE media (
    deck_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (deck_id, name),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE blob (
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (digest)
) STRICT
    """,
)
_COLUMNS = (
    ("deck", "license", "TEXT DEFAULT '' NOT NULL"),
    ("deck", "language", "TEXT DEFAULT 'en' NOT NULL"),
    ("note", "guid", "TEXT DEFAULT '' NOT NULL"),
    ("note", "shipped", "TEXT"),
    ("review", "memory", "TEXT"),
    ("operation", "cards", "TEXT"),
    ("operation", "log", "BLOB"),
    ("operation", "pictures", "TEXT"),
)
_INDEXES = (
    "CREATE INDEX note_front ON note (lower(substr(front, 1, 40)))",
    "CREATE INDEX note_gone ON note (id) WHERE gone != 0",
    "CREATE INDEX note_guid ON note (guid) WHERE guid != ''",
    "CREATE INDEX note_kind ON note (lower(kind))",
    """
CREATE VIRTUAL TABLE note_fts USING fts5(
    front, back, tags,
    content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
    prefix='1 2 3'
)
    """,
)
_INDEX_WORDS = "INSERT INTO note_fts (note_fts) VALUES ('rebuild')"


def complete(raw: sqlite3.Connection) -> None:
    """Add the missing tables, columns and indexes, and rebuild the search index."""
    for statement in _OUTGROWN:
        raw.execute(statement)
    _create_missing(raw, _TABLES)
    for table, name, what in _COLUMNS:
        if not _has(raw, table, name):
            raw.execute(f"ALTER TABLE {table} ADD COLUMN {name} {what}")
    _create_missing(raw, (*_INDEXES, *format_1.STATEMENTS))
    raw.execute(_INDEX_WORDS)


def _create_missing(raw: sqlite3.Connection, statements: tuple[str, ...]) -> None:
    existing = {name for (name,) in raw.execute("SELECT name FROM sqlite_schema")}
    for statement in statements:
        created = _NAME.search(statement)
        if created is not None and created[1] not in existing:
            raw.execute(statement)
            existing.add(created[1])


def _has(raw: sqlite3.Connection, table: str, column: str) -> bool:
    found = raw.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column))
    return found.fetchone() is not None
