"""A form field of a note, with a control of its type."""

from collections.abc import Sequence
from typing import assert_never

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QTextCursor, QWheelEvent
from PySide6.QtWidgets import QFrame, QLineEdit, QVBoxLayout, QWidget

from flashdesign.content.note_kinds.form_fields import Control, Field, Value
from flashdesign.i18n.translation import _
from flashdesign.ui.edit.fields.row_list import RowList
from flashdesign.ui.edit.fields.tag_field import TagField
from flashdesign.ui.edit.fields.text_box import TextBox
from flashdesign.ui.theme.styled_widgets import TextRole, label
from flashdesign.ui.widgets.controls.deck_combo import WideListCombo
from flashdesign.ui.widgets.controls.switch import Switch


class FormCombo(WideListCombo):
    """Ignores the wheel, so that scrolling the page does not change the value."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.StrongFocus)

    def wheelEvent(self, event: QWheelEvent) -> None:
        event.ignore()


_WHOLE_WIDTH = Qt.AlignmentFlag(0)
_ERROR_LINE_PX = 2


class FormField(QWidget):
    """A control with its label, description and error."""

    def __init__(
        self, title: str, advice: str, control: QWidget, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.control = control
        self._title = title
        name = label(title, TextRole.STRONG, self)
        name.setBuddy(control)
        control.setAccessibleName(title)
        self._advice = label(advice, TextRole.SMALL, self, wrap=True)
        self._wrong = label("", TextRole.ERROR, self, wrap=True)
        # Below the control, since the focus ring takes the place of its border.
        self._line = QFrame(self)
        self._line.setProperty("role", "error_line")
        self._line.setFixedHeight(_ERROR_LINE_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(4)
        layout.addWidget(name)
        # A switch keeps its width; text fields are as wide as the form.
        place = Qt.AlignmentFlag.AlignLeft if isinstance(control, Switch) else _WHOLE_WIDTH
        layout.addWidget(control, 0, place)
        for part in (self._line, self._advice, self._wrong):
            layout.addWidget(part)
        self.set_error("")

    @property
    def title(self) -> str:
        """The label of the field."""
        return self._title

    def set_advice(self, advice: str) -> None:
        """Change the description."""
        self._advice.setText(advice)
        self.set_error(self._wrong.text())

    def set_error(self, message: str) -> None:
        """Show an error instead of the description; an empty message is no error."""
        self._wrong.setText(message)
        self._wrong.setHidden(not message)
        self._line.setHidden(not message)
        self._advice.setHidden(bool(message) or not self._advice.text())
        self.control.setAccessibleDescription(message or self._advice.text())

    def error(self) -> str:
        """Return the shown error, "" for none."""
        return "" if self._wrong.isHidden() else self._wrong.text()


class EntryField(FormField):
    """Label, control and value of one field.

    Signals:
        changed: the value changed; carries the field's name.
    """

    changed = Signal(str)

    def __init__(self, field: Field, parent: QWidget | None = None) -> None:
        self.field = field
        super().__init__(_(field.label), _(field.advice), _make_control(field), parent)
        self._connect_control()

    def value(self) -> Value:
        """Return the value that was typed or chosen."""
        match self.control:
            case QLineEdit():
                return self.control.text()
            case TextBox():
                return self.control.text()
            case FormCombo():
                return str(self.control.currentData())
            case Switch():
                return self.control.isChecked()
            case RowList():
                return self.control.texts()
            case _:
                return ""

    def set_value(self, value: Value) -> None:
        """Show `value` in the control."""
        match self.control, value:
            case QLineEdit() as line, str():
                line.setText(value)
                line.setCursorPosition(0)
            case TextBox() as box, str():
                box.setPlainText(value)
            case FormCombo() as pick, str():
                at = pick.findData(value or self.field.choices[0])
                pick.setCurrentIndex(at if at >= 0 else pick.currentIndex())
            case Switch() as switch, bool():
                switch.setChecked(value)
            case RowList() as rows, tuple():
                rows.set_texts(value)
            case _:
                pass

    def show_error(self, message: str, cells: Sequence[tuple[int, int]] = ()) -> None:
        """Show an error; `cells` of a list of rows (row from 1, cell from 0) get the red line."""
        self.set_error(message)
        if isinstance(self.control, RowList):
            self.control.mark_cells(cells)
            self._line.setHidden(not message or bool(cells))

    def set_known_tags(self, tags: Sequence[str]) -> None:
        """Offer `tags` as completions if this is a tag field."""
        if isinstance(self.control, TagField):
            self.control.set_known(tags)

    def tab_stops(self) -> Sequence[QWidget]:
        """Return the widgets in tab order."""
        if isinstance(self.control, RowList):
            return [cell for row in self.control.rows for cell in row]
        return [self.control]

    def plain_stops(self) -> Sequence[QWidget]:
        """Return the widgets whose text is not Markdown."""
        if isinstance(self.control, RowList) and not self.field.is_plain:
            return [row[at] for row in self.control.rows for at in self.field.plain_columns]
        return self.tab_stops() if self.field.is_plain else []

    def is_filled(self) -> bool:
        """Return whether the field has another value than an empty or the default one."""
        value = self.value()
        return bool(value) and not (self.field.choices and value == self.field.choices[0])

    def take_focus(self, row: int = 0) -> None:
        """Move the focus into the control, with the caret at the end of its text.

        In a list of rows, `row` is counted from 1.
        """
        match self.control:
            case RowList() as rows:
                rows.take_focus(row)
                return
            case TextBox() as box:
                box.moveCursor(QTextCursor.MoveOperation.End)
            case QLineEdit() as line:
                line.end(False)
            case _:
                pass
        self.control.setFocus(Qt.FocusReason.OtherFocusReason)

    def _connect_control(self) -> None:
        def emit_changed(*_args: object) -> None:
            self.changed.emit(self.field.name)

        match self.control:
            case QLineEdit() | TextBox():
                self.control.textChanged.connect(emit_changed)
            case FormCombo():
                self.control.currentIndexChanged.connect(emit_changed)
            case Switch():
                self.control.toggled.connect(emit_changed)
            case RowList():
                self.control.changed.connect(emit_changed)
            case _:
                pass


def _make_control(field: Field) -> QWidget:
    match field.shape:
        case Control.LINE:
            return QLineEdit()
        case Control.TEXT:
            return TextBox()
        case Control.SWITCH:
            return Switch(_(field.label))
        case Control.PICK:
            pick = FormCombo()
            for text, choice in zip(field.labels or field.choices, field.choices, strict=True):
                pick.addItem(text, choice)
            return pick
        case Control.ROWS:
            return RowList(_(field.label), [_(column) for column in field.columns])
        case Control.TAGS:
            return TagField()
        case _:
            assert_never(field.shape)
