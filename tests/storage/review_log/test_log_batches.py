"""Rows are added to the log in a batch and removed again; memories, counts and hashes follow."""

from typing import Any

from flashdesign.domain.ids import CardKey, ReviewId, new_review_id
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import IMPORTED, Review, ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.notes import save
from flashdesign.storage.review_log import log_batches, replay, reviews
from flashdesign.storage.review_log.month_hashes import changed_months
from tests.support.storage.collections import (
    CACHE,
    KAFKA,
    LRU,
    TODAY,
    TTL,
    StorageLearner,
    at,
    same_rules,
)

GAP = CardKey(f"{KAFKA}#c1")


def log(key: CardKey, *days: int) -> log_batches.Log:
    """Return answers of some days, with uids made from day and card."""
    chance = sum(key.encode())
    return key, [
        Review(
            new_review_id(at(day).at, chance),
            key,
            at(day),
            ReviewKind.REVIEW,
            Rating.GOOD,
            algorithm=IMPORTED,
        )
        for day in days
    ]


def uids_of(*logs: log_batches.Log) -> list[ReviewId]:
    return [row.uid for _, rows in logs for row in rows]


def put(learner: StorageLearner, *logs: log_batches.Log) -> list[ReviewId]:
    with learner.database.transaction() as conn:
        return log_batches.insert_rows(conn, logs, same_rules)


def test_rows_are_added_once(learner: StorageLearner) -> None:
    logs = (log(LRU, TODAY - 9, TODAY - 3), log(GAP, TODAY - 2))
    with learner.database.read() as conn:
        assert log_batches.has_unknown(conn, uids_of(*logs))
    assert put(learner, *logs) == uids_of(*logs)
    with learner.database.read() as conn:
        assert not log_batches.has_unknown(conn, uids_of(*logs))
        assert log_batches.has_unknown(conn, uids_of(log(LRU, TODAY - 3, TODAY - 1)))
    assert put(learner, *logs) == []
    assert learner.card(LRU).memory.reps == 2
    assert check(learner.database, same_rules) == ()


def test_imported_rows_are_merged_with_the_users_by_time(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.AGAIN, at(TODAY - 5))
    put(learner, log(LRU, TODAY - 9, TODAY - 1))
    with learner.database.read() as conn:
        days = [row.moment.day for row in reviews.card_log(conn, LRU)]
    assert days == [TODAY - 9, TODAY - 5, TODAY - 1]
    assert check(learner.database, same_rules) == ()


def test_rows_that_moved_with_a_card_are_not_added_again(learner: StorageLearner) -> None:
    put(learner, log(LRU, TODAY - 9, TODAY - 3))
    successor = Note(CACHE, "successor", Basic("Q", "A"), replaces=("lru",))
    with learner.database.transaction() as conn:
        moved = save.save_notes(conn, [(5, successor)]).moved
        replay.replay_cards(conn, [move.new_key for move in moved], same_rules)
        save.save_notes(conn, [(6, Note(CACHE, "lru", Basic("Q", "A")))])
    again, more = log(LRU, TODAY - 9, TODAY - 3), log(LRU, TODAY - 9, TODAY - 1)
    with learner.database.read() as conn:
        assert not log_batches.has_unknown(conn, [row.uid for row in again[1]])
        assert log_batches.has_unknown(conn, [row.uid for row in more[1]])
    assert put(learner, again) == []
    assert put(learner, more) == [more[1][1].uid]
    assert check(learner.database, same_rules) == ()


def test_a_row_that_two_cards_bring_belongs_to_the_first(learner: StorageLearner) -> None:
    key, rows = log(LRU, TODAY - 9)
    same = [row._replace(card=TTL) for row in rows]
    assert put(learner, (key, rows), (TTL, same)) == [rows[0].uid]
    assert (learner.card(LRU).memory.reps, learner.card(TTL).memory.reps) == (1, 0)
    assert check(learner.database, same_rules) == ()


def test_removed_rows_can_be_added_back(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.AGAIN, at(TODAY - 5))
    before = learner.card(LRU).memory
    uids = put(learner, log(LRU, TODAY - 9), log(TTL, TODAY - 1))
    with_them = learner.card(LRU).memory
    with learner.database.transaction() as conn:
        packed = log_batches.delete_rows(conn, uids, same_rules)
    assert learner.card(LRU).memory == before
    assert learner.card(TTL).memory.reps == 0
    assert check(learner.database, same_rules) == ()
    with learner.database.transaction() as conn:
        assert set(log_batches.reinsert_rows(conn, packed, same_rules)) == set(uids)
    assert learner.card(LRU).memory == with_them
    assert check(learner.database, same_rules) == ()


def test_removing_nothing_from_an_empty_log_is_allowed(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        packed = log_batches.delete_rows(conn, [], same_rules)
        assert log_batches.reinsert_rows(conn, packed, same_rules) == []


def test_a_month_that_becomes_the_last_one_again_may_be_written_to(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    ahead = put(learner, log(TTL, TODAY + 40))
    with learner.database.transaction() as conn:
        assert changed_months(conn) == []
        log_batches.delete_rows(conn, ahead, same_rules)
        assert changed_months(conn) == []
    learner.answer(GAP, Rating.GOOD, at(TODAY + 1))
    learner.answer(GAP, Rating.GOOD, at(TODAY + 41))
    with learner.database.transaction() as conn:
        assert changed_months(conn) == []


def test_bytes_and_texts_survive_packing() -> None:
    rows: list[list[Any]] = [[b"\x00\xff", "größer", None, 1.5], [b"", "", MS_PER_DAY, True]]
    assert log_batches.unpack(log_batches.pack(rows)) == rows
