"""The sheet with all actions and their keys, opened by `?`."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from flashdesign.i18n import _
from flashdesign.ui import keys
from flashdesign.ui.widgets.key_table import KeyGroup, KeyTable


def key_sheet(chosen: Mapping[str, str]) -> QWidget:
    """Return a table of the current keys, grouped by the page they work on."""
    bound = keys.bound(chosen)
    groups = [
        KeyGroup(
            _(scope),
            tuple(
                (bound[action.id] or "–", _(action.label))
                for action in keys.ACTIONS
                if action.scope == scope
            ),
        )
        for scope in (keys.REVIEW, keys.QUESTION, keys.DRILL, keys.HOME, keys.EVERYWHERE)
    ]
    return KeyTable(groups)
