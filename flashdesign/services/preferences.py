"""Read and change what a person can set."""

from dataclasses import replace
from typing import Any

from flashdesign.domain.preferences import Preferences
from flashdesign.errors import consequence
from flashdesign.services import keeping
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.storage import settings


def load(context: Context) -> Preferences:
    """Return the collection's preferences."""
    with context.database.read() as connection:
        return settings.load(connection)


@consequence("the setting was not changed")
def change(context: Context, **values: Any) -> Preferences:
    """Set some preferences; raises `SettingError` and keeps all where one is out of range.

    A change of `retention` moves no due date by itself: it requires a rebuild, which is kept in
    mind with the collection until it is done. A sitting under way keeps the preferences it began
    with, so close it first.
    """
    with context.database.transaction() as connection:
        before = settings.load(connection)
        changed = replace(before, **values)
        settings.save(connection, changed)
        if changed.retention != before.retention:
            keeping.require_rebuild(connection)
    context.broadcast.tell(Changes(preferences=True, decks=True))
    return changed


def recall_note(context: Context, name: str) -> object | None:
    """Return a small fact kept with the collection, such as the window's place."""
    with context.database.read() as connection:
        found: object | None = settings.get(connection, name)
    return found


def keep_note(context: Context, name: str, value: object) -> None:
    """Keep a small fact with the collection."""
    with context.database.transaction() as connection:
        settings.put(connection, name, value)
