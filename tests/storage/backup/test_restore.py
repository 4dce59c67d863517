"""A restore puts the backup in place and keeps the old file and all readable answers."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.fsrs_scheduler import FsrsRules, replay
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionDamagedError, CollectionError, CollectionOpenError
from flashdesign.storage.backup.backup import back_up
from flashdesign.storage.backup.integrity import check, check_file
from flashdesign.storage.backup.restore import RestoreResult, restore
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.drills.sprints import Sprint
from flashdesign.storage.notes import cards, decks, save
from flashdesign.storage.review_log import reviews
from tests.support.drills.attempts import attempt, uid
from tests.support.storage.collections import (
    CACHE,
    LRU,
    RULES,
    TODAY,
    TTL,
    StorageLearner,
    at,
    fill,
    opened,
    rules_reader,
    same_rules,
)

NEWER = CardKey("edge/cdn")


@pytest.fixture
def backup(path: Path) -> Path:
    """Return a backup with one answer, of a collection that was used for two more days."""
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        copy = back_up(database, path.parent / "backups", at(TODAY))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 1))
        learner.answer(TTL, Rating.AGAIN, at(TODAY + 1))
        learner.undo(at(TODAY + 1, 13))
        with database.transaction() as conn:
            decks.save_deck(conn, Deck(DeckId("net"), "Network", parent=CACHE), 3, "own")
            decks.save_deck(conn, Deck(DeckId("edge"), "Edge", parent=DeckId("net")), 0, "own")
            save.save_notes(conn, [(0, Note(DeckId("edge"), "cdn", Basic("CDN?", "Caches")))])
        learner.answer(NEWER, Rating.EASY, at(TODAY + 2))
    return copy


def logged(path: Path) -> list[tuple[str, int]]:
    """Return card and day of each row of a collection's log."""
    with opened(path) as database, database.read() as conn:
        return [(row.card, row.moment.day - TODAY) for row in reviews.review_log(conn)]


ALL_ROWS = [(LRU, 0), (LRU, 1), (TTL, 1), (TTL, 1), (NEWER, 2)]


def test_later_answers_are_merged_with_their_cards(path: Path, backup: Path) -> None:
    before = path.read_bytes()
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert done == RestoreResult(
        path.with_name("collection-replaced-20241007-120000.db"), 4, is_whole=True
    )
    assert done.old_file is not None
    assert done.old_file.read_bytes() == before
    assert logged(path) == ALL_ROWS
    with opened(path) as database:
        assert check(database, same_rules) == ()
        with database.read() as conn:
            assert [deck.id for deck in decks.decks(conn)] == ["cache", "queues", "net", "edge"]
            log = reviews.card_log(conn, NEWER)
            assert cards.card(conn, NEWER).memory == replay(NEWER, log, RULES)
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "backups",
        "collection-replaced-20241007-120000.db",
        "collection.db",
    ]


def test_a_second_restore_in_the_same_second_keeps_both_old_files(path: Path, backup: Path) -> None:
    restore(path, backup, at(TODAY + 3), rules_reader)
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert done.old_file == path.with_name("collection-replaced-20241007-120000-2.db")
    assert logged(path) == ALL_ROWS


def test_a_lost_collection_is_restored(path: Path, backup: Path) -> None:
    path.unlink()
    assert restore(path, backup, at(TODAY + 3), rules_reader) == RestoreResult(
        None, 0, is_whole=True
    )
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
        pytest.param(_empty, ALL_ROWS[:1], id="empty"),
        pytest.param(_break_notes, ALL_ROWS[:4], id="only the log can be read"),
    ],
)
def test_readable_answers_of_a_damaged_collection_are_saved(
    path: Path, backup: Path, spoil: Callable[[Path], None], expected: list[tuple[str, int]]
) -> None:
    spoil(path)
    before = path.read_bytes()
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert (done.merged_count, done.is_whole) == (len(expected) - 1, False)
    assert done.old_file is not None
    assert done.old_file.read_bytes() == before
    assert logged(path) == expected
    with opened(path) as database:
        assert check(database, same_rules) == ()


def test_answers_in_the_wal_of_a_killed_program_are_saved(path: Path, backup: Path) -> None:
    with opened(path) as database:
        with database.read() as conn:
            learner = StorageLearner(database, newest=reviews.newest_uid(conn))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 5))
        crashed = {
            file.name: file.read_bytes() for file in (path, path.with_name(f"{path.name}-wal"))
        }
    for name, content in crashed.items():
        path.with_name(name).write_bytes(content)
    done = restore(path, backup, at(TODAY + 6), rules_reader)
    assert (done.merged_count, done.is_whole) == (5, True)
    assert logged(path) == [*ALL_ROWS, (LRU, 5)]
    assert done.old_file is not None
    assert not done.old_file.with_name(f"{done.old_file.name}-wal").exists()
    assert logged(done.old_file) == [*ALL_ROWS, (LRU, 5)], "the kept file has them without its log"


def test_an_open_collection_is_not_replaced(path: Path, backup: Path) -> None:
    with opened(path), pytest.raises(CollectionOpenError):
        restore(path, backup, at(TODAY + 3), rules_reader)


@pytest.mark.parametrize(
    "spoil",
    [
        pytest.param(_empty, id="empty"),
        pytest.param(_break_notes, id="a damaged page"),
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


def test_a_missing_backup_is_an_error(path: Path, backup: Path) -> None:
    with pytest.raises((CollectionError, FileNotFoundError)):
        restore(path, backup.with_name("nowhere.db"), at(TODAY + 3), rules_reader)
    assert path.exists()


def test_later_attempts_and_sprints_are_merged(path: Path) -> None:
    earlier, later = attempt(3500, number=1, card=LRU), attempt(7000, number=2, card=NEWER)
    done = Sprint(uid(3), 3, "ABCD-EFGH", 812.5, 9_000)
    with opened(path) as database:
        fill(database)
        with database.transaction() as conn:
            attempts.add(conn, earlier)
        copy = back_up(database, path.parent / "backups", at(TODAY))
        with database.transaction() as conn:
            decks.save_deck(conn, Deck(DeckId("edge"), "Edge"), 3, "own")
            save.save_notes(conn, [(0, Note(DeckId("edge"), "cdn", Basic("CDN?", "Caches")))])
            attempts.add(conn, later)
            sprints.add(conn, done)
    for times in range(2):
        restored = restore(path, copy, at(TODAY + 1 + times), rules_reader)
        assert (restored.merged_count, restored.is_whole) == (0, True)
    with opened(path) as database:
        assert check(database, same_rules) == ()
        with database.read() as conn:
            assert attempts.newest(conn, 9) == [earlier, later]
            assert sprints.sprints(conn) == [done]


def names(path: Path) -> list[str]:
    return sorted(file.name for file in path.parent.iterdir())


@pytest.mark.skipif(os.name == "nt", reason="links need a special permission on Windows")
def test_a_link_to_the_collection_is_followed(path: Path, backup: Path) -> None:
    link = path.with_name("link.db")
    link.symlink_to(path)
    done = restore(link, backup, at(TODAY + 3), rules_reader)
    assert link.is_symlink()
    assert done.old_file is not None
    assert done.old_file.parent == path.parent
    assert logged(path) == ALL_ROWS


def test_a_drive_without_hard_links_keeps_a_copy(
    path: Path, backup: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    before = path.read_bytes()
    monkeypatch.setattr(os, "link", refuse)
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert done.old_file is not None
    assert done.old_file.read_bytes() == before
    assert logged(path) == ALL_ROWS
    assert len(names(path)) == 3


def damaged_with_log(path: Path) -> bytes:
    """Leave a file that cannot be opened, with the log of a killed process; return that log."""
    with opened(path) as database:
        with database.read() as conn:
            learner = StorageLearner(database, newest=reviews.newest_uid(conn))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 5))
        log = path.with_name(f"{path.name}-wal").read_bytes()
    path.with_name(f"{path.name}-wal").write_bytes(log)
    whole = bytearray(path.read_bytes())
    whole[:16] = b"\0" * 16
    path.write_bytes(whole)
    return log


def test_the_log_of_a_file_that_cannot_be_opened_is_kept(path: Path, backup: Path) -> None:
    log = damaged_with_log(path)
    before = path.read_bytes()
    done = restore(path, backup, at(TODAY + 6), rules_reader)
    assert done.old_file is not None
    assert done.old_file.read_bytes() == before
    assert done.old_file.with_name(f"{done.old_file.name}-wal").read_bytes() == log
    assert not path.with_name(f"{path.name}-wal").exists()
    assert logged(path) == ALL_ROWS[:1]


def test_the_next_restore_merges_the_log_that_a_killed_one_moved(path: Path, backup: Path) -> None:
    with opened(path) as database:
        with database.read() as conn:
            learner = StorageLearner(database, newest=reviews.newest_uid(conn))
        learner.answer(LRU, Rating.GOOD, at(TODAY + 5))
        kept = path.with_name("collection-replaced-20241010-120000.db")
        file, log = path.read_bytes(), path.with_name(f"{path.name}-wal").read_bytes()
    path.write_bytes(file)
    kept.write_bytes(file)
    kept.with_name(f"{kept.name}-wal").write_bytes(log)
    restore(path, backup, at(TODAY + 6), rules_reader)
    assert logged(path) == [*ALL_ROWS, (LRU, 5)]


def test_answers_of_a_collection_with_a_malicious_trigger_are_merged(
    path: Path, backup: Path
) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("CREATE TRIGGER evil AFTER INSERT ON review BEGIN DELETE FROM review; END")
        raw.execute("CREATE VIEW v AS SELECT load_extension('x')")
    done = restore(path, backup, at(TODAY + 3), rules_reader)
    assert (done.merged_count, done.is_whole) == (4, True)
    assert logged(path) == ALL_ROWS


def test_a_collection_that_changes_during_a_restore_is_not_replaced(
    path: Path, backup: Path
) -> None:
    def another_window(conn: Connection) -> Callable[[DeckId], FsrsRules]:
        with opened(path) as database:
            fill(database)
        return rules_reader(conn)

    with pytest.raises(CollectionOpenError):
        restore(path, backup, at(TODAY + 3), another_window)
    assert logged(path) == ALL_ROWS
    assert names(path) == ["backups", "collection.db"]


@pytest.mark.usefixtures("backup")
def test_an_unfinished_restore_of_an_earlier_version_is_finished(path: Path) -> None:
    prepared = path.with_name(f"{path.name}.restoring")
    path.rename(prepared)
    restore(path, prepared, at(TODAY + 3), rules_reader)
    assert logged(path) == ALL_ROWS
    assert names(path) == ["backups", "collection.db"]
