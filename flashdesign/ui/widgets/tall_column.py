"""The content of a scroll area, exactly as high as its texts at its width."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class TallColumn(QWidget):
    """Requests the height that its parts need at its present width.

    A plain widget requests the height for its minimum width, which leaves an empty area to scroll
    through below wrapped lines.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.minimumHeightForWidth(max(self.width(), hint.width())))
