"""What was done to notes at one stroke, kept so that it can be taken back and done again.

An operation holds, for each deck, note and mark that it touched, what stands on its other side, so
it does with the names of pictures. Of the log it holds the uids of the rows that it brought, and
the rows themselves while it is taken back; of cards that a note took over, their keys.
"""

import json
from collections.abc import Iterable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from types import MappingProxyType

from sqlalchemy import bindparam, delete, func, insert, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.cards import DeckId, NoteKey
from flashdesign.domain.reviews import Uid
from flashdesign.errors import DamagedRowError
from flashdesign.storage import pictures
from flashdesign.storage.card_marks import Mark, Marks
from flashdesign.storage.database import Connection
from flashdesign.storage.operation_states import deck_state, note_states
from flashdesign.storage.replacing import Move
from flashdesign.storage.stored_json import parse
from flashdesign.storage.tables import note_change, operation

# Among the marks of cards, in JSON, stands what moved.
MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that was done to notes; `said` tells what, `at` is UTC ms."""

    id: int
    at: int
    said: str
    undone: bool


_o, _ch = operation.c, note_change.c
_NEWEST_AT = select(func.max(_o.at))
_LAST = select(operation).where(_o.undone == bindparam("undone"))
_UNDO_NEXT = _LAST.order_by(_o.id.desc()).limit(1)
_REDO_NEXT = _LAST.order_by(_o.id).limit(1)
_FORGET_CHANGES = delete(note_change).where(
    _ch.operation_id.in_(select(_o.id).where(_o.undone == 1))
)
_PICTURES = select(_o.pictures).where(_o.pictures.is_not(None))
_FORGOTTEN_PICTURES = _PICTURES.where(_o.undone == 1)
_FORGET = delete(operation).where(_o.undone == 1)
# The driver's own executemany: an import keeps a row for each of very many notes.
_KEEP_CHANGE = str(insert(note_change).compile(dialect=sqlite.dialect()))
_KEEP = (
    update(operation)
    .where(_o.id == bindparam("rowid"))
    .values(
        cards=bindparam("marks"),
        log=func.coalesce(bindparam("rows"), _o.log),
        pictures=func.coalesce(bindparam("images"), _o.pictures),
    )
)


def begin(
    conn: Connection, at: int, said: str, decks: Iterable[DeckId], notes: Sequence[NoteKey]
) -> int:
    """Note what stands now of the decks and notes that are about to be changed; return its row.

    What was taken back before can be done again no more.
    """
    _forget_undone(conn)
    heads = json.dumps({name: deck_state(conn, name) for name in decks})
    row = {"at": at, "said": said, "undone": 0, "decks": heads, "cards": json.dumps({MOVED: []})}
    done = conn.execute(insert(operation).returning(_o.id), row).scalar_one()
    states = note_states(conn, notes)
    rows = [(done, key, states.get(key)) for key in notes]
    if rows:
        conn.exec_driver_sql(_KEEP_CHANGE, rows)
    return int(done)


def _forget_undone(conn: Connection) -> None:
    """Forget what was taken back, and the pictures that nothing else has."""
    had_pictures = conn.execute(_FORGOTTEN_PICTURES).first() is not None
    conn.execute(_FORGET_CHANGES)
    conn.execute(_FORGET)
    if had_pictures:
        # Where a record cannot be read, nobody knows which pictures it still needs: all stay.
        with suppress(DamagedRowError):
            pictures.sweep(conn, _kept_pictures(conn))


def _kept_pictures(conn: Connection) -> set[str]:
    """Return the digests of the pictures that acts need to be undone."""
    return {
        digest
        for images in conn.execute(_PICTURES).scalars()
        for names in parse("the pictures of an act", images or "{}", dict).values()
        for digest in names.values()
    }


def keep(
    conn: Connection,
    done: int,
    marks: Mapping[Mark, Marks] = MappingProxyType({}),
    log: Sequence[Uid] = (),
    images: pictures.Digests | None = None,
    moves: Sequence[Move] = (),
) -> None:
    """Note what marks and pictures were that it changed, what it brought to the log, what moved."""
    rows = b"".join(log) or None
    kept = {"rowid": done, "marks": json.dumps({**marks, MOVED: moves}), "rows": rows}
    conn.execute(_KEEP, kept | {"images": json.dumps(images) if images else None})


def next_to_undo(conn: Connection) -> Operation | None:
    """Return what was done last and still stands."""
    return _operation(conn, undone=False)


def newest_at(conn: Connection) -> int | None:
    """Return when (UTC ms) something was done last, whether or not it still stands."""
    found: int | None = conn.execute(_NEWEST_AT).scalar()
    return found


def next_to_redo(conn: Connection) -> Operation | None:
    """Return what was taken back last."""
    return _operation(conn, undone=True)


def _operation(conn: Connection, *, undone: bool) -> Operation | None:
    query = _REDO_NEXT if undone else _UNDO_NEXT
    row = conn.execute(query, {"undone": int(undone)}).one_or_none()
    return None if row is None else Operation(row.id, row.at, row.said, bool(row.undone))
