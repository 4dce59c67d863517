"""Deletion of imported notes and decks that have no reviews, changes or attempts."""

from collections.abc import Sequence

from sqlalchemy import bindparam, delete, exists, select

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import search_index
from flashdesign.storage.notes.save import retire_notes
from flashdesign.storage.schema.tables import (
    attempt,
    card,
    change,
    day_stat,
    deck,
    media,
    note,
    review,
)

_BATCH_SIZE = 500
_TOUCHED = (
    select(note.c.key)
    .join_from(card, note)
    .where(
        note.c.key.in_(bindparam("keys", expanding=True)),
        exists().where(review.c.card_id == card.c.id)
        | exists().where(change.c.card_id == card.c.id)
        | exists().where(attempt.c.card_id == card.c.id),
    )
)
_ROWS = select(note.c.id).where(note.c.key.in_(bindparam("keys", expanding=True)))
_CARDS = delete(card).where(card.c.note_id == bindparam("rowid"))
_NOTE = delete(note).where(note.c.id == bindparam("rowid"))
_child = deck.alias()
_EMPTY_DECK = delete(deck).where(
    deck.c.key == bindparam("name"),
    ~exists().where(note.c.deck_id == deck.c.id),
    ~exists().where(day_stat.c.deck_id == deck.c.id),
    ~exists().where(media.c.deck_id == deck.c.id),
    ~exists().where(_child.c.parent_id == deck.c.id),
)


def remove_notes(conn: Connection, keys: Sequence[NoteKey]) -> None:
    """Delete notes with their cards; retire those with reviews, changes or attempts instead."""
    for start in range(0, len(keys), _BATCH_SIZE):
        _remove(conn, keys[start : start + _BATCH_SIZE])


def _remove(conn: Connection, keys: Sequence[NoteKey]) -> None:
    touched = set(conn.execute(_TOUCHED, {"keys": list(keys)}).scalars())
    untouched = [key for key in keys if key not in touched]
    rows = [{"rowid": row} for row in conn.execute(_ROWS, {"keys": untouched}).scalars()]
    if rows:
        conn.execute(_CARDS, rows)
        with search_index.index_in_batch(conn, [row["rowid"] for row in rows]):
            conn.execute(_NOTE, rows)
    retire_notes(conn, [key for key in keys if key in touched])


def remove_deck(conn: Connection, name: DeckId) -> None:
    """Delete a deck that is empty and has no history."""
    conn.execute(_EMPTY_DECK, {"name": name})
