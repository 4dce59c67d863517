"""A new collection in a separate folder for each test."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from flashdesign.storage.connection.database import Database
from tests.support.storage.collections import StorageLearner, fill
from tests.support.storage.new_collection import write_new_collection


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """Return a path for a collection."""
    return tmp_path / "collection.db"


@pytest.fixture
def database(path: Path) -> Iterator[Database]:
    """Yield an open collection with three notes."""
    write_new_collection(path)
    opened = Database.open(path)
    fill(opened)
    yield opened
    opened.close()


@pytest.fixture
def learner(database: Database) -> StorageLearner:
    """Return a learner who answers in `database`."""
    return StorageLearner(database)
