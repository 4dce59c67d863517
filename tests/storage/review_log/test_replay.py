"""Cached data always equal the result of replaying the log."""

from dataclasses import dataclass
from pathlib import Path

import pytest
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.fsrs_scheduler import DEFAULT_PARAMETERS, FsrsRules, replay
from flashdesign.domain.scheduling.memory import NEW, Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.errors import CancelledError, NotFoundError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.connection.database import Database
from flashdesign.storage.queries import statistics
from flashdesign.storage.review_log import replay as review_log_replay
from flashdesign.storage.review_log import reviews
from flashdesign.storage.schema.tables import card, day_stat
from tests.support.storage.collections import (
    KAFKA,
    LRU,
    RULES,
    TODAY,
    TTL,
    StorageLearner,
    at,
    fill,
    same_rules,
)

KEYS = (LRU, TTL, CardKey(f"{TTL}#r"), CardKey(f"{KAFKA}#c1"))
OTHER_RULES = FsrsRules((*DEFAULT_PARAMETERS[:4], 5.0, *DEFAULT_PARAMETERS[5:]), 0.8)


@dataclass(frozen=True)
class Step:
    """One action of a learner, some hours after the last one."""

    action: str
    key: CardKey
    rating: Rating
    hours: float


STEPS = st.builds(
    Step,
    st.sampled_from(["answer", "answer", "answer", "undo", "suspend", "reset", "cram", "rebuild"]),
    st.sampled_from(KEYS),
    st.sampled_from(Rating),
    # Sometimes the clock is set back.
    st.sampled_from([0.0, 0.01, 0.2, 3, 24, 24, 72, 400, -30]),
)


def cached(database: Database) -> tuple[object, ...]:
    """Return the rows that are computed from the log."""
    with database.read() as conn:
        days = set(map(tuple, conn.execute(day_stat.select())))
        return days, conn.execute(card.select().order_by(card.c.id)).all()


def rebuild(learner: StorageLearner) -> int:
    """Rebuild everything with the learner's rules."""
    with learner.database.transaction() as conn:
        return review_log_replay.rebuild(conn, lambda _: learner.rules)


def do(learner: StorageLearner, step: Step, hour: float) -> None:
    """Let the learner do a step."""
    now = at(TODAY, hour)
    match step.action:
        case "answer":
            learner.answer(step.key, step.rating, now)
        case "undo":
            learner.undo(now)
        case "suspend":
            learner.change(step.key, "suspended", step.rating % 2, now)
        case "reset":
            learner.reset(step.key, now)
        case "cram":
            learner.cram(step.key, step.rating, now)
        case _:
            learner.rules = RULES if learner.rules is OTHER_RULES else OTHER_RULES
            rebuild(learner)


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(steps=st.lists(STEPS, max_size=25))
@example(steps=[Step("reset", LRU, Rating.AGAIN, 0.0), Step("answer", LRU, Rating.AGAIN, -30)])
def test_the_cache_equals_the_replayed_log(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Step]
) -> None:
    folder: Path = tmp_path_factory.mktemp("history")
    database = Database.open(folder / "collection.db")
    try:
        fill(database)
        learner, hour = StorageLearner(database), 12.0
        for step in steps:
            hour += step.hours
            do(learner, step, hour)
        assert check(database, lambda _: learner.rules) == ()
        before = cached(database)
        rebuild(learner)
        assert cached(database) == before
    finally:
        database.close()


def test_new_parameters_change_the_memories_but_not_the_log(learner: StorageLearner) -> None:
    for day in (0, 3, 10):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    before = learner.card(LRU).memory
    learner.rules = OTHER_RULES
    assert rebuild(learner) == 1
    with learner.database.read() as conn:
        log = reviews.card_log(conn, LRU)
    assert learner.card(LRU).memory == replay(LRU, log, OTHER_RULES) != before


def test_a_memory_without_a_log_is_reset(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        conn.execute(card.update().values(state=2, reps=4, stability=30.0, mature=1))
    rebuild(learner)
    assert learner.card(LRU).memory == NEW
    with learner.database.read() as conn:
        assert all(progress.mature == 0 for progress in statistics.deck_progress(conn).values())


def test_a_long_job_reports_its_progress(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    heard: list[tuple[int, int]] = []
    with learner.database.transaction() as conn:
        review_log_replay.rebuild(conn, same_rules, lambda done, every: heard.append((done, every)))
    assert heard == [(1, 1)]


def test_a_cancelled_job_changes_nothing(
    learner: StorageLearner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("flashdesign.storage.review_log.replay._CARDS_AT_ONCE", 1)
    for key in KEYS:
        learner.answer(key, Rating.GOOD, at(TODAY))
    before = cached(learner.database)
    with (
        pytest.raises(CancelledError, match="nothing was changed"),
        learner.database.transaction() as conn,
    ):
        review_log_replay.rebuild(conn, lambda _: OTHER_RULES, cancelled=lambda: True)
    assert cached(learner.database) == before


def row(number: int, day: int, rating: Rating = Rating.GOOD) -> Review:
    """Return an answer that another computer stored."""
    uid = ReviewId(at(day).at.to_bytes(6) + number.to_bytes(10))
    return Review(uid, LRU, at(day), ReviewKind.LEARN, rating, 1_000)


def test_merging_adds_unknown_rows_in_the_logs_order(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    theirs = [row(1, TODAY - 2), row(2, TODAY + 2)]
    with learner.database.transaction() as conn:
        assert review_log_replay.merge(conn, theirs, same_rules) == 2
        assert review_log_replay.merge(conn, theirs, same_rules) == 0
        log = reviews.card_log(conn, LRU)
    assert [entry.moment.day for entry in log] == [TODAY - 2, TODAY, TODAY + 2]
    assert learner.card(LRU).memory == replay(LRU, log, RULES)
    assert check(learner.database, same_rules) == ()


@given(order=st.permutations(range(5)))
@settings(
    max_examples=10, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
def test_merging_in_any_order_gives_the_same(
    tmp_path_factory: pytest.TempPathFactory, order: list[int]
) -> None:
    database = Database.open(tmp_path_factory.mktemp("merge") / "collection.db")
    try:
        fill(database)
        rows = [row(number, TODAY + number, Rating(1 + number % 4)) for number in range(5)]
        for number in order:
            with database.transaction() as conn:
                review_log_replay.merge(conn, [rows[number]], same_rules)
        assert StorageLearner(database).card(LRU).memory == replay(LRU, rows, RULES)
    finally:
        database.close()


def test_merging_an_unknown_card_is_an_error(learner: StorageLearner) -> None:
    stray = row(1, TODAY)._replace(card=CardKey("cache/nowhere"))
    with learner.database.transaction() as conn, pytest.raises(NotFoundError):
        review_log_replay.merge(conn, [stray], same_rules)
