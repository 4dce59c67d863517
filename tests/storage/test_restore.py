"""A restore brings the backup back, keeps the old file, and loses no answer it can read."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.cards import CardKey, Deck, DeckId, Note
from flashdesign.domain.faces import Basic
from flashdesign.domain.ratings import Rating
from flashdesign.domain.scheduling import replay
from flashdesign.errors import CollectionDamagedError, CollectionError, CollectionOpenError
from flashdesign.storage import attempts, notes, reviews, sprints
from flashdesign.storage.backup import back_up, restore
from flashdesign.storage.integrity import check, check_file
from flashdesign.storage.restore import Restored
from flashdesign.storage.sprints import Sprint
from tests.domain.attempt_samples import attempt, uid
from tests.storage.samples import (
    CACHE,
    LRU,
    RULES,
    TODAY,
    TTL,
    Learner,
    at,
    fill,
    opened,
    rules_reader,
    same_rules,
)

NEWER = CardKey("edge/cdn")


@pytest.fixture
def backup(path: Path) -> Path:
    """Return a backup with one answer of a collection that went on for two days."""
    with opened(path) as database:
        fill(database)
        learner = Learner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        copy = back_up(database, path.parent / "backups", at(TODAY))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 1))
        learner.answer(TTL, Rating.AGAIN, at(TODAY + 1))
        learner.undo(at(TODAY + 1, 13))
        with database.transaction() as conn:
            notes.save_deck(conn, Deck(DeckId("net"), "Network", parent=CACHE), 3, "own")
            notes.save_deck(conn, Deck(DeckId("edge"), "Edge", parent=DeckId("net")), 0, "own")
            notes.save_notes(conn, [(0, Note(DeckId("edge"), "cdn", Basic("CDN?", "Caches")))])
        learner.answer(NEWER, Rating.EASY, at(TODAY + 2))
    return copy


def logged(path: Path) -> list[tuple[str, int]]:
    """Return card and day of each row of a collection's log."""
    with opened(path) as database, database.read() as conn:
        return [(row.card, row.moment.day - TODAY) for row in reviews.log(conn)]


ALL_ROWS = [(LRU, 0), (LRU, 1), (TTL, 1), (TTL, 1), (NEWER, 2)]


def test_later_answers_are_merged_in_with_the_cards_they_need(path: Path, backup: Path) -> None:
    before = path.read_bytes()
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert done == Restored(
        path.with_name("collection-replaced-20241007-120000.db"), 4, is_whole=True
    )
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert logged(path) == ALL_ROWS
    with opened(path) as database:
        assert check(database, same_rules) == ()
        with database.read() as conn:
            assert [deck.id for deck in notes.decks(conn)] == ["cache", "queues", "net", "edge"]
            log = reviews.log_of(conn, NEWER)
            assert notes.card(conn, NEWER).memory == replay(NEWER, log, RULES)
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "backups",
        "collection-replaced-20241007-120000.db",
        "collection.db",
    ]


def test_a_second_restore_at_once_keeps_both_old_files(path: Path, backup: Path) -> None:
    restore(path, backup, at(TODAY + 3), rules_reader)
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert done.kept == path.with_name("collection-replaced-20241007-120000-2.db")
    assert logged(path) == ALL_ROWS


def test_a_lost_collection_is_restored(path: Path, backup: Path) -> None:
    path.unlink()
    assert restore(path, backup, at(TODAY + 3), rules_reader) == Restored(None, 0, is_whole=True)
    assert logged(path) == ALL_ROWS[:1]


def _overwrite(path: Path) -> None:
    path.write_bytes(b"\0" * 10_000)


def _empty(path: Path) -> None:
    path.write_bytes(b"")


def _break_notes(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name='note'").fetchone()
    spoilt = bytearray(path.read_bytes())
    spoilt[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(spoilt)


@pytest.mark.parametrize(
    ("spoil", "expected"),
    [
        pytest.param(_overwrite, ALL_ROWS[:1], id="nothing can be read"),
        pytest.param(_empty, ALL_ROWS[:1], id="it is empty"),
        pytest.param(_break_notes, ALL_ROWS[:4], id="the log can be read and the notes cannot"),
    ],
)
def test_from_a_damaged_collection_what_can_be_read_is_saved(
    path: Path, backup: Path, spoil: Callable[[Path], None], expected: list[tuple[str, int]]
) -> None:
    spoil(path)
    before = path.read_bytes()
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert (done.merged, done.is_whole) == (len(expected) - 1, False)
    assert done.kept is not None
    assert done.kept.read_bytes() == before
    assert logged(path) == expected
    with opened(path) as database:
        assert check(database, same_rules) == ()


def test_what_a_killed_program_left_in_the_wal_is_saved(path: Path, backup: Path) -> None:
    with opened(path) as database:
        with database.read() as conn:
            learner = Learner(database, newest=reviews.newest_uid(conn))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 5))
        crashed = {
            file.name: file.read_bytes() for file in (path, path.with_name(f"{path.name}-wal"))
        }
    for name, content in crashed.items():
        path.with_name(name).write_bytes(content)
    done = restore(path, backup, at(TODAY + 6), rules_reader)
    assert (done.merged, done.is_whole) == (5, True)
    assert logged(path) == [*ALL_ROWS, (LRU, 5)]
    assert done.kept is not None
    assert not done.kept.with_name(f"{done.kept.name}-wal").exists()
    assert logged(done.kept) == [*ALL_ROWS, (LRU, 5)], "the kept file has them by itself"


def test_an_open_collection_is_not_replaced(path: Path, backup: Path) -> None:
    with opened(path), pytest.raises(CollectionOpenError):
        restore(path, backup, at(TODAY + 3), rules_reader)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_empty, id="empty"),
        pytest.param(_break_notes, id="damaged within"),
    ],
)
def test_an_unfit_backup_is_refused_before_anything_changes(
    path: Path, backup: Path, spoil: Callable[[Path], None]
) -> None:
    spoil(backup)
    before = path.read_bytes()
    assert check_file(backup) != ()
    with pytest.raises(CollectionDamagedError):
        restore(path, backup, at(TODAY + 3), rules_reader)
    assert path.read_bytes() == before
    assert sorted(file.name for file in path.parent.iterdir()) == ["backups", "collection.db"]


def test_a_backup_that_is_not_there_is_told(path: Path, backup: Path) -> None:
    with pytest.raises((CollectionError, FileNotFoundError)):
        restore(path, backup.with_name("nowhere.db"), at(TODAY + 3), rules_reader)
    assert path.exists()


def test_later_attempts_and_sprints_are_merged_in(path: Path) -> None:
    earlier, later = attempt(3500, number=1, card=LRU), attempt(7000, number=2, card=NEWER)
    done = Sprint(uid(3), 3, "ABCD-EFGH", 812.5, 9_000)
    with opened(path) as database:
        fill(database)
        with database.transaction() as conn:
            attempts.add(conn, earlier)
        copy = back_up(database, path.parent / "backups", at(TODAY))
        with database.transaction() as conn:
            notes.save_deck(conn, Deck(DeckId("edge"), "Edge"), 3, "own")
            notes.save_notes(conn, [(0, Note(DeckId("edge"), "cdn", Basic("CDN?", "Caches")))])
            attempts.add(conn, later)
            sprints.add(conn, done)
    for times in range(2):
        restored = restore(path, copy, at(TODAY + 1 + times), rules_reader)
        assert (restored.merged, restored.is_whole) == (0, True)
    with opened(path) as database:
        assert check(database, same_rules) == ()
        with database.read() as conn:
            assert attempts.newest(conn, 9) == [earlier, later]
            assert sprints.sprints(conn) == [done]
