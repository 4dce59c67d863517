"""The content of a scroll area, exactly as high as its texts at its width."""

from PySide6.QtCore import QEvent, QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

_STRETCH = 1_000


class CenteredWidget(QWidget):
    """Holds a widget in its middle, at most `width_px` wide unless its texts need more."""

    def __init__(self, widget: QWidget, width_px: int) -> None:
        super().__init__()
        self._widget, self._width_px = widget, width_px
        widget.setMaximumWidth(width_px)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addStretch(1)
        layout.addWidget(widget, _STRETCH)
        layout.addStretch(1)
        self.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)

    def event(self, event: QEvent) -> bool:
        if event.type() is QEvent.Type.LayoutRequest:
            needed_px = self._widget.minimumSizeHint().width()
            self._widget.setMaximumWidth(max(self._width_px, needed_px))
        return super().event(event)


class FittedColumn(QWidget):
    """Requests the height that its parts need at its present width.

    A plain widget requests the height for its minimum width, which leaves an empty area to scroll
    through below wrapped lines.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.minimumHeightForWidth(max(self.width(), hint.width())))
