"""The sheets that make a deck and give it another title."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.deck_box import DeckBox
from flashdesign.ui.widgets.setting_row import SettingRow

_LONGEST_TITLE_CHARACTERS = 200


class DeckSheet(QWidget):
    """Ask for a deck's title and where it belongs.

    Signals:
        made: the title, and the id of the deck above it or "".
    """

    made = Signal(str, str)

    def __init__(self, decks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.above = QLineEdit(), DeckBox()
        self.title.setMaxLength(_LONGEST_TITLE_CHARACTERS)
        self.above.addItem("No other deck", "")
        for deck, name in decks:
            self.above.addItem(name, deck)
        self.make = button("Make this deck", Kind.PRIMARY)
        self.make.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow("Title", "", self.title))
        layout.addWidget(SettingRow("Within", "", self.above))
        layout.addWidget(self.make, 0, Qt.AlignmentFlag.AlignRight)
        self.title.textChanged.connect(lambda text: self.make.setEnabled(bool(text.strip())))
        self.title.returnPressed.connect(self._tell)
        self.make.clicked.connect(self._tell)

    def _tell(self) -> None:
        if self.title.text().strip():
            self.made.emit(self.title.text().strip(), str(self.above.currentData()))


class TitleSheet(QWidget):
    """Ask for another title.

    Signals:
        given: the title.
    """

    given = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.done = QLineEdit(title), button("Rename", Kind.PRIMARY)
        self.title.setMaxLength(_LONGEST_TITLE_CHARACTERS)
        self.title.selectAll()
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow("Title", "", self.title))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.title.textChanged.connect(lambda text: self.done.setEnabled(bool(text.strip())))
        self.title.returnPressed.connect(self._tell)
        self.done.clicked.connect(self._tell)

    def _tell(self) -> None:
        if title := self.title.text().strip():
            self.given.emit(title)
