"""Controls of the settings page; each shows one preference and reports its changes."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from flashdesign.domain.preferences import Preferences
from flashdesign.i18n import pgettext
from flashdesign.ui.dialogs import choose_deck_folder
from flashdesign.ui.widgets.folder_field import FolderField
from flashdesign.ui.widgets.switch import Switch

_HUNDRED = 100
_HOURS = {hour: f"{hour}:00" for hour in range(24)}


class _WheelGuard(QObject):
    """Lets the wheel scroll the page instead of changing the value under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wheel = event.type() is QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Controls:
    """Makes controls by preference name, and updates them from the preferences."""

    def __init__(self, report: Callable[[str, object], None]) -> None:
        self._report = report
        self._widgets: dict[str, QWidget] = {}
        self._setters: dict[str, Callable[[Any], None]] = {}
        self._guard = _WheelGuard()

    def show_values(self, preferences: Preferences) -> None:
        """Show the values without reporting them as changes."""
        for name, set_value in self._setters.items():
            with QSignalBlocker(self._widgets[name]):
                set_value(getattr(preferences, name))

    def number(self, name: str, low: int, high: int) -> QSpinBox:
        """Return a field for a whole number; it reports a value once typing is finished."""
        box = QSpinBox()
        box.setRange(low, high)
        box.setKeyboardTracking(False)
        box.setGroupSeparatorShown(True)
        box.valueChanged.connect(lambda value: self._report(name, value))
        self._register(name, box, box.setValue)
        return box

    def percent(self, name: str, low: float, high: float) -> QSpinBox:
        """Return a field for a share, in whole percent."""
        box = QSpinBox()
        box.setRange(round(low * _HUNDRED), round(high * _HUNDRED))
        box.setSuffix(pgettext("suffix of a number", " %"))
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._report(name, value / _HUNDRED))
        self._register(name, box, lambda share: box.setValue(round(share * _HUNDRED)))
        return box

    def hour(self, name: str) -> QComboBox:
        """Return a list of hours."""
        return self.choice(name, _HOURS)

    def choice(self, name: str, labels: Mapping[Any, str]) -> QComboBox:
        """Return a list of values with their labels."""
        box, values = QComboBox(), list(labels)
        box.addItems(list(labels.values()))
        box.currentIndexChanged.connect(lambda at: self._report(name, values[at]))
        self._register(name, box, lambda value: box.setCurrentIndex(_find_nearest(values, value)))
        return box

    def folder(self, name: str) -> FolderField:
        """Return a field for a folder."""
        box = FolderField(choose_deck_folder)
        box.chosen.connect(lambda folder: self._report(name, folder))
        self._register(name, box, box.set_folder)
        return box

    def switch(self, name: str, label: str) -> Switch:
        """Return an on/off switch."""
        box = Switch(label)
        box.toggled.connect(lambda on: self._report(name, on))
        self._register(name, box, box.setChecked)
        return box

    def _register(self, name: str, widget: QWidget, set_value: Callable[[Any], None]) -> None:
        self._widgets[name], self._setters[name] = widget, set_value
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._guard)


def _find_nearest(values: list[Any], value: Any) -> int:
    """Return the index of `value`, or of the nearest number if it is not in the list."""
    if value in values or not isinstance(value, int | float):
        return values.index(value)
    return min(range(len(values)), key=lambda at: abs(values[at] - value))
