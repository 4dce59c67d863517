"""Changes of the open file by other programs are detected, and nothing is lost because of them."""

import os
import shutil
import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path
from threading import Thread

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionReplacedError
from flashdesign.storage import stored_settings
from flashdesign.storage.connection import database as connection_database
from flashdesign.storage.connection import file_copy
from flashdesign.storage.connection.database import Database
from tests.support.storage.collections import LRU, TODAY, TTL, StorageLearner, at, fill, opened

pytestmark = pytest.mark.skipif(
    os.name == "nt", reason="an open file cannot be replaced on Windows"
)


@pytest.fixture
def other(path: Path) -> Path:
    """Return another collection."""
    other = path.with_name("other.db")
    with opened(other) as database:
        fill(database)
        for day in range(30):
            StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY + day))
    return other


def replace(path: Path, other: Path) -> None:
    Path(shutil.copy(other, path.with_name("sync.tmp"))).replace(path)


def delete(path: Path, _other: Path) -> None:
    path.unlink()


def move_away(path: Path, _other: Path) -> None:
    path.rename(path.with_name("away.db"))


def overwrite(path: Path, other: Path) -> None:
    shutil.copyfile(other, path)


def truncate(path: Path, _other: Path) -> None:
    os.truncate(path, 8192)


KINDS = [
    pytest.param(replace, "another program replaced the file", id="replaced"),
    pytest.param(delete, "was deleted or moved away", id="deleted"),
    pytest.param(move_away, "was deleted or moved away", id="moved away"),
    pytest.param(overwrite, "another program wrote into the file", id="overwritten"),
    pytest.param(truncate, "another program wrote into the file", id="truncated"),
]


@pytest.mark.parametrize(("harm", "message"), KINDS)
def test_no_further_answer_is_acknowledged(
    path: Path, other: Path, harm: Callable[[Path, Path], None], message: str
) -> None:
    with opened(path) as database:
        fill(database)
        database.checkpoint()
        learner = StorageLearner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        harm(path, other)
        for _ in range(2):
            with pytest.raises(CollectionReplacedError, match=message):
                learner.answer(TTL, Rating.GOOD, at(TODAY))


@pytest.mark.parametrize("harm", [replace, delete, move_away])
def test_stored_data_is_saved_once_and_the_error_names_the_copy(
    path: Path, other: Path, harm: Callable[[Path, Path], None]
) -> None:
    saved = path.with_name("saved.db")
    made = []

    def save() -> Path:
        made.append(saved)
        database.copy_to(saved)
        return saved

    with opened(path) as database:
        database.save_state = save
        fill(database)
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
        harm(path, other)
        for _ in range(2):
            with pytest.raises(CollectionReplacedError, match=r"saved as .*saved\.db"):
                database.refuse_replaced()
    assert made == [saved]
    with closing(sqlite3.connect(saved)) as raw:
        assert raw.execute("SELECT count(*) FROM review").fetchone() == (1,)


@pytest.mark.parametrize("harm", [replace, overwrite])
def test_closing_does_not_change_the_other_programs_file(
    path: Path, other: Path, harm: Callable[[Path, Path], None]
) -> None:
    with opened(path) as database:
        fill(database)
        database.checkpoint()
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
        harm(path, other)
    assert path.read_bytes() == other.read_bytes()
    assert not path.with_name(f"{path.name}-wal").exists()
    with opened(path):
        pass


@pytest.mark.parametrize("harm", [replace, overwrite, truncate])
def test_if_no_copy_was_saved_the_log_of_the_newest_answers_is_kept(
    path: Path, other: Path, harm: Callable[[Path, Path], None]
) -> None:
    for number in (1, 2):
        with opened(path) as database:
            fill(database)
            StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
            log = path.with_name(f"{path.name}-wal").read_bytes()
            harm(path, other)
        assert path.with_name(f"{path.name}-wal-kept-{number}").read_bytes() == log
        path.unlink()


def truncate_log(log: Path) -> None:
    os.truncate(log, 0)


def remove_log(log: Path) -> None:
    log.unlink()


def replace_log(log: Path) -> None:
    Path(shutil.copy(log, log.with_name("sync.tmp"))).replace(log)


@pytest.mark.parametrize(
    ("harm", "answers"),
    [
        pytest.param(truncate_log, 1, id="truncated"),
        pytest.param(remove_log, 2, id="removed"),
        pytest.param(replace_log, 2, id="replaced"),
    ],
)
def test_a_log_changed_by_another_program_does_not_damage_the_file(
    path: Path, harm: Callable[[Path], None], answers: int
) -> None:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        database.checkpoint()
        learner.answer(LRU, Rating.GOOD, at(TODAY, 13))
        harm(path.with_name(f"{path.name}-wal"))
        for _ in range(2):
            with pytest.raises(CollectionReplacedError, match="changed the file's write-ahead log"):
                learner.answer(TTL, Rating.GOOD, at(TODAY))
    with opened(path) as database, database.read() as conn:
        assert conn.exec_driver_sql("SELECT count(*) FROM review").scalar_one() == answers
        assert database.changed_pages() == []
    assert not list(path.parent.glob("*-kept-*")), "an empty log is not kept"


def test_a_replaced_file_is_an_error_during_a_copy(
    path: Path, other: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    messages: list[str] = []

    def write() -> None:
        try:
            database.refuse_replaced()
        except CollectionReplacedError as error:
            messages.append(error.problem)

    def replace_and_write() -> None:
        if not messages:
            replace(path, other)
            thread = Thread(target=write, daemon=True)
            thread.start()
            thread.join(timeout=20)
            assert messages

    saved = path.with_name("saved.db")

    def save() -> Path:
        database.copy_to(saved)
        return saved

    with opened(path) as database:
        fill(database)
        database.save_state = save
        monkeypatch.setattr(file_copy, "_PAGES_AT_ONCE", 5)
        monkeypatch.setattr(file_copy, "yield_to_other_threads", replace_and_write)
        database.copy_to(path.with_name("copy.db"))
        with pytest.raises(CollectionReplacedError, match=r"saved as .*saved\.db"):
            database.refuse_replaced()


def test_a_killed_program_leaves_no_log_to_be_read_into_the_other_file(
    path: Path, other: Path
) -> None:
    with opened(path) as database:
        database.save_state = lambda: other
        fill(database)
        replace(path, other)
        with pytest.raises(CollectionReplacedError):
            database.refuse_replaced()
        assert not path.with_name(f"{path.name}-wal").exists()


def test_our_own_writes_are_not_a_problem(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        for hour in range(3):
            learner.answer(LRU, Rating.GOOD, at(TODAY, hour))
            database.checkpoint()
        path.chmod(0o640)
        learner.answer(TTL, Rating.GOOD, at(TODAY, 13))


def change_a_byte(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(-1, os.SEEK_END)
        last = file.read(1)
        file.seek(-1, os.SEEK_END)
        file.write(bytes([last[0] ^ 1]))


def test_a_new_time_of_an_unchanged_file_is_not_a_problem(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        database.checkpoint()
        learner = StorageLearner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        os.utime(path, (1, 1))
        learner.answer(TTL, Rating.GOOD, at(TODAY))
        os.utime(path, (2, 2))
        change_a_byte(path)
        with pytest.raises(CollectionReplacedError, match="wrote into the file"):
            learner.answer(LRU, Rating.GOOD, at(TODAY + 1))


def test_a_new_time_is_a_problem_while_no_checksum_was_made(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        os.utime(path, (1, 1))
        with pytest.raises(CollectionReplacedError, match="wrote into the file"):
            StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))


def test_without_a_write_ahead_log_our_writes_are_not_a_problem(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(connection_database, "_set_journal_mode", lambda _raw: "truncate")
    with opened(path) as database:
        assert not database.uses_wal
        fill(database)
        learner = StorageLearner(database)
        for hour in range(3):
            learner.answer(LRU, Rating.GOOD, at(TODAY, hour))


def test_a_file_that_is_moved_back_can_be_used_again(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        move_away(path, path)
        with pytest.raises(CollectionReplacedError):
            database.refuse_replaced()
        path.with_name("away.db").rename(path)
        StorageLearner(database).answer(LRU, Rating.GOOD, at(TODAY))
    with opened(path) as database, database.read() as conn:
        assert stored_settings.get(conn, "x") is None


def test_a_closed_collection_can_be_replaced(path: Path, other: Path) -> None:
    database = Database.open(path)
    database.close()
    replace(path, other)
    database.refuse_replaced()
