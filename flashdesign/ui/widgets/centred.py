"""A centered column with a maximum width."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

_STRETCH = 1_000


def centred(widget: QWidget, width_px: int) -> QWidget:
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
