"""A missing collection is reported with what was found; only a first start creates one."""

import os
from collections.abc import Callable
from pathlib import Path
from random import Random

import pytest

from flashdesign.errors import (
    CollectionExistsError,
    CollectionMissingError,
    InterruptedRestoreError,
)
from flashdesign.paths import HOME_VARIABLE, AppPaths, resolve_paths, store_location
from flashdesign.services.collection import maintenance
from flashdesign.services.collection.lifecycle import (
    NoticeKind,
    close_collection,
    create_empty_collection,
    notices,
    open_collection,
)
from flashdesign.services.context import Context
from tests.support.learner import Learner, ManualClock, basic_deck, finish

NAME = "collection.flashdesign"
symlinks = pytest.mark.skipif(os.name == "nt", reason="links need a right of their own there")


def opened(where: AppPaths) -> Context:
    return open_collection(where, ManualClock(), Random(1))


def had_backups(home: Path) -> AppPaths:
    learner = Learner(home).store(basic_deck(1, parent=None))
    maintenance.back_up(learner.context)
    learner.close()
    learner.paths.collection.unlink()
    return learner.paths


def had_backups_and_more(home: Path) -> AppPaths:
    where = had_backups(home)
    (where.backups / ".DS_Store").write_bytes(b"x")
    return where


def had_window(home: Path) -> AppPaths:
    (home / "window.json").write_text("{}", encoding="utf-8")
    return AppPaths(home / NAME)


def had_restore(home: Path) -> AppPaths:
    (home / "collection-replaced-20260302-120000.flashdesign").write_bytes(b"x")
    return AppPaths(home / NAME)


def had_unfinished_restore(home: Path) -> AppPaths:
    (home / f"{NAME}.restoring").write_bytes(b"x")
    return AppPaths(home / NAME)


def had_log(home: Path) -> AppPaths:
    (home / f"{NAME}-wal").write_bytes(b"x")
    return AppPaths(home / NAME)


def was_moved(home: Path) -> AppPaths:
    environ = {HOME_VARIABLE: str(home)}
    store_location(home / "drive" / NAME, environ)
    return resolve_paths(environ=environ)


def named_in_a_folder_that_is_gone(home: Path) -> AppPaths:
    return resolve_paths(home / "drive" / NAME, {})


@pytest.mark.parametrize(
    ("make", "expected"),
    [
        pytest.param(had_backups, "1 backup is in ", id="backups"),
        pytest.param(had_backups_and_more, "1 backup is in ", id="a backup and another file"),
        pytest.param(
            had_window, "FlashDesign was used with the folder", id="the window's saved state"
        ),
        pytest.param(had_restore, "collection-replaced-20260302-120000", id="an earlier restore"),
        pytest.param(had_unfinished_restore, "restore was interrupted", id="half a restore"),
        pytest.param(had_log, "collection.flashdesign-wal", id="a log of writes"),
        pytest.param(was_moved, "moved there in Settings", id="a pointer to another place"),
        pytest.param(named_in_a_folder_that_is_gone, "does not exist", id="no such folder"),
    ],
)
def test_a_missing_collection_is_told_and_nothing_is_made(
    tmp_path: Path, make: Callable[[Path], AppPaths], expected: str
) -> None:
    where = make(tmp_path)
    before = sorted(tmp_path.rglob("*"))
    with pytest.raises(CollectionMissingError, match="Is the drive connected") as raised:
        opened(where)
    assert expected in str(raised.value)
    assert "`flashdesign new-collection`" in str(raised.value)
    assert sorted(tmp_path.rglob("*")) == before
    create_empty_collection(where)
    close_collection(opened(where))
    assert set(before) - {tmp_path / f"{NAME}.restoring", tmp_path / f"{NAME}-wal"} <= set(
        tmp_path.rglob("*")
    )


@symlinks
def test_a_link_to_a_drive_that_is_away_stays_a_link(tmp_path: Path) -> None:
    drive, away = tmp_path / "drive", tmp_path / "away"
    learner = Learner(drive).store(basic_deck(1, parent=None))
    finish(learner.start_review())
    learner.close()
    link = AppPaths(tmp_path / "home" / NAME)
    link.collection.parent.mkdir()
    link.collection.symlink_to(drive / NAME)
    drive.rename(away)
    with pytest.raises(CollectionMissingError, match="is a link to"):
        opened(link)
    assert link.collection.is_symlink()
    away.rename(drive)
    context = opened(link)
    with context.database.read() as connection:
        assert maintenance.last_backup_at(connection) is not None
    close_collection(context)
    assert link.collection.is_symlink()


@symlinks
def test_a_link_that_is_named_is_kept_as_one(tmp_path: Path) -> None:
    link = tmp_path / NAME
    link.symlink_to(tmp_path / "drive" / NAME)
    with pytest.raises(CollectionMissingError, match="is a link to"):
        opened(resolve_paths(link, {}))


def test_a_first_start_asks_nothing(tmp_path: Path) -> None:
    context = opened(resolve_paths(environ={HOME_VARIABLE: str(tmp_path / "home" / "of" / "mine")}))
    assert notices(context) == ()
    close_collection(context)


def test_a_new_file_that_is_named_is_made_and_told(tmp_path: Path) -> None:
    context = opened(resolve_paths(tmp_path / NAME, {}))
    (notice,) = notices(context)
    assert notice.concern is NoticeKind.NEW
    assert str(tmp_path / NAME) in notice.sentence
    close_collection(context)
    context = opened(resolve_paths(tmp_path / NAME, {}))
    assert notices(context) == ()
    close_collection(context)


def test_nothing_is_begun_over_a_collection(tmp_path: Path) -> None:
    learner = Learner(tmp_path)
    learner.close()
    with pytest.raises(CollectionExistsError):
        create_empty_collection(learner.paths)


def test_a_restore_that_an_earlier_version_left_halfway_is_offered(tmp_path: Path) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    finish(learner.start_review())
    log = learner.log()
    learner.close()
    prepared = tmp_path / f"{NAME}.restoring"
    learner.paths.collection.rename(prepared)
    with pytest.raises(CollectionMissingError) as missing:
        opened(learner.paths)
    assert missing.value.unfinished == prepared
    maintenance.restore_closed(learner.paths, prepared, learner.clock)
    again = Learner(tmp_path, learner.clock)
    assert again.log() == log
    again.close()
    assert not prepared.exists()


def test_a_restore_that_took_only_the_log_away_is_offered(tmp_path: Path) -> None:
    learner = Learner(tmp_path).store(basic_deck(2, parent=None))
    learner.close()
    prepared = tmp_path / f"{NAME}.restoring"
    prepared.write_bytes(learner.paths.collection.read_bytes())
    (tmp_path / "collection-replaced-20260302-120000.flashdesign-wal").write_bytes(b"x")
    with pytest.raises(InterruptedRestoreError, match="restore was interrupted"):
        opened(learner.paths)
    maintenance.restore_closed(learner.paths, prepared, learner.clock)
    close_collection(opened(learner.paths))


def test_the_pointer_to_a_moved_collection_leaves_nothing_unfinished(tmp_path: Path) -> None:
    environ = {HOME_VARIABLE: str(tmp_path)}
    store_location(tmp_path / NAME, environ)
    for name in ("collection-place.txt.new", "collection-place.txtabc.new"):
        (tmp_path / name).write_text("half", encoding="utf-8")
    learner = Learner(tmp_path)
    learner.close()
    close_collection(opened(resolve_paths(environ=environ)))
    assert not list(tmp_path.glob("*.new"))
    assert (tmp_path / "collection-place.txt").read_text(encoding="utf-8") == str(tmp_path / NAME)
