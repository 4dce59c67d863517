"""A collection is refused as an import without being opened."""

import subprocess
import sys
from pathlib import Path

import pytest

from flashdesign.services.exports import new_deck
from flashdesign.services.imports.read_file import UnreadableFileError, read_file
from tests.support.learner import Learner

TRY = """
import sqlite3, sys
raw = sqlite3.connect(sys.argv[1], timeout=0)
try:
    raw.execute("SELECT count(*) FROM sqlite_schema").fetchall()
    print("open to anybody")
except sqlite3.OperationalError as error:
    print(error)
"""


def test_a_collection_is_refused_and_stays_locked(learner: Learner) -> None:
    collection = learner.paths.collection
    with pytest.raises(UnreadableFileError, match="this is a whole collection, not a deck"):
        read_file(collection)
    found = subprocess.run(
        [sys.executable, "-c", TRY, str(collection)], capture_output=True, text=True, check=True
    )
    assert found.stdout == "database is locked\n"


def test_so_is_a_backup(tmp_path: Path) -> None:
    (tmp_path / "collection-20260302-120000.flashdesign").write_bytes(b"SQLite format 3\0")
    with pytest.raises(UnreadableFileError, match="restore"):
        read_file(tmp_path / "collection-20260302-120000.flashdesign")


def test_an_encoding_is_for_tables_only(tmp_path: Path) -> None:
    new_deck.create_deck_file(tmp_path / "d.yaml", None)
    for path in (tmp_path / "d.yaml", tmp_path):
        with pytest.raises(
            UnreadableFileError, match=r"it is not a table: .*encoding apply only to"
        ):
            read_file(path, encoding="cp1252")


def test_a_title_that_is_not_used_is_named(tmp_path: Path) -> None:
    new_deck.create_deck_file(tmp_path / "d.yaml", None)
    (found,) = read_file(tmp_path / "d.yaml", deck="Mine").problems
    assert (found.where, found.message.endswith("not used")) == ("deck Mine", True)
    assert read_file(tmp_path / "d.yaml").problems == ()
