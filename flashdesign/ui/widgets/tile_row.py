"""A row of statistic tiles, in several rows if the page is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QGridLayout, QSizePolicy, QWidget

from flashdesign.ui.theme import GRID_PX
from flashdesign.ui.widgets.stat_tile import StatTile


class TileRow(QWidget):
    """Lays out tiles in one row, two rows, pairs, or a column."""

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

    def rows_at(self, width_px: int) -> int:
        """Return the number of rows at a width."""
        return -(-len(self.tiles) // self._columns_at(width_px))

    def minimumSizeHint(self) -> QSize:
        # The hint of one row would keep the window too wide for two.
        widest = max(tile.minimumSizeHint().width() for tile in self.tiles)
        return QSize(widest, super().minimumSizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out(self._columns_at(self.width()))
        is_one_row = self._columns == len(self.tiles)
        for column, tile in enumerate(self.tiles):
            # In one row each tile is at least as wide as its text.
            self._grid.setColumnMinimumWidth(column, tile.whole_width_px() if is_one_row else 0)

    def _columns_at(self, width_px: int) -> int:
        widths = [tile.whole_width_px() + 2 * GRID_PX for tile in self.tiles]
        room, half = width_px + 2 * GRID_PX, (len(widths) + 1) // 2
        if sum(widths) <= room:
            return len(widths)
        return next((columns for columns in (half, 2) if columns * max(widths) <= room), 1)
