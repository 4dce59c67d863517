"""The sheet that asks for the daily limits of a deck, or of all decks together."""

from dataclasses import dataclass
from functools import partial

from PySide6.QtCore import QSignalBlocker, Qt, Signal
from PySide6.QtWidgets import QRadioButton, QSpinBox, QVBoxLayout, QWidget

from flashdesign.domain.settings import MAX_CARDS_A_DAY
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.layout.button_row import button_row

_NO_LIMIT = -1


@dataclass(frozen=True, slots=True)
class LimitValues:
    """Limits of new cards and of reviews: of every day (None is no limit), and of today.

    `can_be_off`: whether there may be no limit; `advice`: a sentence for each field.
    """

    every_day: tuple[int | None, int | None]
    today: tuple[int, int]
    can_be_off: bool = True
    advice: tuple[str, str] = ("", "")


class LimitsSheet(QWidget):
    """Asks for limits, and whether they hold today only or every day.

    Signals:
        limits_changed: new cards and reviews of every day, each a number or None for no limit.
        today_changed: new cards and reviews of today.
        canceled: nothing is to change.
    """

    limits_changed = Signal(object, object)
    today_changed = Signal(int, int)
    canceled = Signal()

    def __init__(
        self, values: LimitValues, parent: QWidget | None = None, *, is_for_today: bool = False
    ) -> None:
        super().__init__(parent)
        self._values = values
        self._typed: dict[QSpinBox, int] = {}
        self.new, self.reviews = QSpinBox(), QSpinBox()
        self.just_today = QRadioButton(_("Just today"))
        self.every_day = QRadioButton(_("Every day"))
        self.save_button = button(_("Save"), ButtonKind.PRIMARY)
        self.cancel_button = button(_("Cancel"), ButtonKind.PLAIN)
        self._arrange()
        (self.just_today if is_for_today else self.every_day).setChecked(True)
        self._show_values()
        self.just_today.toggled.connect(lambda _on: self._show_values())
        for box in (self.new, self.reviews):
            box.valueChanged.connect(partial(self._typed.__setitem__, box))
        self.save_button.clicked.connect(self._submit)
        self.cancel_button.clicked.connect(lambda: self.canceled.emit())

    def take_focus(self) -> None:
        """Focus the number of new cards, selected so that typing replaces it."""
        self.new.setFocus(Qt.FocusReason.OtherFocusReason)
        self.new.selectAll()

    def _arrange(self) -> None:
        rows = QVBoxLayout(self)
        titles = (_("New cards"), _("Reviews"))
        for title, advice, box in zip(
            titles, self._values.advice, (self.new, self.reviews), strict=True
        ):
            box.setGroupSeparatorShown(True)
            rows.addWidget(SettingRow(title, advice, box))
        rows.addWidget(label(_("These limits hold"), TextRole.BODY))
        for choice in (self.just_today, self.every_day):
            rows.addWidget(choice)
        rows.addLayout(button_row(self.cancel_button, self.save_button))

    def _show_values(self) -> None:
        """Show the limits of the choice; a number that was typed for the other one stays."""
        is_today = self.just_today.isChecked()
        # Tab stops once in the group, as Qt does it after the first focus; arrow keys choose.
        for choice in (self.just_today, self.every_day):
            is_stop = choice.isChecked()
            policies = Qt.FocusPolicy
            choice.setFocusPolicy(policies.StrongFocus if is_stop else policies.ClickFocus)
        limits = self._values.today if is_today else self._values.every_day
        can_be_off = self._values.can_be_off and not is_today
        for box, limit in zip((self.new, self.reviews), limits, strict=True):
            shown = self._typed.get(box, _NO_LIMIT if limit is None else limit)
            if shown == _NO_LIMIT and limit is not None and not can_be_off:
                shown = limit
            with QSignalBlocker(box):
                box.setRange(_NO_LIMIT if can_be_off else 0, MAX_CARDS_A_DAY)
                box.setSpecialValueText(_("No limit") if can_be_off else "")
                box.setValue(shown)

    def _submit(self) -> None:
        if self.just_today.isChecked():
            self.today_changed.emit(self.new.value(), self.reviews.value())
        else:
            self.limits_changed.emit(_read_limit(self.new), _read_limit(self.reviews))


def _read_limit(box: QSpinBox) -> int | None:
    return None if box.value() == _NO_LIMIT else box.value()
