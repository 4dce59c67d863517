"""A schema that FlashDesign did not write is refused before any part of it can run."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionDamagedError
from flashdesign.storage.backup.backup import back_up
from flashdesign.storage.backup.integrity import check_file
from flashdesign.storage.backup.restore import restore
from flashdesign.storage.connection import known_schema
from flashdesign.storage.connection.database import Database
from flashdesign.storage.connection.known_schema import (
    check_schema_is_complete,
    check_schema_is_ours,
)
from flashdesign.storage.schema.migrations import STEPS, migrate
from tests.storage.schema.test_migrations import FILES, golden
from tests.support.storage.collections import (
    LRU,
    TODAY,
    StorageLearner,
    at,
    fill,
    opened,
    rules_reader,
)

SLOW = "CHECK(length(randomblob(300000000))>0)"


def run(path: Path, sql: str) -> None:
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript(sql)


def alter(path: Path, old: str, new: str) -> None:
    """Change the stored text of the schema itself, like an attacker."""
    with closing(sqlite3.connect(path)) as raw:
        raw.execute("PRAGMA writable_schema=ON")
        raw.execute("UPDATE sqlite_schema SET sql = replace(sql, ?, ?)", (old, new))
        raw.commit()


def sql(text: str) -> Callable[[Path], None]:
    return lambda path: run(path, text)


FOREIGN = [
    pytest.param(
        sql("CREATE TRIGGER evil AFTER INSERT ON review BEGIN DELETE FROM review; END"),
        id="a trigger that deletes answers",
    ),
    pytest.param(
        sql(
            "DROP TRIGGER note_fts_insert; CREATE TRIGGER note_fts_insert AFTER INSERT ON note "
            "BEGIN DELETE FROM review; END"
        ),
        id="a trigger under a known name",
    ),
    pytest.param(sql("CREATE VIEW v AS SELECT load_extension('x')"), id="a view"),
    pytest.param(sql("CREATE INDEX i ON note (hex(body))"), id="an index that calls a function"),
    pytest.param(sql("CREATE UNIQUE INDEX i ON review (card_id)"), id="a unique index"),
    pytest.param(sql("CREATE TABLE bookmark (url TEXT)"), id="a table"),
    pytest.param(sql("CREATE VIRTUAL TABLE words USING fts5(x)"), id="a virtual table"),
    pytest.param(
        sql("CREATE TABLE note_fts_evil (x CHECK (length(randomblob(300000000)) > 0))"),
        id="a table that looks like one of the search index",
    ),
    pytest.param(sql("ALTER TABLE note ADD COLUMN x TEXT AS (hex(body))"), id="a generated column"),
    pytest.param(lambda path: alter(path, "front TEXT", f"front TEXT {SLOW}"), id="a CHECK"),
    pytest.param(
        lambda path: alter(path, "between 0 and 7", "between 0 and 7 or 1"), id="a changed CHECK"
    ),
]


@pytest.fixture
def collection(path: Path) -> Path:
    with opened(path) as database:
        fill(database)
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
    return path


@pytest.mark.parametrize("spoil", FOREIGN)
def test_a_foreign_schema_is_not_opened(collection: Path, spoil: Callable[[Path], None]) -> None:
    spoil(collection)
    before = collection.read_bytes()
    with pytest.raises(CollectionDamagedError, match="was not written by FlashDesign"):
        Database.open(collection)
    assert collection.read_bytes() == before
    assert len(check_file(collection)) == 1


@pytest.mark.parametrize("spoil", FOREIGN)
def test_a_foreign_schema_is_not_restored(collection: Path, spoil: Callable[[Path], None]) -> None:
    with opened(collection) as database:
        copy = back_up(database, collection.parent / "backups", at(TODAY))
    before = collection.read_bytes()
    spoil(copy)
    with pytest.raises(CollectionDamagedError, match="was not written by FlashDesign"):
        restore(collection, copy, at(TODAY), rules_reader)
    assert collection.read_bytes() == before


@pytest.mark.parametrize("name", FILES)
def test_a_malicious_trigger_in_an_older_file_is_refused_before_its_backup(
    path: Path, name: str
) -> None:
    golden(path, name)
    alter(path, "title TEXT NOT NULL", f"title TEXT NOT NULL {SLOW}")
    asked: list[Path] = []
    with pytest.raises(CollectionDamagedError, match="table 'deck'"):
        Database.open(path, migrate_backup=asked.append)
    assert asked == []


@pytest.mark.parametrize("name", FILES)
def test_files_of_all_versions_of_all_formats_are_accepted(path: Path, name: str) -> None:
    golden(path, name)
    with closing(sqlite3.connect(path)) as raw:
        check_schema_is_ours(path, raw)


@pytest.mark.parametrize("count", range(1, len(STEPS) + 1))
def test_the_schema_after_each_step_is_accepted(path: Path, count: int) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        migrate(raw, STEPS[:count])
        check_schema_is_ours(path, raw)
        check_schema_is_complete(path, raw)


def test_a_usual_start_runs_no_migrations_to_check_the_schema(collection: Path) -> None:
    known_schema._known.cache_clear()  # noqa: SLF001 - it must not be called
    with opened(collection):
        pass
    assert known_schema._known.cache_info().misses == 0  # noqa: SLF001


@pytest.mark.parametrize(
    ("spoil", "message"),
    [
        pytest.param("DROP TABLE sprint", "table sprint is incomplete", id="a table"),
        pytest.param("ALTER TABLE note DROP COLUMN shipped", "table note", id="a column"),
        pytest.param("DROP TRIGGER note_fts_update", "index or trigger is missing", id="a trigger"),
        pytest.param("DROP INDEX card_due", "index or trigger is missing", id="an index"),
    ],
)
def test_a_backup_that_lacks_a_part_is_refused(collection: Path, spoil: str, message: str) -> None:
    with opened(collection) as database:
        copy = back_up(database, collection.parent / "backups", at(TODAY))
    before = collection.read_bytes()
    run(copy, spoil)
    with pytest.raises(CollectionDamagedError, match=message):
        restore(collection, copy, at(TODAY), rules_reader)
    assert collection.read_bytes() == before
