"""A scroll area that is no higher than its content, so that what follows is directly below it."""

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QSize, Qt
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QFrame, QScrollArea, QSizePolicy, QWidget

_DEPTH_MAX = 4


class FittedScrollArea(QScrollArea):
    """Is as high as its content while there is room for it, and scrolls otherwise."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._requested_px = 0
        self._depth = 0
        self.setWidgetResizable(True)
        self.setFrameShape(QFrame.Shape.NoFrame)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def column_px(self) -> int:
        """Return the width that the content has beside a scroll bar.

        It does not depend on whether the bar is shown: otherwise the height that makes the bar
        vanish could be the one that makes it appear again, forever.
        """
        return max(1, self.width() - self.verticalScrollBar().sizeHint().width())

    def update_layout(self) -> None:
        """Lay out the content now, so that the places of its parts are known."""
        inside = self.widget()
        layout = None if inside is None else inside.layout()
        if layout is not None:
            layout.activate()
            # This gives the content its height, and the scroll bar its range.
            QCoreApplication.sendEvent(self, QEvent(QEvent.Type.LayoutRequest))

    def show_range(self, top: int, bottom: int) -> None:
        """Scroll just far enough to show the content from `top` to `bottom`, at least its top."""
        bar, height = self.verticalScrollBar(), self.viewport().height()
        at = min(max(bar.value(), bottom - height), top)
        bar.setValue(max(0, at))

    def sizeHint(self) -> QSize:
        return QSize(super().sizeHint().width(), self._content_height())

    def _content_height(self) -> int:
        inside = self.widget()
        layout = None if inside is None else inside.layout()
        if inside is None or layout is None:
            return 0
        if layout.hasHeightForWidth():
            width = max(self.column_px(), layout.totalMinimumSize().width())
            return layout.totalHeightForWidth(width)
        return layout.totalSizeHint().height()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        # Qt fits the content here, which resizes it, which calls this again. Content that is too
        # wide beside the scroll bar, but not without it, would make that endless.
        if self._depth == _DEPTH_MAX:
            return False
        self._depth += 1
        result = super().eventFilter(watched, event)
        self._depth -= 1
        if event.type() is QEvent.Type.LayoutRequest and watched is self.widget():
            self._request_height()
        return result

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._request_height()

    def _request_height(self) -> None:
        height = self._content_height()
        if height != self._requested_px:
            self._requested_px = height
            self.updateGeometry()
