"""Widgets side by side, in as many rows as needed."""

from PySide6.QtCore import QEvent, QRect, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QStyle, QWidget

from flashdesign.ui.theme.sizes import GRID_PX

_MIN_WIDTH_PX = 120


class FlowWidget(QWidget):
    """Lays out its visible children in the order they were added."""

    def __init__(self, gap_px: int = GRID_PX, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._gap_px = gap_px
        policy = QSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Minimum)
        policy.setHeightForWidth(True)
        self.setSizePolicy(policy)

    def rearrange(self) -> None:
        """Lay out again after children were added, removed or resized."""
        self._lay_out(self.width(), apply=True)
        self.updateGeometry()

    def _visible_children(self) -> list[QWidget]:
        children = self.findChildren(QWidget, options=Qt.FindChildOption.FindDirectChildrenOnly)
        return [child for child in children if not child.isHidden()]

    def _lay_out(self, width: int, *, apply: bool) -> int:
        """Return the height of the rows at `width`; with `apply` also place the children."""
        x = y = row_px = 0
        for part in self._visible_children():
            hint = part.sizeHint()
            if x and x + hint.width() > width:
                x, y, row_px = 0, y + row_px + self._gap_px, 0
            if apply:
                place = QRect(x, y, min(hint.width(), width), hint.height())
                part.setGeometry(QStyle.visualRect(self.layoutDirection(), self.rect(), place))
            x, row_px = x + hint.width() + self._gap_px, max(row_px, hint.height())
        return y + row_px

    def hasHeightForWidth(self) -> bool:
        return True

    def heightForWidth(self, width: int) -> int:
        return self._lay_out(width, apply=False)

    def sizeHint(self) -> QSize:
        hints = [part.sizeHint() for part in self._visible_children()]
        width = sum(hint.width() + self._gap_px for hint in hints)
        return QSize(width, max((hint.height() for hint in hints), default=0))

    def minimumSizeHint(self) -> QSize:
        widest = max((part.sizeHint().width() for part in self._visible_children()), default=0)
        return QSize(min(widest, _MIN_WIDTH_PX), self.sizeHint().height())

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            self.rearrange()
        return super().event(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self.width(), apply=True)
