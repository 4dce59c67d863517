"""Undo returns progress that a note took over to its earlier owner."""

import json
from typing import Any

import pytest

from flashdesign.domain.ids import CardKey, NoteKey, new_review_id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.i18n.translation import LazyText
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.notes import save as note_save
from flashdesign.storage.review_log import log_batches, replay
from flashdesign.storage.review_log.replay import RulesOf
from flashdesign.storage.schema.tables import NOTE_GONE, operation
from flashdesign.storage.undo import apply, bulk_marks, operations
from flashdesign.storage.undo.operations import MOVES_KEY
from tests.support.storage.collections import (
    CACHE,
    LRU,
    QUEUES,
    TODAY,
    TTL,
    StorageLearner,
    at,
    same_rules,
)

SUCCESSOR = CardKey("cache/successor")
CARDS = (
    "select key, part, deck_id, suspended, state, stability, reps from card where suspended != 2"
    " order by key"
)


def rules_in(_conn: object) -> RulesOf:
    return same_rules


def successor(*replaces: str) -> Note:
    return Note(CACHE, "successor", Basic("Q", "A"), replaces=replaces)


def save(learner: StorageLearner, *saved: Note) -> int:
    """Save notes in one operation, like a service; return the operation's row."""
    touched = [
        *(note.key for note in saved),
        *(NoteKey(f"cache/{old}") for note in saved for old in note.replaces),
    ]
    with learner.database.transaction() as conn:
        row = operations.begin_operation(conn, 1, "Saving", [], touched)
        moves = note_save.save_notes(conn, enumerate(saved, 5)).moved
        replay.replay_cards(conn, [move.new_key for move in moves], same_rules)
        operations.store_changes(conn, row, moves=moves)
    return row


def turn(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        which = operations.next_to_redo(conn) or operations.next_to_undo(conn)
        assert which is not None
        apply.undo_or_redo(conn, which, rules_in)


def state(learner: StorageLearner) -> list[tuple[Any, ...]]:
    with learner.database.read() as conn:
        days = conn.exec_driver_sql("select * from day_stat order by 1, 2").all()
        return [*map(tuple, conn.exec_driver_sql(CARDS)), *map(tuple, days)]


@pytest.mark.parametrize(
    "is_there", [True, False], ids=["an existing note becomes a replacement", "a new replacement"]
)
@pytest.mark.parametrize(
    "answered",
    [
        pytest.param((), id="nothing answered"),
        pytest.param((LRU,), id="the replaced note answered"),
        pytest.param((SUCCESSOR,), id="the replacement answered"),
        pytest.param((LRU, SUCCESSOR), id="both answered"),
    ],
)
def test_undo_returns_the_progress(
    learner: StorageLearner, answered: tuple[CardKey, ...], *, is_there: bool
) -> None:
    if is_there:
        save(learner, successor())
    for key in answered:
        if key is LRU or is_there:
            learner.answer(key, Rating.GOOD, at(TODAY))
    before = state(learner)
    save(learner, successor("lru"))
    after = state(learner)
    assert after != before
    for _ in range(2):
        turn(learner)
        assert state(learner) == before
        assert check(learner.database, same_rules) == ()
        turn(learner)
        assert state(learner) == after
        assert check(learner.database, same_rules) == ()


def test_a_successor_that_no_longer_replaces_it_keeps_the_progress(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    save(learner, successor("lru"))
    before = state(learner)
    save(learner, successor(), Note(CACHE, "lru", Basic("Q2", "A2")))
    learner.answer(LRU, Rating.AGAIN, at(TODAY))
    turn(learner)
    assert state(learner)[: len(before) - 1] == before[:-1]
    assert learner.card(SUCCESSOR).memory.reps == 1
    assert check(learner.database, same_rules) == ()


def test_redo_restores_the_marks_of_the_successor(learner: StorageLearner) -> None:
    save(learner, successor())
    with learner.database.transaction() as conn:
        bulk_marks.set_marks(conn, "flag", {SUCCESSOR: 3})
        bulk_marks.set_marks(conn, "suspended", {SUCCESSOR: 1})
    save(learner, successor("lru"))
    assert (learner.card(SUCCESSOR).flag, learner.card(SUCCESSOR).suspended) == (0, 0)
    turn(learner)
    assert (learner.card(SUCCESSOR).flag, learner.card(SUCCESSOR).suspended) == (3, 1)
    assert (learner.card(LRU).flag, learner.card(LRU).suspended) == (0, 0)


def test_progress_returns_from_another_deck(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(TTL, Rating.GOOD, at(TODAY))
    before = state(learner)
    with learner.database.transaction() as conn:
        elsewhere = Note(QUEUES, "lru", Basic("Q", "A"), replaces=("cache/lru",))
        row = operations.begin_operation(conn, 1, "Moving", [], [NoteKey(LRU), elsewhere.key])
        moves = note_save.save_notes(conn, [(0, elsewhere)]).moved
        replay.replay_cards(conn, [move.new_key for move in moves], same_rules)
        operations.store_changes(conn, row, moves=moves)
    turn(learner)
    assert state(learner) == before
    assert check(learner.database, same_rules) == ()


def test_an_operation_without_stored_moves_is_undone_by_card_names(
    learner: StorageLearner,
) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    before = state(learner)
    row = save(learner, successor("lru", "none", "ttl"))
    with learner.database.transaction() as conn:
        cards = conn.execute(operation.select().where(operation.c.id == row)).one().cards
        assert json.loads(cards or "") == {MOVES_KEY: [[LRU, SUCCESSOR, 0, 0]]}
        conn.execute(operation.update().values(cards=None))
    turn(learner)
    assert state(learner) == before
    assert check(learner.database, same_rules) == ()


def test_cards_answered_since_are_suspended_and_not_lost(learner: StorageLearner) -> None:
    save(learner, successor())
    learner.answer(SUCCESSOR, Rating.GOOD, at(TODAY))
    turn(learner)
    assert learner.card(SUCCESSOR).suspended == NOTE_GONE
    turn(learner)
    assert (learner.card(SUCCESSOR).suspended, learner.card(SUCCESSOR).memory.reps) == (0, 1)
    assert check(learner.database, same_rules) == ()


@pytest.mark.parametrize("packed", [False, True], ids=["the current format", "the earlier format"])
def test_undo_removes_imported_rows(learner: StorageLearner, *, packed: bool) -> None:
    before = state(learner)
    row = save(learner, successor())
    answer = Review(new_review_id(at(TODAY).at, 1), LRU, at(TODAY), ReviewKind.REVIEW, Rating.GOOD)
    with learner.database.transaction() as conn:
        uids = log_batches.insert_rows(conn, [(LRU, [answer])], same_rules)
        operations.store_changes(conn, row, log=uids)
        if packed:
            once = log_batches.pack([uid] for uid in uids)
            conn.execute(operation.update().values(log=once))
    after = state(learner)
    for _ in range(2):
        turn(learner)
        assert state(learner) == before
        turn(learner)
        assert state(learner) == after
        assert check(learner.database, same_rules) == ()


def test_undo_skips_what_was_removed_meanwhile(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    save(learner, successor("lru"))
    save(learner, Note(CACHE, "third", Basic("Q", "A"), replaces=("successor",)))
    with learner.database.transaction() as conn:
        newest = operations.next_to_undo(conn)
        assert newest is not None
        conn.execute(operation.delete().where(operation.c.id == 0))
        older = operations.Operation(newest.id - 1, 1, LazyText("Saving"), is_undone=False)
        apply.undo_or_redo(conn, older, rules_in)
    assert check(learner.database, same_rules) == ()
