"""Let a note take over the cards of notes it replaces, with their logs and memories."""

from collections.abc import Iterator
from typing import Any

from sqlalchemy import Row, bindparam, delete, exists, select, update

from flashdesign.domain.cards import CardKey, Note, cards_of, full_key
from flashdesign.storage import log_rows
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import NOTE_GONE, attempt, card, change, note, review
from flashdesign.storage.tallies import exchange, tallies

_c = card.c
_OLD = (
    select(_c.id, _c.key, _c.part, _c.deck_id, _c.suspended)
    .join_from(card, note)
    .where(note.c.key == bindparam("name"))
)
_UNTOUCHED = select(_c.id).where(
    _c.key == bindparam("name"),
    ~exists().where(review.c.card_id == _c.id),
    ~exists().where(change.c.card_id == _c.id),
    ~exists().where(attempt.c.card_id == _c.id),
)
_TAKEN = select(_c.id).where(_c.key == bindparam("name"))
_DELETE = delete(card).where(_c.id == bindparam("rowid"))
_RENAME = (
    update(card)
    .where(_c.id == bindparam("rowid"))
    .values(
        key=bindparam("new_key"),
        note_id=bindparam("new_note"),
        deck_id=bindparam("new_deck"),
        suspended=bindparam("new_suspended"),
    )
)
_MARK_GONE = update(note).where(note.c.key == bindparam("name")).values(gone=1)
_PUT_AWAY = (
    update(card)
    .where(
        _c.note_id == select(note.c.id).where(note.c.key == bindparam("name")).scalar_subquery(),
        _c.suspended == 0,
    )
    .values(suspended=NOTE_GONE)
)
_LOG = (
    select(*log_rows.COLUMNS)
    .where(review.c.card_id == bindparam("rowid"))
    .order_by(review.c.at, review.c.uid)
)


def take_over(conn: Connection, heir: Note, heir_row: int, deck_row: int) -> Iterator[CardKey]:
    """Give the heir the like-named cards of the notes it replaces, and yield their new keys.

    A card of the heir that was answered already keeps its own log; what it takes not is put away.
    """
    wanted = {new.part: new.key for new in cards_of(heir)}
    for old_id in heir.replaces:
        old_key = full_key(heir.deck, old_id)
        if old_key == heir.key:
            continue
        for old in conn.execute(_OLD, {"name": old_key}).all():
            new_key = wanted.get(old.part)
            if new_key is not None and _make_room(conn, new_key):
                _rename(conn, old, new_key, heir_row, deck_row)
                yield new_key
        conn.execute(_MARK_GONE, {"name": old_key})
        conn.execute(_PUT_AWAY, {"name": old_key})


def _make_room(conn: Connection, key: CardKey) -> bool:
    """Remove an untouched card of this key; tell whether the key is free now."""
    untouched = conn.execute(_UNTOUCHED, {"name": key}).scalar()
    if untouched is not None:
        conn.execute(_DELETE, {"rowid": untouched})
    return conn.execute(_TAKEN, {"name": key}).scalar() is None


def _rename(
    conn: Connection, old: Row[*tuple[Any, ...]], new_key: CardKey, heir_row: int, deck_row: int
) -> None:
    if old.deck_id != deck_row:
        rows = conn.execute(_LOG, {"rowid": old.id})
        counted = tallies([log_rows.to_review(old.key, row) for row in rows])
        exchange(conn, old.deck_id, counted, {})
        exchange(conn, deck_row, {}, counted)
    conn.execute(
        _RENAME,
        {
            "rowid": old.id,
            "new_key": new_key,
            "new_note": heir_row,
            "new_deck": deck_row,
            "new_suspended": 0 if old.suspended == NOTE_GONE else old.suspended,
        },
    )
