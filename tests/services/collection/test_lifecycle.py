"""Opening a collection, its notices, and the backup made at the end."""

import os
import shutil
from pathlib import Path
from random import Random

import pytest

from flashdesign.errors import (
    CollectionMissingError,
    CollectionOpenError,
    CollectionReadOnlyError,
    CollectionReplacedError,
)
from flashdesign.paths import HOME_VARIABLE, AppPaths, resolve_paths
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import (
    NoticeKind,
    close_collection,
    notices,
    open_collection,
)
from flashdesign.services.editing import decks
from tests.support.learner import Learner, ManualClock, answer, basic_deck, finish

SUMMER_MS = 1_774_746_000_000  # 29 March 2026, 01:00 UTC


def concerns(learner: Learner) -> list[NoticeKind]:
    return [notice.concern for notice in notices(learner.context)]


def test_a_collection_is_made_where_there_is_none(tmp_path: Path) -> None:
    person = Learner(tmp_path / "a" / "b")
    assert person.paths.collection.is_file()
    assert notices(person.context) == ()
    person.close()


def test_a_second_start_is_refused(learner: Learner) -> None:
    with pytest.raises(CollectionOpenError, match="open in another window"):
        open_collection(learner.paths, learner.clock, Random(2))


def test_a_folder_that_cannot_be_made_is_named(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("", encoding="utf-8")
    paths = AppPaths(tmp_path / "file" / "folder" / "collection.flashdesign")
    with pytest.raises(CollectionReadOnlyError, match="write permission"):
        open_collection(paths, ManualClock(), Random(1))


def test_a_clock_that_runs_behind_the_last_answer_is_told(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    answer(learner.start_review())
    learner.clock.set_back(minutes=59)
    assert concerns(learner) == []
    learner.clock.set_back(minutes=2)
    (notice,) = notices(learner.context)
    assert notice.concern is NoticeKind.CLOCK
    assert "shows 2026-03-02 10:59 UTC" in notice.sentence
    assert "is from 2026-03-02 12:00" in notice.sentence
    learner.restart()
    answer(learner.start_review())
    assert concerns(learner) == [], "whoever goes on has seen it"


def test_another_time_zone_is_told_until_something_is_answered_there(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    answer(learner.start_review())
    learner.clock.zone = lambda _: 540
    (notice,) = notices(learner.context)
    assert notice.concern is NoticeKind.ZONE
    assert "the day begins at 4:00 in the new time zone" in notice.sentence
    answer(learner.start_review())
    assert concerns(learner) == []


def test_summer_time_is_no_other_zone(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    learner.clock.zone = lambda at: 120 if at >= SUMMER_MS else 60
    answer(learner.start_review())
    learner.clock.at = SUMMER_MS + 1
    assert concerns(learner) == []


def test_a_folder_without_a_write_ahead_log_is_told(learner: Learner) -> None:
    # The journal mode of the database on a drive that does not support the log.
    learner.context.database.uses_wal = False
    (notice,) = notices(learner.context)
    assert notice.concern is NoticeKind.JOURNAL
    assert "Your answers are safe, but saving is slower" in notice.sentence


@pytest.mark.parametrize(
    ("folder", "expected"),
    [
        pytest.param("Dropbox/cards", [NoticeKind.SYNCED], id="Dropbox"),
        pytest.param("Library/Mobile Documents/x", [NoticeKind.SYNCED], id="iCloud"),
        pytest.param("OneDrive - Office", [NoticeKind.SYNCED], id="OneDrive of an office"),
        pytest.param("documents", [], id="a plain folder"),
    ],
)
def test_a_synced_folder_is_told(tmp_path: Path, folder: str, expected: list[NoticeKind]) -> None:
    person = Learner(tmp_path / folder)
    assert concerns(person) == expected
    person.close()


def test_a_copy_is_kept_at_the_end_if_anything_was_answered(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    learner.restart()
    assert maintenance.list_backups(learner.context) == ()
    answer(learner.start_review())
    learner.clock.advance(minutes=5)
    learner.restart()
    (copy,) = maintenance.list_backups(learner.context)
    learner.clock.advance(minutes=5)
    learner.restart()
    assert maintenance.list_backups(learner.context) == (copy,)
    answer(learner.start_review())
    learner.clock.advance(minutes=5)
    learner.restart()
    (newer,) = maintenance.list_backups(learner.context)
    assert newer.at > copy.at, "of one day the last is kept"


def test_a_copy_is_kept_at_the_end_if_anything_was_written(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    answer(learner.start_review())
    learner.clock.advance(minutes=5)
    learner.restart()
    (copy,) = maintenance.list_backups(learner.context)
    learner.clock.advance(minutes=5)
    decks.create(learner.context, "New")
    learner.clock.advance(minutes=5)
    learner.restart()
    (newer,) = maintenance.list_backups(learner.context)
    assert newer.at > copy.at
    learner.restart()
    assert maintenance.list_backups(learner.context) == (newer,)


def test_a_clock_that_was_ahead_keeps_no_copy_from_being_made(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    learner.clock.advance(days=5_000)
    answer(learner.start_review())
    learner.restart()
    learner.clock.set_back(days=5_000)
    learner.restart()
    finish(learner.start_review())
    learner.restart()
    assert f"{learner.clock.at}" in {
        f"{copy.at.timestamp() * 1000:.0f}" for copy in maintenance.list_backups(learner.context)
    }


def test_closing_lets_go_of_the_file(learner: Learner) -> None:
    close_collection(learner.context)
    assert not learner.paths.collection.with_name("collection.flashdesign-wal").exists()
    learner.context = open_collection(learner.paths, learner.clock, learner.random)


def test_a_note_of_the_place_that_cannot_be_read_is_told(tmp_path: Path) -> None:
    environ = {HOME_VARIABLE: str(tmp_path)}
    Learner(tmp_path).close()
    (tmp_path / "collection-place.txt").write_bytes(b"/home/\xff")
    context = open_collection(resolve_paths(environ=environ), ManualClock(), Random(1))
    (notice,) = notices(context)
    assert notice.concern is NoticeKind.PATH
    assert "collection-place.txt) is not UTF-8 text." in notice.sentence
    assert notice.sentence.endswith(f"So the collection at {context.paths.collection} was opened.")
    context.database.close()


def test_no_collection_is_made_where_it_is_not_known_where_it_lies(tmp_path: Path) -> None:
    environ = {HOME_VARIABLE: str(tmp_path)}
    (tmp_path / "collection-place.txt").write_bytes(b"/home/\xff")
    with pytest.raises(CollectionMissingError, match="is not UTF-8 text"):
        open_collection(resolve_paths(environ=environ), ManualClock(), Random(1))
    assert [path.name for path in tmp_path.iterdir()] == ["collection-place.txt"]


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")
def test_a_file_that_is_replaced_while_open_is_told_with_a_copy_of_what_was_stored(
    learner: Learner, tmp_path: Path
) -> None:
    learner.store(basic_deck(3, parent=None))
    session = learner.start_review()
    answer(session)
    stored = learner.log()
    other = Learner(tmp_path / "other", learner.clock).store(basic_deck(3, parent=None))
    other.close()
    synced = other.paths.collection.read_bytes()
    other.paths.collection.replace(learner.paths.collection)
    for _ in range(2):
        with pytest.raises(CollectionReplacedError) as raised:
            answer(session)
    saved = raised.value.saved_copy
    assert saved is not None
    assert saved.parent == learner.paths.backups
    with pytest.raises(CollectionReplacedError):
        close_collection(learner.context)
    assert learner.paths.collection.read_bytes() == synced
    maintenance.restore_closed(learner.paths, saved, learner.clock)
    again = Learner(tmp_path, learner.clock)
    assert again.log() == stored
    again.close()
    assert saved.exists()


@pytest.mark.skipif(os.name == "nt", reason="an open file cannot be deleted there")
def test_a_folder_that_is_deleted_while_open_is_told(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    answer(learner.start_review())
    shutil.rmtree(learner.paths.collection.parent)
    with pytest.raises(CollectionReplacedError, match="deleted or moved away") as raised:
        close_collection(learner.context)
    assert raised.value.saved_copy is not None
    assert raised.value.saved_copy.is_file()
