"""Format 3: page checksums and a folded search text."""

import sqlite3

PAGE_CHECKSUMS = (
    """
CREATE TABLE page_checksum (
    id INTEGER NOT NULL,
    checksums BLOB NOT NULL,
    PRIMARY KEY (id)
) STRICT
    """,
)
# A folded text makes words findable in scripts without spaces, and regardless of accents and width.
_SEARCH_COLUMNS = (("note", "search_text", "TEXT DEFAULT '' NOT NULL"),)
_OUTGROWN_SEARCH = (
    "DROP TRIGGER note_fts_insert",
    "DROP TRIGGER note_fts_delete",
    "DROP TRIGGER note_fts_update",
    "DROP TABLE note_fts",
    "DROP INDEX note_front",
)
_SEARCH = (
    """
CREATE INDEX note_front ON note (lower(substr(ltrim(CASE search_text WHEN '' THEN front
    ELSE search_text END, ' *_`#>~$[]!("''…“‘'), 1, 40)))
    """,
    """
CREATE VIRTUAL TABLE note_fts USING fts5(
    front, back, tags, search_text,
    content='note', content_rowid='id', tokenize='unicode61 remove_diacritics 2',
    prefix='1 2 3'
)
    """,
    """
CREATE TRIGGER note_fts_insert AFTER INSERT ON note BEGIN
    INSERT INTO note_fts(rowid, front, back, tags, search_text)
    VALUES (new.id, new.front, new.back, new.tags, new.search_text);
END
    """,
    """
CREATE TRIGGER note_fts_delete AFTER DELETE ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags, search_text)
    VALUES ('delete', old.id, old.front, old.back, old.tags, old.search_text);
END
    """,
    """
CREATE TRIGGER note_fts_update AFTER UPDATE OF front, back, tags, search_text ON note BEGIN
    INSERT INTO note_fts(note_fts, rowid, front, back, tags, search_text)
    VALUES ('delete', old.id, old.front, old.back, old.tags, old.search_text);
    INSERT INTO note_fts(rowid, front, back, tags, search_text)
    VALUES (new.id, new.front, new.back, new.tags, new.search_text);
END
    """,
    "INSERT INTO note_fts (note_fts) VALUES ('rebuild')",
)
# As bytes: a damaged text must not prevent the migration of the rest.
_TEXTS = """
SELECT id, CAST(front AS BLOB), CAST(back AS BLOB), CAST(tags AS BLOB) FROM note
"""
_PUT_SEARCH_TEXT = "UPDATE note SET search_text = ? WHERE id = ?"


def complete(raw: sqlite3.Connection) -> None:
    """Add what format 3 has and format 2 does not."""
    for statement in PAGE_CHECKSUMS:
        raw.execute(statement)
    _add_search_text(raw)


def _add_search_text(raw: sqlite3.Connection) -> None:
    # Only a migration needs this, and each start imports this module to compare schemas.
    from flashdesign.domain.search.text_folding import index_text

    for table, name, what in _SEARCH_COLUMNS:
        raw.execute(f"ALTER TABLE {table} ADD COLUMN {name} {what}")
    for statement in _OUTGROWN_SEARCH:
        raw.execute(statement)
    found = []
    for rowid, *texts in raw.execute(_TEXTS).fetchall():
        front, back, tags = ((text or b"").decode(errors="replace") for text in texts)
        if text := index_text(front, back, tags.split()):
            found.append((text, rowid))
    raw.executemany(_PUT_SEARCH_TEXT, found)
    for statement in _SEARCH:
        raw.execute(statement)
