"""A row of the log comes back as it was."""

import pytest

from flashdesign.domain.memory import Memory, State
from flashdesign.domain.moments import Moment
from flashdesign.domain.ratings import Rating
from flashdesign.domain.reviews import IMPORTED, Kind, Review, Uid
from flashdesign.storage import log_rows
from flashdesign.storage.answers import log_of_row
from flashdesign.storage.database import Database
from tests.storage.samples import LRU

FIRST, SECOND, THIRD = (Uid(bytes(15) + bytes([at])) for at in range(3))
ANSWER = Review(FIRST, LRU, Moment(-5, -210, 0), Kind.CRAM, Rating.HARD, 1_234, None, "other/1")
SET = Review(
    THIRD,
    LRU,
    Moment(5),
    Kind.SET,
    memory=Memory(State.RELEARNING, 1, 7, 2.5, 3.75, 4, 0, 6, 2),
    algorithm=IMPORTED,
)
REVOKE = Review(SECOND, LRU, Moment(2**45, 840, 23), Kind.REVOKE, revokes=FIRST)


@pytest.mark.parametrize("is_plain", [False, True])
def test_rows_are_written_and_read(database: Database, is_plain: bool) -> None:
    with database.transaction() as conn:
        for row in (REVOKE, ANSWER, SET):
            if is_plain:
                conn.exec_driver_sql(log_rows.INSERT_PLAIN, log_rows.to_tuple(1, row))
            else:
                conn.execute(log_rows.INSERT, log_rows.to_row(1, row))
        assert log_of_row(conn, 1, LRU) == [ANSWER, SET, REVOKE]
