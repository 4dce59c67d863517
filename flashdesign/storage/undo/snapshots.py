"""Snapshots of decks and notes, restored by undo and redo."""

import json
from collections.abc import Sequence
from typing import Any

from sqlalchemy import bindparam, select

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.settings import USUAL_LANGUAGE
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.notes.decks import save_deck
from flashdesign.storage.rows.note_json import from_row
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import deck, note

Snapshot = dict[str, Any]
_BATCH_SIZE = 500
_n, _d = note.c, deck.c
_STATES = select(_n.key, _n.position, _n.body, _n.gone, _n.shipped).where(
    _n.key.in_(bindparam("keys", expanding=True))
)
_DECK = select(
    *(_d.title, _d.description, _d.position, _d.origin, _d.retention, _d.parent_id),
    *(_d.license, _d.language),
).where(_d.key == bindparam("name"))
_PARENT = select(_d.key).where(_d.id == bindparam("rowid"))


def note_snapshots(conn: Connection, keys: Sequence[str]) -> dict[str, str]:
    """Return a snapshot of each existing note, as JSON."""
    found: dict[str, str] = {}
    for start in range(0, len(keys), _BATCH_SIZE):
        rows = conn.execute(_STATES, {"keys": keys[start : start + _BATCH_SIZE]})
        for key, position, body, gone, built_in in rows:
            state = {"position": position, "body": body, "gone": gone, "shipped": built_in}
            found[key] = json.dumps(state, ensure_ascii=False)
    return found


def note_from_snapshot(key: str, state: Snapshot) -> tuple[int, Note]:
    """Return the position and the note of a snapshot."""
    with raise_as_damage(LazyText(N_("the earlier version of {note}"), note=key)):
        return state["position"], from_row(key, state["body"])


def deck_snapshot(conn: Connection, name: DeckId) -> Snapshot | None:
    """Return a snapshot of a deck without its notes, or None if there is no such deck."""
    row = conn.execute(_DECK, {"name": name}).one_or_none()
    if row is None:
        return None
    state = dict(row._mapping)  # noqa: SLF001 - SQLAlchemy's public name for it
    parent = state.pop("parent_id")
    state["parent"] = parent and conn.execute(_PARENT, {"rowid": parent}).scalar_one()
    return state


def restore_deck(conn: Connection, name: DeckId, state: Snapshot) -> None:
    """Restore a deck, without its notes, from a snapshot."""
    head = Deck(
        name,
        state["title"],
        parent=state["parent"] and DeckId(state["parent"]),
        description=state["description"],
        retention=state["retention"],
        # Snapshots of earlier versions lack these.
        license=state.get("license", ""),
        language=state.get("language", USUAL_LANGUAGE),
    )
    save_deck(conn, head, state["position"], state["origin"])
