"""Pages changed by the disk are found on every page; our own writes never give an alarm."""

import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from random import Random

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionDamagedError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.connection.database import Database
from flashdesign.storage.notes import decks, save
from tests.support.storage.collections import (
    LRU,
    TODAY,
    TTL,
    StorageLearner,
    at,
    fill,
    opened,
    same_rules,
)

PAGE_BYTES = 4096
MIN_STATES = 10
MANY = DeckId("many")
SIDECARS = ("", "-wal")
Files = dict[str, bytes]


@pytest.fixture
def closed(path: Path) -> Path:
    """Return a collection of several pages that was closed normally."""
    with opened(path) as database:
        fill(database)
        add_notes(database, 40)
        answer(database, LRU)
    return path


def add_notes(database: Database, count: int, first: int = 0) -> None:
    """Grow the file by notes of a quarter of a page."""
    with database.transaction() as conn:
        decks.save_deck(conn, Deck(MANY, "Many"), 9, "own")
        made = (
            (number, Note(MANY, f"n{number}", Basic(f"{number} " + "word " * 150, "back")))
            for number in range(first, first + count)
        )
        save.save_notes(conn, made)


def answer(database: Database, *cards: str) -> None:
    """Answer cards, each on a later day and in its own transaction."""
    learner = StorageLearner(database)
    for card in cards:
        with database.read() as conn:
            days = conn.exec_driver_sql("SELECT count(*) FROM review").scalar_one()
        learner.answer(CardKey(card), Rating.GOOD, at(TODAY + days))


def fail_to_write(database: Database) -> None:
    """Begin to write, then roll back."""
    with database.transaction() as conn:
        conn.exec_driver_sql("DELETE FROM note_change")
        raise KeyError


def flip(path: Path, offset: int, bit: int = 0) -> None:
    """Change one bit of a file, like a bad disk."""
    with path.open("r+b") as file:
        file.seek(offset)
        (byte,) = file.read(1)
        file.seek(offset)
        file.write(bytes([byte ^ 1 << bit]))


def own_pages(path: Path) -> set[int]:
    """Return the pages of the checksums: those that change when the checksums are written."""
    with closing(sqlite3.connect(path)) as raw:
        before = path.read_bytes()
        with raw.blobopen("page_checksum", "checksums", 1) as blob:
            stored = blob.read()
            blob.seek(0)
            blob.write(bytes(byte ^ 0xFF for byte in stored))
        raw.commit()
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
        after = path.read_bytes()
    path.write_bytes(before)
    starts = range(0, len(before), PAGE_BYTES)
    return {
        start // PAGE_BYTES + 1
        for start in starts
        if before[start : start + PAGE_BYTES] != after[start : start + PAGE_BYTES]
    }


def test_a_flipped_bit_on_any_page_is_found(closed: Path, tmp_path: Path) -> None:
    chance, own = Random(1), own_pages(closed)
    pages = closed.stat().st_size // PAGE_BYTES
    work = tmp_path / "work.db"
    assert pages > 2 * len(own)
    for page in set(range(2, pages + 1)) - own:
        shutil.copyfile(closed, work)
        flip(work, (page - 1) * PAGE_BYTES + chance.randrange(PAGE_BYTES), chance.randrange(8))
        try:
            with opened(work) as database:
                assert database.changed_pages() == [page]
        except CollectionDamagedError:
            continue


def test_damaged_checksums_are_reported(closed: Path) -> None:
    # SQLite fills a page from its end.
    flip(closed, max(own_pages(closed)) * PAGE_BYTES - 20)
    with opened(closed) as database:
        assert database.changed_pages() == [0]
        (problem,) = check(database, same_rules)
    assert "checksums" in problem
    with opened(closed) as database:
        answer(database, TTL)
    with opened(closed) as database:
        assert database.changed_pages() == [], "new checksums were computed"


def test_damage_while_the_file_is_open_is_found_on_the_disk(closed: Path) -> None:
    with opened(closed) as database:
        assert check(database, same_rules) == ()
        flip(closed, closed.stat().st_size - 2 * PAGE_BYTES + 100)
        assert len(database.changed_pages()) == 1
        problems = check(database, same_rules)
    assert [problem for problem in problems if "1 page is not as stored" in problem]


def test_a_damaged_page_that_is_rewritten_is_still_reported(closed: Path) -> None:
    with closing(sqlite3.connect(closed)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name='day_stat'").fetchone()
    # In the unused middle of the page, which is kept when the page is rewritten.
    flip(closed, (root - 1) * PAGE_BYTES + PAGE_BYTES // 2)
    with opened(closed) as database:
        answer(database, TTL)
    with opened(closed) as database:
        assert database.changed_pages() == [root]


def test_an_error_caused_by_a_damaged_page_is_reported_as_damage(closed: Path) -> None:
    flip(closed, closed.stat().st_size - 2 * PAGE_BYTES + 100)
    with (
        opened(closed) as database,
        pytest.raises(CollectionDamagedError, match="not as stored"),
        database.read(),
    ):
        raise KeyError


def test_a_bug_with_a_sound_file_is_raised_as_it_is(closed: Path) -> None:
    with opened(closed) as database, pytest.raises(KeyError), database.read():
        raise KeyError


def test_a_rollback_and_a_failed_write_leave_no_alarm(closed: Path) -> None:
    with opened(closed) as database:
        with pytest.raises(KeyError):
            fail_to_write(database)
        answer(database, TTL)
        assert database.changed_pages() == []
    with opened(closed) as database:
        assert database.changed_pages() == []
        assert check(database, same_rules) == ()


def test_a_checkpoint_by_another_program_is_no_alarm(closed: Path, tmp_path: Path) -> None:
    killed = tmp_path / "killed.db"
    with opened(closed) as database:
        answer(database, TTL)
        copy_files(closed, killed)
    with closing(sqlite3.connect(killed)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    assert is_without_alarm(killed)


@pytest.mark.parametrize("pages", [1, 3, None], ids=["one page", "three pages", "all pages"])
def test_a_killed_checkpoint_by_another_program_is_no_alarm(
    closed: Path, tmp_path: Path, pages: int | None
) -> None:
    killed, moved = tmp_path / "killed.db", tmp_path / "moved.db"
    with opened(closed) as database:
        answer(database, TTL)
        copy_files(closed, killed)
        copy_files(closed, moved)
    with closing(sqlite3.connect(moved)) as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchall()
    written = killed.read_bytes()
    starts = range(0, moved.stat().st_size, PAGE_BYTES)
    changed = [
        at for at in starts if written[at:][:PAGE_BYTES] != moved.read_bytes()[at:][:PAGE_BYTES]
    ]
    assert len(changed) > 3
    with killed.open("r+b") as file:
        for start in changed[:pages]:
            file.seek(start)
            file.write(moved.read_bytes()[start : start + PAGE_BYTES])
    assert is_without_alarm(killed)


def test_a_copy_gets_new_checksums(closed: Path, tmp_path: Path) -> None:
    copy = tmp_path / "copy.db"
    with opened(closed) as database:
        answer(database, TTL)
        database.copy_to(copy)
    assert is_without_alarm(copy)
    with closing(sqlite3.connect(copy)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name = 'sprint'").fetchone()
    flip(copy, (page - 1) * PAGE_BYTES + PAGE_BYTES // 2)
    with opened(copy) as database:
        assert database.changed_pages() == [page]


def test_a_kill_at_any_statement_leaves_no_alarm(path: Path, tmp_path: Path) -> None:
    killed, copies = tmp_path / "killed.db", [snapshot(path)]
    with opened(path) as database:
        fill(database)
        with at_each_statement(database, lambda: copies.append(snapshot(path))):
            answer(database, LRU, TTL)
            add_notes(database, 30)
            database.checkpoint()
            # More pages than fit in the row of checksums.
            add_notes(database, 1_500, 100)
            database.checkpoint()
            answer(database, TTL)
            database.checkpoint()
    states = {tuple(sorted(copy.items())) for copy in copies if copy}
    assert len(states) > MIN_STATES
    for state in states:
        for suffix, data in state:
            killed.with_name(killed.name + suffix).write_bytes(data)
        assert is_without_alarm(killed)


@contextmanager
def at_each_statement(database: Database, act: Callable[[], object]) -> Iterator[None]:
    """Call `act` before each statement that begins, commits or checkpoints."""
    words = ("COMMIT", "PRAGMA", "BEGIN")
    raw = database._raw  # noqa: SLF001 - a kill may come between any two of these
    raw.set_trace_callback(lambda sql: act() if sql.upper().startswith(words) else None)
    try:
        yield
    finally:
        raw.set_trace_callback(None)


def snapshot(path: Path) -> Files:
    """Return the content of the files on the disk."""
    files = {suffix: path.with_name(path.name + suffix) for suffix in SIDECARS}
    return {suffix: file.read_bytes() for suffix, file in files.items() if file.exists()}


def copy_files(path: Path, to: Path) -> None:
    """Copy a file and its log, as a kill leaves them."""
    for suffix, data in snapshot(path).items():
        to.with_name(to.name + suffix).write_bytes(data)


def is_without_alarm(path: Path) -> bool:
    """Return whether no page is reported: at once, after use, and after another start."""
    with opened(path) as database:
        found = database.changed_pages()
        answer(database, TTL)
        found += database.changed_pages()
        database.checkpoint()
        found += database.changed_pages()
    with opened(path) as database:
        return [*found, *database.changed_pages(), *check(database, same_rules)] == []
