"""Pictures are stored once for all decks, found by name, and deleted when unused."""

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.transfer.import_plan import Picture
from flashdesign.errors import NotFoundError
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes import stored_pictures
from tests.support.storage.collections import CACHE, QUEUES, StorageLearner


def picture(deck: DeckId, name: str, data: str = "ring") -> Picture:
    """Return a picture whose digest is its data."""
    return Picture(deck, name, data, data.encode)


def blobs(conn: Connection) -> list[str]:
    return list(conn.exec_driver_sql("select digest from blob order by 1").scalars())


def test_one_content_is_stored_once_for_all_names(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        stored_pictures.save(conn, [picture(CACHE, "a.png"), picture(CACHE, "b.png")])
        stored_pictures.save(conn, [picture(QUEUES, "a.png")])
        assert blobs(conn) == ["ring"]
        assert stored_pictures.digests_by_name(conn) == {
            (CACHE, "a.png"): "ring",
            (CACHE, "b.png"): "ring",
            (QUEUES, "a.png"): "ring",
        }


def test_a_deck_without_the_picture_uses_that_of_another(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        stored_pictures.save(conn, [picture(CACHE, "a.png", "one"), picture(CACHE, "b.png", "two")])
        stored_pictures.save(conn, [picture(QUEUES, "a.png", "three")])
        assert stored_pictures.load(conn, QUEUES, "a.png") == b"three"
        assert stored_pictures.load(conn, QUEUES, "b.png") == b"two"
        assert stored_pictures.load(conn, QUEUES, "c.png") is None


def test_the_pictures_of_names_can_be_swapped_back_and_forth(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        stored_pictures.save(conn, [picture(CACHE, "a.png", "one")])
        before = stored_pictures.save(
            conn, [picture(CACHE, "a.png", "two"), picture(QUEUES, "b.png", "two")]
        )
        assert before == {CACHE: {"a.png": "one"}, QUEUES: {"b.png": None}}
        after = stored_pictures.set_digests(conn, before)
        assert after == {CACHE: {"a.png": "two"}, QUEUES: {"b.png": "two"}}
        assert stored_pictures.digests_by_name(conn) == {(CACHE, "a.png"): "one"}
        assert stored_pictures.set_digests(conn, after) == before
        assert stored_pictures.load(conn, QUEUES, "b.png") == b"two"


def test_pictures_of_a_missing_deck_are_an_error(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn, pytest.raises(NotFoundError):
        stored_pictures.save(conn, [picture(DeckId("none"), "a.png")])


def test_only_unused_pictures_are_deleted(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        stored_pictures.save(
            conn, [picture(CACHE, f"{name}.png", name) for name in ("a", "b", "c")]
        )
        stored_pictures.set_digests(conn, {CACHE: {"a.png": None, "b.png": None}})
        assert stored_pictures.delete_unused(conn, {"b"}) == 1
        assert blobs(conn) == ["b", "c"]
        assert stored_pictures.missing_pictures(conn) == []
