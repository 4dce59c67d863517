"""What was done to notes at one stroke, kept so that it can be taken back and done again.

An operation holds, for each deck, note and mark that it touched, what stands on its other side.
Taking it back and doing it again are one act: here and there change places. So it is with the
names of pictures. Of the log it holds the uids of the rows that it brought, and the rows themselves
while it is taken back.
"""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, delete, insert, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.cards import CardKey, Deck, DeckId, Note, NoteKey, full_key
from flashdesign.domain.reviews import UID_BYTES, Uid
from flashdesign.storage import log_parts, pictures, removing
from flashdesign.storage.card_marks import Mark, Marks, exchange
from flashdesign.storage.database import Connection
from flashdesign.storage.decks import save_deck
from flashdesign.storage.note_json import from_json
from flashdesign.storage.rebuild import RulesOf, refresh
from flashdesign.storage.saving import retire_notes, save_notes
from flashdesign.storage.tables import deck, note, note_change, operation

# The rules hang on the decks, and those change on the way.
RulesIn = Callable[[Connection], RulesOf]
_AT_ONCE = 500


@dataclass(frozen=True, slots=True)
class Operation:
    """Something that was done to notes; `said` tells what, `at` is UTC ms."""

    id: int
    at: int
    said: str
    undone: bool


_o, _ch, _n, _d = operation.c, note_change.c, note.c, deck.c
_LAST = select(operation).where(_o.undone == bindparam("undone"))
_UNDO_NEXT = _LAST.order_by(_o.id.desc()).limit(1)
_REDO_NEXT = _LAST.order_by(_o.id).limit(1)
_FORGET_CHANGES = delete(note_change).where(
    _ch.operation_id.in_(select(_o.id).where(_o.undone == 1))
)
_FORGET = delete(operation).where(_o.undone == 1)
_STATES = select(_n.key, _n.position, _n.body, _n.gone, _n.shipped).where(
    _n.key.in_(bindparam("keys", expanding=True))
)
_DECK = select(_d.title, _d.description, _d.position, _d.origin, _d.retention, _d.parent_id).where(
    _d.key == bindparam("name")
)
_PARENT = select(_d.key).where(_d.id == bindparam("rowid"))
_OTHER_SIDE = select(_o.decks, _o.cards, _o.log, _o.pictures).where(_o.id == bindparam("id"))
_CHANGES = select(_ch.note, _ch.other).where(_ch.operation_id == bindparam("id"))
# The driver's own executemany: an import keeps a row for each of very many notes.
_KEEP_CHANGE = str(insert(note_change).compile(dialect=sqlite.dialect()))
_EXCHANGED = (
    update(note_change)
    .where(_ch.operation_id == bindparam("id"), _ch.note == bindparam("name"))
    .values(other=bindparam("state"))
)
_TURNED = (
    update(operation)
    .where(_o.id == bindparam("rowid"))
    .values(
        undone=bindparam("now"),
        decks=bindparam("others"),
        cards=bindparam("marks"),
        log=bindparam("rows"),
        pictures=bindparam("images"),
    )
)
_KEEP = (
    update(operation)
    .where(_o.id == bindparam("rowid"))
    .values(cards=bindparam("marks"), log=bindparam("rows"), pictures=bindparam("images"))
)
_SHIPPED = update(note).where(_n.key == bindparam("name")).values(shipped=bindparam("words"))


def begin(
    conn: Connection, at: int, said: str, decks: Iterable[DeckId], notes: Sequence[NoteKey]
) -> int:
    """Note what stands now of the decks and notes that are about to be changed; return its row.

    What was taken back before can be done again no more.
    """
    conn.execute(_FORGET_CHANGES)
    conn.execute(_FORGET)
    heads = json.dumps({name: _deck_state(conn, name) for name in decks})
    row = {"at": at, "said": said, "undone": 0, "decks": heads}
    done = conn.execute(insert(operation).returning(_o.id), row).scalar_one()
    states = _states(conn, notes)
    rows = [(done, key, states.get(key)) for key in notes]
    if rows:
        conn.exec_driver_sql(_KEEP_CHANGE, rows)
    return int(done)


def keep(
    conn: Connection,
    done: int,
    marks: Mapping[Mark, Marks],
    log: Sequence[Uid] = (),
    images: pictures.Digests | None = None,
) -> None:
    """Note what marks and pictures were that it changed, and which rows of the log it brought."""
    rows = b"".join(log) or None
    kept = {"rowid": done, "marks": json.dumps(marks), "rows": rows}
    conn.execute(_KEEP, kept | {"images": json.dumps(images) if images else None})


def next_to_undo(conn: Connection) -> Operation | None:
    """Return what was done last and still stands."""
    return _operation(conn, undone=False)


def next_to_redo(conn: Connection) -> Operation | None:
    """Return what was taken back last."""
    return _operation(conn, undone=True)


def turn(conn: Connection, which: Operation, rules_in: RulesIn) -> None:
    """Take the operation back, or do it again."""
    decks, cards, log, images = conn.execute(_OTHER_SIDE, {"id": which.id}).one()
    heads: dict[str, Any] = json.loads(decks)
    turned: dict[str, Any] = {"rowid": which.id, "now": int(not which.undone)}
    turned["others"] = json.dumps({name: _deck_state(conn, DeckId(name)) for name in heads})
    if which.undone:
        _turn_notes(conn, which.id, heads, rules_in)
        turned["images"] = _turn_pictures(conn, images)
        turned["marks"] = _turn_marks(conn, cards)
        turned["rows"] = log and b"".join(log_parts.put_back(conn, log, rules_in(conn)))
    else:
        # The other way round: what an import brought is removed only where nothing hangs on it.
        turned["rows"] = log and log_parts.take_out(conn, _cut(log), rules_in(conn))
        turned["marks"] = _turn_marks(conn, cards)
        turned["images"] = _turn_pictures(conn, images)
        _turn_notes(conn, which.id, heads, rules_in)
    conn.execute(_TURNED, turned)


def _turn_notes(conn: Connection, done: int, heads: dict[str, Any], rules_in: RulesIn) -> None:
    for name, state in heads.items():
        if state is not None:
            _put_deck(conn, DeckId(name), state)
    changes = {row.note: row.other for row in conn.execute(_CHANGES, {"id": done})}
    # Cards that took over another's log have their memory anew.
    refresh(conn, _exchange(conn, done, changes), rules_in(conn))
    for name, state in reversed(heads.items()):
        if state is None:
            removing.remove_deck(conn, DeckId(name))


def _turn_pictures(conn: Connection, images: str | None) -> str | None:
    return images and json.dumps(pictures.exchange(conn, json.loads(images)))


def _turn_marks(conn: Connection, cards: str | None) -> str | None:
    if cards is None:
        return None
    wanted: dict[Mark, dict[CardKey, int]] = json.loads(cards)
    return json.dumps({mark: exchange(conn, mark, marks) for mark, marks in wanted.items()})


def _cut(uids: bytes) -> list[Uid]:
    return [Uid(uids[at : at + UID_BYTES]) for at in range(0, len(uids), UID_BYTES)]


def _exchange(conn: Connection, done: int, wanted: dict[str, str | None]) -> tuple[CardKey, ...]:
    """Put notes as they are on the other side, and keep how they were on this one."""
    here = _states(conn, list(wanted))
    rows = [{"id": done, "name": key, "state": here.get(key)} for key in wanted]
    back = {key: json.loads(state) for key, state in wanted.items() if state is not None}
    leaving = [NoteKey(key) for key, state in wanted.items() if state is None]
    heirs = _heirs(here, leaving)
    # One that only goes away again must not grow the cards anew that its heir has.
    saved = save_notes(
        conn,
        [
            _note(key, state, heirs)
            for key, state in back.items()
            if not (state["gone"] and _is_written(here, key, state))
        ],
    )
    # An heir that gave its cards back is named no more.
    save_notes(conn, [_note(key, back[key], {}) for key in back if key in heirs])
    removing.remove_notes(conn, leaving)
    retire_notes(conn, [NoteKey(key) for key, state in back.items() if state["gone"]])
    if back:
        marked = [{"name": key, "words": state["shipped"]} for key, state in back.items()]
        conn.execute(_SHIPPED, marked)
    if rows:
        conn.execute(_EXCHANGED, rows)
    return saved.moved


def _is_written(here: dict[str, str], key: str, state: dict[str, Any]) -> bool:
    if key not in here:
        return False
    written = json.loads(here[key])
    return bool(written["body"] == state["body"] and written["position"] == state["position"])


def _heirs(here: dict[str, str], leaving: Iterable[NoteKey]) -> dict[str, tuple[str, ...]]:
    """Return by the key of each replaced note which leaving notes have its cards."""
    found: dict[str, tuple[str, ...]] = {}
    for key in leaving:
        if key in here:
            heir = _note(key, json.loads(here[key]), {})[1]
            for old in heir.replaces:
                full = full_key(heir.deck, old)
                found[full] = (*found.get(full, ()), key)
    return found


def _note(key: str, state: Any, heirs: dict[str, tuple[str, ...]]) -> tuple[int, Note]:
    folder, _, name = key.partition("/")
    stored = from_json(DeckId(folder), name, state["body"])
    if key not in heirs:
        return state["position"], stored
    return state["position"], replace(stored, replaces=(*stored.replaces, *heirs[key]))


def _states(conn: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return what there is of each note, as JSON."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), _AT_ONCE):
        rows = conn.execute(_STATES, {"keys": keys[start : start + _AT_ONCE]})
        for key, position, body, gone, shipped in rows:
            state = {"position": position, "body": body, "gone": gone, "shipped": shipped}
            found[key] = json.dumps(state, ensure_ascii=False)
    return found


def _deck_state(conn: Connection, name: DeckId) -> dict[str, Any] | None:
    row = conn.execute(_DECK, {"name": name}).one_or_none()
    if row is None:
        return None
    state = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    parent = state.pop("parent_id")
    state["parent"] = parent and conn.execute(_PARENT, {"rowid": parent}).scalar_one()
    return state


def _put_deck(conn: Connection, name: DeckId, state: dict[str, Any]) -> None:
    head = Deck(
        name,
        state["title"],
        parent=state["parent"] and DeckId(state["parent"]),
        description=state["description"],
        retention=state["retention"],
    )
    save_deck(conn, head, state["position"], state["origin"])


def _operation(conn: Connection, *, undone: bool) -> Operation | None:
    query = _REDO_NEXT if undone else _UNDO_NEXT
    row = conn.execute(query, {"undone": int(undone)}).one_or_none()
    return None if row is None else Operation(row.id, row.at, row.said, bool(row.undone))
