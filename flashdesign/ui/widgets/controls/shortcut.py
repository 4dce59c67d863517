"""Keyboard shortcuts with a scope, and how keys are shown."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.translation import _, pgettext

# Active while the focus is on the widget, in the widget, or anywhere in the window.
WIDGET = Qt.ShortcutContext.WidgetShortcut
WITHIN = Qt.ShortcutContext.WidgetWithChildrenShortcut
WINDOW = Qt.ShortcutContext.WindowShortcut
RETURN = "Return"


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


def key_text(key: str) -> str:
    """Return a key as the user's keyboard and language name it: "Ctrl+H", "Strg+H", "⌘H"."""
    portable = QKeySequence(key, QKeySequence.SequenceFormat.PortableText)
    shown = portable.toString(QKeySequence.SequenceFormat.NativeText)
    # Qt's own catalogs translate the other keys, but not this one.
    return shown.replace(RETURN, pgettext("key", "Return"))


def with_key(name: str, key: str) -> str:
    """Return the label of a button with its key, or without if there is none."""
    return _("{action}  ({key})").format(action=name, key=key_text(key)) if key else name
