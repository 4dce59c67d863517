"""Format 3: additions that an older collection does not have yet."""

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


def complete(raw: sqlite3.Connection) -> None:
    """Add what format 3 has and format 2 does not."""
    for statement in PAGE_CHECKSUMS:
        raw.execute(statement)
