"""A new collection gets its name when it is complete, and replaces no other file."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.errors import CollectionExistsError
from flashdesign.storage.connection import new_file
from flashdesign.storage.connection.new_file import copy_as_new, create, create_missing
from flashdesign.storage.schema.migrations import migrate
from tests.support.storage.collections import fill, opened

ROOT = Path(__file__).parents[3]
START = """
import sys
from pathlib import Path
from flashdesign.errors import CollectionOpenError
from flashdesign.storage.connection.database import Database
sys.stdin.readline()
try:
    Database.open(Path(sys.argv[1])).close()
except CollectionOpenError:
    print("held")
else:
    print("opened")
"""


def test_two_first_starts_at_once_make_one_sound_collection(path: Path) -> None:
    command = [sys.executable, "-c", START, str(path)]
    starts = [
        subprocess.Popen(
            command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, cwd=ROOT
        )
        for _ in range(3)
    ]
    for start in starts:
        assert start.stdin is not None
        start.stdin.write("go\n")
        start.stdin.flush()
    printed = [start.communicate()[0].strip() for start in starts]
    assert set(printed) <= {"opened", "held"}
    assert "opened" in printed
    assert [file.name for file in path.parent.iterdir()] == [path.name]
    with opened(path) as database:
        fill(database)


def test_a_file_that_another_start_created_meanwhile_is_kept(path: Path) -> None:
    def other_is_faster(raw: sqlite3.Connection) -> None:
        migrate(raw)
        path.write_bytes(b"the other start's")

    create(path, other_is_faster)
    assert path.read_bytes() == b"the other start's"
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_collection_is_created_on_a_drive_without_hard_links(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr(os, "link", refuse)
    create(path, migrate)
    with opened(path) as database:
        fill(database)
    with pytest.raises(FileExistsError):
        new_file.link_or_rename(path, path)


def test_a_stray_log_is_kept_and_not_read_into_a_new_collection(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        log = path.with_name(f"{path.name}-wal").read_bytes()
    path.unlink()
    path.with_name(f"{path.name}-wal").write_bytes(log)
    path.with_name(f"{path.name}-journal").write_bytes(b"")
    create_missing(path)
    with opened(path), closing(sqlite3.connect(":memory:")):
        pass
    assert sorted(file.name for file in path.parent.iterdir()) == [
        "collection-replaced-before.db-wal",
        "collection.db",
    ]


def test_begin_refuses_an_existing_file(path: Path) -> None:
    path.write_text("dear diary")
    with pytest.raises(CollectionExistsError):
        create_missing(path)
    assert path.read_text() == "dear diary"


@pytest.mark.skipif(os.name == "nt", reason="links need a special permission on Windows")
def test_a_link_is_followed(path: Path) -> None:
    target = path.with_name("drive") / "mine.db"
    path.symlink_to(target)
    create_missing(path)
    assert path.is_symlink()
    with opened(path) as database:
        fill(database)
        assert target.with_name("mine.db-wal").exists()
    assert path.is_symlink()


def test_a_copy_does_not_replace_a_file(path: Path) -> None:
    target = path.with_name("there.db")
    with opened(path) as database:
        fill(database)
        copy_as_new(database, target)
        before = target.read_bytes()
        with pytest.raises(CollectionExistsError):
            copy_as_new(database, target)
    assert target.read_bytes() == before
