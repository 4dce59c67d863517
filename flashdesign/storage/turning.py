"""Take an operation back or do it again: one act, in which here and there change places."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, select, update

from flashdesign.domain.cards import CardKey, DeckId, NoteKey, cards_of, full_key
from flashdesign.domain.reviews import UID_BYTES, Uid
from flashdesign.errors import DamagedRowError, NotUndoableError
from flashdesign.storage import log_parts, pictures, removing
from flashdesign.storage.card_marks import Mark, exchange
from flashdesign.storage.database import Connection
from flashdesign.storage.operation_states import State, deck_state, note_states, put_deck, to_note
from flashdesign.storage.operations import MOVED, Operation
from flashdesign.storage.rebuild import RulesOf, refresh
from flashdesign.storage.replacing import Move, give_back
from flashdesign.storage.saving import retire_notes, save_notes
from flashdesign.storage.shipping import ADDED, kept_words
from flashdesign.storage.stored_json import UNREADABLE
from flashdesign.storage.tables import note, note_change, operation

# The rules hang on the decks, and those change on the way.
RulesIn = Callable[[Connection], RulesOf]
# Uids were packed once. None of them begins so: they begin with the time, of the year 5700 here.
_PACKED = b"x"
Marks = dict[Mark, dict[CardKey, int]]

_o, _ch = operation.c, note_change.c
_OTHER_SIDE = select(_o.decks, _o.cards, _o.log, _o.pictures).where(_o.id == bindparam("id"))
_CHANGES = select(_ch.note, _ch.other).where(_ch.operation_id == bindparam("id"))
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
_SHIPPED = update(note).where(note.c.key == bindparam("name")).values(shipped=bindparam("words"))


def turn(conn: Connection, which: Operation, rules_in: RulesIn) -> None:
    """Take the operation back, or do it again; raise NotUndoableError if its record is damaged."""
    try:
        _turn(conn, which, rules_in)
    except (DamagedRowError, *UNREADABLE) as error:
        raise NotUndoableError(which.said) from error


def _turn(conn: Connection, which: Operation, rules_in: RulesIn) -> None:
    decks, cards, log, images = conn.execute(_OTHER_SIDE, {"id": which.id}).one()
    heads: dict[str, Any] = json.loads(decks)
    marks: dict[Any, Any] = json.loads(cards or "{}")
    moved = marks.pop(MOVED, None)
    moves = None if moved is None else [Move(*move) for move in moved]
    turned: State = {"rowid": which.id, "now": int(not which.undone)}
    turned["others"] = json.dumps({name: deck_state(conn, DeckId(name)) for name in heads})
    if which.undone:
        moves = _turn_decks(conn, heads, lambda: _do_again(conn, which.id, rules_in))
        turned["images"] = _turn_pictures(conn, images)
        marks = _turn_marks(conn, marks)
        turned["rows"] = log and b"".join(log_parts.put_back(conn, log, rules_in(conn)))
    else:
        # The other way round: what an import brought is removed only where nothing hangs on it.
        turned["rows"] = log and log_parts.take_out(conn, _cut(log), rules_in(conn))
        marks = _turn_marks(conn, marks)
        turned["images"] = _turn_pictures(conn, images)
        moves = _turn_decks(conn, heads, lambda: _take_back(conn, which.id, moves, rules_in))
    conn.execute(_TURNED, turned | {"marks": json.dumps({**marks, MOVED: moves})})


def _turn_decks(
    conn: Connection, heads: dict[str, State | None], turn_notes: Callable[[], list[Move]]
) -> list[Move]:
    for name, state in heads.items():
        if state is not None:
            put_deck(conn, DeckId(name), state)
    moves = turn_notes()
    for name, state in reversed(heads.items()):
        if state is None:
            removing.remove_deck(conn, DeckId(name))
    return moves


def _turn_pictures(conn: Connection, images: str | None) -> str | None:
    return images and json.dumps(pictures.exchange(conn, json.loads(images)))


def _turn_marks(conn: Connection, marks: Marks) -> Marks:
    return {mark: exchange(conn, mark, wanted) for mark, wanted in marks.items()}


def _cut(uids: bytes) -> list[Uid]:
    if uids.startswith(_PACKED):
        return [Uid(uid) for (uid,) in log_parts.unpack(uids)]
    return [Uid(uids[at : at + UID_BYTES]) for at in range(0, len(uids), UID_BYTES)]


def _do_again(conn: Connection, done: int, rules_in: RulesIn) -> list[Move]:
    there, here = _both_sides(conn, done)
    moves = _put(conn, there, here, takes_over=True)
    refresh(conn, [move.new for move in moves], rules_in(conn))
    return moves


def _take_back(
    conn: Connection, done: int, moves: list[Move] | None, rules_in: RulesIn
) -> list[Move]:
    there, here = _both_sides(conn, done)
    if moves is None:
        moves = list(_moves_by_names(there, here))
    given = give_back(conn, moves)
    _put(conn, there, here, takes_over=False)
    exchange(conn, "suspended", {move.new: move.suspended for move in moves if move.suspended})
    exchange(conn, "flag", {move.new: move.flag for move in moves if move.flag})
    refresh(conn, given, rules_in(conn))
    return moves


def _both_sides(conn: Connection, done: int) -> tuple[dict[str, State | None], dict[str, State]]:
    """Return how the notes are on the other side, and how they are here; these are kept now."""
    changes = {row.note: row.other for row in conn.execute(_CHANGES, {"id": done})}
    there = {key: state and json.loads(state) for key, state in changes.items()}
    here = note_states(conn, list(changes))
    if changes:
        rows = [{"id": done, "name": key, "state": here.get(key)} for key in changes]
        conn.execute(_EXCHANGED, rows)
    return there, {key: json.loads(state) for key, state in here.items()}


def _put(
    conn: Connection,
    there: dict[str, State | None],
    here: dict[str, State],
    *,
    takes_over: bool,
) -> list[Move]:
    """Make notes what they are on the other side."""
    back = {
        key: _as_it_ships(state, here.get(key)) for key, state in there.items() if state is not None
    }
    # One that only goes away again must not grow the cards anew that its heir has.
    saved = save_notes(
        conn,
        [
            to_note(key, state)
            for key, state in back.items()
            if not (state["gone"] and _is_written(here.get(key), state))
        ],
        takes_over=takes_over,
    )
    removing.remove_notes(conn, [NoteKey(key) for key, state in there.items() if state is None])
    retire_notes(conn, [NoteKey(key) for key, state in back.items() if state["gone"]])
    if back:
        marked = [{"name": key, "words": state["shipped"]} for key, state in back.items()]
        conn.execute(_SHIPPED, marked)
    return list(saved.moved)


def _as_it_ships(there: State, here: State | None) -> State:
    """Return the state with what ships by now: a release may have come since."""
    if here is None or ADDED in (there["shipped"], here["shipped"]):
        return there
    if there["shipped"] is None:
        return there if here["shipped"] is None else there | json.loads(here["shipped"])
    ships = here["shipped"] or kept_words(here["position"], here["body"])
    return {**there, "shipped": ships}


def _is_written(here: State | None, there: State) -> bool:
    return here is not None and all(here[name] == there[name] for name in ("body", "position"))


def _moves_by_names(there: dict[str, State | None], here: dict[str, State]) -> Iterator[Move]:
    """Yield what must have moved to notes that leave: operations did not always keep it."""
    for key, state in there.items():
        if state is not None or key not in here:
            continue
        _, heir = to_note(key, here[key])
        parts = {card.part: card.key for card in cards_of(heir)}
        for old in heir.replaces:
            before = there.get(full_key(heir.deck, old))
            if before is not None:
                _, replaced = to_note(full_key(heir.deck, old), before)
                for card in cards_of(replaced):
                    if card.part in parts:
                        yield Move(card.key, parts[card.part])
