"""Keep the person's preferences, and small facts by name."""

import json
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, select
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.preferences import Buttons, Preferences, Scheme
from flashdesign.errors import SettingError
from flashdesign.storage.database import Connection
from flashdesign.storage.tables import setting

_PREFERENCES = "preferences"
_GET = select(setting.c.value).where(setting.c.key == bindparam("name"))
_insert = insert(setting)
_PUT = _insert.on_conflict_do_update(
    index_elements=[setting.c.key], set_={"value": _insert.excluded.value}
)
_ENUMS = {"scheme": Scheme, "buttons": Buttons}


def load(conn: Connection) -> Preferences:
    """Return the preferences; one that is missing or no longer allowed has its default."""
    stored = get(conn, _PREFERENCES)
    if not isinstance(stored, dict):
        return Preferences()
    known = {field.name for field in fields(Preferences)}
    accepted: dict[str, Any] = {}
    for name, value in stored.items():
        if name in known and _is_allowed(name, value):
            accepted[name] = _ENUMS[name](value) if name in _ENUMS else value
    return Preferences(**accepted)


def save(conn: Connection, preferences: Preferences) -> None:
    """Store the preferences."""
    put(conn, _PREFERENCES, asdict(preferences))


def get(conn: Connection, name: str) -> Any:
    """Return the fact stored under `name`, as JSON reads it, or None."""
    text = conn.execute(_GET, {"name": name}).scalar()
    return None if text is None else json.loads(text)


def put(conn: Connection, name: str, value: Any) -> None:
    """Store a fact that JSON can write."""
    conn.execute(_PUT, {"key": name, "value": json.dumps(value, sort_keys=True)})


def _is_allowed(name: str, value: Any) -> bool:
    default = getattr(Preferences(), name)
    if isinstance(default, bool) is not isinstance(value, bool):
        return False
    try:
        if name in _ENUMS:
            return bool(_ENUMS[name](value))
        Preferences(**{name: value})
    except (SettingError, TypeError, ValueError):
        return False
    return isinstance(value, type(default)) or (
        isinstance(default, float) and isinstance(value, int)
    )
