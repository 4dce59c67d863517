"""Conversion between a card's row and its memory."""

from operator import attrgetter
from typing import Any, NamedTuple

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.fsrs_model import MAX_STABILITY_DAYS
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.statistics import MATURE_STABILITY_DAYS
from flashdesign.domain.scheduling.study_day import LATEST_MS, MS_PER_DAY
from flashdesign.storage.connection.database import Connection

# FSRS has at most 10; imported values may be a little above.
_MAX_DIFFICULTY = 20.0
NAMES = (
    "state",
    "step",
    "due",
    "stability",
    "difficulty",
    "last_at",
    "last_day",
    "reps",
    "lapses",
)
"""The columns of a card's row that hold its memory."""
COLUMNS = ", ".join(f"card.{name}" for name in NAMES)
_FIND = "SELECT id, deck_id, state, mature, last_at FROM card WHERE key = ?"
_WRITTEN = (*NAMES, "mature")
UPDATE = (
    f"UPDATE card SET {', '.join(f'{name} = :new_{name}' for name in _WRITTEN)} WHERE id = :rowid"
)
UPDATE_PLAIN = f"UPDATE card SET {', '.join(f'{name} = ?' for name in _WRITTEN)} WHERE id = ?"
# SQLite rewrites an index for each column that a statement names, changed or not.
_UPDATE_IN_PLACE = f"UPDATE card SET {', '.join(f'{name} = ?' for name in NAMES[1:])} WHERE id = ?"
_get_values = attrgetter(*NAMES[1:])


class FoundCard(NamedTuple):
    """What an answer needs of a card's row."""

    id: int
    deck_id: int
    state: int
    mature: int
    last_at: int | None


def find(conn: Connection, card: CardKey) -> FoundCard | None:
    """Return the row of a card, or None if there is no such card."""
    found = conn.row(_FIND, (card,))
    return None if found is None else FoundCard(*found)


def write(conn: Connection, found: FoundCard, memory: Memory) -> None:
    """Store `memory` in the row of a card."""
    state, mature = int(memory.state), int(is_mature(memory))
    if (found.state, found.mature) == (state, mature):
        conn.rows(_UPDATE_IN_PLACE, (*_get_values(memory), found.id))
    else:
        conn.rows(UPDATE_PLAIN, to_tuple(found.id, memory))


def to_memory(values: tuple[Any, ...]) -> Memory:
    """Return the memory whose `COLUMNS` have these values; raises ValueError or TypeError."""
    memory = Memory(State(values[0]), *values[1:])
    is_sound = (
        abs(memory.due or 0) < LATEST_MS
        and abs(memory.last_at or 0) < LATEST_MS
        and abs(memory.last_day or 0) < LATEST_MS // MS_PER_DAY
        and memory.reps >= 0
        and memory.lapses >= 0
        and 0 <= (memory.stability or 0) <= MAX_STABILITY_DAYS
        and 0 <= (memory.difficulty or 0) <= _MAX_DIFFICULTY
    )
    if not is_sound or (
        memory.state is State.REVIEW and (not memory.stability or memory.due is None)
    ):
        problem = "a memory that was never stored so"
        raise ValueError(problem)
    return memory


def to_row(rowid: int, memory: Memory) -> dict[str, Any]:
    """Return the parameters of `UPDATE` to write `memory` into the card's row."""
    values = {f"new_{name}": getattr(memory, name) for name in NAMES}
    return values | {"rowid": rowid, "new_mature": int(is_mature(memory))}


def to_tuple(rowid: int, memory: Memory) -> tuple[Any, ...]:
    """Return the parameters of `UPDATE_PLAIN`."""
    # A plain number: sqlite3 adapts subclasses of int slowly.
    return (int(memory.state), *_get_values(memory), int(is_mature(memory)), rowid)


def is_mature(memory: Memory) -> bool:
    """Return whether the card is mature: in review with a stability of weeks."""
    is_stable = memory.stability is not None and memory.stability >= MATURE_STABILITY_DAYS
    return is_stable and memory.state is State.REVIEW
