"""A form field: its label above, a description or error below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.ui.theme import Role, label
from flashdesign.ui.widgets.switch import Switch

_WHOLE_WIDTH = Qt.AlignmentFlag(0)


class FormField(QWidget):
    """A control with its label, description and error."""

    def __init__(
        self, title: str, advice: str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._title = title
        name = label(title, Role.STRONG, self)
        name.setBuddy(control)
        control.setAccessibleName(title)
        self._advice = label(advice, Role.SMALL, self, wrap=True)
        self._wrong = label("", Role.ERROR, self, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(name)
        # A switch keeps its width; text fields are as wide as the form.
        place = Qt.AlignmentFlag.AlignLeft if isinstance(control, Switch) else _WHOLE_WIDTH
        layout.addWidget(control, 0, place)
        for part in (self._advice, self._wrong):
            layout.addWidget(part)
        self._has_advice = bool(advice)
        self.set_wrong("")

    def set_wrong(self, message: str) -> None:
        """Show an error instead of the description; an empty message is no error."""
        self._wrong.setText(message)
        self._wrong.setHidden(not message)
        self._advice.setHidden(bool(message) or not self._has_advice)
        self.control.setAccessibleDescription(message or self._advice.text())

    def wrong(self) -> str:
        """Return the shown error, "" for none."""
        return "" if self._wrong.isHidden() else self._wrong.text()
