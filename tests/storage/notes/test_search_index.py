"""Notes written in a batch are found like notes written one by one."""

import pytest

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.storage.backup.integrity import check
from flashdesign.storage.connection.database import Connection, Database
from flashdesign.storage.notes import save
from flashdesign.storage.notes.remove import remove_notes
from tests.support.storage.collections import CACHE, same_rules

MANY = 50
_TRIGGERS = "SELECT name, sql FROM sqlite_schema WHERE type = 'trigger' ORDER BY name"


def made(word: str, count: int) -> list[tuple[int, Note]]:
    """Return notes whose questions contain `word`."""
    return [(at, Note(CACHE, f"n{at}", Basic(f"{word} {at}?", "Yes."))) for at in range(count)]


def found(connection: Connection, word: str) -> int:
    """Return how many notes the index has for a word."""
    query = "SELECT count(*) FROM note_fts WHERE note_fts MATCH ?"
    return int(connection.exec_driver_sql(query, (word,)).scalar_one())


@pytest.mark.parametrize(
    "count", [pytest.param(3, id="note by note"), pytest.param(MANY, id="in a batch")]
)
def test_the_index_is_updated(database: Database, count: int) -> None:
    with database.transaction() as connection:
        before = connection.exec_driver_sql(_TRIGGERS).all()
        save.save_notes(connection, made("sharding", count))
        assert found(connection, "sharding") == count
        save.save_notes(connection, made("gossip", count + 1))
        assert (found(connection, "sharding"), found(connection, "gossip")) == (0, count + 1)
        remove_notes(connection, [NoteKey(f"{CACHE}/n{at}") for at in range(count)])
        assert found(connection, "gossip") == 1
        assert connection.exec_driver_sql(_TRIGGERS).all() == before
    assert check(database, same_rules) == ()


def _fail_after_saving(database: Database) -> None:
    with database.transaction() as connection:
        save.save_notes(connection, made("sharding", MANY))
        raise ZeroDivisionError


def test_a_failure_restores_the_triggers(database: Database) -> None:
    with database.read() as connection:
        before = connection.exec_driver_sql(_TRIGGERS).all()
    with pytest.raises(ZeroDivisionError):
        _fail_after_saving(database)
    with database.read() as connection:
        assert connection.exec_driver_sql(_TRIGGERS).all() == before
        assert found(connection, "sharding") == 0
