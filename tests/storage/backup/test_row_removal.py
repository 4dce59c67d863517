"""Unreadable parts of a backup are left out and counted, and the rest is restored."""

import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import Settings
from flashdesign.storage import stored_settings
from flashdesign.storage.backup.backup import back_up
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.backup.restore import restore
from flashdesign.storage.drills import attempts
from flashdesign.storage.notes import cards
from flashdesign.storage.review_log import reviews
from tests.support.drills.attempts import attempt
from tests.support.storage.collections import (
    LRU,
    TODAY,
    TTL,
    StorageLearner,
    at,
    fill,
    opened,
    rules_reader,
    same_rules,
)


@pytest.fixture
def backup(path: Path) -> Path:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        learner.answer(LRU, Rating.GOOD, at(TODAY))
        learner.answer(TTL, Rating.GOOD, at(TODAY, 13))
        with database.transaction() as conn:
            stored_settings.save(conn, Settings(retention=0.8))
            attempts.add(conn, attempt(3500, number=1, card=LRU))
        copy = back_up(database, path.parent / "backups", at(TODAY))
    path.unlink()
    return copy


def spoil(copy: Path, sql: str, *values: object) -> None:
    with closing(sqlite3.connect(copy)) as raw:
        raw.execute(sql, values)
        raw.commit()


NOTE = "UPDATE note SET body = CAST(? AS TEXT) WHERE key = 'cache/lru'"


@pytest.mark.parametrize(
    ("sql", "value", "unreadable", "answers"),
    [
        pytest.param(
            "UPDATE setting SET value = ?", "{not json", 1, 2, id="a setting that is not JSON"
        ),
        pytest.param(
            "UPDATE setting SET value = CAST(? AS TEXT)",
            b"\xff\xfe",
            1,
            2,
            id="a setting that is not UTF-8",
        ),
        pytest.param(NOTE, "[1,2,3]", 1, 2, id="a note of another shape"),
        pytest.param(NOTE, '{"kind":"basic"}', 1, 2, id="a note without its face"),
        pytest.param(NOTE, b"\xff\xfe", 1, 2, id="a note that is not UTF-8"),
        pytest.param(NOTE, "[" * 100_000, 1, 2, id="a note too deep to read"),
        pytest.param("UPDATE review SET kind = ?", "guess", 2, 0, id="answers of an unknown kind"),
        pytest.param("UPDATE review SET at = ?", 2**62, 2, 0, id="answers at an impossible time"),
        pytest.param("UPDATE attempt SET posed = ?", "{", 1, 2, id="an attempt that is not JSON"),
        pytest.param("UPDATE card SET due = ?", 2**62, 0, 2, id="an impossible due date"),
        pytest.param("UPDATE card SET state = ?", 77, 0, 2, id="an unknown state"),
    ],
)
def test_the_rest_is_restored(
    path: Path, backup: Path, sql: str, value: object, unreadable: int, answers: int
) -> None:
    spoil(backup, sql, value)
    done = restore(path, backup, at(TODAY + 1), rules_reader)
    assert done.unreadable_count == unreadable
    with opened(path) as database:
        assert check(database, same_rules) == ()
        with database.read() as conn:
            assert len(list(reviews.review_log(conn))) == answers
            assert isinstance(stored_settings.load(conn), Settings)
            assert {card.card.key for card in list(cards.cards(conn))} >= {TTL}


def test_an_unreadable_note_is_hidden_and_keeps_its_text_and_answers(
    path: Path, backup: Path
) -> None:
    spoil(backup, NOTE, "[1,2,3]")
    restore(path, backup, at(TODAY + 1), rules_reader)
    with closing(sqlite3.connect(path)) as raw:
        row = raw.execute("SELECT gone, body FROM note WHERE key = 'cache/lru'").fetchone()
        (suspended,) = raw.execute("SELECT suspended FROM card WHERE key = ?", (LRU,)).fetchone()
    assert (row[0], suspended) == (1, 2)
    assert json.loads(row[1])["face"]["front"] == "What does LRU evict?"


def test_a_sound_backup_is_restored_completely(path: Path, backup: Path) -> None:
    done = restore(path, backup, at(TODAY + 1), rules_reader)
    assert done.unreadable_count == 0
    with opened(path) as database, database.read() as conn:
        assert stored_settings.load(conn).retention == 0.8
