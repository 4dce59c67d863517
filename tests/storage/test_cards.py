"""Cards by key, by deck and by words."""

import pytest
from sqlalchemy.dialects import sqlite

from flashdesign.domain.cards import CardKey, Note
from flashdesign.domain.faces import Basic, Drill
from flashdesign.domain.scheduling import NEW
from flashdesign.errors import NotFoundError
from flashdesign.storage import notes
from flashdesign.storage.cards import DRILLS, card_rows, match_all
from flashdesign.storage.database import Database
from tests.domain.drill_samples import POSTS
from tests.storage.samples import CACHE, DECKS, KAFKA, LRU, QUEUES, TTL

ALL = [LRU, TTL, f"{TTL}#r", f"{KAFKA}#c1", f"{KAFKA}#c2"]


def test_a_card_comes_with_its_note_and_no_memory_yet(database: Database) -> None:
    with database.read() as conn:
        found = notes.card(conn, CardKey(f"{TTL}#r"))
    assert (found.card.part, found.note, found.memory) == ("r", DECKS[0].notes[1], NEW)
    assert (found.suspended, found.buried_until, found.flag) == (0, 0, 0)


def test_all_cards_come_in_the_order_of_decks_and_notes(database: Database) -> None:
    with database.read() as conn:
        assert [found.card.key for found in notes.cards(conn)] == ALL


def test_the_cards_of_a_deck_are_its_own(database: Database) -> None:
    with database.read() as conn:
        found = notes.cards(conn, decks=frozenset({QUEUES}))
        assert [card.card.key for card in found] == ALL[3:]


@pytest.mark.parametrize(
    ("search", "expected"),
    [
        pytest.param("evict", [LRU], id="a word of the question"),
        pytest.param("LIVE to", [TTL, f"{TTL}#r"], id="all words, in any order and case"),
        pytest.param("long", [LRU], id="the beginning of the last word"),
        pytest.param("lon evict", [], id="not the beginning of an earlier word"),
        pytest.param("scale", ALL[3:], id="a word of the explanation"),
        pytest.param("partitions", ALL[3:], id="a word in a gap"),
        pytest.param('"evict AND (', [], id="signs of the query language mean nothing"),
        pytest.param("ev-ict", [], id="a hyphen parts words"),
        pytest.param("  ", [], id="nothing finds nothing"),
        pytest.param('*"', [], id="signs alone find nothing"),
    ],
)
def test_search(database: Database, search: str, expected: list[str]) -> None:
    with database.read() as conn:
        assert [card.card.key for card in notes.cards(conn, search=search)] == expected


def test_search_within_decks(database: Database) -> None:
    with database.read() as conn:
        found = list(notes.cards(conn, decks=frozenset({CACHE}), search="partitions"))
    assert found == []


def test_search_follows_an_edit(database: Database) -> None:
    with database.transaction() as conn:
        notes.save_notes(conn, [(0, Note(CACHE, "lru", Basic("Which goes first?", "The oldest")))])
        assert [card.card.key for card in notes.cards(conn, search="oldest")] == [LRU]
        assert list(notes.cards(conn, search="evict")) == []


def test_words_are_quoted() -> None:
    assert match_all("cap the-orem") == '"cap" "the orem"*'


@pytest.mark.parametrize(
    ("key", "nearest"),
    [
        pytest.param("cache/lrru", "'cache/lru'", id="a slip in the note"),
        pytest.param("queues/kafka#c3", "'queues/kafka#c", id="a part that is not there"),
        pytest.param("lru", "'cache/lru'", id="without its deck"),
    ],
)
def test_an_unknown_card_is_told_with_the_nearest(
    database: Database, key: str, nearest: str
) -> None:
    with database.read() as conn, pytest.raises(NotFoundError, match=nearest):
        notes.card(conn, CardKey(key))


def test_rows_of_unknown_cards_are_told(database: Database) -> None:
    with database.read() as conn, pytest.raises(NotFoundError, match="ttll"):
        card_rows(conn, [LRU, CardKey("cache/ttll")])


def test_neighbours_are_what_the_note_names(database: Database) -> None:
    note = Note(CACHE, "x", Basic("Q", "A"), related=("lru", "queues/kafka", "nowhere"))
    with database.read() as conn:
        assert notes.neighbours(conn, note) == (
            ("What does LRU evict?", "The entry unused for longest"),
            ("A ⟦…⟧ has partitions", "A ⟦topic⟧ has partitions"),
        )


def test_drills_are_found_by_an_index_of_their_own(database: Database) -> None:
    drill = Note(QUEUES, "rate", Drill(POSTS))
    gone = Note(CACHE, "gone", Drill(POSTS))
    with database.transaction() as conn:
        notes.save_notes(conn, [(0, drill), (1, gone)])
        notes.retire_notes(conn, [gone.key])
        assert [card.note for card in notes.drills(conn)] == [drill]
        query = DRILLS.compile(dialect=sqlite.dialect(), compile_kwargs={"literal_binds": True})
        plan = conn.exec_driver_sql(f"EXPLAIN QUERY PLAN {query}").all()
    assert any("note_drill" in row[-1] for row in plan)
