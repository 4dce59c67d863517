"""Saving notes keeps keys, memories and the user's marks."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import NotFoundError
from flashdesign.storage.notes import cards
from flashdesign.storage.notes import save as note_save
from flashdesign.storage.notes.save import SavedCounts, StoredDigest
from flashdesign.storage.rows import note_json
from tests.support.storage.collections import (
    CACHE,
    DECKS,
    KAFKA,
    LRU,
    QUEUES,
    TODAY,
    TTL,
    StorageLearner,
    at,
)

LRU_NOTE, TTL_NOTE = DECKS[0].notes
KAFKA_NOTE = DECKS[1].notes[0]
REVERSE = CardKey(f"{TTL}#r")


def save(learner: StorageLearner, *saved: tuple[int, Note]) -> SavedCounts:
    """Save notes in a transaction."""
    with learner.database.transaction() as conn:
        return note_save.save_notes(conn, saved)


def test_an_edit_of_the_text_keeps_memory_and_marks(learner: StorageLearner) -> None:
    memory = learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.change(LRU, "flag", 3, at(TODAY))
    learner.change(LRU, "suspended", 1, at(TODAY))
    edited = replace(LRU_NOTE, question=Basic("What goes first in LRU?", "The stalest"))
    assert save(learner, (0, edited)) == SavedCounts(updated=1)
    card = learner.card(LRU)
    assert (card.note, card.memory, card.flag, card.suspended) == (edited, memory, 3, 1)


def test_a_removed_part_is_suspended_until_it_returns(learner: StorageLearner) -> None:
    memory = learner.answer(REVERSE, Rating.GOOD, at(TODAY))
    save(learner, (1, replace(TTL_NOTE, question=Basic("What is a TTL?", "Time to live"))))
    assert learner.card(REVERSE).suspended == 2
    assert learner.card(TTL).suspended == 0
    assert save(learner, (1, TTL_NOTE)).new_cards == 0
    assert learner.card(REVERSE).suspended == 0
    assert learner.card(REVERSE).memory == memory


def test_a_suspension_by_the_user_survives_the_removal_of_a_part(learner: StorageLearner) -> None:
    learner.change(REVERSE, "suspended", 1, at(TODAY))
    save(learner, (1, replace(TTL_NOTE, question=Basic("What is a TTL?", "Time to live"))))
    save(learner, (1, TTL_NOTE))
    assert learner.card(REVERSE).suspended == 1


def test_a_new_part_is_a_new_card(learner: StorageLearner) -> None:
    longer = Cloze("A {{1::topic}} has {{2::partitions}} and {{3::offsets}}")
    assert save(learner, (0, replace(KAFKA_NOTE, question=longer))) == SavedCounts(
        updated=1, new_cards=1
    )
    assert learner.card(CardKey(f"{KAFKA}#c3")).suspended == 0


def test_a_note_may_be_suspended_from_the_start(learner: StorageLearner) -> None:
    save(learner, (7, Note(CACHE, "draft", Basic("Q", "A"), suspended=True)))
    assert learner.card(CardKey("cache/draft")).suspended == 1


def test_notes_retire_and_come_back(learner: StorageLearner) -> None:
    learner.change(REVERSE, "suspended", 1, at(TODAY))
    with learner.database.transaction() as conn:
        note_save.retire_notes(conn, [NoteKey("cache/ttl"), NoteKey("cache/nowhere")])
        assert note_save.digests(conn, CACHE)["ttl"].is_removed
    assert [learner.card(key).suspended for key in (LRU, TTL, REVERSE)] == [0, 2, 1]
    save(learner, (1, TTL_NOTE))
    assert [learner.card(key).suspended for key in (LRU, TTL, REVERSE)] == [0, 0, 1]


def test_digests_describe_the_stored_notes(learner: StorageLearner) -> None:
    with learner.database.read() as conn:
        assert note_save.digests(conn, CACHE) == {
            "lru": StoredDigest(note_json.digest(LRU_NOTE, 0), is_removed=False, position=0),
            "ttl": StoredDigest(note_json.digest(TTL_NOTE, 1), is_removed=False, position=1),
        }


def test_a_note_needs_its_deck(learner: StorageLearner) -> None:
    with pytest.raises(NotFoundError, match="nowhere"):
        save(learner, (0, Note(DeckId("nowhere"), "x", Basic("Q", "A"))))


def test_many_notes_come_in_one_stream(learner: StorageLearner) -> None:
    stream = ((at, Note(QUEUES, f"n{at}", Basic(f"Q{at}", "A"))) for at in range(1_234))
    with learner.database.transaction() as conn:
        assert note_save.save_notes(conn, stream) == SavedCounts(added=1_234, new_cards=1_234)
        keys = [card.card.key for card in cards.cards(conn, decks=frozenset({QUEUES}))]
    assert keys[-1] == "queues/n1233"
