"""Each finished sprint is stored once."""

from flashdesign.storage.connection.database import Database
from flashdesign.storage.drills import sprints
from flashdesign.storage.drills.sprints import Sprint
from tests.support.drills.attempts import uid


def test_sprints_are_read_in_order(database: Database) -> None:
    late, early = (Sprint(uid(number), number, "ABCD-EFGH", 812.5, 9_000) for number in (2, 1))
    with database.transaction() as conn:
        for done in (late, early, late):
            sprints.add(conn, done)
        assert sprints.sprints(conn) == [early, late]
