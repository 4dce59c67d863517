"""The problems of a deck file with their lines, and a button to reload the file."""

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from flashdesign.errors import DeckFormatError
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label

_MIN_HEIGHT_PX, _MAX_HEIGHT_PX, _LINE_PX = 90, 260, 26


class ProblemList(QWidget):
    """Lists the problems of a file.

    Signals:
        reload_requested: the user asks to reload the file.
    """

    reload_requested = Signal()

    def __init__(self, error: DeckFormatError, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        lines = (
            _("Line {line}:{column}: {problem}").format(
                line=problem.line, column=problem.column, problem=problem.message
            )
            for problem in error.problems
        )
        self.lines = QPlainTextEdit("\n".join(lines))
        self.lines.setReadOnly(True)
        needed_px = _MIN_HEIGHT_PX + _LINE_PX * len(error.problems)
        self.lines.setFixedHeight(min(_MAX_HEIGHT_PX, needed_px))
        self.lines.setAccessibleName(_("Problems"))
        self.reload_button = button(_("Reload"), ButtonKind.PRIMARY)
        self.reload_button.clicked.connect(lambda: self.reload_requested.emit())
        row = QHBoxLayout()
        row.addWidget(self.reload_button)
        row.addStretch(1)
        layout = QVBoxLayout(self)
        layout.setSpacing(GRID_PX)
        advice = _("Nothing was changed. Fix {file} in your editor, then reload.").format(
            file=error.path.name
        )
        layout.addWidget(label(advice, TextRole.BODY, wrap=True))
        layout.addWidget(self.lines, 1)
        layout.addLayout(row)
