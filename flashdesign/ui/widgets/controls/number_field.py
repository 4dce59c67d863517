"""A field for a number with a unit, and a line that shows how it is read."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QVBoxLayout, QWidget

from flashdesign.domain.quantities.quantity import names_unit
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.styled_widgets import TextRole, label, set_text_role

_UNIT_MARGIN_PX = 12


class NumberField(QWidget):
    """Takes a number as text; the caller parses it.

    Signals:
        changed: the text after each edit.
        submitted: the text, on Return.
    """

    changed = Signal(str)
    submitted = Signal(str)

    def __init__(self, parent: QWidget | None = None, *, name: str = "") -> None:
        super().__init__(parent)
        self.edit = QLineEdit(self)
        self.edit.setProperty("role", "number")
        self.edit.setAccessibleName(name or _("Your answer"))
        self._unit = label("", TextRole.MUTED, self.edit)
        self._unit.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
        self._reading = label(" ", TextRole.SMALL, self, wrap=True)
        inside = QHBoxLayout(self.edit)
        inside.setContentsMargins(_UNIT_MARGIN_PX, 0, _UNIT_MARGIN_PX, 0)
        inside.addStretch(1)
        inside.addWidget(self._unit)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(6)
        layout.addWidget(self.edit)
        layout.addWidget(self._reading)
        self.setFocusProxy(self.edit)
        self.edit.textChanged.connect(self._show_unit)
        self.edit.textChanged.connect(self.changed)
        self.edit.returnPressed.connect(lambda: self.submitted.emit(self.edit.text()))

    def text(self) -> str:
        """Return what was typed."""
        return self.edit.text()

    def set_text(self, text: str) -> None:
        """Replace what was typed."""
        self.edit.setText(text)

    def set_placeholder(self, text: str) -> None:
        """Show an example while the field is empty."""
        self.edit.setPlaceholderText(text)

    def set_unit(self, unit: str) -> None:
        """Show the unit of a number without one; it is hidden while the text names its own."""
        self._unit.setText(unit)
        self._show_unit(self.edit.text())
        room = self._unit.sizeHint().width() + _UNIT_MARGIN_PX if unit else 0
        left, right = (room, 0) if self.isRightToLeft() else (0, room)
        self.edit.setTextMargins(left, 0, right, 0)
        self.edit.setAccessibleDescription(_("in {unit}").format(unit=unit) if unit else "")

    def unit(self) -> str:
        """Return the unit that is shown in the field, "" for none."""
        return "" if self._unit.isHidden() else self._unit.text()

    def _show_unit(self, text: str) -> None:
        self._unit.setHidden(bool(self._unit.text()) and names_unit(text))

    def set_reading(self, text: str, *, is_error: bool) -> None:
        """Show how the text is read, or why it cannot be read."""
        set_text_role(self._reading, TextRole.ERROR if is_error else TextRole.SMALL)
        self._reading.setText(text or " ")

    def reading(self) -> str:
        """Return the line under the field."""
        return self._reading.text().strip()

    def set_locked(self, *, locked: bool) -> None:
        """Make the field read-only, or editable again."""
        self.edit.setReadOnly(locked)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        # A line edit passes Return on after it was submitted; the page would use it again.
        if event.key() not in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            super().keyPressEvent(event)
