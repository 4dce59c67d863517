"""User edits of built-in notes, stored next to the built-in version."""

import json
from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.rows.note_json import digest_of, from_row, to_json
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import note

# A note that the user added to a built-in deck.
ADDED = ""
UNKNOWN = "unknown"

_n = note.c
_BUILT_IN = select(_n.shipped).where(_n.key == bindparam("name"))
_ALL_BUILT_IN = select(_n.key, _n.shipped).where(_n.shipped.is_not(None))
_AS_STORED = select(_n.position, _n.body).where(_n.key == bindparam("name"))
_MARK = update(note).where(_n.key == bindparam("name")).values(shipped=bindparam("words"))


def mark_added(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Mark notes as added by the user, so that no update removes them."""
    _mark(conn, [{"name": key, "words": ADDED} for key in keys])


def keep_built_in_version(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Store the present version of these notes as the built-in one, before they are edited."""
    rows: list[dict[str, str | None]] = []
    for key in keys:
        if built_in_version(conn, key) is None:
            position, body = conn.execute(_AS_STORED, {"name": key}).one()
            rows.append({"name": key, "words": built_in_json(position, body)})
    _mark(conn, rows)


def update_built_in_version(conn: Connection, notes: Iterable[tuple[int, Note]]) -> None:
    """Store a new built-in version of notes that the user edited; the edits stay."""
    _mark(
        conn,
        [
            {"name": note.key, "words": built_in_json(position, to_json(note))}
            for position, note in notes
        ],
    )


def clear_built_in_version(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Delete the separate built-in version: these notes now equal it."""
    _mark(conn, [{"name": key, "words": None} for key in keys])


def built_in_version(conn: Connection, key: NoteKey) -> str | None:
    """Return the built-in version of an edited note, `ADDED`, or None if it was not edited."""
    found: str | None = conn.execute(_BUILT_IN, {"name": key}).scalar_one_or_none()
    return found


def built_in_versions(conn: Connection) -> dict[NoteKey, str]:
    """Return the built-in version of each edited note, and `ADDED` for added ones."""
    return {NoteKey(key): words for key, words in conn.execute(_ALL_BUILT_IN) if words is not None}


def built_in_note(key: NoteKey, words: str) -> tuple[int, Note]:
    """Return position and note of a built-in version."""
    with raise_as_damage(LazyText(N_("the built-in version of {note}"), note=key)):
        state = json.loads(words)
        return state["position"], from_row(key, state["body"])


def built_in_digest(words: str) -> str:
    """Return the digest of a built-in version; that of an added note equals no other."""
    if words == ADDED:
        return ADDED
    try:
        state = json.loads(words)
        return digest_of(state["body"], state["position"])
    except UNREADABLE:
        # Differs from all digests, so the next update stores the built-in version again.
        return UNKNOWN


def built_in_json(position: int, body: str) -> str:
    """Return a built-in version as JSON."""
    return json.dumps({"position": position, "body": body}, ensure_ascii=False)


def _mark(conn: Connection, rows: list[dict[str, str | None]]) -> None:
    if rows:
        conn.execute(_MARK, rows)
