"""The sheet that `?` opens: every action and its key."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from flashdesign.ui import keys
from flashdesign.ui.widgets.key_table import KeyGroup, KeyTable


def key_sheet(chosen: Mapping[str, str]) -> QWidget:
    """Return the table of keys as they are now, by where they work."""
    bound = keys.bound(chosen)
    groups = [
        KeyGroup(
            scope,
            tuple(
                (bound[action.id] or "–", action.label)
                for action in keys.ACTIONS
                if action.scope == scope
            ),
        )
        for scope in (keys.REVIEW, keys.QUESTION, keys.DRILL, keys.HOME, keys.EVERYWHERE)
    ]
    return KeyTable(groups)
