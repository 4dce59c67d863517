"""A text field for tags with completion."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

from flashdesign.i18n.translation import _

_ACCEPTING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class TagField(QLineEdit):
    """Takes tags separated by spaces; Tab or Return completes the one being typed."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._popup = QListView()
        self._popup.setAccessibleName(_("Tags"))
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._insert)
        self._popup.installEventFilter(self)
        self.textEdited.connect(lambda _text: self._show_completions())

    def set_known(self, tags: Sequence[str]) -> None:
        """Set the tags to complete from."""
        self._known.setStringList(list(tags))

    def known_tags(self) -> tuple[str, ...]:
        """Return the tags to complete from."""
        return tuple(self._known.stringList())

    def shown_completions(self) -> tuple[str, ...]:
        """Return the completions that are shown now."""
        if not self._popup.isVisible():
            return ()
        model = self._completer.completionModel()
        return tuple(str(model.data(model.index(row, 0))) for row in range(model.rowCount()))

    def _prefix(self) -> str:
        """Return the beginning of a tag before the cursor."""
        return self.text()[: self.cursorPosition()].rpartition(" ")[2]

    def _show_completions(self) -> None:
        prefix = self._prefix()
        self._completer.setCompletionPrefix(prefix)
        matching = self._completer.completionModel()
        is_whole = matching.rowCount() == 1 and matching.data(matching.index(0, 0)) == prefix
        if not prefix or matching.rowCount() == 0 or is_whole:
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(matching.index(0, 0))

    def _insert(self, tag: str) -> None:
        place = self.cursorPosition()
        start = place - len(self._prefix())
        rest = self.text()[place:]
        self.setText(f"{self.text()[:start]}{tag} {rest.lstrip()}")
        self.setCursorPosition(start + len(tag) + 1)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        if (
            watched is self._popup
            and isinstance(event, QKeyEvent)
            and event.type() is QEvent.Type.KeyPress
            and event.key() in _ACCEPTING
        ):
            index = self._popup.currentIndex()
            if index.isValid():
                self._insert(str(index.data()))
            self._popup.hide()
            return True
        return super().eventFilter(watched, event)
