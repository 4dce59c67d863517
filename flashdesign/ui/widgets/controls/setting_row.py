"""A setting: its label on the left, its control on the right, such as a text field."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_TEXT_EMS = 12
_FIELD_PX = 260


class SettingRow(ResponsiveRow):
    """A control with its label and description."""

    def __init__(
        self, title: str, description: str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(self._needed_width_px, parent)
        self.control = control
        name = label(title, TextRole.BODY, self, wrap=True)
        name.setBuddy(control)
        self._more = label("", TextRole.SMALL, self, wrap=True)
        control.setAccessibleName(title)
        self.set_description(description)
        texts = QVBoxLayout()
        texts.setSpacing(2)
        texts.addWidget(name)
        texts.addWidget(self._more)
        self.row.setContentsMargins(0, GRID_PX, 0, GRID_PX)
        self.row.setSpacing(GRID_PX)
        self.row.addLayout(texts, 1)
        if control.sizePolicy().horizontalPolicy() is QSizePolicy.Policy.Expanding:
            self.row.addWidget(control, 2, Qt.AlignmentFlag.AlignVCenter)  # a text field
        else:
            align = Qt.AlignmentFlag.AlignVCenter | Qt.AlignmentFlag.AlignLeft
            self.row.addWidget(control, 0, align)

    def set_description(self, description: str) -> None:
        """Show another description; an empty one is hidden."""
        self._more.setText(description)
        self._more.setHidden(not description)
        self.control.setAccessibleDescription(description)

    def _needed_width_px(self) -> int:
        text_px = _TEXT_EMS * sizes_of(self.font()).body_px
        return text_px + GRID_PX + self.control.sizeHint().width()


def text_field() -> QLineEdit:
    """Return a text field that is wide enough for a few words beside its label."""
    field = QLineEdit()
    field.setMinimumWidth(_FIELD_PX)
    return field
