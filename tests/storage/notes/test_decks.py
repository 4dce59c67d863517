"""The tree of decks, and the limits set by the user."""

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.errors import NotFoundError
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks
from flashdesign.storage.notes.decks import ExtraCards, StoredDeck
from tests.support.storage.collections import CACHE, QUEUES


def test_decks_come_in_tree_order(database: Database) -> None:
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DeckId("z"), "First"), -1, "own")
        decks.save_deck(conn, Deck(DeckId("b"), "Later child", parent=CACHE), 9, "own")
        decks.save_deck(conn, Deck(DeckId("a"), "Grandchild", parent=QUEUES), 0, "own")
        assert [deck.id for deck in decks.decks(conn)] == ["z", "cache", "queues", "a", "b"]


def test_saving_a_deck_again_keeps_the_users_limits(database: Database) -> None:
    with database.transaction() as conn:
        decks.set_deck_limits(conn, QUEUES, 3, None)
        decks.set_extra_today(conn, QUEUES, 20_000, 5, 7)
        changed = Deck(QUEUES, "Queues and streams", description="New", retention=0.85)
        decks.save_deck(conn, changed, 4, "shipped")
        stored = next(deck for deck in decks.decks(conn) if deck.id == QUEUES)
    assert stored == StoredDeck(
        QUEUES,
        "Queues and streams",
        "New",
        None,
        4,
        "shipped",
        0.85,
        new_limit=3,
        review_limit=None,
        extra=ExtraCards(20_000, 5, 7),
    )


def test_an_unknown_deck_is_an_error_with_the_most_similar_id(database: Database) -> None:
    with database.read() as conn, pytest.raises(NotFoundError, match="Did you mean 'queues'"):
        decks.set_deck_limits(conn, DeckId("queue"), 1, 1)


def test_a_parent_must_be_saved_first(database: Database) -> None:
    orphan = Deck(DeckId("o"), "Orphan", parent=DeckId("nowhere"))
    with pytest.raises(NotFoundError, match="nowhere"), database.transaction() as conn:
        decks.save_deck(conn, orphan, 0, "own")
