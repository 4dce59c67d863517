"""A keyboard key, painted as a small cap."""

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QAccessible, QPaintEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of, with_size

_PADDING_PX = 6
_RADIUS_PX = 5.0


class KeyCap(QWidget):
    """Shows the name of a key."""

    accessible_role = QAccessible.Role.StaticText

    def __init__(self, key: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._key = key
        self.setAccessibleName(key)
        self.setSizePolicy(QSizePolicy.Policy.Fixed, QSizePolicy.Policy.Fixed)

    def set_key(self, key: str) -> None:
        """Show `key`."""
        self._key = key
        self.setAccessibleName(key)
        self.updateGeometry()
        self.update()

    def sizeHint(self) -> QSize:
        small_px = sizes_of(self.font()).small_px
        font = with_size(self.font(), small_px)
        height = small_px + 2 * _PADDING_PX - 2
        width = painting.text_width(self._key, font) + 2 * _PADDING_PX
        return QSize(max(height, width), height)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = painting.start_painter(self)
        rect = QRectF(self.rect())
        painting.box(painter, rect, fill=tokens.panel, line=tokens.line, radius_px=_RADIUS_PX)
        font = with_size(self.font(), sizes_of(self.font()).small_px)
        painting.paint_text(
            painter, rect, self._key, font, tokens.muted, Qt.AlignmentFlag.AlignHCenter
        )
        painter.end()
