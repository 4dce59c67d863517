"""At a start, what a killed act left goes, and what is anybody's stays."""

import os
from pathlib import Path

import pytest

from flashdesign.storage.leftovers import sweep, unfinished_restore

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


def there(path: Path) -> set[str]:
    files = (one for one in path.parent.rglob("*") if one.is_file())
    return {one.relative_to(path.parent).as_posix() for one in files}


def test_only_what_a_killed_act_left_goes(path: Path) -> None:
    make(path, OURS + NOT_OURS)
    sweep(path, path.parent / "backups")
    assert there(path) == set(NOT_OURS)


def test_copies_of_a_collection_that_is_opened_by_a_link_go(path: Path) -> None:
    link = path.with_name("link.db")
    make(path, ("collection.db",))
    link.symlink_to(path)
    backups = path.parent / "backups"
    (backups / ".link-20241004-120000.db.x.work").mkdir()
    sweep(link, backups)
    assert list(backups.iterdir()) == []


def test_a_missing_folder_of_backups_is_no_trouble(path: Path) -> None:
    make(path, ("collection.db",))
    sweep(path, path.parent / "nowhere")
    assert there(path) == {"collection.db"}


def test_the_second_name_that_a_killed_restore_gave_goes(path: Path) -> None:
    make(path, ("collection.db",))
    os.link(path, path.with_name("collection-replaced-20241004-120000.db"))
    os.link(path, path.with_name("mine.db"))
    sweep(path, path.parent / "backups")
    assert there(path) == {"collection.db", "mine.db"}


@pytest.mark.parametrize(
    ("names", "expected"),
    [
        pytest.param(("collection.db",), False, id="a sound home"),
        pytest.param(("collection.db", "collection.db.restoring"), False, id="before the exchange"),
        pytest.param(("collection.db.restoring",), True, id="between two renamings"),
        pytest.param(
            ("collection.db", "collection.db.restoring", "collection-replaced-1.db-wal"),
            True,
            id="the log alone was moved away",
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
def test_what_an_earlier_version_left_halfway_is_known(
    path: Path, names: tuple[str, ...], expected: bool
) -> None:
    make(path, names)
    assert (unfinished_restore(path) is not None) is expected
    sweep(path, path.parent / "backups")
    assert path.with_name("collection.db.restoring").exists() is expected
