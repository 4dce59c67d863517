"""A line of tags that offers those that are there already."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, QObject, QStringListModel, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QCompleter, QLineEdit, QListView, QWidget

_ACCEPTING = (Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Tab)


class TagField(QLineEdit):
    """Takes tags with spaces between; what is being typed is completed by Tab or Return."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._known = QStringListModel(self)
        self._completer = QCompleter(self._known, self)
        self._popup = QListView()
        self._completer.setPopup(self._popup)
        self._completer.setWidget(self)
        self._completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
        self._completer.setFilterMode(Qt.MatchFlag.MatchContains)
        self._completer.activated.connect(self._take)
        self._popup.installEventFilter(self)
        self.textEdited.connect(lambda _: self._offer())

    def set_known(self, tags: Sequence[str]) -> None:
        """Offer these tags."""
        self._known.setStringList(list(tags))

    def known(self) -> tuple[str, ...]:
        """Return all tags that may be offered."""
        return tuple(self._known.stringList())

    def offered(self) -> tuple[str, ...]:
        """Return the tags that are offered now."""
        if not self._popup.isVisible():
            return ()
        model = self._completer.completionModel()
        return tuple(str(model.data(model.index(row, 0))) for row in range(model.rowCount()))

    def _begun(self) -> str:
        """Return what of a tag stands before the cursor."""
        return self.text()[: self.cursorPosition()].rpartition(" ")[2]

    def _offer(self) -> None:
        begun = self._begun()
        self._completer.setCompletionPrefix(begun)
        matching = self._completer.completionModel()
        is_whole = matching.rowCount() == 1 and matching.data(matching.index(0, 0)) == begun
        if not begun or matching.rowCount() == 0 or is_whole:
            self._popup.hide()
            return
        self._completer.complete()
        self._popup.setCurrentIndex(matching.index(0, 0))

    def _take(self, tag: str) -> None:
        place = self.cursorPosition()
        start = place - len(self._begun())
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
                self._take(str(index.data()))
            self._popup.hide()
            return True
        return super().eventFilter(watched, event)
