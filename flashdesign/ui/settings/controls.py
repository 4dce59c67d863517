"""Controls of the settings page; each shows one setting and reports its changes."""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

from PySide6.QtCore import QEvent, QObject, QSignalBlocker, Qt, Signal
from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QSpinBox, QWidget

from flashdesign.domain.settings import Settings
from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.window.dialogs import choose_deck_folder

_MAX_NAME_PX = 220
Ask = Callable[[QWidget, Path], Path | None]


class FolderField(QWidget):
    """Shows the folder, and buttons to choose another one or none.

    Signals:
        chosen: the path of the chosen folder, "" for none.
    """

    accessible_role = QAccessible.Role.Grouping
    chosen = Signal(str)

    def __init__(self, ask: Ask, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._ask, self._folder = ask, ""
        self.name = ElidedLabel(role=TextRole.SMALL)
        self.name.setMaximumWidth(_MAX_NAME_PX)
        self.choose, self.clear = (
            button(_("Choose…"), ButtonKind.PLAIN),
            button(pgettext("folder", "None"), ButtonKind.PLAIN),
        )
        row = QHBoxLayout(self)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(GRID_PX)
        row.addWidget(self.name, 1)
        row.addWidget(self.choose)
        row.addWidget(self.clear)
        self.setFocusProxy(self.choose)
        self.choose.clicked.connect(lambda: self._choose_folder())
        self.clear.clicked.connect(lambda: self._set_and_emit(""))
        self.set_folder("")

    def set_folder(self, folder: str) -> None:
        """Show the name of a folder; the tooltip has the whole path."""
        self._folder = folder
        self.name.set_text(Path(folder).name if folder else "")
        self.name.setToolTip(folder)
        self.name.setVisible(bool(folder))
        self.clear.setVisible(bool(folder))

    def _choose_folder(self) -> None:
        folder = self._ask(self, Path(self._folder or Path.home()))
        if folder is not None:
            self._set_and_emit(str(folder))

    def _set_and_emit(self, folder: str) -> None:
        self.set_folder(folder)
        self.chosen.emit(folder)


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


class SettingControls:
    """Makes controls by setting name, and updates them from the settings."""

    def __init__(self, report: Callable[[str, object], None]) -> None:
        self._report = report
        self._widgets: dict[str, QWidget] = {}
        self._setters: dict[str, Callable[[Any], None]] = {}
        self._guard = _WheelGuard()

    def show_values(self, settings: Settings) -> None:
        """Show the values without reporting them as changes."""
        for name, set_value in self._setters.items():
            with QSignalBlocker(self._widgets[name]):
                set_value(getattr(settings, name))

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
