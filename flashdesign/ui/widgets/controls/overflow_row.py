"""A row of buttons; the ones that do not fit are in a "More" menu at its end."""

from collections.abc import Callable, Collection, Mapping

from PySide6.QtCore import QEvent, QRect, QSize
from PySide6.QtGui import QAction, QResizeEvent
from PySide6.QtWidgets import QMenu, QPushButton, QSizePolicy, QStyle, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.styled_widgets import ButtonKind, button

_APART_PX = 20


class OverflowRow(QWidget):
    """Shows named buttons in order; `more` opens a menu with those that do not fit.

    Before each button in `apart` there is more space, and a line in the menu.
    """

    def __init__(
        self,
        acts: Mapping[str, QPushButton],
        gap_px: int = 0,
        parent: QWidget | None = None,
        *,
        apart: Collection[str] = (),
    ) -> None:
        super().__init__(parent)
        self._apart = frozenset(apart)
        self._buttons, self._gap_px = dict(acts), gap_px
        self._offered = set(acts)
        self._keys: dict[str, str] = {}
        for push_button in self._buttons.values():
            push_button.setParent(self)
        self.more = button(_("More…"), ButtonKind.QUIET, self)
        self.menu = QMenu(self)
        self.menu.setAccessibleName(self.more.text())
        self.menu.setToolTipsVisible(True)
        self.menu.aboutToShow.connect(self._fill_menu)
        self.more.clicked.connect(self.open_menu)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Fixed)

    def offer(self, name: str, *, offered: bool = True) -> None:
        """Show or hide a button; a shown one is in the row or in the menu."""
        if offered != (name in self._offered):
            self._offered ^= {name}
            self._lay_out()
            self.updateGeometry()

    def set_keys(self, keys: Mapping[str, str]) -> None:
        """Show these keys, by the names of buttons, in the menu."""
        self._keys = dict(keys)

    def is_offered(self, name: str) -> bool:
        """Return whether a button is in the row or in the menu."""
        return name in self._offered

    def anchor(self, name: str) -> QPushButton:
        """Return the widget to open a menu of this button at: the button, or `more` if hidden."""
        push_button = self._buttons[name]
        return self.more if push_button.isHidden() else push_button

    def open_menu(self) -> None:
        """Open the menu with the buttons that do not fit."""
        open_below(self.menu, self.more)

    def _shown_buttons(self) -> list[QPushButton]:
        return [push_button for name, push_button in self._buttons.items() if name in self._offered]

    def _fill_menu(self) -> None:
        self.menu.clear()
        for name, push_button in self._buttons.items():
            if name in self._offered and push_button.isHidden():
                if name in self._apart and not self.menu.isEmpty():
                    self.menu.addSeparator()
                key = self._keys.get(name, "")
                entry = QAction(f"{push_button.text()}\t{key}" if key else push_button.text())
                entry.setParent(self.menu)
                entry.setToolTip(push_button.toolTip())
                entry.setEnabled(push_button.isEnabled())
                entry.triggered.connect(push_button.click)
                self.menu.addAction(entry)

    def _lay_out(self) -> None:
        """Lay out as many buttons as fit, in order, and `more` if any is left."""
        buttons, more = self._shown_buttons(), self.more.sizeHint()
        does_fit = self._needed_px(buttons) <= self.width()
        room_px = self.width() - (0 if does_fit else more.width() + self._gap_px)
        shown = buttons if does_fit else _take_fitting(buttons, room_px, self._gap_before)
        for push_button in self._buttons.values():
            push_button.setVisible(push_button in shown)
        self.more.setVisible(not does_fit)
        x = 0
        for push_button in [*shown, *([] if does_fit else [self.more])]:
            x += self._gap_before(push_button) if x else 0
            place = QRect(x, 0, push_button.sizeHint().width(), self.height())
            push_button.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
            x += push_button.sizeHint().width()

    def _needed_px(self, buttons: list[QPushButton]) -> int:
        gaps = sum(self._gap_before(push_button) for push_button in buttons[1:])
        return sum(push_button.sizeHint().width() for push_button in buttons) + gaps

    def _gap_before(self, push_button: QPushButton) -> int:
        is_apart = any(push_button is self._buttons[name] for name in self._apart)
        return self._gap_px + (_APART_PX if is_apart else 0)

    def sizeHint(self) -> QSize:
        buttons = self._shown_buttons()
        return QSize(
            self._needed_px(buttons),
            max(push_button.sizeHint().height() for push_button in self._all_buttons()),
        )

    def minimumSizeHint(self) -> QSize:
        return QSize(self.more.sizeHint().width(), self.sizeHint().height())

    def _all_buttons(self) -> list[QPushButton]:
        return [*self._buttons.values(), self.more]

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self._lay_out()
            self.updateGeometry()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out()


def open_below(menu: QMenu, anchor: QWidget) -> None:
    """Open a menu below a button, at the edge where its text begins."""
    corner = anchor.rect().bottomLeft()
    if anchor.isRightToLeft():
        corner.setX(anchor.width() - menu.sizeHint().width())
    menu.popup(anchor.mapToGlobal(corner))


def _take_fitting(
    buttons: list[QPushButton], room_px: int, gap_before: Callable[[QPushButton], int]
) -> list[QPushButton]:
    shown: list[QPushButton] = []
    for push_button in buttons:
        room_px -= push_button.sizeHint().width() + (gap_before(push_button) if shown else 0)
        if room_px < 0:
            break
        shown.append(push_button)
    return shown
