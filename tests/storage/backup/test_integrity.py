"""A sound collection has no problems; each kind of damage is reported."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.ids import ReviewId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.storage.backup.integrity import check, check_file
from flashdesign.storage.review_log import replay, reviews
from flashdesign.storage.schema.tables import card, day_stat, review
from tests.support.storage.collections import (
    LRU,
    TODAY,
    StorageLearner,
    at,
    fill,
    opened,
    same_rules,
)


def in_two_months(learner: StorageLearner) -> None:
    """Answer a card in one month and again in the next."""
    learner.answer(LRU, Rating.EASY, at(TODAY))
    learner.answer(LRU, Rating.GOOD, at(TODAY + 31))


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        pytest.param(
            "UPDATE card SET stability = stability + 0.1", "1 card has a due date", id="memory"
        ),
        pytest.param("UPDATE card SET due = due + 1", "1 card has a due date", id="due by one ms"),
        pytest.param(
            "UPDATE card SET reps = 1 WHERE reps = 0", "4 cards have due dates", id="no log"
        ),
        pytest.param("UPDATE day_stat SET passed = 0", "daily counts", id="counts"),
        pytest.param("DELETE FROM note_fts", "search index", id="search"),
        pytest.param(
            "INSERT INTO media VALUES (1, 'ring.png', 'x'), (2, 'a.png', 'y')",
            "2 pictures are missing (the first is ring.png of cache)",
            id="pictures",
        ),
        pytest.param("UPDATE review SET duration_ms = 7 WHERE kind = 'learn'", "2024-10", id="log"),
    ],
)
def test_damage_is_reported(learner: StorageLearner, damage: str, message: str) -> None:
    in_two_months(learner)
    assert check(learner.database, same_rules) == ()
    with learner.database.transaction() as conn:
        conn.exec_driver_sql(damage)
    problems = check(learner.database, same_rules)
    assert any(message in problem for problem in problems), problems


def test_rounding_differences_between_machines_are_not_damage(learner: StorageLearner) -> None:
    in_two_months(learner)
    with learner.database.transaction() as conn:
        conn.execute(card.update().values(stability=card.c.stability * (1 + 1e-12)))
    assert check(learner.database, same_rules) == ()


def test_rebuilding_fixes_derived_data(learner: StorageLearner) -> None:
    in_two_months(learner)
    with learner.database.transaction() as conn:
        conn.execute(card.update().values(difficulty=1.5))
        conn.execute(day_stat.delete())
        assert replay.rebuild(conn, same_rules) == 5, "including cards without answers"
    assert check(learner.database, same_rules) == ()


def test_a_dangling_row_is_found(learner: StorageLearner) -> None:
    in_two_months(learner)
    with learner.database.read() as conn:
        conn.exec_driver_sql("COMMIT")
        conn.exec_driver_sql("PRAGMA foreign_keys=OFF")
        conn.exec_driver_sql("DELETE FROM card WHERE reps > 0")
        conn.exec_driver_sql("PRAGMA foreign_keys=ON")
        conn.exec_driver_sql("BEGIN")
    assert any("does not exist" in problem for problem in check(learner.database, same_rules))


def test_an_undo_and_a_merge_are_not_damage_to_the_log(learner: StorageLearner) -> None:
    in_two_months(learner)
    assert check(learner.database, same_rules) == ()
    learner.undo(at(TODAY + 32))
    with learner.database.transaction() as conn:
        (first, *_) = reviews.card_log(conn, LRU)
    with learner.database.transaction() as conn:
        older = ReviewId(first.uid[:-1] + bytes([first.uid[-1] ^ 1]))
        assert replay.merge(conn, [first._replace(uid=older)], same_rules) == 1
    assert check(learner.database, same_rules) == ()


def test_a_lost_row_is_detected_even_if_all_derived_data_match(learner: StorageLearner) -> None:
    in_two_months(learner)
    assert check(learner.database, same_rules) == ()
    with learner.database.transaction() as conn:
        conn.execute(review.delete().where(review.c.uid == learner.written[0]))
        replay.rebuild(conn, same_rules)
    (problem,) = check(learner.database, same_rules)
    assert "Reviews of 2024-10" in problem


def test_a_damaged_page_is_reported(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    damaged = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name='note'").fetchone()
    damaged[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(damaged)
    assert check_file(path) != ()
    with opened(path) as database:
        assert any("damaged" in problem for problem in check(database, same_rules))


def test_checking_a_closed_file_changes_nothing(path: Path) -> None:
    with opened(path) as database:
        fill(database)
    before = path.read_bytes()
    assert check_file(path) == ()
    assert path.read_bytes() == before
    assert [file.name for file in path.parent.iterdir()] == [path.name]


def test_a_file_that_is_not_a_collection_is_reported(path: Path) -> None:
    assert len(check_file(path)) == 1
    path.write_text("Dear diary")
    (problem,) = check_file(path)
    assert "first bytes" in problem
