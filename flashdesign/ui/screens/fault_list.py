"""What is wrong in a deck file, each with its line, to be mended and read again."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.errors import DeckFormatError
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label

_LEAST_HEIGHT_PX, _MOST_HEIGHT_PX, _LINE_PX = 90, 260, 26


class FaultList(QWidget):
    """Lists the problems of a file.

    Signals:
        again: the file is to be read once more.
    """

    again = Signal()

    def __init__(self, error: DeckFormatError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = (f"Line {one.line}:{one.column}: {one.message}" for one in error.problems)
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
        needed_px = _LEAST_HEIGHT_PX + _LINE_PX * len(error.problems)
        self.lines.setFixedHeight(min(_MOST_HEIGHT_PX, needed_px))
        self.lines.setAccessibleName("What is to be mended")
        self.repeat = button("Read it again", Kind.PRIMARY)
        self.repeat.clicked.connect(lambda: self.again.emit())
        row = QHBoxLayout()
        row.addWidget(self.repeat)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID_PX)
        advice = f"Nothing was changed. Mend {error.path.name} in your editor, then read it again."
        layout.addWidget(label(advice, Role.BODY, wrap=True))
        layout.addWidget(self.lines, 1)
        layout.addLayout(row)
