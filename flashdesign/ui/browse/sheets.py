"""Sheets that ask for tags, a deck or an export format, for the cards selected in Browse."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QCompleter, QLineEdit, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.theme.roles import ButtonKind, button
from flashdesign.ui.transfer.screen import EXPORT_FORMATS, PACKAGE
from flashdesign.ui.widgets.controls.deck_combo import DeckCombo
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch

_FIELD_PX = 260


class TagSheet(QWidget):
    """Asks for tags to add and to remove.

    Signals:
        submitted: the tags to add and those to remove.
    """

    submitted = Signal(object, object)

    def __init__(self, known: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.add, self.remove = _make_field(known), _make_field(known)
        self.submit_button = button(_("Change tags"), ButtonKind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow(_("Add"), _("Separate with spaces."), self.add))
        layout.addWidget(SettingRow(_("Remove"), "", self.remove))
        layout.addWidget(self.submit_button, 0, Qt.AlignmentFlag.AlignRight)
        self.submit_button.clicked.connect(self._submit)
        for field in (self.add, self.remove):
            field.returnPressed.connect(self._submit)

    def _submit(self) -> None:
        self.submitted.emit(tuple(self.add.text().split()), tuple(self.remove.text().split()))


class MoveSheet(QWidget):
    """Asks for a deck.

    Signals:
        given: the id of the deck.
    """

    given = Signal(str)

    def __init__(self, decks: Sequence[tuple[str, str]], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.deck = DeckCombo()
        for deck, title in decks:
            self.deck.addItem(title, deck)
        self.done = button(pgettext("verb", "Move"), ButtonKind.PRIMARY)
        layout = QVBoxLayout(self)
        layout.addWidget(SettingRow(_("To deck"), _("The cards keep their progress."), self.deck))
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.done.setEnabled(bool(decks))
        self.done.clicked.connect(lambda: self.given.emit(self.deck.currentData()))


class ExportSheet(QWidget):
    """Asks for a format.

    Signals:
        given: the format's suffix, and whether to include the schedule.
    """

    given = Signal(str, bool)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.format, self.schedule = QComboBox(), Switch(_("Include progress"))
        for suffix, name in EXPORT_FORMATS.items():
            self.format.addItem(_(name), suffix)
        self.done = button(_("Export…"), ButtonKind.PRIMARY)
        row = self._row = SettingRow(
            _("Include progress"), _("Only in an Anki package."), self.schedule
        )
        layout = QVBoxLayout(self)
        layout.addWidget(
            SettingRow(_("Format"), _("The notes of the selected cards."), self.format)
        )
        layout.addWidget(row)
        layout.addWidget(self.done, 0, Qt.AlignmentFlag.AlignRight)
        self.format.currentIndexChanged.connect(lambda _index: self._enable_schedule())
        self.done.clicked.connect(self._submit)
        self._enable_schedule()

    def _enable_schedule(self) -> None:
        # Disabled, not hidden: the open sheet keeps its size.
        self._row.setEnabled(self.format.currentData() == PACKAGE)

    def _submit(self) -> None:
        suffix = self.format.currentData()
        self.given.emit(suffix, suffix == PACKAGE and self.schedule.isChecked())


def _make_field(known: Sequence[str]) -> QLineEdit:
    field = QLineEdit()
    field.setMinimumWidth(_FIELD_PX)
    completer = QCompleter(list(known), field)
    completer.setCaseSensitivity(Qt.CaseSensitivity.CaseInsensitive)
    field.setCompleter(completer)
    return field
