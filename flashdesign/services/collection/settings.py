"""Reading and changing of settings and other values stored with the collection."""

from dataclasses import replace
from typing import Any

from flashdesign.domain.settings import Settings
from flashdesign.errors import consequence
from flashdesign.i18n.translation import N_
from flashdesign.services.context import Changes, Context
from flashdesign.services.scheduling import rules
from flashdesign.storage import stored_settings


def load(context: Context) -> Settings:
    """Return the collection's settings."""
    with context.database.read() as connection:
        return stored_settings.load(connection)


@consequence(N_("the setting was not changed"))
def change(context: Context, **values: Any) -> Settings:
    """Change some settings; raises `SettingError` and changes none if a value is out of range.

    A change of `retention` does not move due dates by itself: it marks the memories as outdated
    until the next rebuild. Close the review session first; it keeps the settings that it started
    with.
    """
    with context.database.transaction() as connection:
        before = stored_settings.load(connection)
        changed = replace(before, **values)
        stored_settings.save(connection, changed)
        if changed.retention != before.retention:
            rules.mark_rebuild_due(connection)
    context.broadcast.notify(Changes(settings=True, decks=True))
    return changed


def get_value(context: Context, name: str) -> object | None:
    """Return a small value stored with the collection, such as the position of the window."""
    with context.database.read() as connection:
        value: object | None = stored_settings.get(connection, name)
    return value


def set_value(context: Context, name: str, value: object) -> None:
    """Store a small value with the collection."""
    with context.database.transaction() as connection:
        stored_settings.put(connection, name, value)
