"""The months of the log have hashes; a month that was changed is reported."""

from flashdesign.domain.ids import new_review_id
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.storage.review_log.month_hashes import (
    changed_months,
    forget_months,
    month_hashes,
    month_of,
)
from flashdesign.storage.schema.tables import review
from tests.support.storage.collections import LRU, TODAY, StorageLearner, at


def test_a_uid_contains_its_month() -> None:
    assert month_of(new_review_id(at(TODAY).at, 0)) == "2024-10"
    assert month_of(bytes(16)) == "1970-01"


def test_each_month_has_its_hash(learner: StorageLearner) -> None:
    for day in (0, 1, 40, 80):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    with learner.database.read() as conn:
        found = dict(month_hashes(conn))
    assert list(found) == ["2024-10", "2024-11", "2024-12"]
    assert len(set(found.values())) == 3


def test_a_past_month_that_changes_is_reported_until_it_is_forgotten(
    learner: StorageLearner,
) -> None:
    for day in (0, 40):
        learner.answer(LRU, Rating.GOOD, at(TODAY + day))
    with learner.database.transaction() as conn:
        assert changed_months(conn) == []
        conn.execute(review.update().values(duration_ms=1))
        assert changed_months(conn) == ["2024-10"]
        assert changed_months(conn) == ["2024-10"]
        forget_months(conn, [learner.written[0]])
        assert changed_months(conn) == []


def test_the_last_month_may_change(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    with learner.database.transaction() as conn:
        assert changed_months(conn) == []
    learner.answer(LRU, Rating.GOOD, at(TODAY + 1))
    with learner.database.transaction() as conn:
        assert changed_months(conn) == []
