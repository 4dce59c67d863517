"""The controls of the settings page: each shows one preference and tells its changes."""

from collections.abc import Callable, Mapping
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt
from PySide6.QtWidgets import QComboBox, QSpinBox, QWidget

from flashdesign.domain.preferences import Preferences
from flashdesign.ui.dialogs import choose_deck_folder
from flashdesign.ui.widgets.folder_field import FolderField
from flashdesign.ui.widgets.switch import Switch

_HUNDRED = 100
_HOURS = {hour: f"{hour}:00" for hour in range(24)}


class _WheelGuard(QObject):
    """Lets the wheel scroll the page, not the value that happens to lie under the mouse."""

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        is_wheel = event.type() is QEvent.Type.Wheel
        if is_wheel and isinstance(watched, QWidget) and not watched.hasFocus():
            event.ignore()
            return True
        return super().eventFilter(watched, event)


class Controls:
    """Makes controls by the preference's name, and keeps them in step with the values."""

    def __init__(self, tell: Callable[[str, object], None]) -> None:
        self._tell = tell
        self._widgets: dict[str, QWidget] = {}
        self._setters: dict[str, Callable[[Any], None]] = {}
        self._guard = _WheelGuard()

    def show_values(self, preferences: Preferences) -> None:
        """Show the values without telling them as changes."""
        for name, put in self._setters.items():
            with QSignalBlocker(self._widgets[name]):
                put(getattr(preferences, name))

    def number(self, name: str, low: int, high: int) -> QSpinBox:
        """Return a field for a whole number; it tells the value when it was typed whole."""
        box = QSpinBox()
        box.setRange(low, high)
        box.setKeyboardTracking(False)
        box.setGroupSeparatorShown(True)
        box.valueChanged.connect(lambda value: self._tell(name, value))
        self._keep(name, box, box.setValue)
        return box

    def percent(self, name: str, low: float, high: float) -> QSpinBox:
        """Return a field for a share, shown in whole percent."""
        box = QSpinBox()
        box.setRange(round(low * _HUNDRED), round(high * _HUNDRED))
        box.setSuffix(" %")
        box.setKeyboardTracking(False)
        box.valueChanged.connect(lambda value: self._tell(name, value / _HUNDRED))
        self._keep(name, box, lambda share: box.setValue(round(share * _HUNDRED)))
        return box

    def hour(self, name: str) -> QComboBox:
        """Return a list of the hours of a day."""
        return self.choice(name, _HOURS)

    def choice(self, name: str, labels: Mapping[Any, str]) -> QComboBox:
        """Return a list of values by their labels."""
        box, values = QComboBox(), list(labels)
        box.addItems(list(labels.values()))
        box.currentIndexChanged.connect(lambda at: self._tell(name, values[at]))
        self._keep(name, box, lambda value: box.setCurrentIndex(_nearest(values, value)))
        return box

    def folder(self, name: str) -> FolderField:
        """Return a field for a folder."""
        box = FolderField(choose_deck_folder)
        box.chosen.connect(lambda folder: self._tell(name, folder))
        self._keep(name, box, box.set_folder)
        return box

    def switch(self, name: str, label: str) -> Switch:
        """Return a switch for yes or no."""
        box = Switch(label)
        box.toggled.connect(lambda on: self._tell(name, on))
        self._keep(name, box, box.setChecked)
        return box

    def _keep(self, name: str, widget: QWidget, put: Callable[[Any], None]) -> None:
        self._widgets[name], self._setters[name] = widget, put
        widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)
        widget.installEventFilter(self._guard)


def _nearest(values: list[Any], value: Any) -> int:
    """Return where `value` is in the list; a number that is not, where its nearest one is."""
    if value in values or not isinstance(value, int | float):
        return values.index(value)
    return min(range(len(values)), key=lambda at: abs(values[at] - value))
