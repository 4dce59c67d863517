"""A row of widgets that becomes a column if it is too narrow."""

from collections.abc import Callable

from PySide6.QtCore import QEvent, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QBoxLayout, QWidget

_ROW, _COLUMN = QBoxLayout.Direction.LeftToRight, QBoxLayout.Direction.TopToBottom


class ResponsiveRow(QWidget):
    """Holds widgets in its `row`; below the width `needed_px()` it is a column."""

    def __init__(self, needed_px: Callable[[], int], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.needed_px = needed_px
        self.row = QBoxLayout(_ROW, self)
        self.row.setContentsMargins(0, 0, 0, 0)

    def update_direction(self) -> None:
        """Become a row or a column, depending on the width."""
        direction = _ROW if self.width() >= self.needed_px() else _COLUMN
        if direction != self.row.direction():
            self.row.setDirection(direction)
            self.updateGeometry()

    def _children(self) -> list[QWidget]:
        return self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)

    def minimumSizeHint(self) -> QSize:
        # The hint of the row would keep it too wide to become a column.
        parts = [child for child in self._children() if not child.isHidden()]
        widths = [max(part.minimumSizeHint().width(), part.minimumWidth()) for part in parts]
        return QSize(max(widths, default=0), super().minimumSizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.update_direction()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.update_direction()
