"""The record of undoable operations on notes.

An operation stores the other version of each deck, note, mark and picture name that it changed: the
version before it, or after it while it is undone. Of the review log it stores the uids of the rows
that it added, or the rows themselves while it is undone; of cards that a note took over, their
keys.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.ids import DeckId, NoteKey, ReviewId
from flashdesign.errors import DamagedRowError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import stored_pictures
from flashdesign.storage.notes.replaced_notes import CardMove
from flashdesign.storage.rows.stored_json import parse
from flashdesign.storage.schema.tables import note_change, operation
from flashdesign.storage.undo.bulk_marks import Mark, Marks
from flashdesign.storage.undo.descriptions import from_stored, to_stored
from flashdesign.storage.undo.snapshots import deck_snapshot, note_snapshots

# The JSON of card marks has the moved cards under this key.
MOVES_KEY = "moved"


@dataclass(frozen=True, slots=True)
class Operation:
    """An undoable operation; `at` is UTC ms."""

    id: int
    at: int
    text: LazyText
    is_undone: bool

    @property
    def description(self) -> str:
        """What was done, in the current language."""
        return str(self.text)


_o, _ch = operation.c, note_change.c
_NEWEST_AT = select(func.max(_o.at))
_LAST = select(operation).where(_o.undone == bindparam("undone"))
_UNDO_NEXT = _LAST.order_by(_o.id.desc()).limit(1)
_REDO_NEXT = _LAST.order_by(_o.id).limit(1)
_DELETE_UNDONE_CHANGES = delete(note_change).where(
    _ch.operation_id.in_(select(_o.id).where(_o.undone == 1))
)
_PICTURES = select(_o.pictures).where(_o.pictures.is_not(None))
_UNDONE_PICTURES = _PICTURES.where(_o.undone == 1)
_DELETE_UNDONE = delete(operation).where(_o.undone == 1)
# For the driver's executemany: an import stores a row for each of very many notes.
_INSERT_CHANGE = str(insert(note_change).compile(dialect=sqlite.dialect()))
_UPDATE = (
    update(operation)
    .where(_o.id == bindparam("rowid"))
    .values(
        cards=bindparam("marks"),
        log=func.coalesce(bindparam("rows"), _o.log),
        pictures=func.coalesce(bindparam("images"), _o.pictures),
    )
)


def begin_operation(
    conn: Connection,
    at: int,
    description: str | LazyText,
    decks: Iterable[DeckId],
    notes: Sequence[NoteKey],
) -> int:
    """Store snapshots of the decks and notes that are about to be changed; return the row.

    Deletes the undone operations, which can no longer be redone.
    """
    _delete_undone(conn)
    deck_states = json.dumps({name: deck_snapshot(conn, name) for name in decks})
    row = {
        "at": at,
        "said": to_stored(description),
        "undone": 0,
        "decks": deck_states,
        "cards": json.dumps({MOVES_KEY: []}),
    }
    operation_row = conn.execute(insert(operation).returning(_o.id), row).scalar_one()
    states = note_snapshots(conn, notes)
    rows = [(operation_row, key, states.get(key)) for key in notes]
    if rows:
        conn.exec_driver_sql(_INSERT_CHANGE, rows)
    return int(operation_row)


def _delete_undone(conn: Connection) -> None:
    """Delete the undone operations, and the pictures that nothing else uses."""
    had_pictures = conn.execute(_UNDONE_PICTURES).first() is not None
    conn.execute(_DELETE_UNDONE_CHANGES)
    conn.execute(_DELETE_UNDONE)
    if had_pictures:
        # A record that cannot be read may need any of the pictures, so all stay.
        with suppress(DamagedRowError):
            stored_pictures.delete_unused(conn, _needed_pictures(conn))


def _needed_pictures(conn: Connection) -> set[str]:
    """Return the digests of the pictures that operations need for undo and redo."""
    return {
        digest
        for names_by_deck in conn.execute(_PICTURES).scalars()
        for names in parse(
            LazyText(N_("the pictures of an operation")), names_by_deck or "{}", dict
        ).values()
        for digest in names.values()
    }


def store_changes(
    conn: Connection,
    operation_row: int,
    marks: Mapping[Mark, Marks] = MappingProxyType({}),
    log: Sequence[ReviewId] = (),
    pictures: stored_pictures.Digests | None = None,
    moves: Sequence[CardMove] = (),
) -> None:
    """Store the previous marks and pictures, the uids of added log rows, and the moved cards."""
    rows = b"".join(log) or None
    values = {
        "rowid": operation_row,
        "marks": json.dumps({**marks, MOVES_KEY: moves}),
        "rows": rows,
    }
    conn.execute(_UPDATE, values | {"images": json.dumps(pictures) if pictures else None})


def next_to_undo(conn: Connection) -> Operation | None:
    """Return the last operation that is not undone."""
    return _operation(conn, undone=False)


def newest_at(conn: Connection) -> int | None:
    """Return the time (UTC ms) of the last operation, undone or not."""
    found: int | None = conn.execute(_NEWEST_AT).scalar()
    return found


def next_to_redo(conn: Connection) -> Operation | None:
    """Return the operation that was undone last."""
    return _operation(conn, undone=True)


def _operation(conn: Connection, *, undone: bool) -> Operation | None:
    query = _REDO_NEXT if undone else _UNDO_NEXT
    row = conn.execute(query, {"undone": int(undone)}).one_or_none()
    return (
        None if row is None else Operation(row.id, row.at, from_stored(row.said), bool(row.undone))
    )
