"""A bordered box for related controls."""

from PySide6.QtGui import QAccessible
from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label


class Panel(QFrame):
    """A box with an optional heading; add content to `body`."""

    accessible_role = QAccessible.Role.Grouping

    def __init__(self, heading: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setProperty("role", "panel")
        self._heading = label("", TextRole.HEADING, self)
        self.body = QVBoxLayout(self)
        self.body.setContentsMargins(2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX, 2 * GRID_PX)
        self.body.setSpacing(GRID_PX)
        self.body.addWidget(self._heading)
        self.set_heading(heading)

    def set_heading(self, heading: str) -> None:
        """Show a heading; an empty one is hidden."""
        self._heading.setText(heading)
        self._heading.setHidden(not heading)
        self.setAccessibleName(heading)
