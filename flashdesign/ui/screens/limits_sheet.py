"""The sheet that gives one deck daily limits of its own."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from flashdesign.domain.preferences import MOST_CARDS_A_DAY, Preferences
from flashdesign.services.decks import DeckLine
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.setting_row import SettingRow

_NO_LIMIT = -1


class LimitsSheet(QWidget):
    """Ask for the limits of a deck with its subtree.

    Signals:
        chosen: new cards and reviews a day, each a number or None for no limit of its own.
    """

    chosen = Signal(object, object)

    def __init__(
        self, line: DeckLine, preferences: Preferences, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.new = _box(line.new_limit)
        self.reviews = _box(line.review_limit)
        whole = "The collection's limit of {} holds besides."
        layout = QVBoxLayout(self)
        for title, limit, box in (
            ("New cards a day", preferences.new_per_day, self.new),
            ("Reviews a day", preferences.reviews_per_day, self.reviews),
        ):
            layout.addWidget(SettingRow(title, whole.format(limit), box))
        self.keep = button("Keep these limits", Kind.PRIMARY)
        self.keep.clicked.connect(lambda: self.chosen.emit(_value(self.new), _value(self.reviews)))
        layout.addWidget(self.keep, 0, Qt.AlignmentFlag.AlignRight)


def _box(limit: int | None) -> QSpinBox:
    box = QSpinBox()
    box.setRange(_NO_LIMIT, MOST_CARDS_A_DAY)
    box.setSpecialValueText("No own limit")
    box.setValue(_NO_LIMIT if limit is None else limit)
    return box


def _value(box: QSpinBox) -> int | None:
    return None if box.value() == _NO_LIMIT else box.value()
