"""A note that replaces others takes over their progress."""

import pytest

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.errors import NotFoundError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.drills import attempts
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import save as note_save
from flashdesign.storage.notes.replaced_notes import CardMove
from flashdesign.storage.notes.save import SavedCounts
from flashdesign.storage.review_log import replay as review_log_replay
from flashdesign.storage.review_log import reviews
from flashdesign.storage.schema.suspended import NOTE_GONE
from flashdesign.storage.schema.tables import day_stat
from tests.support.drills.attempts import attempt
from tests.support.storage.collections import (
    CACHE,
    LRU,
    QUEUES,
    RULES,
    TODAY,
    TTL,
    StorageLearner,
    at,
    same_rules,
)

NEW_CARD = CardKey("cache/eviction")


def save(learner: StorageLearner, note: Note) -> SavedCounts:
    """Save a note, and replay the cards that it took over, like a service."""
    with learner.database.transaction() as conn:
        counts = note_save.save_notes(conn, [(5, note)])
        review_log_replay.replay_cards(conn, [move.new_key for move in counts.moved], same_rules)
        return counts


def successor(*replaces: str) -> Note:
    """Return a note that replaces others."""
    return Note(CACHE, "eviction", Basic("What does LRU drop?", "The stalest"), replaces=replaces)


def test_log_and_memory_move_to_the_successor(learner: StorageLearner) -> None:
    for day in range(3):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    learner.change(LRU, "flag", 2, at(TODAY))
    assert save(learner, successor("lru")) == SavedCounts(added=1, moved=(CardMove(LRU, NEW_CARD),))
    with learner.database.read() as conn:
        log = reviews.card_log(conn, NEW_CARD)
        with pytest.raises(NotFoundError):
            cards.card(conn, LRU)
        assert note_save.digests(conn, CACHE)["lru"].is_removed
    assert [row.card for row in log] == [NEW_CARD] * 3
    assert learner.card(NEW_CARD).memory == replay(NEW_CARD, log, RULES)
    assert learner.card(NEW_CARD).flag == 2
    assert check(learner.database, same_rules) == ()


def test_saving_the_successor_again_changes_nothing(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    save(learner, successor("lru"))
    before = learner.card(NEW_CARD)
    assert save(learner, successor("lru")) == SavedCounts(updated=1)
    assert learner.card(NEW_CARD) == before


def test_a_new_note_with_the_old_id_is_left_alone(learner: StorageLearner) -> None:
    save(learner, successor("lru"))
    save(learner, Note(CACHE, "lru", Basic("Least recently?", "Used")))
    assert save(learner, successor("lru")) == SavedCounts(updated=1)
    assert learner.card(LRU).suspended == 0
    with learner.database.read() as conn:
        assert not note_save.digests(conn, CACHE)["lru"].is_removed


def test_a_successor_that_was_gone_takes_over_again(learner: StorageLearner) -> None:
    save(learner, successor("lru"))
    with learner.database.transaction() as conn:
        note_save.retire_notes(conn, [NoteKey(NEW_CARD)])
    save(learner, Note(CACHE, "lru", Basic("Least recently?", "Used")))
    save(learner, successor("lru"))
    assert learner.card(NEW_CARD).suspended == 0
    with learner.database.read() as conn:
        assert note_save.digests(conn, CACHE)["lru"].is_removed


def test_an_unused_card_of_the_successor_is_replaced(learner: StorageLearner) -> None:
    save(learner, successor())
    memory = learner.answer(LRU, Rating.EASY, at(TODAY))
    save(learner, successor("lru"))
    assert learner.card(NEW_CARD).memory.stability == memory.stability


def test_a_successor_with_answers_keeps_its_own_progress(learner: StorageLearner) -> None:
    save(learner, successor())
    memory = learner.answer(NEW_CARD, Rating.GOOD, at(TODAY))
    learner.answer(LRU, Rating.AGAIN, at(TODAY))
    assert save(learner, successor("lru")).moved == ()
    assert learner.card(NEW_CARD).memory == memory
    assert learner.card(LRU).memory.reps == 1
    assert learner.card(LRU).suspended == NOTE_GONE


def test_only_parts_with_the_same_name_move(learner: StorageLearner) -> None:
    save(learner, successor("ttl"))
    assert learner.card(NEW_CARD).memory == NEW
    left = learner.card(CardKey(f"{TTL}#r"))
    assert (left.note.id, left.suspended) == ("ttl", NOTE_GONE)


def test_a_note_may_list_itself_as_replaced(learner: StorageLearner) -> None:
    save(learner, successor("eviction"))
    assert learner.card(NEW_CARD).suspended == 0


def test_a_move_to_another_deck_moves_the_daily_counts(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(TTL, Rating.GOOD, at(TODAY))
    save(learner, Note(QUEUES, "lru", Basic("Q", "A"), replaces=("cache/lru",)))
    with learner.database.read() as conn:
        counted = conn.execute(
            day_stat.select().with_only_columns(day_stat.c.deck_id, day_stat.c.answers)
        ).all()
    assert counted == [(1, 1), (2, 1)]
    assert check(learner.database, same_rules) == ()


def test_a_card_with_practice_only_is_not_replaced(learner: StorageLearner) -> None:
    save(learner, successor())
    tried = attempt(3500, card=NEW_CARD)
    with learner.database.transaction() as conn:
        attempts.add(conn, tried)
    assert save(learner, successor("lru")).moved == ()
    with learner.database.read() as conn:
        assert attempts.newest(conn, 9) == [tried]


def test_attempts_move_with_the_card(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        attempts.add(conn, attempt(3500, card=LRU))
    assert save(learner, successor("lru")).moved == (CardMove(LRU, NEW_CARD),)
    with learner.database.read() as conn:
        assert [attempt.card for attempt in attempts.newest(conn, 9)] == [NEW_CARD]
