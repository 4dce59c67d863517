"""A failed checkpoint leaves the collection usable, and no answer is lost after it."""

import shutil
import sys
from pathlib import Path

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionError, CollectionReplacedError
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks, save
from tests.support.storage.collections import LRU, TODAY, StorageLearner, at, fill, opened
from tests.support.storage.disk_limit import no_file_above

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="no limit of file sizes there")

PAGE_BYTES = 4096


def add_notes(database: Database, deck: str, count: int) -> None:
    """Grow the collection by notes of a quarter of a page."""
    made = (
        (number, Note(DeckId(deck), f"n{number}", Basic(f"{number} " + "word " * 150, "back")))
        for number in range(count)
    )
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(DeckId(deck), deck), 9, "own")
        save.save_notes(conn, made)


@pytest.fixture
def large(path: Path) -> Path:
    """Return a collection whose file is larger than the log of some more notes."""
    with opened(path) as database:
        fill(database)
        add_notes(database, "large", 600)
    return path


def fail_to_checkpoint(database: Database) -> None:
    """Write more than fits into the file, and try to checkpoint it."""
    add_notes(database, "more", 40)
    with no_file_above(database.path.stat().st_size + 3 * PAGE_BYTES):
        with pytest.raises(CollectionError) as failed:
            database.checkpoint()
        assert not isinstance(failed.value, CollectionReplacedError)


def test_pages_of_a_failed_checkpoint_are_not_attributed_to_another_program(large: Path) -> None:
    with opened(large) as database:
        fail_to_checkpoint(database)
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
        database.checkpoint()
        assert database.changed_pages() == []
    with opened(large) as database, database.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM review").scalar_one() == 1
        assert database.changed_pages() == []


def test_an_answer_that_was_not_stored_causes_no_false_alarm(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        database.checkpoint()
        with no_file_above(PAGE_BYTES), pytest.raises(CollectionError):
            learner.answer(LRU, Rating.GOOD, at(TODAY))
        for day in range(40):
            learner.answer(LRU, Rating.GOOD, at(TODAY + day))
        assert database.wal_bytes() > path.stat().st_size
        # The checksums no longer fit into the log, but all the rest fits into the file.
        with no_file_above(database.wal_bytes()):
            database.checkpoint()
        killed = Path(shutil.copy(path, path.with_name("killed.db")))
        assert database.changed_pages() == []
    for file in (killed, path):
        with opened(file) as database:
            assert database.changed_pages() == []
            with database.read() as conn:
                assert conn.exec_driver_sql("SELECT count(*) FROM review").scalar_one() == 40
