"""Keep the search index in step with notes that are written, changed or removed by the hundred.

The triggers of the schema do so note by note, and each time the index is brought to its pages:
for a deck of 100,000 notes that takes four times as long as all the rest of storing them.
"""

import json
from collections.abc import Iterator, Sequence
from contextlib import contextmanager

from flashdesign.storage.database import Connection

# From here on it pays, for new notes and for changed ones: half the time at 100 of them.
_FEW = 20
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' AND name LIKE 'note_fts_%'"
_COLUMNS = "front, back, tags, search_text"
_HERE = "FROM note WHERE id IN (SELECT value FROM json_each(?))"
_TAKE_OUT = (
    f"INSERT INTO note_fts (note_fts, rowid, {_COLUMNS}) SELECT 'delete', id, {_COLUMNS} {_HERE}"
)
_PUT_IN = f"INSERT INTO note_fts (rowid, {_COLUMNS}) SELECT id, {_COLUMNS} {_HERE}"


@contextmanager
def at_once(conn: Connection, rows: Sequence[int]) -> Iterator[None]:
    """Index the notes with these rows anew, whatever is done to them (and no others) within.

    Where that fails, the transaction is to be rolled back: the triggers come back with it.
    """
    if len(rows) < _FEW:
        yield
        return
    bound = (json.dumps(list(rows)),)
    triggers = conn.exec_driver_sql(_TRIGGERS).all()
    conn.exec_driver_sql(_TAKE_OUT, bound)
    for name, _ in triggers:
        conn.exec_driver_sql(f"DROP TRIGGER {name}")
    yield
    conn.exec_driver_sql(_PUT_IN, bound)
    for _, sql in triggers:
        conn.exec_driver_sql(sql)
