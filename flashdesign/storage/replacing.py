"""Let a note take over the cards of notes it replaces, with their logs and memories."""

from collections.abc import Iterable, Iterator
from collections.abc import Set as AbstractSet
from typing import Any, NamedTuple

from sqlalchemy import Row, bindparam, delete, exists, select, update

from flashdesign.domain.cards import CardKey, Note, NoteKey, cards_of, full_key, note_of
from flashdesign.storage import log_rows
from flashdesign.storage.database import Connection
from flashdesign.storage.note_json import BODY, replaces_of
from flashdesign.storage.tables import NOTE_GONE, attempt, card, change, note, review
from flashdesign.storage.tallies import exchange, tallies

# An heir, and what it says that it replaces.
Pair = tuple[NoteKey, str]


class Move(NamedTuple):
    """The key that a card had, the one that it has since, and the marks of what made room."""

    old: CardKey
    new: CardKey
    suspended: int = 0
    flag: int = 0


_c = card.c
_OLD = (
    select(_c.id, _c.key, _c.part, _c.deck_id, _c.suspended)
    .join_from(card, note)
    .where(note.c.key == bindparam("name"))
)
_CARD = select(_c.id, _c.key, _c.part, _c.deck_id, _c.suspended).where(_c.key == bindparam("name"))
_HOME = select(note.c.id, note.c.deck_id).where(note.c.key == bindparam("name"))
_UNTOUCHED = select(_c.id, _c.suspended, _c.flag).where(
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
_STORED = select(note.c.key, BODY).where(
    note.c.key.in_(bindparam("keys", expanding=True)), note.c.gone == 0
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


def replaced(conn: Connection, heirs: Iterable[Note]) -> set[Pair]:
    """Return which of the notes replaced others before: these may be there again by right."""
    keys = [heir.key for heir in heirs if heir.replaces]
    return {
        (NoteKey(key), old)
        for key, body in (conn.execute(_STORED, {"keys": keys}) if keys else ())
        for old in replaces_of(key, body)
    }


def take_over(
    conn: Connection, heir: Note, heir_row: int, deck_row: int, before: AbstractSet[Pair]
) -> Iterator[Move]:
    """Give the heir the like-named cards of the notes it replaces, and yield what moved.

    What it replaced `before` is left alone.
    A card of the heir that was answered already keeps its own log; what it takes not is put away.
    """
    wanted = {new.part: new.key for new in cards_of(heir)}
    for old_id in heir.replaces:
        old_key = full_key(heir.deck, old_id)
        if old_key == heir.key or (heir.key, old_id) in before:
            continue
        for old in conn.execute(_OLD, {"name": old_key}).all():
            new_key = wanted.get(old.part)
            marks = None if new_key is None else _make_room(conn, new_key)
            if new_key is not None and marks is not None:
                _rename(conn, old, new_key, heir_row, deck_row)
                yield Move(old.key, new_key, *marks)
        conn.execute(_MARK_GONE, {"name": old_key})
        conn.execute(_PUT_AWAY, {"name": old_key})


def give_back(conn: Connection, moves: Iterable[Move]) -> list[CardKey]:
    """Undo what moved; return the keys that cards have again."""
    given = []
    for move in moves:
        taken = conn.execute(_CARD, {"name": move.new}).one_or_none()
        home = conn.execute(_HOME, {"name": note_of(move.old)}).one_or_none()
        if taken and home and _make_room(conn, move.old) is not None:
            _rename(conn, taken, move.old, home.id, home.deck_id)
            given.append(move.old)
    return given


def _make_room(conn: Connection, key: CardKey) -> tuple[int, int] | None:
    """Remove an untouched card of this key, and return its marks; None if the key is not free."""
    untouched = conn.execute(_UNTOUCHED, {"name": key}).one_or_none()
    if untouched is not None:
        conn.execute(_DELETE, {"rowid": untouched.id})
        return untouched.suspended, untouched.flag
    return None if conn.execute(_TAKEN, {"name": key}).first() else (0, 0)


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
