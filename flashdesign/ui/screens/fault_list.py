"""What is wrong in a deck file, each with its line, to be mended and read again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.errors import DeckFormatError
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label

_LIST_HEIGHT_PX = 260
_ADVICE = "Nothing was changed. Mend the file in your editor, then read it again."


class FaultList(QWidget):
    """Lists the problems of a file.

    Signals:
        again: the file is to be read once more.
    """

    again = Signal()

    def __init__(self, error: DeckFormatError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = (f"Line {one.line}: {one.message}" for one in error.problems)
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
        self.lines.setMinimumHeight(_LIST_HEIGHT_PX)
        self.lines.setAccessibleName("What is to be mended")
        self.repeat = button("Read it again", Kind.PRIMARY)
        self.repeat.clicked.connect(lambda: self.again.emit())
        row = QHBoxLayout()
        row.addWidget(self.repeat)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID_PX)
        layout.addWidget(label(_ADVICE, Role.BODY, wrap=True))
        layout.addWidget(self.lines, 1)
        layout.addLayout(row)
