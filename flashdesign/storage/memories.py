"""Turn a card's row into its memory and back."""

from typing import Any

from sqlalchemy import bindparam, select, update

from flashdesign.domain.scheduling import Memory, State
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
UPDATE = (
    update(card)
    .where(c.id == bindparam("rowid"))
    .values({name: bindparam(f"new_{name}") for name in NAMES})
)
CARD = select(c.id, c.deck_id, c.state, c.last_at).where(c.key == bindparam("name"))


def to_memory(values: tuple[Any, ...]) -> Memory:
    """Return the memory whose `COLUMNS` have these values."""
    return Memory(State(values[0]), *values[1:])


def to_row(rowid: int, memory: Memory) -> dict[str, Any]:
    """Return what `UPDATE` wants in order to write `memory` into the card's row."""
    return {"rowid": rowid} | {f"new_{name}": getattr(memory, name) for name in NAMES}
