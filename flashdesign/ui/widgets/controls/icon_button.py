"""A small square button with an icon and an accessible name."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.ui.theme import icons, painting
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.controls.painted_button import PaintedButton


class IconButton(PaintedButton):
    """A button with an icon; its name is also its tooltip."""

    def __init__(self, icon: str, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._icon = icon
        self.setAccessibleName(name)
        self.setToolTip(name)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def sizeHint(self) -> QSize:
        side = round(self.sizes.body_px * 1.3) + 2 * GRID_PX - 4
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, rect = self.tokens, QRectF(self.rect())
        painter = painting.start_painter(self)
        if self.underMouse() and self.isEnabled():
            painting.box(painter, rect, fill=self.surface)
        if self.hasFocus():
            painting.ring(painter, rect, tokens.focus)
        inset = GRID_PX - 2
        color = tokens.text if self.underMouse() or self.hasFocus() else tokens.muted
        icons.paint(painter, self._icon, rect.adjusted(inset, inset, -inset, -inset), QColor(color))
        painter.end()
