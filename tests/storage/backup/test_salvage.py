"""The log of a damaged collection is read from both ends."""

import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import CollectionError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.backup.salvage import recover_into, recover_log
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.drills.sprints import Sprint
from flashdesign.storage.review_log import reviews
from tests.support.drills.attempts import attempt, uid
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

ANSWERS = 400


def test_rows_before_and_after_the_damage_are_found(path: Path) -> None:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        for number in range(ANSWERS):
            learner.answer((LRU, TTL)[number % 2], Rating.GOOD, at(TODAY + number))
    page = leaf_in_the_middle(path, learner.written[ANSWERS // 2])
    spoilt = bytearray(path.read_bytes())
    spoilt[page * 4096 : (page + 1) * 4096] = b"\xff" * 4096
    path.write_bytes(spoilt)
    try:
        with opened(path) as database:
            rows, is_whole = recover_log(database, set())
    except CollectionError as error:
        raise AssertionError(str(error)) from error
    assert not is_whole
    assert learner.written[0] in rows
    assert learner.written[-1] in rows
    assert ANSWERS / 2 < len(rows) < ANSWERS


def test_known_rows_are_left_out(learner: StorageLearner) -> None:
    for day in range(3):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    rows, is_whole = recover_log(learner.database, {learner.written[1]})
    assert is_whole
    assert list(rows) == [learner.written[0], learner.written[2]]


@pytest.mark.parametrize("table", ["sprint", "attempt"])
def test_readable_attempts_and_sprints_are_merged(path: Path, table: str) -> None:
    tried, done = attempt(3500, card=LRU), Sprint(uid(3), 3, "ABCD-EFGH", 812.5, 9_000)
    with opened(path) as old:
        fill(old)
        StorageLearner(old).answer(LRU, Rating.GOOD, at(TODAY))
        with old.transaction() as conn:
            attempts.add(conn, tried)
            sprints.add(conn, done)
    spoil_root(path, table)
    with opened(path.with_name("new.db")) as into:
        fill(into)
        with opened(path) as old:
            assert recover_into(old, into, rules_reader) == (1, False)
        with into.read() as conn:
            assert attempts.newest(conn, 9) == ([] if table == "attempt" else [tried])
            assert sprints.sprints(conn) == ([] if table == "sprint" else [done])


@pytest.mark.parametrize(
    "damage",
    [
        pytest.param("kind = CAST(x'ff' AS TEXT)", id="not UTF-8"),
        pytest.param("kind = 'lern'", id="an unknown kind"),
        pytest.param("memory = '{'", id="not JSON"),
        pytest.param("at = 4611686018427387904", id="a time without a date"),
        pytest.param("card_id = 99", id="a missing card"),
    ],
)
def test_unreadable_rows_are_left_out(path: Path, damage: str) -> None:
    with opened(path) as database:
        fill(database)
        learner = StorageLearner(database)
        for number in range(9):
            learner.answer((LRU, TTL)[number % 2], Rating.GOOD, at(TODAY + number))
    lost = {learner.written[at] for at in (1, 4, 5)}
    with closing(sqlite3.connect(path)) as raw, raw:
        for uid in lost:
            raw.execute(f"UPDATE review SET {damage} WHERE uid = ?", (uid,))
    with opened(path) as old, opened(path.with_name("new.db")) as into:
        fill(into)
        rows, is_whole = recover_log(old, set())
        assert not is_whole
        assert set(rows) == set(learner.written) - lost
        assert recover_into(old, into, rules_reader) == (6, False)
        assert check(into, same_rules) == ()


def test_a_log_that_cannot_be_merged_at_once_is_merged_card_by_card(path: Path) -> None:
    with opened(path) as old, opened(path.with_name("new.db")) as into:
        fill(old)
        fill(into)
        StorageLearner(old).answer(LRU, Rating.GOOD, at(TODAY))
        StorageLearner(old).answer(TTL, Rating.GOOD, at(TODAY + 1))
        with into.transaction() as conn:
            # Replaying the rows of this card gives values that the table refuses.
            conn.exec_driver_sql(
                "CREATE TRIGGER no BEFORE UPDATE ON card WHEN old.key = 'cache/ttl'"
                " BEGIN SELECT RAISE(ABORT, 'no'); END"
            )
        assert recover_into(old, into, rules_reader) == (1, False)
        with into.read() as conn:
            assert [row.card for row in reviews.review_log(conn)] == [LRU]


def spoil_root(path: Path, table: str) -> None:
    """Overwrite the first page of a table."""
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name = ?", (table,)
        ).fetchone()
    spoilt = bytearray(path.read_bytes())
    spoilt[(root - 1) * 4096 : root * 4096] = b"\xff" * 4096
    path.write_bytes(spoilt)


def leaf_in_the_middle(path: Path, uid: bytes) -> int:
    """Return the page (from 0) of the log's table that contains a row's uid."""
    with closing(sqlite3.connect(path)) as raw:
        (root,) = raw.execute("SELECT rootpage FROM sqlite_schema WHERE name='review'").fetchone()
        (index,) = raw.execute(
            "SELECT rootpage FROM sqlite_schema WHERE name='review_card'"
        ).fetchone()
    content = path.read_bytes()
    assert root < index
    # A page of the log has times and kinds next to uids; a page of its index has only uids.
    pages = [content[start : start + 4096] for start in range(0, len(content), 4096)]
    return next(
        number
        for number, page in enumerate(pages)
        if uid in page and b"fsrs6" in page and number + 1 != root
    )
