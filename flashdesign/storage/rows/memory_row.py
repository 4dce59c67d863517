"""Conversion between a card's row and its memory."""

from typing import Any

from sqlalchemy import Row, bindparam, select, update
from sqlalchemy.dialects import sqlite

from flashdesign.domain.scheduling.fsrs_scheduler import MAX_STABILITY_DAYS
from flashdesign.domain.scheduling.memory import Memory, State
from flashdesign.domain.scheduling.statistics import MATURE_STABILITY_DAYS
from flashdesign.domain.scheduling.study_day import LATEST_MS, MS_PER_DAY
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.schema.tables import card

c = card.c
# FSRS has at most 10; imported values may be a little above.
_MAX_DIFFICULTY = 20.0
COLUMNS = (
    c.state,
    c.step,
    c.due,
    c.stability,
    c.difficulty,
    c.last_at,
    c.last_day,
    c.reps,
    c.lapses,
)
NAMES = tuple(column.name for column in COLUMNS)
CARD = select(c.id, c.deck_id, c.state, c.mature, c.last_at).where(c.key == bindparam("name"))
UPDATE = (
    update(card)
    .where(c.id == bindparam("rowid"))
    .values({name: bindparam(f"new_{name}") for name in (*NAMES, "mature")})
)
# For many rows: the driver's executemany with `to_tuple`.
_COMPILED = UPDATE.compile(dialect=sqlite.dialect())
UPDATE_PLAIN = str(_COMPILED)
_PLAIN_ORDER = tuple(_COMPILED.positiontup or ())
# SQLite rewrites an index for each column that a statement names, changed or not.
_UPDATE_IN_PLACE = (
    update(card)
    .where(c.id == bindparam("rowid"))
    .values({name: bindparam(f"new_{name}") for name in NAMES if name != "state"})
)


def write(conn: Connection, found: Row[*tuple[Any, ...]], memory: Memory) -> None:
    """Store `memory` in the card's row that `CARD` found."""
    values = to_row(found.id, memory)
    if (found.state, found.mature) == (values["new_state"], values["new_mature"]):
        del values["new_state"], values["new_mature"]
        conn.execute(_UPDATE_IN_PLACE, values)
    else:
        conn.execute(UPDATE, values)


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
    values = to_row(rowid, memory)
    values["new_state"] = int(memory.state)  # sqlite3 adapts subclasses of int slowly
    return tuple(values[name] for name in _PLAIN_ORDER)


def is_mature(memory: Memory) -> bool:
    """Return whether the card is mature: in review with a stability of weeks."""
    is_stable = memory.stability is not None and memory.stability >= MATURE_STABILITY_DAYS
    return is_stable and memory.state is State.REVIEW
