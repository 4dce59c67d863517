"""An on/off switch."""

from PySide6.QtCore import QPoint, QRectF, QSize
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QCheckBox, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of

_RING_GAP_PX = 4


class Switch(QCheckBox):
    """A check box painted as a switch; the knob shows the state, not only the color."""

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setAccessibleName(name)

    def sizeHint(self) -> QSize:
        height = round(sizes_of(self.font()).body_px * 1.45)
        return QSize(round(height * 1.75) + 2 * _RING_GAP_PX, height + 2 * _RING_GAP_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def hitButton(self, position: QPoint) -> bool:
        return self.rect().contains(position)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = painting.start_painter(self)
        whole = QRectF(self.rect())
        track = whole.adjusted(_RING_GAP_PX, _RING_GAP_PX, -_RING_GAP_PX, -_RING_GAP_PX)
        radius = track.height() / 2
        is_on = self.isChecked()
        fill = tokens.accent if is_on else tokens.panel
        line = tokens.accent if is_on else tokens.control_line
        painting.box(painter, track, fill=fill, line=line, radius_px=radius)
        knob_px = track.height() - 6
        left = track.right() - knob_px - 3 if is_on else track.left() + 3
        painter.setPen(QPen(QColor(line)))
        painter.setBrush(QColor(tokens.on_accent if is_on else tokens.control_line))
        knob = QRectF(left, track.top() + 3, knob_px, knob_px)
        painter.drawEllipse(painting.visual_rect(self, knob))
        if self.hasFocus():
            painting.ring(painter, whole, tokens.focus, whole.height() / 2)
        painter.end()
