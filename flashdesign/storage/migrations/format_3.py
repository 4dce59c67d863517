"""Format 3: additions that an older collection does not have yet."""

import sqlite3


def complete(raw: sqlite3.Connection) -> None:
    """Add what format 3 has and format 2 does not."""
