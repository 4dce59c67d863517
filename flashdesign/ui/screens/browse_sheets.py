"""What an act on many cards has to ask first: which tags, which deck."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from flashdesign.ui.screens.transfer import FORMATS, PACKAGE
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.deck_box import DeckBox
from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.switch import Switch

_FIELD_PX = 260


class TagSheet(QWidget):
    """Ask for tags to add and to take off.

    Signals:
        given: the tags to add and those to take off.
    """

    given = Signal(object, object)

    def __init__(self, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add, self.remove = _field(known), _field(known)
        self.done = button("Tag", Kind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow("Add", "Several with spaces between them.", self.add))
        layout.addWidget(SettingRow("Take off", "", self.remove))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.done.clicked.connect(self._give)
        for field in (self.add, self.remove):
            field.returnPressed.connect(self._give)

    def _give(self) -> None:
        self.given.emit(tuple(self.add.text().split()), tuple(self.remove.text().split()))


class MoveSheet(QWidget):
    """Ask for a deck.

    Signals:
        given: the id of the deck.
    """

    given = Signal(str)

    def __init__(self, decks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deck = DeckBox()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.done = button("Move", Kind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow("To the deck", "Progress goes with the cards.", self.deck))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.done.setEnabled(bool(decks))
        self.done.clicked.connect(lambda: self.given.emit(self.deck.currentData()))


class ExportSheet(QWidget):
    """Ask for a format.

    Signals:
        given: the format's suffix, and whether the schedule goes along.
    """

    given = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format, self.schedule = QComboBox(), Switch("With your progress")
        for suffix, name in FORMATS.items():
            self.format.addItem(name, suffix)
        self.done = button("Export…", Kind.PRIMARY)
        row = self._row = SettingRow(
            "With your progress", "Only an Anki package can hold it.", self.schedule
        )
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow("As", "The notes of the chosen cards.", self.format))
        layout.addWidget(row)
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.format.currentIndexChanged.connect(lambda _: self._offer_schedule())
        self.done.clicked.connect(self._give)
        self._offer_schedule()

    def _offer_schedule(self) -> None:
        # A row that came and went would not fit into the open sheet.
        self._row.setEnabled(self.format.currentData() == PACKAGE)

    def _give(self) -> None:
        suffix = self.format.currentData()
        self.given.emit(suffix, suffix == PACKAGE and self.schedule.isChecked())


def _field(known: Sequence[str]) -> QLineEdit:
    field = QLineEdit()
    field.setMinimumWidth(_FIELD_PX)
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
    return field
