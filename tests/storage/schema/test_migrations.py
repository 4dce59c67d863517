"""Older collections are migrated: after a backup, step by step, all or nothing."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.search.query import Search, Words
from flashdesign.errors import CollectionDamagedError, CollectionError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.backup.restore import restore
from flashdesign.storage.connection import database
from flashdesign.storage.connection.database import Database
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.notes import cards, decks
from flashdesign.storage.queries import search
from flashdesign.storage.review_log import reviews
from flashdesign.storage.schema import migrations
from flashdesign.storage.schema.migrations import STEPS, VERSION, Step, migrate
from tests.storage.schema.test_tables import read
from tests.support.storage.collections import LRU, TODAY, at, fill, opened, rules_reader, same_rules

GOLDEN = Path(__file__).parent / "golden"
BEFORE_DRILLS = "format_1_before_drills"
# Format 1 was extended several times before there was a second one.
FILES = sorted(file.stem for file in GOLDEN.glob("*.sql"))
NEXT = VERSION + 1


def rate_decks(raw: sqlite3.Connection) -> None:
    """Act as a migration step of a future version."""
    raw.execute("ALTER TABLE deck ADD COLUMN rating INTEGER")


def fail_midway(raw: sqlite3.Connection) -> None:
    """Act as a step with an error in it."""
    rate_decks(raw)
    raw.execute("UPDATE nothing SET x = 1")


def lose_notes(raw: sqlite3.Connection) -> None:
    """Act as a step that leaves dangling references to its rows."""
    raw.execute("DELETE FROM note")


def golden(path: Path, name: str) -> Path:
    """Create the file of a release, or of a version before the first one."""
    with closing(sqlite3.connect(path)) as raw:
        raw.executescript((GOLDEN / f"{name}.sql").read_text(encoding="utf-8"))
    return path


@pytest.fixture
def next_format(monkeypatch: pytest.MonkeyPatch) -> Callable[[Step], None]:
    """Return a function that adds one step, as a next version would."""

    def advance(step: Step) -> None:
        steps = (*STEPS, step)
        monkeypatch.setattr(database, "VERSION", NEXT)
        monkeypatch.setattr(database, "migrate", lambda raw: migrate(raw, steps))

    return advance


@pytest.mark.parametrize("name", FILES)
def test_a_file_of_each_release_opens_with_all_its_data(path: Path, name: str) -> None:
    golden(path, name)
    with opened(path) as upgraded:
        with upgraded.read() as conn:
            assert [deck.id for deck in decks.decks(conn)] == ["cache", "queues"]
            assert cards.card(conn, LRU).memory.reps == 2
            assert len(list(reviews.review_log(conn))) == 4
            found = search.find_card_rows(conn, Search(Words("partit")), at(TODAY))
            assert [key for key, _ in search.keys(conn, found)] == [
                "queues/kafka#c1",
                "queues/kafka#c2",
            ]
        assert check(upgraded, same_rules) == ()


@pytest.mark.parametrize("name", [name for name in FILES if name != BEFORE_DRILLS])
def test_attempts_of_each_release_are_kept(path: Path, name: str) -> None:
    golden(path, name)
    with opened(path) as upgraded, upgraded.read() as conn:
        (tried,) = attempts.newest(conn, 9)
        (done,) = sprints.sprints(conn)
    assert (tried.answer.text, tried.question.values) == ("3.5k", {"posts": 2})
    assert tried.sprint == done.uid


@pytest.mark.parametrize("name", FILES)
def test_a_migrated_file_has_the_schema_of_a_new_one(path: Path, name: str) -> None:
    fresh = path.with_name("fresh.db")
    for file in (golden(path, name), fresh):
        with opened(file):
            pass
    with closing(sqlite3.connect(path)) as old, closing(sqlite3.connect(fresh)) as new:
        assert read(old) == read(new)
        assert old.execute("SELECT name FROM sqlite_schema ORDER BY 1").fetchall() == (
            new.execute("SELECT name FROM sqlite_schema ORDER BY 1").fetchall()
        )


def test_a_step_runs_once_after_a_copy(path: Path, next_format: Callable[[Step], None]) -> None:
    with opened(path) as old:
        fill(old)
    next_format(rate_decks)
    for _ in range(2):
        with opened(path) as new, new.read() as conn:
            assert conn.exec_driver_sql("PRAGMA user_version").scalar() == NEXT
            assert conn.exec_driver_sql("SELECT rating FROM deck").all() == [(None,), (None,)]
    copy = path.with_name(f"{path.name}.format-{VERSION}")
    with closing(sqlite3.connect(copy)) as raw:
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert raw.execute("SELECT count(*) FROM note").fetchone() == (3,)


def test_the_callers_backup_replaces_the_copy(
    path: Path, next_format: Callable[[Step], None]
) -> None:
    with opened(path):
        pass
    next_format(rate_decks)
    asked: list[Path] = []
    database.Database.open(path, migrate_backup=asked.append).close()
    assert asked == [path]
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_no_step_runs_if_the_backup_fails(path: Path, next_format: Callable[[Step], None]) -> None:
    with opened(path):
        pass
    before = path.read_bytes()
    next_format(rate_decks)

    def fail(refused: Path) -> None:
        raise CollectionError(refused, "no room for a copy.", "Make some.")

    with pytest.raises(CollectionError, match="no room"):
        database.Database.open(path, migrate_backup=fail)
    assert path.read_bytes() == before


@pytest.mark.parametrize(
    ("step", "error"),
    [
        pytest.param(fail_midway, sqlite3.OperationalError, id="a statement fails"),
        pytest.param(lose_notes, sqlite3.IntegrityError, id="a reference is left dangling"),
    ],
)
def test_a_failing_step_leaves_the_file_in_its_format(
    path: Path, step: Step, error: type[Exception]
) -> None:
    with opened(path) as old:
        fill(old)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        before = read(raw)
        with pytest.raises(error):
            migrate(raw, (*STEPS, step))
        assert raw.execute("PRAGMA user_version").fetchone() == (VERSION,)
        assert read(raw) == before
        assert raw.execute("SELECT count(*) FROM note").fetchone() == (3,)


def half_migrated(path: Path) -> None:
    """Leave a file of format 2 as a kill in the middle of a transaction leaves it."""
    golden(path, "format_2")
    child = """
import os, signal, sqlite3, sys
raw = sqlite3.connect(sys.argv[1], isolation_level=None)
raw.execute("PRAGMA cache_size=1")
raw.execute("BEGIN IMMEDIATE")
raw.execute("UPDATE note SET front = front || hex(zeroblob(200000))")
raw.execute("UPDATE card SET flag = 3")
os.kill(os.getpid(), signal.SIGKILL)
"""
    subprocess.run([sys.executable, "-c", child, str(path)], check=False)
    assert path.with_name(f"{path.name}-journal").stat().st_size > 0


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_killed_migration_is_rolled_back_and_run_again(path: Path) -> None:
    half_migrated(path)
    asked: list[Path] = []
    database.Database.open(path, migrate_backup=asked.append).close()
    assert asked == [path]
    with opened(path) as upgraded:
        assert check(upgraded, same_rules) == ()
        with upgraded.read() as conn:
            assert cards.card(conn, LRU).flag == 0


@pytest.mark.skipif(os.name == "nt", reason="there is no SIGKILL")
def test_a_restore_over_a_killed_transaction_merges_the_data_before_it(path: Path) -> None:
    with opened(path.with_name("backup.db")) as backup:
        fill(backup)
    half_migrated(path)
    done = restore(path, path.with_name("backup.db"), at(TODAY), rules_reader)
    assert (done.merged_count, done.is_whole) == (4, True)
    assert done.old_file is not None
    assert not done.old_file.with_name(f"{done.old_file.name}-journal").exists()


def test_steps_are_numbered_in_order() -> None:
    assert len(migrations.STEPS) == VERSION
    assert {f"format_{version}" for version in range(1, VERSION + 1)} <= set(FILES)


def forget_a_note(raw: sqlite3.Connection) -> None:
    raw.execute("PRAGMA foreign_keys=OFF")
    raw.execute("UPDATE card SET note_id = 99999 WHERE id = (SELECT min(id) FROM card)")


def damage_a_text(raw: sqlite3.Connection) -> None:
    raw.execute("UPDATE note SET tags = CAST(x'ff80' AS TEXT)")


def lose_a_text(raw: sqlite3.Connection) -> None:
    rewrite = "UPDATE sqlite_schema SET sql = replace(sql, ?, ?) WHERE name = 'note'"
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute(rewrite, ("front TEXT NOT NULL", "front TEXT"))
    raw.execute("PRAGMA writable_schema=RESET")
    raw.execute("UPDATE note SET front = NULL WHERE id = (SELECT min(id) FROM note)")
    raw.execute("PRAGMA writable_schema=ON")
    raw.execute(rewrite, ("front TEXT", "front TEXT NOT NULL"))


DAMAGE = [
    pytest.param(forget_a_note, id="a card without its note"),
    pytest.param(damage_a_text, id="a text that is not UTF-8"),
    pytest.param(lose_a_text, id="a missing text"),
]


@pytest.mark.parametrize("name", ["format_1", "format_2"])
@pytest.mark.parametrize("harm", DAMAGE)
def test_the_readable_part_of_a_damaged_file_is_migrated(
    path: Path, name: str, harm: Callable[[sqlite3.Connection], None]
) -> None:
    golden(path, name)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        harm(raw)
        answers = raw.execute("SELECT count(*) FROM review").fetchone()[0]
    with closing(Database.open(path, migrate_backup=lambda _: None)) as opened_file:
        assert opened_file.changed_pages() == []
        with opened_file.read() as conn:
            assert conn.exec_driver_sql("SELECT count(*) FROM review").scalar_one() == answers


@pytest.mark.parametrize("name", ["format_1", "format_2"])
@pytest.mark.parametrize("harm", DAMAGE)
def test_a_damaged_file_of_an_older_format_can_be_restored_over(
    path: Path, name: str, harm: Callable[[sqlite3.Connection], None]
) -> None:
    golden(path, name)
    with closing(sqlite3.connect(path, isolation_level=None)) as raw:
        harm(raw)
    backup = golden(path.with_name("backup.db"), name)
    restored = restore(path, backup, at(TODAY), rules_reader)
    assert restored.old_file is not None
    with opened(path) as restored_file:
        assert check(restored_file, same_rules) == ()


def test_a_file_that_cannot_be_migrated_is_damaged(
    path: Path, next_format: Callable[[Step], None]
) -> None:
    with opened(path) as full:
        fill(full)
    next_format(lose_notes)
    with pytest.raises(CollectionDamagedError, match="reference to nothing"):
        Database.open(path)
