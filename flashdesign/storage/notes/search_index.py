"""One update of the search index for many notes that are written, changed or removed.

The triggers of the schema do so for each note, and write the pages of the index each time: for a
deck of 100,000 notes that takes four times as long as all the rest of storing them.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flashdesign.storage.connection.database import Connection

# From this number of notes on, the batch is faster than the triggers: half the time at 100 notes.
_MIN_BATCH = 20
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'note_fts_%'"
_COLUMNS = "front, back, tags, search_text"
_FROM_ROWS = "FROM note WHERE id IN (SELECT value FROM json_each(?))"
_REMOVE = (
    f"INSERT INTO note_fts (note_fts, rowid, {_COLUMNS})"
    f" SELECT 'delete', id, {_COLUMNS} {_FROM_ROWS}"
)
_ADD = f"INSERT INTO note_fts (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} {_FROM_ROWS}"


@contextmanager
def index_in_batch(conn: Connection, rows: Sequence[int]) -> Iterator[None]:
    """Index the notes with these rows again after this block, which may change only those notes.

    After a failure, roll the transaction back, which also restores the triggers.
    """
    if len(rows) < _MIN_BATCH:
        yield
        return
    bound = (json.dumps(list(rows)),)
    triggers = conn.exec_driver_sql(_TRIGGERS).all()
    conn.exec_driver_sql(_REMOVE, bound)
    for name, _ in triggers:
        conn.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    conn.exec_driver_sql(_ADD, bound)
    for _, sql in triggers:
        conn.exec_driver_sql(sql)
