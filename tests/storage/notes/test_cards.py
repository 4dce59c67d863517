"""Cards by key, by row and by deck."""

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Drill
from flashdesign.domain.scheduling.memory import NEW
from flashdesign.errors import NotFoundError
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import cards, save
from flashdesign.storage.notes.cards import DRILLS, card_rows
from tests.support.drills.templates import POSTS
from tests.support.storage.collections import CACHE, DECKS, KAFKA, LRU, QUEUES, TTL

ALL = [LRU, TTL, f"{TTL}#r", f"{KAFKA}#c1", f"{KAFKA}#c2"]


def test_a_new_card_has_its_note_and_no_memory(database: Database) -> None:
    with database.read() as conn:
        found = cards.card(conn, CardKey(f"{TTL}#r"))
    assert (found.card.part, found.note, found.memory) == ("r", DECKS[0].notes[1], NEW)
    assert (found.suspended, found.buried_until, found.flag) == (0, 0, 0)


def test_cards_come_in_the_order_of_decks_and_notes(database: Database) -> None:
    with database.read() as conn:
        assert [found.card.key for found in cards.cards(conn)] == ALL


def test_the_cards_of_a_deck_exclude_those_of_its_children(database: Database) -> None:
    with database.read() as conn:
        found = cards.cards(conn, decks=frozenset({QUEUES}))
        assert [card.card.key for card in found] == ALL[3:]


@pytest.mark.parametrize(("deck", "expected"), [(None, ALL), (QUEUES, ALL[3:])])
def test_rows_come_in_the_order_of_cards(
    database: Database, deck: DeckId | None, expected: list[str]
) -> None:
    decks = None if deck is None else frozenset({deck})
    with database.read() as conn:
        rows = cards.card_rows_in(conn, decks)
        by_row = cards.cards_at(conn, rows)
        assert [by_row[row].card.key for row in rows] == expected


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        pytest.param("cache/lrru", "'cache/lru'", id="a typo in the note"),
        pytest.param("queues/kafka#c3", "'queues/kafka#c", id="a missing part"),
        pytest.param("lru", "'cache/lru'", id="without its deck"),
    ],
)
def test_an_unknown_card_is_an_error_with_the_most_similar_key(
    database: Database, key: str, nearest: str
) -> None:
    with database.read() as conn, pytest.raises(NotFoundError, match=nearest):
        cards.card(conn, CardKey(key))


def test_rows_of_unknown_cards_are_an_error(database: Database) -> None:
    with database.read() as conn, pytest.raises(NotFoundError, match="ttll"):
        card_rows(conn, [LRU, CardKey("cache/ttll")])


def test_neighbours_are_the_related_notes(database: Database) -> None:
    note = Note(CACHE, "x", Basic("Q", "A"), related=("lru", "queues/kafka", "nowhere"))
    with database.read() as conn:
        assert cards.related_texts(conn, note) == (
            ("What does LRU evict?", "The entry unused for longest"),
            ("A ⟦…⟧ has partitions", "A ⟦topic⟧ has partitions"),
        )


def test_drills_are_found_with_their_own_index(database: Database) -> None:
    drill = Note(QUEUES, "rate", Drill(POSTS))
    gone = Note(CACHE, "gone", Drill(POSTS))
    with database.transaction() as conn:
        save.save_notes(conn, [(0, drill), (1, gone)])
        save.retire_notes(conn, [gone.key])
        assert [card.note for card in cards.drills(conn)] == [drill]
        plan = list(conn.rows(f"EXPLAIN QUERY PLAN {DRILLS}"))
    assert any("note_drill" in row[-1] for row in plan)
