"""A row of statistic tiles, in several rows if the page is narrow."""

from collections.abc import Sequence

from PySide6.QtCore import QSize
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QFrame, QGridLayout, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel


class StatTile(QFrame):
    """A value and its name."""

    accessible_role = QAccessible.Role.Grouping

    def __init__(
        self, name: str, value: str = "–", detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value = label("", TextRole.DISPLAY, self)
        self._line = ElidedLabel(parent=self, role=TextRole.MUTED)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(2 * GRID_PX, 12, 2 * GRID_PX, 14)
        layout.setSpacing(2)
        layout.addWidget(self._value)
        layout.addWidget(self._line)
        self.set_value(value, detail)

    def set_value(self, value: str, detail: str = "") -> None:
        """Show a value, and a remark after its name."""
        self._value.setText(value)
        self._line.set_text(f"{self._name} · {detail}" if detail else self._name)
        self.setAccessibleName(f"{self._name}: {value}")
        self.setAccessibleDescription(detail)

    def set_count(self, value: str, name: str) -> None:
        """Show a number of things and their name, which may be singular."""
        self._name = name
        self.set_value(value)

    def whole_width_px(self) -> int:
        """Return the width at which no text of the tile is cut."""
        return max(self._value.sizeHint().width(), self._line.sizeHint().width()) + 4 * GRID_PX + 2

    def sizeHint(self) -> QSize:
        # Tiles side by side get the same width, however long their names are.
        hint = super().sizeHint()
        return QSize(max(self._value.sizeHint().width() + 4 * GRID_PX, 160), hint.height())


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

    def row_count_at(self, width_px: int) -> int:
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
