"""What a scroll area holds: as high as its texts are at its width, and no higher."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QWidget


class TallColumn(QWidget):
    """Asks for the height that its parts need at the width it has.

    A plain widget asks for what they would need if it were as narrow as can be: below lines that
    are wrapped, that leaves a gap to scroll through.
    """

    def minimumSizeHint(self) -> QSize:
        hint, layout = super().minimumSizeHint(), self.layout()
        if layout is None or not layout.hasHeightForWidth():
            return hint
        return QSize(hint.width(), layout.minimumHeightForWidth(max(self.width(), hint.width())))
