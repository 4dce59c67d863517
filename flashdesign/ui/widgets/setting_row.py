"""One setting: what it is on the left, its control on the right."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.ui.theme import GRID_PX, Role, label


class SettingRow(QWidget):
    """Names a control and says in a line what it does."""

    def __init__(
        self, title: str, description: str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        name = label(title, Role.BODY, self)
        name.setBuddy(control)
        more = label(description, Role.SMALL, self, wrap=True)
        more.setHidden(not description)
        control.setAccessibleName(title)
        control.setAccessibleDescription(description)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(name)
        texts.addWidget(more)
        layout = QHBoxLayout(self)
        layout.setContentsMargins(0, GRID_PX, 0, GRID_PX)
        layout.setSpacing(3 * GRID_PX)
        layout.addLayout(texts, 1)
        layout.addWidget(control, 0, Qt.AlignmentFlag.AlignVCenter)
