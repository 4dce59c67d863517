"""The queues of today, each in its order and without hidden cards."""

from dataclasses import replace
from itertools import islice

from flashdesign.domain.ids import CardKey, DeckId, NoteKey, note_of
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.queue import QueuedCard, QueueKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks, save
from flashdesign.storage.notes.cards import card_rows
from flashdesign.storage.queries import queue, statistics
from flashdesign.storage.rows import memory_row
from tests.support.storage.collections import (
    CACHE,
    KAFKA,
    LRU,
    QUEUES,
    TODAY,
    TTL,
    StorageLearner,
    at,
)

NOW = at(TODAY)
REVERSE = CardKey(f"{TTL}#r")
C1, C2 = CardKey(f"{KAFKA}#c1"), CardKey(f"{KAFKA}#c2")
DUE = Memory(State.REVIEW, None, NOW.at, 10.0, 5.0, at(TODAY - 10).at, TODAY - 10, 3, 0)


def remember(database: Database, **memories_by_key: Memory) -> None:
    """Give these memories to cards, by the last part of their keys."""
    by_word = {"lru": LRU, "ttl": TTL, "reverse": REVERSE, "c1": C1, "c2": C2}
    with database.transaction() as conn:
        for word, memory in memories_by_key.items():
            key = by_word[word]
            rowid, _ = card_rows(conn, [key])[key]
            conn.rows(memory_row.UPDATE_PLAIN, memory_row.to_tuple(rowid, memory))


def due(database: Database) -> list[CardKey]:
    """Return today's reviews in order."""
    with database.read() as conn:
        return [w.card for w in queue.due_cards(conn, NOW.day_end, TODAY, NOW.at)]


def new(database: Database) -> list[CardKey]:
    """Return the new cards in order, deck by deck."""
    with database.read() as conn:
        return [waiting.card for waiting in queue.new_cards(conn, TODAY)]


def mixed(database: Database) -> list[CardKey]:
    """Return the new cards in order if each deck is a topic."""
    with database.read() as conn:
        topics = {deck: deck for deck in decks.deck_keys(conn).values()}
        progress = statistics.deck_progress(conn)
        return [w.card for w in queue.mixed_new_cards(conn, TODAY, topics, progress)]


def add_notes(database: Database, deck: DeckId, **priorities: int) -> None:
    """Add plain notes with these priorities after the others."""
    with database.transaction() as conn:
        notes = [
            (at, Note(deck, name, Basic("Q", "A"), priority=priority))
            for at, (name, priority) in enumerate(priorities.items(), 50)
        ]
        save.save_notes(conn, notes)


def test_reviews_come_by_due_day_then_by_retrievability(
    database: Database,
) -> None:
    remember(
        database,
        lru=replace(DUE, stability=5.0),
        ttl=DUE,
        reverse=replace(DUE, due=NOW.at - MS_PER_DAY, stability=100.0),
        c1=replace(DUE, due=NOW.at - 9 * MS_PER_DAY, stability=100.0),
        c2=replace(DUE, last_at=at(TODAY - 30).at),
    )
    assert due(database) == [C1, REVERSE, C2, LRU, TTL]


def test_hours_within_a_day_do_not_order_reviews(database: Database) -> None:
    early = replace(DUE, due=NOW.day_start(TODAY), stability=50.0)
    late = replace(DUE, due=NOW.day_end - 1, stability=5.0)
    remember(database, lru=early, ttl=late, c1=replace(DUE, due=NOW.day_end))
    assert due(database) == [TTL, LRU]


def test_a_review_has_its_note_deck_and_due_date(database: Database) -> None:
    remember(database, c1=DUE)
    with database.read() as conn:
        (waiting,) = queue.due_cards(conn, NOW.day_end, TODAY, NOW.at)
    assert waiting == QueuedCard(C1, NoteKey("queues/kafka"), QUEUES, QueueKind.DUE, NOW.at)


def test_hidden_cards_are_in_no_queue(learner: StorageLearner) -> None:
    learning = Memory(State.LEARNING, 0, NOW.at, 1.0, 5.0, NOW.at, TODAY, 1, 0)
    remember(learner.database, lru=DUE, ttl=DUE, c1=learning, c2=learning)
    learner.change(LRU, "suspended", 1, NOW)
    learner.change(TTL, "buried_until", TODAY, NOW)
    learner.change(C1, "suspended", 1, NOW)
    learner.change(C2, "buried_until", TODAY, NOW)
    learner.change(REVERSE, "buried_until", TODAY, NOW)
    with learner.database.read() as conn:
        assert list(queue.learning_cards(conn, NOW.day_end, TODAY)) == []
        assert len(list(queue.learning_cards(conn, NOW.day_end, TODAY + 1))) == 1
    assert due(learner.database) == []
    assert new(learner.database) == []


def test_learning_and_relearning_cards_due_today_are_returned(
    database: Database,
) -> None:
    learning = Memory(State.LEARNING, 0, NOW.at, 1.0, 5.0, NOW.at, TODAY, 1, 0)
    remember(
        database,
        lru=learning,
        ttl=replace(learning, state=State.RELEARNING),
        c1=replace(learning, due=NOW.day_end),
        c2=DUE,
    )
    with database.read() as conn:
        found = sorted(queue.learning_cards(conn, NOW.day_end, TODAY), key=lambda w: w.card)
    assert [(w.card, w.queue_kind, w.due) for w in found] == [
        (LRU, QueueKind.LEARNING, NOW.at),
        (TTL, QueueKind.LEARNING, NOW.at),
    ]


def test_new_cards_come_in_the_authors_order(database: Database) -> None:
    assert new(database) == [LRU, TTL, REVERSE, C1, C2]
    with database.transaction() as conn:
        save.save_notes(conn, [(-1, Note(CACHE, "first", Basic("Q", "A")))])
    assert new(database)[0] == "cache/first"


def test_mixed_new_cards_are_in_proportion_to_their_decks(database: Database) -> None:
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DeckId("z"), "Z"), 5, "own")
        save.save_notes(conn, [(0, Note(DeckId("z"), "only", Basic("Q", "A")))])
    assert mixed(database) == [LRU, C1, TTL, "z/only", C2, REVERSE]


def test_the_topic_that_was_introduced_least_is_next(database: Database) -> None:
    remember(database, lru=DUE, ttl=DUE)
    assert mixed(database) == [C1, C2, REVERSE]


def test_new_cards_of_a_deck_come_by_priority(database: Database) -> None:
    add_notes(database, CACHE, late=3, core=1, usual=2)
    assert new(database)[:6] == [
        *("cache/core", LRU, TTL, REVERSE),
        *("cache/usual", "cache/late"),
    ]


def test_core_cards_of_all_decks_come_first_in_a_mix_and_extra_ones_last(
    database: Database,
) -> None:
    add_notes(database, QUEUES, core=1)
    add_notes(database, CACHE, late=3, core=1)
    found = mixed(database)
    assert set(found[:2]) == {"cache/core", "queues/core"}
    assert found[-1] == "cache/late"
    assert len(found) == 8


def test_a_changed_priority_moves_a_card(database: Database) -> None:
    add_notes(database, CACHE, moved=3)
    assert new(database).index(CardKey("cache/moved")) == 3
    add_notes(database, CACHE, moved=1)
    assert new(database)[0] == "cache/moved"


def test_a_note_with_a_due_review_is_known(database: Database) -> None:
    remember(database, lru=DUE, c1=replace(DUE, due=NOW.day_end))
    with database.read() as conn:
        assert queue.due_notes(conn, NOW) == {note_of(LRU)}


def test_queues_are_read_lazily(database: Database) -> None:
    remember(database, lru=DUE, ttl=DUE)
    with database.read() as conn:
        reviews = queue.due_cards(conn, NOW.day_end, TODAY, NOW.at)
        fresh = queue.new_cards(conn, TODAY)
        assert [len(list(islice(queue_kind, 1))) for queue_kind in (reviews, fresh, reviews)] == [
            1,
            1,
            1,
        ]


def test_answered_notes_exclude_undone_answers(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY - 1))
    learner.answer(TTL, Rating.GOOD, at(TODAY))
    learner.cram(LRU, Rating.GOOD, at(TODAY))
    learner.answer(C1, Rating.GOOD, at(TODAY, 13))
    learner.undo(at(TODAY, 14))
    with learner.database.read() as conn:
        assert set(queue.todays_answers(conn, NOW.day_start(TODAY)).notes.values()) == {"cache/ttl"}


def test_the_next_due_time(learner: StorageLearner) -> None:
    learning = Memory(State.RELEARNING, 0, NOW.at + MS_PER_HOUR, 1.0, 5.0, NOW.at, TODAY, 1, 0)
    with learner.database.read() as conn:
        assert queue.next_due(conn, after_ms=NOW.at) is None
    remember(learner.database, lru=DUE, ttl=learning, c1=replace(DUE, due=NOW.at + MS_PER_DAY))
    with learner.database.read() as conn:
        assert queue.next_due(conn, after_ms=NOW.at - 1) == NOW.at
        assert queue.next_due(conn, after_ms=NOW.at + 1) == NOW.at + MS_PER_HOUR
        assert queue.next_due(conn, after_ms=NOW.day_end) == NOW.at + MS_PER_DAY
