"""Settings of the user, and other small values by name."""

import json
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import LargeBinary, bindparam, cast, select
from sqlalchemy.dialects.sqlite import insert

from flashdesign.domain.settings import ColorScheme, GradeButtons, Settings
from flashdesign.errors import DamagedRowError, SettingError
from flashdesign.i18n.translation import N_, LazyText
from flashdesign.storage.connection.database import Connection
from flashdesign.storage.rows.stored_json import raise_as_damage
from flashdesign.storage.schema.tables import setting

# The stored name, which is older than the word "settings" in the program.
_SETTINGS = "preferences"
# As bytes: a value that is not valid text must not prevent other settings from being read.
_GET = select(cast(setting.c.value, LargeBinary)).where(setting.c.key == bindparam("name"))
_NAMES = select(setting.c.key).order_by(setting.c.key)
_insert = insert(setting)
_PUT = _insert.on_conflict_do_update(
    index_elements=[setting.c.key], set_={"value": _insert.excluded.value}
)
_ENUMS = {"scheme": ColorScheme, "buttons": GradeButtons}


def load(conn: Connection) -> Settings:
    """Return the settings; missing or invalid values have their defaults."""
    stored = get(conn, _SETTINGS)
    if not isinstance(stored, dict):
        return Settings()
    known = {field.name for field in fields(Settings)}
    accepted: dict[str, Any] = {}
    for name, value in stored.items():
        if name in known and _is_allowed(name, value):
            accepted[name] = _ENUMS[name](value) if name in _ENUMS else value
    return Settings(**accepted)


def save(conn: Connection, settings: Settings) -> None:
    """Store the settings."""
    put(conn, _SETTINGS, asdict(settings))


def get(conn: Connection, name: str) -> Any:
    """Return the JSON value stored under `name`; None if there is none or it cannot be read."""
    try:
        return _read(conn, name)
    except DamagedRowError:
        return None


def unreadable_names(conn: Connection) -> list[str]:
    """Return the names of the stored values that cannot be read."""
    return [name for name in conn.execute(_NAMES).scalars() if not _is_readable(conn, name)]


def are_settings_readable(conn: Connection) -> bool:
    """Return whether the settings can be read or are not stored yet."""
    return _is_readable(conn, _SETTINGS)


def put(conn: Connection, name: str, value: Any) -> None:
    """Store a value as JSON under `name`."""
    conn.execute(_PUT, {"key": name, "value": json.dumps(value, sort_keys=True)})


def _read(conn: Connection, name: str) -> Any:
    stored: bytes | None = conn.execute(_GET, {"name": name}).scalar()
    if stored is None:
        return None
    with raise_as_damage(LazyText(N_("the setting {name}"), name=name)):
        return json.loads(stored.decode())


def _is_readable(conn: Connection, name: str) -> bool:
    try:
        found = _read(conn, name)
    except DamagedRowError:
        return False
    return name != _SETTINGS or found is None or isinstance(found, dict)


def _is_allowed(name: str, value: Any) -> bool:
    default = getattr(Settings(), name)
    if isinstance(default, bool) is not isinstance(value, bool):
        return False
    try:
        if name in _ENUMS:
            return bool(_ENUMS[name](value))
        Settings(**{name: value})
    except (SettingError, TypeError, ValueError, OverflowError):
        return False
    return isinstance(value, type(default)) or (
        isinstance(default, float) and isinstance(value, int)
    )
