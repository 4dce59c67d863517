"""A memory comes back from its row as it was."""

import pytest
from sqlalchemy import select

from flashdesign.domain.scheduling import NEW, Memory, State
from flashdesign.storage import memories
from flashdesign.storage.database import Database
from flashdesign.storage.tables import card
from tests.storage.samples import LRU, TODAY, at

MATURE = Memory(State.REVIEW, None, at(TODAY).at, 21.0, 5.5, at(TODAY - 21).at, TODAY - 21, 4, 1)


@pytest.mark.parametrize(
    "memory",
    [
        pytest.param(NEW, id="none"),
        pytest.param(Memory(State.LEARNING, 1, 5, 0.1, 9.0, 4, 0, 1, 0), id="learning"),
        pytest.param(MATURE, id="known for weeks"),
    ],
)
def test_a_memory_is_written_and_read(database: Database, memory: Memory) -> None:
    with database.transaction() as conn:
        for _ in range(2):
            found = conn.execute(memories.CARD, {"name": LRU}).one()
            memories.write(conn, found, memory)
            row = conn.execute(select(*memories.COLUMNS).where(card.c.key == LRU)).one()
            assert memories.to_memory(tuple(row)) == memory


@pytest.mark.parametrize(
    ("memory", "expected"),
    [
        pytest.param(MATURE, True, id="at three weeks"),
        pytest.param(Memory(State.REVIEW, stability=20.9), False, id="before"),
        pytest.param(Memory(State.RELEARNING, stability=40.0), False, id="just forgotten"),
        pytest.param(NEW, False, id="never seen"),
    ],
)
def test_is_mature(memory: Memory, expected: bool) -> None:
    assert memories.is_mature(memory) is expected
