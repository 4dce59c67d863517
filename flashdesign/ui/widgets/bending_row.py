"""A row of parts that becomes a column where it is too narrow for them."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class BendingRow(QWidget):
    """Holds parts in its `row`; `needed_px` tells how wide it must be to stay one."""

    def __init__(self, needed_px: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._needed_px = needed_px
        self.row = QBoxLayout(_ROW, self)
        self.row.setContentsMargins(0, 0, 0, 0)

    def bend(self) -> None:
        """Be a row or a column, as the width is now."""
        wanted = _ROW if self.width() >= self._needed_px() else _COLUMN
        if wanted != self.row.direction():
            self.row.setDirection(wanted)
            self.updateGeometry()

    def _children(self) -> list[QWidget]:
        return self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def minimumSizeHint(self) -> QSize:
        # Else a row could never become narrow enough to bend.
        parts = [child for child in self._children() if not child.isHidden()]
        widths = [max(part.minimumSizeHint().width(), part.minimumWidth()) for part in parts]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.bend()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.bend()
