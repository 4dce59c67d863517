"""The content of a scroll area, exactly as high as its texts at its width."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

_STRETCH = 1_000


def center(widget: QWidget, width_px: int) -> QWidget:
    """Return a frame with `widget` centered in it, at most `width_px` wide."""
    frame = QWidget()
    widget.setMaximumWidth(width_px)
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(widget, _STRETCH)
    layout.addStretch(1)
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return frame


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
