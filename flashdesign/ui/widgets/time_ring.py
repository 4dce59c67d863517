"""A timer: the seconds left with a ring around them."""

from math import ceil

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPaintEvent, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.i18n import _
from flashdesign.ui.theme import resized, sizes_of, tokens_of
from flashdesign.ui.widgets import painting

_WIDTH_PX = 7.0
_FULL_TURN = 360 * 16
_TOP = 90 * 16


class TimeRing(QWidget):
    """Shows the time left; the caller keeps the time."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._left_s = 0.0
        self._total_s = 0.0
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)
        self.setAccessibleName(_("Time left"))

    def set_time(self, left_s: float, total_s: float) -> None:
        """Show that `left_s` of `total_s` seconds are left; a total of 0 means no limit."""
        self._left_s, self._total_s = max(0.0, left_s), total_s
        self.setAccessibleDescription(self.words)
        self.update()

    @property
    def words(self) -> str:
        """The seconds left, or "∞" for no limit."""
        return str(ceil(self._left_s)) if self._total_s > 0 else "∞"

    def sizeHint(self) -> QSize:
        side = sizes_of(self.font()).display_px * 4
        return QSize(side, side)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens, sizes = tokens_of(self.palette()), sizes_of(self.font())
        inset = _WIDTH_PX / 2 + 1
        rect = QRectF(self.rect()).adjusted(inset, inset, -inset, -inset)
        painter = painting.begin(self)
        painter.setPen(QPen(QColor(tokens.track), _WIDTH_PX))
        painter.drawEllipse(rect)
        share = self._left_s / self._total_s if self._total_s > 0 else 0.0
        pen = QPen(QColor(tokens.accent), _WIDTH_PX)
        pen.setCapStyle(Qt.PenCapStyle.RoundCap)
        painter.setPen(pen)
        if share > 0:
            painter.drawArc(rect, _TOP, round(_FULL_TURN * min(1.0, share)))
        font = resized(self.font(), sizes.display_px, bold=True)
        painting.text(painter, rect, self.words, font, tokens.text, Qt.AlignmentFlag.AlignHCenter)
        painter.end()
