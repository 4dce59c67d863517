"""A column no wider than reads well, in the middle of whatever room there is."""

from PySide6.QtWidgets import QHBoxLayout, QSizePolicy, QWidget

_ALL_BUT_THE_REST = 1_000


def centred(widget: QWidget, width_px: int) -> QWidget:
    """Return a frame that keeps `widget` in its middle, at most `width_px` wide."""
    frame = QWidget()
    widget.setMaximumWidth(width_px)
    layout = QHBoxLayout(frame)
    layout.setContentsMargins(0, 0, 0, 0)
    layout.addStretch(1)
    layout.addWidget(widget, _ALL_BUT_THE_REST)
    layout.addStretch(1)
    frame.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Maximum)
    return frame
