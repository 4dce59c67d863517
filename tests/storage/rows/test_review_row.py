"""A row of the log is read as it was written."""

import pytest

from flashdesign.domain.ids import ReviewId
from flashdesign.domain.scheduling.memory import Memory, Rating, State
from flashdesign.domain.scheduling.review_log import IMPORTED, Review, ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.errors import DamagedRowError
from flashdesign.storage.connection.database import Database
from flashdesign.storage.review_log.reviews import log_of_row
from flashdesign.storage.rows import review_row
from tests.support.storage.collections import LRU

FIRST, SECOND, THIRD = (ReviewId(bytes(15) + bytes([at])) for at in range(3))
ANSWER = Review(
    FIRST, LRU, StudyMoment(-5, -210, 0), ReviewKind.CRAM, Rating.HARD, 1_234, None, "other/1"
)
SET = Review(
    THIRD,
    LRU,
    StudyMoment(5),
    ReviewKind.SET,
    memory=Memory(State.RELEARNING, 1, 7, 2.5, 3.75, 4, 0, 6, 2),
    algorithm=IMPORTED,
)
REVOKE = Review(SECOND, LRU, StudyMoment(2**45, 840, 23), ReviewKind.REVOKE, revokes=FIRST)


def test_rows_are_written_and_read(database: Database) -> None:
    with database.transaction() as conn:
        for row in (REVOKE, ANSWER, SET):
            conn.rows(review_row.INSERT_PLAIN, review_row.to_tuple(1, row))
        assert log_of_row(conn, 1, LRU) == [ANSWER, SET, REVOKE]


GOOD = review_row.to_tuple(1, SET)
COLUMNS = (
    "uid",
    "at",
    "zone_min",
    "rollover_h",
    "rating",
    "duration_ms",
    "kind",
    "revokes",
    "algorithm",
    "memory",
)


@pytest.mark.parametrize(
    ("column", "value"),
    [
        pytest.param("kind", "lern", id="an unknown kind"),
        pytest.param("rating", 9, id="an unknown grade"),
        pytest.param("rating", "good", id="a grade that is a text"),
        pytest.param("at", 2**62, id="a time without a date"),
        pytest.param("at", None, id="no time"),
        pytest.param("zone_min", 2**40, id="an impossible time zone"),
        pytest.param("rollover_h", 99, id="an impossible hour"),
        pytest.param("uid", b"short", id="bytes that are not a uid"),
        pytest.param("uid", 7, id="a number for a uid"),
        pytest.param("memory", "{", id="a memory that is not JSON"),
        pytest.param("memory", "[1]", id="a memory of another shape"),
        pytest.param("memory", '{"state": 8}', id="an unknown state"),
        pytest.param("memory", '{"state": 1, "due": "x"}', id="a due date that is a text"),
    ],
)
def test_a_damaged_row_is_named_by_its_card(column: str, value: object) -> None:
    # `to_tuple` has the card's row after the uid.
    row = [GOOD[0], *GOOD[2:]]
    assert review_row.to_review(LRU, tuple(row)) == SET
    row[COLUMNS.index(column)] = value
    with pytest.raises(DamagedRowError, match=f"review of {LRU}"):
        review_row.to_review(LRU, tuple(row))
