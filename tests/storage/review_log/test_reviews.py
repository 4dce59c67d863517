"""An answer is stored in the log, in the memory and in the day's counts, or in none of them."""

import pytest

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import NEW, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.errors import NotFoundError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.drills import attempts, sprints
from flashdesign.storage.drills.sprints import Sprint
from flashdesign.storage.queries import statistics
from flashdesign.storage.review_log import reviews
from tests.support.drills.attempts import attempt, uid
from tests.support.storage.collections import LRU, RULES, TODAY, TTL, StorageLearner, at, same_rules


def days(learner: StorageLearner) -> list[DayStat]:
    """Return the counts of all days."""
    with learner.database.read() as conn:
        return statistics.day_stats(conn, 0)


def test_an_answer_updates_log_memory_and_counts(learner: StorageLearner) -> None:
    memory = learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.read() as conn:
        (row,) = reviews.card_log(conn, LRU)
    assert row == Review(learner.written[0], LRU, at(TODAY), ReviewKind.LEARN, Rating.GOOD, 5_000)
    assert learner.card(LRU).memory == memory
    assert days(learner) == [DayStat(TODAY, 1, 1, 1, 0, 0, 5_000)]


def test_each_kind_of_answer_is_counted_as_such(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.EASY, at(TODAY))
    learner.cram(LRU, Rating.AGAIN, at(TODAY))
    learner.answer(LRU, Rating.AGAIN, at(TODAY + 20))
    learner.answer(LRU, Rating.GOOD, at(TODAY + 20, 12.5))
    assert days(learner) == [
        DayStat(TODAY, answers=1, passed=1, new=1, duration_ms=5_000),
        DayStat(TODAY + 20, answers=2, passed=1, reviews=1, duration_ms=10_000),
    ]


def test_practice_leaves_the_memory(learner: StorageLearner) -> None:
    memory = learner.answer(LRU, Rating.EASY, at(TODAY))
    learner.cram(LRU, Rating.AGAIN, at(TODAY + 1))
    assert learner.card(LRU).memory == memory


def test_an_undone_answer_has_no_effect_but_stays_in_the_log(learner: StorageLearner) -> None:
    memory = learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(LRU, Rating.AGAIN, at(TODAY + 1))
    assert learner.undo(at(TODAY + 1, 13)) == LRU
    assert learner.card(LRU).memory == memory
    assert days(learner) == [DayStat(TODAY, 1, 1, 1, 0, 0, 5_000)]
    with learner.database.read() as conn:
        assert [row.kind for row in reviews.card_log(conn, LRU)][-1] is ReviewKind.REVOKE


def test_a_reset_card_is_new_again_and_counts_as_new_again(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.EASY, at(TODAY))
    learner.reset(LRU, at(TODAY + 1))
    assert learner.card(LRU).memory == NEW
    learner.answer(LRU, Rating.GOOD, at(TODAY + 2))
    assert [(stat.day, stat.new) for stat in days(learner)] == [(TODAY, 1), (TODAY + 2, 1)]


def test_a_clock_set_back_reorders_the_answers(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    memory = learner.answer(LRU, Rating.GOOD, at(TODAY - 3))
    with learner.database.read() as conn:
        log = reviews.card_log(conn, LRU)
    assert [row.moment.day for row in log] == [TODAY - 3, TODAY]
    assert learner.card(LRU).memory == memory == replay(LRU, log, RULES)
    assert [(stat.day, stat.new) for stat in days(learner)] == [(TODAY - 3, 1), (TODAY, 0)]
    assert check(learner.database, same_rules) == ()


def test_the_state_is_updated_after_an_update_of_the_due_date_alone(
    learner: StorageLearner,
) -> None:
    learner.answer(LRU, Rating.EASY, at(TODAY))
    learner.answer(LRU, Rating.GOOD, at(TODAY + 10))
    assert learner.card(LRU).memory.state is State.REVIEW
    learner.answer(LRU, Rating.AGAIN, at(TODAY + 40))
    assert learner.card(LRU).memory.state is State.RELEARNING


def test_the_log_since_a_time(learner: StorageLearner) -> None:
    for day in range(4):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    with learner.database.read() as conn:
        since = at(TODAY + 2).at
        assert [row.moment.day for row in reviews.review_log(conn, since=since)] == [
            TODAY + 2,
            TODAY + 3,
        ]
        assert [row.uid for row in reviews.review_log(conn)] == learner.written


def test_the_newest_row_is_the_last_one_written(learner: StorageLearner) -> None:
    with learner.database.read() as conn:
        assert (reviews.newest_review(conn), reviews.newest_uid(conn)) == (None, None)
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(TTL, Rating.GOOD, at(TODAY - 5))
    learner.change(TTL, "flag", 1, at(TODAY))
    with learner.database.read() as conn:
        newest = reviews.newest_review(conn)
        assert newest is not None
        assert newest.card == TTL
        assert reviews.newest_uid(conn) == learner.newest


def test_the_newest_uid_may_be_that_of_an_attempt_or_a_sprint(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        attempts.add(conn, attempt(1.0, number=1, card=LRU))
        assert reviews.newest_uid(conn) == uid(1)
        sprints.add(conn, Sprint(uid(2), 2, "ABCD-EFGH", 1.0, 1))
        assert reviews.newest_uid(conn) == uid(2)


@pytest.mark.parametrize("kind", [ReviewKind.LEARN, ReviewKind.REVOKE])
def test_an_unknown_card_is_an_error(learner: StorageLearner, kind: ReviewKind) -> None:
    row = Review(ReviewId(bytes(16)), CardKey("cache/lruu"), at(TODAY), kind)
    write = reviews.append_revoke if kind is ReviewKind.REVOKE else reviews.append_answer
    with learner.database.read() as conn, pytest.raises(NotFoundError, match="cache/lru"):
        reviews.card_log(conn, row.card)
    with learner.database.transaction() as conn, pytest.raises(NotFoundError, match="cache/lru"):
        write(conn, row, NEW)


def test_a_row_cannot_be_written_twice(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.read() as conn:
        (row,) = reviews.card_log(conn, LRU)
    with (
        pytest.raises(Exception, match="UNIQUE"),
        learner.database.transaction() as conn,
    ):
        reviews.append_answer(conn, row, NEW)
    assert learner.card(LRU).memory.reps == 1
