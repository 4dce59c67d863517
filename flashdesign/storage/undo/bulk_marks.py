"""Bulk changes of `suspended` or `flag`; the previous values are kept for undo."""

from collections.abc import Mapping
from typing import Literal

from sqlalchemy import bindparam, select, update

from flashdesign.domain.ids import CardKey
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.schema.suspended import NOTE_GONE
from flashdesign.storage.schema.tables import card

Mark = Literal["suspended", "flag"]
Marks = Mapping[CardKey, int]
_BATCH_SIZE = 500
_c = card.c
_GET = {
    name: select(_c.key, _c[name]).where(_c.key.in_(bindparam("keys", expanding=True)))
    for name in ("suspended", "flag")
}
_SET = {
    name: update(card).where(_c.key == bindparam("card_key")).values({name: bindparam("value")})
    for name in ("suspended", "flag")
}


def set_marks(conn: Connection, mark: Mark, wanted: Marks) -> dict[CardKey, int]:
    """Set the mark of each card; return the previous value of each card that changed.

    A card whose note is gone stays suspended.
    """
    current = _get_current(conn, mark, list(wanted))
    changed = {
        key: value
        for key, value in wanted.items()
        if current.get(key, value) != value
        and not (mark == "suspended" and current[key] == NOTE_GONE and not value)
    }
    if changed:
        conn.execute(_SET[mark], [{"card_key": k, "value": v} for k, v in changed.items()])
    return {key: current[key] for key in changed}


def _get_current(conn: Connection, mark: Mark, keys: list[CardKey]) -> dict[CardKey, int]:
    found: dict[CardKey, int] = {}
    for start in range(0, len(keys), _BATCH_SIZE):
        rows = conn.execute(_GET[mark], {"keys": keys[start : start + _BATCH_SIZE]})
        found |= {CardKey(key): value for key, value in rows}
    return found
