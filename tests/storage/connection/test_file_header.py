"""The header of a file is read without SQLite."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.errors import CollectionDamagedError
from flashdesign.storage.connection.file_header import APPLICATION_ID, read_header
from flashdesign.storage.schema.migrations import VERSION
from tests.support.storage.collections import opened


def test_a_collection_has_the_application_id(path: Path) -> None:
    with opened(path):
        pass
    header = read_header(path)
    assert (header.application_id, header.user_version) == (APPLICATION_ID, VERSION)
    assert header.pages * header.page_bytes == path.stat().st_size


def test_the_largest_page_size_is_written_as_one(path: Path) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA page_size=65536")
        raw.execute("CREATE TABLE x (y)")
    assert read_header(path).page_bytes == 65_536


def test_a_file_shorter_than_a_header_is_damaged(path: Path) -> None:
    path.write_bytes(b"SQLite format 3\0")
    with pytest.raises(CollectionDamagedError):
        read_header(path)
