"""Undo and redo of an operation, which swap the stored and the current state."""

import json
from collections.abc import Callable, Iterator
from typing import Any

from sqlalchemy import bindparam, select, update

from flashdesign.domain.ids import UID_BYTES, CardKey, DeckId, NoteKey, ReviewId, full_key
from flashdesign.domain.notes.note import cards_of
from flashdesign.errors import DamagedRowError, NotUndoableError
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.connection.sqlite_errors import UNREADABLE
from flashdesign.storage.notes import remove, stored_pictures
from flashdesign.storage.notes.built_in_versions import ADDED, built_in_json
from flashdesign.storage.notes.replaced_notes import CardMove, undo_moves
from flashdesign.storage.notes.save import retire_notes, save_notes
from flashdesign.storage.review_log import log_batches
from flashdesign.storage.review_log.replay import RulesOf, replay_cards
from flashdesign.storage.schema.tables import note, note_change, operation
from flashdesign.storage.undo.bulk_marks import Mark, set_marks
from flashdesign.storage.undo.operations import MOVES_KEY, Operation
from flashdesign.storage.undo.snapshots import (
    Snapshot,
    deck_snapshot,
    note_from_snapshot,
    note_snapshots,
    restore_deck,
)

# The rules depend on the decks, which change during the operation.
RulesIn = Callable[[Connection], RulesOf]
# Earlier versions stored uids packed. No plain uid begins so: as a time this is in the year 5700.
_PACKED = b"x"
Marks = dict[Mark, dict[CardKey, int]]

_o, _ch = operation.c, note_change.c
_STORED_SIDE = select(_o.decks, _o.cards, _o.log, _o.pictures).where(_o.id == bindparam("id"))
_CHANGES = select(_ch.note, _ch.other).where(_ch.operation_id == bindparam("id"))
_STORE_NOTE = (
    update(note_change)
    .where(_ch.operation_id == bindparam("id"), _ch.note == bindparam("name"))
    .values(other=bindparam("state"))
)
_STORE_OPERATION = (
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
_BUILT_IN = update(note).where(note.c.key == bindparam("name")).values(shipped=bindparam("words"))


def undo_or_redo(conn: Connection, which: Operation, rules_in: RulesIn) -> None:
    """Undo the operation, or redo an undone one; raise NotUndoableError if it is damaged."""
    try:
        _swap(conn, which, rules_in)
    except (DamagedRowError, *UNREADABLE) as error:
        raise NotUndoableError(which.description) from error


def _swap(conn: Connection, which: Operation, rules_in: RulesIn) -> None:
    decks, cards, log, images = conn.execute(_STORED_SIDE, {"id": which.id}).one()
    deck_states: dict[str, Any] = json.loads(decks)
    marks: dict[Any, Any] = json.loads(cards or "{}")
    stored_moves = marks.pop(MOVES_KEY, None)
    moves = None if stored_moves is None else [CardMove(*values) for values in stored_moves]
    new_row: Snapshot = {"rowid": which.id, "now": int(not which.is_undone)}
    new_row["others"] = json.dumps(
        {name: deck_snapshot(conn, DeckId(name)) for name in deck_states}
    )
    if which.is_undone:
        moves = _swap_decks(conn, deck_states, lambda: _redo_notes(conn, which.id, rules_in))
        new_row["images"] = _swap_pictures(conn, images)
        marks = _swap_marks(conn, marks)
        new_row["rows"] = log and b"".join(log_batches.reinsert_rows(conn, log, rules_in(conn)))
    else:
        # In reverse order: imported notes are deleted only once they have no reviews.
        new_row["rows"] = log and log_batches.delete_rows(conn, _split_uids(log), rules_in(conn))
        marks = _swap_marks(conn, marks)
        new_row["images"] = _swap_pictures(conn, images)
        moves = _swap_decks(conn, deck_states, lambda: _undo_notes(conn, which.id, moves, rules_in))
    conn.execute(_STORE_OPERATION, new_row | {"marks": json.dumps({**marks, MOVES_KEY: moves})})


def _swap_decks(
    conn: Connection,
    deck_states: dict[str, Snapshot | None],
    swap_notes: Callable[[], list[CardMove]],
) -> list[CardMove]:
    for name, state in deck_states.items():
        if state is not None:
            restore_deck(conn, DeckId(name), state)
    moves = swap_notes()
    for name, state in reversed(deck_states.items()):
        if state is None:
            remove.remove_deck(conn, DeckId(name))
    return moves


def _swap_pictures(conn: Connection, images: str | None) -> str | None:
    return images and json.dumps(stored_pictures.set_digests(conn, json.loads(images)))


def _swap_marks(conn: Connection, marks: Marks) -> Marks:
    return {mark: set_marks(conn, mark, wanted) for mark, wanted in marks.items()}


def _split_uids(uids: bytes) -> list[ReviewId]:
    if uids.startswith(_PACKED):
        return [ReviewId(uid) for (uid,) in log_batches.unpack(uids)]
    return [ReviewId(uids[at : at + UID_BYTES]) for at in range(0, len(uids), UID_BYTES)]


def _redo_notes(conn: Connection, operation_id: int, rules_in: RulesIn) -> list[CardMove]:
    target, current = _swap_note_states(conn, operation_id)
    moves = _restore_notes(conn, target, current, takes_over=True)
    replay_cards(conn, [move.new_key for move in moves], rules_in(conn))
    return moves


def _undo_notes(
    conn: Connection, operation_id: int, moves: list[CardMove] | None, rules_in: RulesIn
) -> list[CardMove]:
    target, current = _swap_note_states(conn, operation_id)
    if moves is None:
        moves = list(_guess_moves(target, current))
    restored_keys = undo_moves(conn, moves)
    _restore_notes(conn, target, current, takes_over=False)
    set_marks(conn, "suspended", {move.new_key: move.suspended for move in moves if move.suspended})
    set_marks(conn, "flag", {move.new_key: move.flag for move in moves if move.flag})
    replay_cards(conn, restored_keys, rules_in(conn))
    return moves


def _swap_note_states(
    conn: Connection, operation_id: int
) -> tuple[dict[str, Snapshot | None], dict[str, Snapshot]]:
    """Return the stored states of the notes and the current ones, which are stored instead."""
    changes = {row.note: row.other for row in conn.execute(_CHANGES, {"id": operation_id})}
    target = {key: state and json.loads(state) for key, state in changes.items()}
    current = note_snapshots(conn, list(changes))
    if changes:
        rows = [{"id": operation_id, "name": key, "state": current.get(key)} for key in changes]
        conn.execute(_STORE_NOTE, rows)
    return target, {key: json.loads(state) for key, state in current.items()}


def _restore_notes(
    conn: Connection,
    target: dict[str, Snapshot | None],
    current: dict[str, Snapshot],
    *,
    takes_over: bool,
) -> list[CardMove]:
    """Store notes in their target states; return the moved cards."""
    restored = {
        key: _with_current_built_in(state, current.get(key))
        for key, state in target.items()
        if state is not None
    }
    # A note that only becomes gone again must not get new cards: its successor has them.
    saved = save_notes(
        conn,
        [
            note_from_snapshot(key, state)
            for key, state in restored.items()
            if not (state["gone"] and _is_same_content(current.get(key), state))
        ],
        takes_over=takes_over,
    )
    remove.remove_notes(conn, [NoteKey(key) for key, state in target.items() if state is None])
    retire_notes(conn, [NoteKey(key) for key, state in restored.items() if state["gone"]])
    if restored:
        rows = [{"name": key, "words": state["shipped"]} for key, state in restored.items()]
        conn.execute(_BUILT_IN, rows)
    return list(saved.moved)


def _with_current_built_in(target: Snapshot, current: Snapshot | None) -> Snapshot:
    """Return the state with the current built-in version, which an update may have changed."""
    if current is None or ADDED in (target["shipped"], current["shipped"]):
        return target
    if target["shipped"] is None:
        return target if current["shipped"] is None else target | json.loads(current["shipped"])
    built_in = current["shipped"] or built_in_json(current["position"], current["body"])
    return {**target, "shipped": built_in}


def _is_same_content(current: Snapshot | None, target: Snapshot) -> bool:
    return current is not None and all(
        current[name] == target[name] for name in ("body", "position")
    )


def _guess_moves(
    target: dict[str, Snapshot | None], current: dict[str, Snapshot]
) -> Iterator[CardMove]:
    """Yield the moves to notes that are removed; operations of earlier versions lack the moves."""
    for key, state in target.items():
        if state is not None or key not in current:
            continue
        _, successor = note_from_snapshot(key, current[key])
        parts = {card.part: card.key for card in cards_of(successor)}
        for old in successor.replaces:
            before = target.get(full_key(successor.deck, old))
            if before is not None:
                _, replaced = note_from_snapshot(full_key(successor.deck, old), before)
                for card in cards_of(replaced):
                    if card.part in parts:
                        yield CardMove(card.key, parts[card.part])
