"""A row of buttons; those that there is no room for are offered in a menu behind them."""

from collections.abc import Mapping

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QWidget

from flashdesign.ui.theme import Kind, button


class ActRow(QWidget):
    """Shows buttons by name, in their order; `more` opens the menu of what else there is."""

    def __init__(
        self, acts: Mapping[str, QPushButton], gap_px: int = 0, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._acts, self._gap_px = dict(acts), gap_px
        self._offered = set(acts)
        for press in self._acts.values():
            press.setParent(self)
        self.more = button("More…", Kind.QUIET, self)
        self.menu = QMenu(self)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.clicked.connect(self.open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def offer(self, name: str, *, offered: bool = True) -> None:
        """Have a button, in the row or in the menu, or have it not."""
        if offered != (name in self._offered):
            self._offered ^= {name}
            self._lay_out()
            self.updateGeometry()

    def is_offered(self, name: str) -> bool:
        """Tell whether a button is to be had."""
        return name in self._offered

    def anchor(self, name: str) -> QPushButton:
        """Return what a menu of this button is to hang on: the button, or the one it is behind."""
        press = self._acts[name]
        return self.more if press.isHidden() else press

    def open_menu(self) -> None:
        """Open the menu of what there is no room for."""
        self.menu.popup(self.more.mapToGlobal(self.more.rect().bottomLeft()))

    def _parts(self) -> list[QPushButton]:
        return [press for name, press in self._acts.items() if name in self._offered]

    def _fill_menu(self) -> None:
        self.menu.clear()
        for press in self._parts():
            if press.isHidden():
                entry = QAction(press.text(), self.menu)
                entry.setEnabled(press.isEnabled())
                entry.triggered.connect(press.click)
                self.menu.addAction(entry)

    def _lay_out(self) -> None:
        """Put the first ones side by side, as many as there is room for."""
        parts, more = self._parts(), self.more.sizeHint()
        is_enough = self._needed(parts) <= self.width()
        room = self.width() - (0 if is_enough else more.width() + self._gap_px)
        shown = parts if is_enough else _fitting(parts, room, self._gap_px)
        for press in self._acts.values():
            press.setVisible(press in shown)
        self.more.setVisible(not is_enough)
        x = 0
        for press in [*shown, *([] if is_enough else [self.more])]:
            press.setGeometry(QRect(x, 0, press.sizeHint().width(), self.height()))
            x += press.sizeHint().width() + self._gap_px

    def _needed(self, parts: list[QPushButton]) -> int:
        gaps = self._gap_px * max(0, len(parts) - 1)
        return sum(press.sizeHint().width() for press in parts) + gaps

    def sizeHint(self) -> QSize:
        parts = self._parts()
        return QSize(self._needed(parts), max(press.sizeHint().height() for press in self._all()))

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def _all(self) -> list[QPushButton]:
        return [*self._acts.values(), self.more]

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._lay_out()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def _fitting(parts: list[QPushButton], room: int, gap_px: int) -> list[QPushButton]:
    shown: list[QPushButton] = []
    for press in parts:
        room -= press.sizeHint().width() + (gap_px if shown else 0)
        if room < 0:
            break
        shown.append(press)
    return shown
