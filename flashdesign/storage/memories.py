"""Turn a card's row into its memory and back."""

from typing import Any

from sqlalchemy import Row, bindparam, select, update

from flashdesign.domain.scheduling import Memory, State
from flashdesign.domain.statistics import MATURE_STABILITY_DAYS
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import card

c = card.c
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
# SQLite rewrites an index for each column that a statement names, changed or not.
_UPDATE_IN_PLACE = (
    update(card)
    .where(c.id == bindparam("rowid"))
    .values({name: bindparam(f"new_{name}") for name in NAMES if name != "state"})
)


def write(conn: Connection, found: Row[*tuple[Any, ...]], memory: Memory) -> None:
    """Make `memory` that of the card that `CARD` found."""
    values = to_row(found.id, memory)
    if (found.state, found.mature) == (values["new_state"], values["new_mature"]):
        del values["new_state"], values["new_mature"]
        conn.execute(_UPDATE_IN_PLACE, values)
    else:
        conn.execute(UPDATE, values)


def to_memory(values: tuple[Any, ...]) -> Memory:
    """Return the memory whose `COLUMNS` have these values."""
    return Memory(State(values[0]), *values[1:])


def to_row(rowid: int, memory: Memory) -> dict[str, Any]:
    """Return what `UPDATE` wants in order to write `memory` into the card's row."""
    values = {f"new_{name}": getattr(memory, name) for name in NAMES}
    return values | {"rowid": rowid, "new_mature": int(is_mature(memory))}


def is_mature(memory: Memory) -> bool:
    """Tell whether the card counts as known for weeks."""
    stable = memory.stability is not None and memory.stability >= MATURE_STABILITY_DAYS
    return stable and memory.state is State.REVIEW
