"""Attempts are read as they were stored; undone ones do not count."""

from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from flashdesign.domain.drills.attempt import Attempt, AttemptAnswer, AttemptQuestion, Mode
from flashdesign.domain.drills.grading import Bands
from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import NotFoundError
from flashdesign.storage.connection.database import Database
from flashdesign.storage.drills import attempts
from tests.support.drills.attempts import TRUTH, attempt, posed
from tests.support.storage.collections import LRU, TODAY, TTL, StorageLearner, at

LIMIT = 1e70
positive = st.floats(1e-6, LIMIT)
questions = st.builds(
    AttemptQuestion,
    title=st.text(max_size=9),
    topic=st.text(max_size=9),
    question=st.text(max_size=9),
    version=st.integers(1, 9),
    seed=st.integers(0, 2**32),
    values=st.dictionaries(st.text(max_size=5), st.floats(allow_nan=False, allow_infinity=False)),
    unit=st.text(max_size=9),
    truth=positive | st.just((2.0, 3.5)),
    bands=st.just(Bands(0.1, 0.2, 0.28)),
    target_s=positive,
    mistakes=st.lists(st.tuples(st.text(max_size=5), positive), max_size=3).map(tuple),
    is_share=st.booleans(),
)
answers = st.builds(
    AttemptAnswer,
    text=st.text(max_size=9),
    value=st.none() | positive,
    unit=st.text(max_size=9),
    ms=st.integers(0, 10**9),
    is_timed=st.booleans(),
    hints=st.integers(0, 9),
)
tried = st.builds(
    Attempt,
    uid=st.binary(min_size=16, max_size=16).map(ReviewId),
    card=st.just(LRU),
    at=st.integers(0, 2**45),
    question=questions,
    answer=answers,
    error_log10=st.none() | st.floats(0, 99),
    automatic=st.sampled_from(Rating),
    rating=st.sampled_from(Rating),
    mistake=st.none() | st.integers(0, 2),
    mode=st.sampled_from(Mode),
    sprint=st.none() | st.binary(min_size=16, max_size=16).map(ReviewId),
    rule=st.integers(1, 9),
)


def store(database: Database, *stored: Attempt) -> None:
    """Store attempts."""
    with database.transaction() as conn:
        for attempt_ in stored:
            attempts.add(conn, attempt_)


def newest(database: Database, most: int = 100) -> list[Attempt]:
    """Return the last attempts that are not undone."""
    with database.read() as conn:
        return attempts.newest(conn, most)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(tried)
def test_an_attempt_is_read_as_it_was_stored(database: Database, stored: Attempt) -> None:
    with database.transaction() as conn:
        conn.exec_driver_sql("DELETE FROM attempt")
        attempts.add(conn, stored)
        assert attempts.newest(conn, 9) == [stored]


def test_the_newest_attempts_come_oldest_first(database: Database) -> None:
    attempts_ = [attempt(TRUTH, number=number, card=LRU) for number in range(5)]
    store(database, *attempts_)
    assert newest(database, 3) == attempts_[2:]
    with database.read() as conn:
        assert list(attempts.attempts_not_undone(conn)) == attempts_


def test_an_undone_attempt_does_not_count(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(TTL, Rating.GOOD, at(TODAY))
    kept, undone = (
        replace(attempt(TRUTH, card=card), uid=uid)
        for card, uid in zip((LRU, TTL), learner.written, strict=True)
    )
    store(learner.database, kept, undone)
    learner.undo(at(TODAY))
    assert newest(learner.database) == [kept]
    with learner.database.read() as conn:
        assert list(attempts.attempts_not_undone(conn)) == [kept]
        assert attempts.correct_answer_times(conn, TTL, 1, 9) == ()


def test_times_of_correct_answers_are_returned(database: Database) -> None:
    store(
        database,
        attempt(TRUTH, 60, number=1, card=LRU),
        attempt(TRUTH, 200, number=2, card=LRU),
        attempt(TRUTH * 10, 5, number=3, card=LRU),
        attempt(None, 5, number=4, card=LRU),
        attempt(TRUTH, 6, number=5, card=LRU, is_timed=False),
        replace(
            attempt(TRUTH, 7, number=6, card=LRU), answer=AttemptAnswer("1", 1.0, "", 7, hints=1)
        ),
        attempt(TRUTH, 8, number=7, card=TTL),
        attempt(TRUTH, 80, number=8, card=LRU),
    )
    with database.read() as conn:
        assert attempts.correct_answer_times(conn, LRU, 0.2, 9) == (80, 200, 60)
        assert attempts.correct_answer_times(conn, LRU, 0.2, 1) == (80,)


def test_regrading_changes_only_the_grades(database: Database) -> None:
    first, second = (attempt(TRUTH, number=number, card=LRU) for number in range(2))
    store(database, first, second)
    after = replace(
        first, error_log10=None, automatic=Rating.AGAIN, rating=Rating.HARD, mistake=0, rule=2
    )
    with database.transaction() as conn:
        attempts.regrade(conn, [replace(after, at=5, question=posed(1.0))])
        attempts.regrade(conn, [])
    assert newest(database) == [after, second]


def test_an_unknown_card_is_an_error(database: Database) -> None:
    with pytest.raises(NotFoundError, match="cache/lru"):
        store(database, attempt(TRUTH, card=CardKey("cache/lruu")))
