"""Notes that are written by the hundred are found as those are that are written one by one."""

import pytest

from flashdesign.domain.cards import Note, NoteKey
from flashdesign.domain.faces import Basic
from flashdesign.storage import notes
from flashdesign.storage.database import Connection, Database
from flashdesign.storage.integrity import check
from flashdesign.storage.removing import remove_notes
from tests.storage.samples import CACHE, same_rules

MANY = 50
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"


def made(said: str, count: int) -> list[tuple[int, Note]]:
    """Return notes in whose questions a word is `said`."""
    return [(at, Note(CACHE, f"n{at}", Basic(f"{said} {at}?", "Yes."))) for at in range(count)]


def found(connection: Connection, word: str) -> int:
    """Return how many notes the index has under a word."""
    query = "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?"
    return int(connection.exec_driver_sql(query, (word,)).scalar_one())


@pytest.mark.parametrize(
    "count", [pytest.param(3, id="note by note"), pytest.param(MANY, id="all at once")]
)
def test_the_index_follows(database: Database, count: int) -> None:
    with database.transaction() as connection:
        before = connection.exec_driver_sql(_TRIGGERS).all()
        notes.save_notes(connection, made("sharding", count))
        assert found(connection, "sharding") == count
        notes.save_notes(connection, made("gossip", count + 1))
        assert (found(connection, "sharding"), found(connection, "gossip")) == (0, count + 1)
        remove_notes(connection, [NoteKey(f"{CACHE}/n{at}") for at in range(count)])
        assert found(connection, "gossip") == 1
        assert connection.exec_driver_sql(_TRIGGERS).all() == before
    assert check(database, same_rules) == ()


def _fail_after_saving(database: Database) -> None:
    with database.transaction() as connection:
        notes.save_notes(connection, made("sharding", MANY))
        raise ZeroDivisionError


def test_what_fails_on_the_way_leaves_the_triggers(database: Database) -> None:
    with database.read() as connection:
        before = connection.exec_driver_sql(_TRIGGERS).all()
    with pytest.raises(ZeroDivisionError):
        _fail_after_saving(database)
    with database.read() as connection:
        assert connection.exec_driver_sql(_TRIGGERS).all() == before
        assert found(connection, "sharding") == 0
