"""Passes the undo and redo keys to the window when the focused field has nothing to undo."""

from PySide6.QtCore import QEvent, QObject, Signal
from PySide6.QtGui import QKeyEvent, QKeySequence
from PySide6.QtWidgets import QApplication, QLineEdit, QPlainTextEdit, QWidget

_UNDO, _REDO = QKeySequence.StandardKey.Undo, QKeySequence.StandardKey.Redo


class TextUndo(QObject):
    """Filters the key events of a page's text fields once they get the focus.

    Signals:
        focused: the text field (a widget) that got the focus.
    """

    focused = Signal(QWidget)

    def __init__(self, page: QWidget) -> None:
        super().__init__(page)
        self._page = page
        app = QApplication.instance()
        assert isinstance(app, QApplication)  # it exists before any widget
        app.focusChanged.connect(self._watch)

    def _watch(self, _old: QWidget | None, new: QWidget | None) -> None:
        if isinstance(new, (QLineEdit, QPlainTextEdit)) and self._page.isAncestorOf(new):
            new.installEventFilter(self)
            self.focused.emit(new)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.ShortcutOverride:
            can_undo, can_redo = _can_undo_redo(watched)
            is_idle = (event.matches(_UNDO) and not can_undo) or (
                event.matches(_REDO) and not can_redo
            )
            if is_idle:
                event.ignore()
                return True
        return super().eventFilter(watched, event)


def _can_undo_redo(field: QObject) -> tuple[bool, bool]:
    """Return whether the field has anything to undo, and anything to redo."""
    match field:
        case QLineEdit():
            return field.isUndoAvailable(), field.isRedoAvailable()
        case QPlainTextEdit():
            document = field.document()
            return document.isUndoAvailable(), document.isRedoAvailable()
        case _:
            return True, True
