"""Format 2: what decks of one's own need, whichever day of format 1 the file is from.

Format 1 grew for a while under one number. Each thing is therefore added only where it is missing.
"""

import sqlite3

_TABLES = (
    """
CREATE TABLE IF NOT EXISTS attempt (
    uid BLOB NOT NULL,
    card_id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    version INTEGER NOT NULL,
    seed INTEGER NOT NULL,
    drawn TEXT NOT NULL,
    truth_low REAL NOT NULL,
    truth_high REAL NOT NULL,
    posed TEXT NOT NULL,
    target_s REAL NOT NULL,
    answer TEXT NOT NULL,
    value REAL,
    unit TEXT NOT NULL,
    ms INTEGER NOT NULL,
    is_timed INTEGER NOT NULL,
    hints INTEGER NOT NULL,
    error_log10 REAL,
    automatic INTEGER NOT NULL,
    kept INTEGER NOT NULL,
    mistake INTEGER,
    rule INTEGER NOT NULL,
    mode TEXT NOT NULL,
    sprint BLOB,
    PRIMARY KEY (uid),
    CONSTRAINT attempt_uid CHECK (length(uid) = 16),
    FOREIGN KEY(card_id) REFERENCES card (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE IF NOT EXISTS sprint (
    uid BLOB NOT NULL,
    at INTEGER NOT NULL,
    code TEXT NOT NULL,
    points REAL NOT NULL,
    total_ms INTEGER NOT NULL,
    PRIMARY KEY (uid),
    CONSTRAINT sprint_uid CHECK (length(uid) = 16)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE IF NOT EXISTS operation (
    id INTEGER NOT NULL,
    at INTEGER NOT NULL,
    said TEXT NOT NULL,
    undone INTEGER DEFAULT 0 NOT NULL,
    decks TEXT NOT NULL,
    PRIMARY KEY (id)
) STRICT
    """,
    """
CREATE TABLE IF NOT EXISTS note_change (
    operation_id INTEGER NOT NULL,
    note TEXT NOT NULL,
    other TEXT,
    PRIMARY KEY (operation_id, note),
    FOREIGN KEY(operation_id) REFERENCES operation (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE IF NOT EXISTS media (
    deck_id INTEGER NOT NULL,
    name TEXT NOT NULL,
    digest TEXT NOT NULL,
    PRIMARY KEY (deck_id, name),
    FOREIGN KEY(deck_id) REFERENCES deck (id)
) WITHOUT ROWID, STRICT
    """,
    """
CREATE TABLE IF NOT EXISTS blob (
    digest TEXT NOT NULL,
    data BLOB NOT NULL,
    PRIMARY KEY (digest)
) STRICT
    """,
)
_COLUMNS = (
    ("note", "guid", "TEXT DEFAULT '' NOT NULL"),
    ("note", "shipped", "TEXT"),
    ("review", "memory", "TEXT"),
    ("operation", "cards", "TEXT"),
    ("operation", "log", "BLOB"),
    ("operation", "pictures", "TEXT"),
)
_INDEXES = {
    "attempt_card": "attempt (card_id, at)",
    "card_due": "card (state, due, deck_id, note_id, buried_until) WHERE suspended = 0",
    "note_drill": "note (deck_id, position) WHERE kind = 'drill'",
    "note_front": "note (lower(substr(front, 1, 40)))",
    "note_gone": "note (id) WHERE gone != 0",
    "note_guid": "note (guid) WHERE guid != ''",
    "note_kind": "note (lower(kind))",
}
_SEARCH = (
    "DROP TABLE note_fts",
    """
CREATE VIRTUAL TABLE note_fts USING fts5(
    front, back, tags,
    content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
    prefix='1 2 3'
)
    """,
    "INSERT INTO note_fts (note_fts) VALUES ('rebuild')",
)


def complete(raw: sqlite3.Connection) -> None:
    """Add the tables, columns and indexes that are missing, and index the words anew."""
    for statement in _TABLES:
        raw.execute(statement)
    for table, name, what in _COLUMNS:
        if not _has(raw, table, name):
            raw.execute(f"ALTER TABLE {table} ADD COLUMN {name} {what}")
    for index, over in _INDEXES.items():
        # One of the name may be over other columns.
        raw.execute(f"DROP INDEX IF EXISTS {index}")
        raw.execute(f"CREATE INDEX {index} ON {over}")
    for statement in _SEARCH:
        raw.execute(statement)


def _has(raw: sqlite3.Connection, table: str, column: str) -> bool:
    found = raw.execute("SELECT 1 FROM pragma_table_info(?) WHERE name = ?", (table, column))
    return found.fetchone() is not None
