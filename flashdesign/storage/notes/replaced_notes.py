"""Moves of cards, with their logs and memories, to a note that replaces their old notes."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, delete, exists, select, update

from flashdesign.domain.ids import CardKey, NoteKey, full_key, note_of
from flashdesign.domain.notes.note import Note, cards_of
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.rows import review_row
from flashdesign.storage.rows.day_stat_rows import card_counts, replace_counts
from flashdesign.storage.rows.note_json import BODY, replaced_ids
from flashdesign.storage.schema.tables import NOTE_GONE, attempt, card, change, note, review

# A successor (the new note) and the id of a note that it replaces.
Pair = tuple[NoteKey, str]


class CardMove(NamedTuple):
    """A card's old and new key, and the marks of the card that was deleted to free the new key."""

    old_key: CardKey
    new_key: CardKey
    suspended: int = 0
    flag: int = 0


_c = card.c
_OLD = (
    select(_c.id, _c.key, _c.part, _c.deck_id, _c.suspended)
    .join_from(card, note)
    .where(note.c.key == bindparam("name"))
)
_CARD = select(_c.id, _c.key, _c.part, _c.deck_id, _c.suspended).where(_c.key == bindparam("name"))
_NOTE_ROW = select(note.c.id, note.c.deck_id).where(note.c.key == bindparam("name"))
_UNTOUCHED = select(_c.id, _c.suspended, _c.flag).where(
    _c.key == bindparam("name"),
    ~exists().where(review.c.card_id == _c.id),
    ~exists().where(change.c.card_id == _c.id),
    ~exists().where(attempt.c.card_id == _c.id),
)
_EXISTS = select(_c.id).where(_c.key == bindparam("name"))
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
_STORED = select(note.c.key, BODY).where(
    note.c.key.in_(bindparam("keys", expanding=True)), note.c.gone == 0
)
_MARK_REMOVED = update(note).where(note.c.key == bindparam("name")).values(gone=1)
_SUSPEND_CARDS = (
    update(card)
    .where(
        _c.note_id == select(note.c.id).where(note.c.key == bindparam("name")).scalar_subquery(),
        _c.suspended == 0,
    )
    .values(suspended=NOTE_GONE)
)
_LOG = (
    select(*review_row.COLUMNS)
    .where(review.c.card_id == bindparam("rowid"))
    .order_by(review.c.at, review.c.uid)
)


def stored_replacements(conn: Connection, successors: Iterable[Note]) -> set[Pair]:
    """Return the stored pairs: a note replaced earlier may have been imported again."""
    keys = [successor.key for successor in successors if successor.replaces]
    return {
        (NoteKey(key), old)
        for key, body in (conn.execute(_STORED, {"keys": keys}) if keys else ())
        for old in replaced_ids(key, body)
    }


def take_over_cards(
    conn: Connection, successor: Note, successor_row: int, deck_row: int, before: AbstractSet[Pair]
) -> Iterator[CardMove]:
    """Move the cards with the same parts from replaced notes to the successor; yield the moves.

    Pairs in `before` are skipped. A card of the successor that was answered keeps its own log.
    Cards that are not moved are suspended.
    """
    new_keys = {new.part: new.key for new in cards_of(successor)}
    for old_id in successor.replaces:
        old_key = full_key(successor.deck, old_id)
        if old_key == successor.key or (successor.key, old_id) in before:
            continue
        for old in conn.execute(_OLD, {"name": old_key}).all():
            new_key = new_keys.get(old.part)
            marks = None if new_key is None else _free_key(conn, new_key)
            if new_key is not None and marks is not None:
                _rename(conn, old, new_key, successor_row, deck_row)
                yield CardMove(old.key, new_key, *marks)
        conn.execute(_MARK_REMOVED, {"name": old_key})
        conn.execute(_SUSPEND_CARDS, {"name": old_key})


def undo_moves(conn: Connection, moves: Iterable[CardMove]) -> list[CardKey]:
    """Undo moves; return the restored keys."""
    restored = []
    for move in moves:
        card_row = conn.execute(_CARD, {"name": move.new_key}).one_or_none()
        old_note = conn.execute(_NOTE_ROW, {"name": note_of(move.old_key)}).one_or_none()
        if card_row and old_note and _free_key(conn, move.old_key) is not None:
            _rename(conn, card_row, move.old_key, old_note.id, old_note.deck_id)
            restored.append(move.old_key)
    return restored


def _free_key(conn: Connection, key: CardKey) -> tuple[int, int] | None:
    """Delete an unused card with this key and return its marks; None if the key is in use."""
    untouched = conn.execute(_UNTOUCHED, {"name": key}).one_or_none()
    if untouched is not None:
        conn.execute(_DELETE, {"rowid": untouched.id})
        return untouched.suspended, untouched.flag
    return None if conn.execute(_EXISTS, {"name": key}).first() else (0, 0)


def _rename(
    conn: Connection,
    old: Row[*tuple[Any, ...]],
    new_key: CardKey,
    successor_row: int,
    deck_row: int,
) -> None:
    if old.deck_id != deck_row:
        rows = conn.execute(_LOG, {"rowid": old.id})
        counted = card_counts([review_row.to_review(old.key, row) for row in rows])
        replace_counts(conn, old.deck_id, counted, {})
        replace_counts(conn, deck_row, {}, counted)
    conn.execute(
        _RENAME,
        {
            "rowid": old.id,
            "new_key": new_key,
            "new_note": successor_row,
            "new_deck": deck_row,
            "new_suspended": 0 if old.suspended == NOTE_GONE else old.suspended,
        },
    )
