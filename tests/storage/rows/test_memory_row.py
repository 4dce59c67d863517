"""A memory is read from its row as it was written."""

import pytest

from flashdesign.domain.scheduling.memory import NEW, Memory, State
from flashdesign.storage.connection.database import Database
from flashdesign.storage.rows import memory_row
from tests.support.storage.collections import LRU, TODAY, at

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
            found = memory_row.find(conn, LRU)
            assert found is not None
            memory_row.write(conn, found, memory)
            row = conn.row(f"SELECT {memory_row.COLUMNS} FROM card WHERE key = ?", (LRU,))
            assert row is not None
            assert memory_row.to_memory(row) == memory


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
    assert memory_row.is_mature(memory) is expected


@pytest.mark.parametrize(
    "changed",
    [
        pytest.param({"state": 7}, id="an unknown state"),
        pytest.param({"due": 2**62}, id="a due date without a date"),
        pytest.param({"due": "soon"}, id="a text for a time"),
        pytest.param({"stability": 1e308}, id="an impossible stability"),
        pytest.param({"stability": -1.0}, id="a negative stability"),
        pytest.param({"stability": None}, id="a review without stability"),
        pytest.param({"difficulty": -1.0}, id="a negative difficulty"),
        pytest.param({"reps": -3}, id="a negative count"),
        pytest.param({"last_day": 2**40}, id="a day without a date"),
    ],
)
def test_a_memory_with_impossible_values_is_refused(changed: dict[str, object]) -> None:
    values = {name: getattr(MATURE, name) for name in memory_row.NAMES} | changed
    with pytest.raises((ValueError, TypeError)):
        memory_row.to_memory(tuple(values.values()))
