"""Removal or hiding of the rows of a restored collection that cannot be read."""

import json
from collections.abc import Callable, Iterable
from typing import Any

from sqlalchemy import LargeBinary, Table, cast, delete, select, update

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.study_day import as_utc
from flashdesign.errors import FlashDesignError
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.notes.decks import decks
from flashdesign.storage.rows import review_row
from flashdesign.storage.rows.note_json import from_json, to_json
from flashdesign.storage.schema.suspended import NOTE_GONE
from flashdesign.storage.schema.tables import attempt, card, note, review, setting

_UNREADABLE = (*UNREADABLE, StopIteration, FlashDesignError)
_n = note.c
_SETTINGS = select(setting.c.key, cast(setting.c.value, LargeBinary))
_NOTES = select(_n.id, cast(_n.body, LargeBinary))
_TEXTS = select(cast(_n.front, LargeBinary), cast(_n.back, LargeBinary))
_ATTEMPTS = select(card.c.key, *attempt.c).join_from(attempt, card)
_LOG = select(card.c.key, *(review.c[name] for name in review_row.NAMES)).join_from(review, card)


def remove_unreadable(conn: Connection) -> int:
    """Read every row as the program does; remove or hide unreadable ones; return their number.

    Unreadable settings are reset to defaults. An unreadable note is hidden like one that its
    deck no longer has; its reviews stay. An unreadable row of the log is removed.
    """
    decks(conn)
    sprints.sprints(conn)
    found = _delete_settings(conn) + _hide_notes(conn)
    found += _remove(conn, review, _LOG, _read_review)
    return found + _remove(conn, attempt, _ATTEMPTS, _read_attempt)


def _delete_settings(conn: Connection) -> int:
    found = [name for name, value in conn.execute(_SETTINGS) if not _is_readable(json.loads, value)]
    for name in found:
        conn.execute(delete(setting).where(setting.c.key == name))
    return len(found)


def _hide_notes(conn: Connection) -> int:
    found = [rowid for rowid, body in conn.execute(_NOTES) if not _is_readable(_read_note, body)]
    for rowid in found:
        front, back = conn.execute(_TEXTS.where(_n.id == rowid)).one()
        shown = Basic(front.decode(errors="replace") or "?", back.decode(errors="replace") or "?")
        body = to_json(Note(DeckId(""), "", shown))
        # An empty digest: importing or updating the deck again restores the note.
        conn.execute(update(note).where(_n.id == rowid).values(body=body, digest="", gone=1))
        cards = update(card).where(card.c.note_id == rowid, card.c.suspended == 0)
        conn.execute(cards.values(suspended=NOTE_GONE))
    return len(found)


def _remove(
    conn: Connection, table: Table, query: Any, read: Callable[[tuple[Any, ...]], object]
) -> int:
    found = [row[1] for row in _rows(conn, query) if not _is_readable(read, row)]
    for uid in found:
        conn.execute(delete(table).where(table.c.uid == uid))
    return len(found)


def _rows(conn: Connection, query: Any) -> Iterable[tuple[Any, ...]]:
    return (tuple(row) for row in conn.execute(query))


def _read_note(body: bytes) -> Note:
    return from_json(DeckId(""), "", body.decode())


def _read_review(row: tuple[Any, ...]) -> object:
    found = review_row.to_review(CardKey(row[0]), row[1:])
    return as_utc(found.moment.at), found.moment.day


def _read_attempt(row: tuple[Any, ...]) -> object:
    return attempts.to_attempt(row)


def _is_readable(read: Callable[[Any], object], value: Any) -> bool:
    try:
        read(value)
    except _UNREADABLE:
        return False
    return True
