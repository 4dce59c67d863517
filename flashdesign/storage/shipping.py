"""Keep a person's own words in a deck that ships, beside what ships there."""

import json
from collections.abc import Iterable

from sqlalchemy import bindparam, select, update

from flashdesign.domain.cards import Note, NoteKey
from flashdesign.storage.database import Connection
from flashdesign.storage.note_json import digest_of, from_row, to_json
from flashdesign.storage.stored_json import UNREADABLE, reading
from flashdesign.storage.tables import note

# A note that never shipped, in whatever deck.
ADDED = ""
UNKNOWN = "unknown"

_n = note.c
_SHIPPED = select(_n.shipped).where(_n.key == bindparam("name"))
_OWN_WORDS = select(_n.key, _n.shipped).where(_n.shipped.is_not(None))
_AS_STORED = select(_n.position, _n.body).where(_n.key == bindparam("name"))
_MARK = update(note).where(_n.key == bindparam("name")).values(shipped=bindparam("words"))


def mark_added(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Note that a person added these, so that no upgrade takes them away."""
    _mark(conn, [{"name": key, "words": ADDED} for key in keys])


def keep_shipped(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Keep what these notes are now as what ships: their own words are about to be stored."""
    rows: list[dict[str, str | None]] = []
    for key in keys:
        if shipped(conn, key) is None:
            position, body = conn.execute(_AS_STORED, {"name": key}).one()
            rows.append({"name": key, "words": kept_words(position, body)})
    _mark(conn, rows)


def renew(conn: Connection, notes: Iterable[tuple[int, Note]]) -> None:
    """Take over what ships by now, and leave the person's own words as they are."""
    _mark(
        conn,
        [{"name": note.key, "words": kept_words(place, to_json(note))} for place, note in notes],
    )


def forget(conn: Connection, keys: Iterable[NoteKey]) -> None:
    """Have what is stored of these notes be what ships."""
    _mark(conn, [{"name": key, "words": None} for key in keys])


def shipped(conn: Connection, key: NoteKey) -> str | None:
    """Return what ships of a note with own words, `ADDED`, or None where nothing was changed."""
    found: str | None = conn.execute(_SHIPPED, {"name": key}).scalar_one_or_none()
    return found


def all_shipped(conn: Connection) -> dict[NoteKey, str]:
    """Return what ships of each note with own words, or `ADDED`."""
    return {NoteKey(key): words for key, words in conn.execute(_OWN_WORDS) if words is not None}


def read(key: NoteKey, words: str) -> tuple[int, Note]:
    """Return the note that ships, with its place in the deck."""
    with reading(f"what ships of {key}"):
        state = json.loads(words)
        return state["position"], from_row(key, state["body"])


def digest(words: str) -> str:
    """Return the digest of the note that ships; that of an added one equals no other."""
    if words == ADDED:
        return ADDED
    try:
        state = json.loads(words)
        return digest_of(state["body"], state["position"])
    except UNREADABLE:
        # Another digest than any: what ships is taken over anew.
        return UNKNOWN


def kept_words(position: int, body: str) -> str:
    """Return what ships of a note as it is kept beside a person's own words."""
    return json.dumps({"position": position, "body": body}, ensure_ascii=False)


def _mark(conn: Connection, rows: list[dict[str, str | None]]) -> None:
    if rows:
        conn.execute(_MARK, rows)
