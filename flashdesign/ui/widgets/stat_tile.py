"""A tile with one statistic."""

from PySide6.QtCore import QSize
from PySide6.QtWidgets import QFrame, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.elided_label import ElidedLabel


class StatTile(QFrame):
    """A value and its name."""

    def __init__(
        self, name: str, value: str = "–", detail: str = "", parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._name = name
        self.setProperty("role", "panel")
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self._value = label("", Role.DISPLAY, self)
        self._line = ElidedLabel(parent=self, role=Role.MUTED)
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

    def whole_width_px(self) -> int:
        """Return the width at which no text of the tile is cut."""
        return max(self._value.sizeHint().width(), self._line.sizeHint().width()) + 4 * GRID_PX + 2

    def sizeHint(self) -> QSize:
        # Tiles side by side get the same width, however long their names are.
        hint = super().sizeHint()
        return QSize(max(self._value.sizeHint().width() + 4 * GRID_PX, 160), hint.height())
