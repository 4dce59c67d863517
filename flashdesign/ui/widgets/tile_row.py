"""Figures side by side, below each other where that is too narrow for them."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from flashdesign.ui.theme import GRID_PX
from flashdesign.ui.widgets.stat_tile import StatTile


class TileRow(QWidget):
    """Lays tiles in one row, in two, or in a column."""

    def __init__(self, names: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles = tuple(StatTile(name, parent=self) for name in names)
        self._columns = 0
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(2 * GRID_PX)
        self._lay_out(len(self.tiles))

    def _lay_out(self, columns: int) -> None:
        if columns == self._columns:
            return
        for column in range(self._columns):
            self._grid.setColumnStretch(column, 0)
        self._columns = columns
        for at, tile in enumerate(self.tiles):
            self._grid.addWidget(tile, at // columns, at % columns)
        for column in range(columns):
            self._grid.setColumnStretch(column, 1)

    @property
    def rows(self) -> int:
        """How many rows the tiles take."""
        return -(-len(self.tiles) // self._columns)

    def minimumSizeHint(self) -> QSize:
        # Else four in a row could never become narrow enough for two.
        widest = max(tile.minimumSizeHint().width() for tile in self.tiles)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        widths = [tile.whole_width_px() + 2 * GRID_PX for tile in self.tiles]
        room, half = self.width() + 2 * GRID_PX, (len(widths) + 1) // 2
        if sum(widths) <= room:
            self._lay_out(len(widths))
        else:
            self._lay_out(half if half * max(widths) <= room else 1)
