"""Sheets that create and rename a deck."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QLineEdit, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.widgets.controls.deck_combo import DeckCombo
from flashdesign.ui.widgets.controls.setting_row import SettingRow

_MAX_TITLE_CHARACTERS = 200


class DeckSheet(QWidget):
    """Asks for a new deck's title and its parent deck.

    Signals:
        submitted: the title, and the id of the parent deck or "".
    """

    submitted = Signal(str, str)

    def __init__(self, decks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.parent_box = QLineEdit(), DeckCombo()
        self.title.setMaxLength(_MAX_TITLE_CHARACTERS)
        self.parent_box.addItem(_("None"), "")
        for deck, name in decks:
            self.parent_box.addItem(name, deck)
        self.create_button = button(_("Create deck"), ButtonKind.PRIMARY)
        self.create_button.setEnabled(False)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow(_("Title"), "", self.title))
        layout.addWidget(SettingRow(_("Parent"), "", self.parent_box))
        layout.addWidget(self.create_button, 0, Qt.AlignmentFlag.AlignRight)
        self.title.textChanged.connect(
            lambda text: self.create_button.setEnabled(bool(text.strip()))
        )
        self.title.returnPressed.connect(self._submit)
        self.create_button.clicked.connect(self._submit)

    def _submit(self) -> None:
        if self.title.text().strip():
            self.submitted.emit(self.title.text().strip(), str(self.parent_box.currentData()))


class TitleSheet(QWidget):
    """Asks for a new title.

    Signals:
        given: the title.
    """

    given = Signal(str)

    def __init__(self, title: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.title, self.done = QLineEdit(title), button(_("Rename"), ButtonKind.PRIMARY)
        self.title.setMaxLength(_MAX_TITLE_CHARACTERS)
        self.title.selectAll()
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow(_("Title"), "", self.title))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.title.textChanged.connect(lambda text: self.done.setEnabled(bool(text.strip())))
        self.title.returnPressed.connect(self._submit)
        self.done.clicked.connect(self._submit)

    def _submit(self) -> None:
        if title := self.title.text().strip():
            self.given.emit(title)
