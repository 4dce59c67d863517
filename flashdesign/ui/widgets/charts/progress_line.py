"""A thin progress bar."""

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QProgressBar, QSizePolicy, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of

_HEIGHT_PX = 4


class ProgressLine(QProgressBar):
    """Shows the share that is done; its accessible name has the numbers."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._done = 0
        self._total = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.set_progress(0, 0)

    def set_progress(self, done: int, total: int) -> None:
        """Show that `done` of `total` are done."""
        self._done, self._total = done, total
        self.setRange(0, max(1, total))
        self.setValue(min(done, self.maximum()))
        self.setAccessibleName(
            _("{done} of {total} done").format(done=number(done), total=number(total))
        )
        self.update()

    @property
    def share(self) -> float:
        """The share that is done, 0 to 1."""
        return min(1.0, self._done / self._total) if self._total > 0 else 0.0

    def sizeHint(self) -> QSize:
        return QSize(10 * _HEIGHT_PX, _HEIGHT_PX)

    def minimumSizeHint(self) -> QSize:
        return self.sizeHint()

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        rect = QRectF(0, 0, self.width(), _HEIGHT_PX)
        painter = painting.start_painter(self)
        painting.box(painter, rect, fill=tokens.track, radius_px=_HEIGHT_PX / 2)
        if self.share > 0:
            rect.setWidth(max(_HEIGHT_PX, rect.width() * self.share))
            done = painting.visual_rect(self, rect)
            painting.box(painter, done, fill=tokens.accent, radius_px=_HEIGHT_PX / 2)
        painter.end()
