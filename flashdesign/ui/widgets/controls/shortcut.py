"""Keyboard shortcuts with a scope."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

# Active while the focus is on the widget, in the widget, or anywhere in the window.
WIDGET = Qt.ShortcutContext.WidgetShortcut
WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
WINDOW = Qt.ShortcutContext.WindowShortcut


def add_shortcut(
    owner: QWidget,
    key: str | Qt.Key,
    activated: Callable[[], object],
    *,
    scope: Qt.ShortcutContext,
) -> QShortcut:
    """Call `activated` when `key` is pressed within `scope` of `owner`.

    The scope is set by a separate call: PySide ignores the constructor's `context` keyword, and the
    shortcut would work in the whole window.
    """
    shortcut = QShortcut(QKeySequence(key), owner)
    shortcut.setContext(scope)
    shortcut.activated.connect(activated)
    return shortcut
