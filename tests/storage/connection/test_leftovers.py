"""A start removes the files of a killed process, and no others."""

import os
from pathlib import Path

import pytest

from flashdesign.storage.connection.leftovers import remove_leftovers, unfinished_restore

OURS = (
    "collection.db.salvaged",
    "collection.db.salvaged-wal",
    "collection.db.restoring",
    "collection.db.restoring.part",
    "backups/collection-20241004-120000.db.part",
    "backups/collection-20241004-120000.db.part-journal",
)
NOT_OURS = (
    "collection.db",
    "collection.db.new",
    "collection-replaced-20241004-120000.db",
    "collection.db.format-1",
    "notes.salvaged",
    "backups/collection-20241004-120000.db",
    "backups/thesis.part",
    "backups/collection-old.db.part",
)


def make(path: Path, names: tuple[str, ...]) -> None:
    (path.parent / "backups").mkdir(exist_ok=True)
    for name in names:
        (path.parent / name).write_text(name, encoding="utf-8")


def files_in(path: Path) -> set[str]:
    files = (file for file in path.parent.rglob("*") if file.is_file())
    return {file.relative_to(path.parent).as_posix() for file in files}


def test_only_the_files_of_a_killed_program_are_removed(path: Path) -> None:
    make(path, OURS + NOT_OURS)
    remove_leftovers(path, path.parent / "backups")
    assert files_in(path) == set(NOT_OURS)


def test_copies_of_a_collection_opened_by_a_link_are_removed(path: Path) -> None:
    link = path.with_name("link.db")
    make(path, ("collection.db",))
    link.symlink_to(path)
    backups = path.parent / "backups"
    (backups / ".link-20241004-120000.db.x.work").mkdir()
    remove_leftovers(link, backups)
    assert list(backups.iterdir()) == []


def test_a_missing_backup_folder_is_ignored(path: Path) -> None:
    make(path, ("collection.db",))
    remove_leftovers(path, path.parent / "nowhere")
    assert files_in(path) == {"collection.db"}


def test_the_second_name_from_a_killed_restore_is_removed(path: Path) -> None:
    make(path, ("collection.db",))
    os.link(path, path.with_name("collection-replaced-20241004-120000.db"))
    os.link(path, path.with_name("mine.db"))
    remove_leftovers(path, path.parent / "backups")
    assert files_in(path) == {"collection.db", "mine.db"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(("collection.db",), False, id="no restore"),
        pytest.param(
            ("collection.db", "collection.db.restoring"), False, id="before the replacement"
        ),
        pytest.param(("collection.db.restoring",), True, id="between two renames"),
        pytest.param(
            ("collection.db", "collection.db.restoring", "collection-replaced-1.db-wal"),
            True,
            id="only the log was moved away",
        ),
        pytest.param(
            (
                "collection.db",
                "collection.db.restoring",
                "collection-replaced-1.db",
                "collection-replaced-1.db-wal",
            ),
            False,
            id="an earlier restore kept file and log",
        ),
    ],
)
def test_an_unfinished_restore_of_an_earlier_version_is_found(
    path: Path, names: tuple[str, ...], expected: bool
) -> None:
    make(path, names)
    assert (unfinished_restore(path) is not None) is expected
    remove_leftovers(path, path.parent / "backups")
    assert path.with_name("collection.db.restoring").exists() is expected
