"""A history loaded in bulk is stored as if its cards had been answered one by one."""

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.fsrs_scheduler import replay
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import NotFoundError
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.review_log import reviews
from tests.support.storage import bulk_load
from tests.support.storage.collections import (
    LRU,
    RULES,
    TODAY,
    TTL,
    StorageLearner,
    at,
    fill,
    opened,
    same_rules,
)


def test_loading_equals_answering(learner: StorageLearner) -> None:
    for day in (0, 1, 5, 5, 20):
        for key in (LRU, TTL):
            learner.answer(key, Rating.GOOD, at(TODAY + day, 12 + len(learner.written) / 60))
    with learner.database.read() as conn:
        logs = {key: reviews.card_log(conn, key) for key in (LRU, TTL)}
    histories = [(key, replay(key, log, RULES), log) for key, log in logs.items()]
    with opened(learner.database.path.with_name("other.db")) as other:
        fill(other)
        with other.transaction() as conn:
            assert bulk_load.load(conn, histories) == 10
            cache = conn.exec_driver_sql("PRAGMA cache_size").scalar()
        assert check(other, same_rules) == ()
        assert StorageLearner(other).card(LRU) == learner.card(LRU)
    with learner.database.read() as conn:
        assert conn.exec_driver_sql("PRAGMA cache_size").scalar() == cache


def test_a_card_without_answers_can_be_loaded(learner: StorageLearner) -> None:
    with learner.database.transaction() as conn:
        assert bulk_load.load(conn, [(LRU, replay(LRU, [], RULES), [])]) == 0


def test_an_unknown_card_is_an_error(learner: StorageLearner) -> None:
    key = CardKey("cache/lruu")
    with learner.database.transaction() as conn, pytest.raises(NotFoundError):
        bulk_load.load(conn, [(key, replay(key, [], RULES), [])])
