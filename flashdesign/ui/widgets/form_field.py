"""A field of a form: its name above, advice or what is wrong below."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.ui.theme import Role, label
from flashdesign.ui.widgets.switch import Switch

_WHOLE_WIDTH = Qt.AlignmentFlag(0)


class FormField(QWidget):
    """Holds a control with its words."""

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
        # A switch stays as wide as it is; what is typed into is as wide as the form.
        place = Qt.AlignmentFlag.AlignLeft if isinstance(control, Switch) else _WHOLE_WIDTH
        layout.addWidget(control, 0, place)
        for part in (self._advice, self._wrong):
            layout.addWidget(part)
        self._has_advice = bool(advice)
        self.set_wrong("")

    def set_wrong(self, message: str) -> None:
        """Show what is wrong in place of the advice; an empty message is nothing."""
        self._wrong.setText(message)
        self._wrong.setHidden(not message)
        self._advice.setHidden(bool(message) or not self._has_advice)
        self.control.setAccessibleDescription(message or self._advice.text())

    def wrong(self) -> str:
        """Return what is shown to be wrong."""
        return "" if self._wrong.isHidden() else self._wrong.text()
