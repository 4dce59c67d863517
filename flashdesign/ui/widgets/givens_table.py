"""A small table of the givens of a question."""

from collections.abc import Sequence

from PySide6.QtCore import QRectF, Qt
from PySide6.QtGui import QPaintEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QLabel, QSizePolicy, QWidget

from flashdesign.i18n import _
from flashdesign.ui.theme import GRID_PX, Role, label, tabular, tokens_of
from flashdesign.ui.widgets import painting
from flashdesign.ui.widgets.elided_label import ElidedLabel


class GivensTable(QFrame):
    """Shows names and values; hidden while there are none."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._labels: list[QLabel] = []
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(12, GRID_PX, 12, GRID_PX)
        self._grid.setHorizontalSpacing(3 * GRID_PX)
        self._grid.setVerticalSpacing(4)
        self._grid.setColumnStretch(0, 1)
        self.setSizePolicy(QSizePolicy.Policy.Maximum, QSizePolicy.Policy.Fixed)
        self.hide()

    def set_rows(self, rows: Sequence[tuple[str, str]]) -> None:
        """Replace the givens."""
        for old in self._labels:
            self._grid.removeWidget(old)
            old.hide()
            old.deleteLater()
        self._labels = []
        for row, (name, value) in enumerate(rows):
            title = ElidedLabel(name, self, role=Role.MUTED)
            number = label(value, Role.STRONG, self)
            number.setFont(tabular(number.font()))
            self._grid.addWidget(title, row, 0)
            self._grid.addWidget(number, row, 1, Qt.AlignmentFlag.AlignRight)
            self._labels += [title, number]
            title.show()
            number.show()
        givens = ", ".join(f"{name} {value}" for name, value in rows)
        self.setAccessibleName(_("Given: {givens}").format(givens=givens))
        self.setHidden(not rows)

    def paintEvent(self, _event: QPaintEvent) -> None:
        tokens = tokens_of(self.palette())
        painter = painting.begin(self)
        painting.box(painter, QRectF(self.rect()), fill=tokens.background, line=tokens.line)
        painter.end()
