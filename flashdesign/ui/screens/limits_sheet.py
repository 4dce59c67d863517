"""The sheet with the daily limits of one deck."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from flashdesign.domain.preferences import MOST_CARDS_A_DAY, Preferences
from flashdesign.formatting import number
from flashdesign.i18n import _
from flashdesign.services.decks import DeckLine
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.setting_row import SettingRow

_NO_LIMIT = -1


class LimitsSheet(QWidget):
    """Edits the limits of a deck and its subdecks.

    Signals:
        chosen: new cards and reviews a day, each a number or None for no limit.
    """

    chosen = Signal(object, object)

    def __init__(
        self, line: DeckLine, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.new = _limit_box(line.new_limit)
        self.reviews = _limit_box(line.review_limit)
        overall = _("The overall limit of {n} still applies.")
        layout = QVBoxLayout(self)
        for title, limit, box in (
            (_("New cards a day"), preferences.new_per_day, self.new),
            (_("Reviews a day"), preferences.reviews_per_day, self.reviews),
        ):
            layout.addWidget(SettingRow(title, overall.format(n=number(limit)), box))
        self.keep = button(_("Save"), Kind.PRIMARY)
        self.keep.clicked.connect(
            lambda: self.chosen.emit(_read_limit(self.new), _read_limit(self.reviews))
        )
        layout.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)


def _limit_box(limit: int | None) -> QSpinBox:
    box = QSpinBox()
    box.setRange(_NO_LIMIT, MOST_CARDS_A_DAY)
    box.setSpecialValueText(_("No limit"))
    box.setValue(_NO_LIMIT if limit is None else limit)
    return box


def _read_limit(box: QSpinBox) -> int | None:
    return None if box.value() == _NO_LIMIT else box.value()
