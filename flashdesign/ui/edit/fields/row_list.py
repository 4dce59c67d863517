"""An editable list of rows with an empty row at its end; Return goes to the next row."""

from collections.abc import Collection, Sequence

from PySide6.QtCore import QEvent, QObject, Qt, Signal
from PySide6.QtGui import QAccessible, QKeyEvent, QTextCursor
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.i18n.translation import _
from flashdesign.ui.edit.fields.text_box import TextBox
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import set_style_property

_SPACING_PX = 4
_UP, _DOWN = QTextCursor.MoveOperation.Up, QTextCursor.MoveOperation.Down
_RETURN = (Qt.Key.Key_Return, Qt.Key.Key_Enter)


class RowList(QWidget):
    """Rows of one or more cells; the last row is empty and not part of the value.

    Signals:
        changed: something was typed, or a row was removed.
    """

    accessible_role = QAccessible.Role.Grouping
    changed = Signal()

    def __init__(self, name: str, columns: Sequence[str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._name, self._columns = name, tuple(columns)
        self.rows: list[list[TextBox]] = []
        self._layout = QVBoxLayout(self)
        self._layout.setContentsMargins(0, 0, 0, 0)
        self._layout.setSpacing(_SPACING_PX)
        self._holders: list[QWidget] = []
        self._add_row()

    def texts(self) -> tuple[tuple[str, ...], ...]:
        """Return the rows that are not empty."""
        rows = (tuple(cell.text() for cell in row) for row in self.rows)
        return tuple(row for row in rows if any(cell.strip() for cell in row))

    def set_texts(self, rows: Sequence[Sequence[str]]) -> None:
        """Replace the rows."""
        while self.rows:
            self._drop_row(len(self.rows) - 1)
        for row in rows:
            self._add_row(row)
        self._add_row()

    def mark_cells(self, cells: Collection[tuple[int, int]]) -> None:
        """Mark these cells as wrong: rows of the value from 1, cells from 0."""
        filled = [row for row in self.rows if any(cell.text().strip() for cell in row)]
        wrong = [filled[row - 1][at] for row, at in cells if row <= len(filled)]
        for line in self.rows:
            for cell in line:
                set_style_property(cell, "wrong", any(cell is other for other in wrong))

    def take_focus(self, number: int = 0) -> None:
        """Move the focus to a row of the value, counted from 1, or with 0 to the first one."""
        filled = [row for row in self.rows if any(cell.text().strip() for cell in row)]
        row = filled[number - 1] if 0 < number <= len(filled) else self.rows[0]
        cell = next((cell for cell in row if not cell.text().strip()), row[0])
        if number == 0:
            cell = row[0]
        cell.setFocus(Qt.FocusReason.OtherFocusReason)

    def _add_row(self, texts: Sequence[str] = ()) -> None:
        number, holder = len(self.rows) + 1, QWidget(self)
        line = QHBoxLayout(holder)
        line.setContentsMargins(0, 0, 0, 0)
        line.setSpacing(GRID_PX)
        cells = []
        for column, title in enumerate(self._columns):
            cell = TextBox(holder, is_cell=True)
            cell.setPlainText(texts[column] if column < len(texts) else "")
            cell.setPlaceholderText(title)
            cell.setToolTip(title)
            cell.setAccessibleName(
                _("{list}, {column} {n}").format(list=self._name, column=title, n=number)
            )
            cell.textChanged.connect(self._add_row_if_full)
            cell.installEventFilter(self)
            line.addWidget(cell, 1, Qt.AlignmentFlag.AlignTop)
            cells.append(cell)
        previous = self.rows[-1][-1] if self.rows else None
        for cell in cells:
            if previous is not None:
                self.setTabOrder(previous, cell)
            previous = cell
        self.rows.append(cells)
        self._holders.append(holder)
        self._layout.addWidget(holder)
        holder.show()

    def _drop_row(self, at: int) -> None:
        self.rows.pop(at)
        holder = self._holders.pop(at)
        self._layout.removeWidget(holder)
        holder.hide()
        holder.deleteLater()

    def _add_row_if_full(self) -> None:
        if any(cell.text() for cell in self.rows[-1]):
            self._add_row()
        self.changed.emit()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        place = self._find_cell(watched)
        if isinstance(event, QKeyEvent) and event.type() is QEvent.Type.KeyPress and place:
            is_plain = event.modifiers() in (
                Qt.KeyboardModifier.NoModifier,
                Qt.KeyboardModifier.KeypadModifier,
            )
            if is_plain and self._handle_key(place, Qt.Key(event.key())):
                return True
        return super().eventFilter(watched, event)

    def _find_cell(self, watched: QObject) -> tuple[int, int] | None:
        places = (
            (at, column)
            for at, row in enumerate(self.rows)
            for column, cell in enumerate(row)
            if cell is watched
        )
        return next(places, None)

    def _handle_key(self, place: tuple[int, int], key: Qt.Key) -> bool:
        """Go to another row or remove an empty one; return False if the key is for the cell."""
        row, column = place
        if key in _RETURN:
            self._go_to(row + 1, 0)
            return True  # a cell has no second line
        if key == Qt.Key.Key_Down:
            return not self._can_move(place, _DOWN) and self._go_to(row + 1, column)
        if key == Qt.Key.Key_Up:
            return not self._can_move(place, _UP) and self._go_to(row - 1, column)
        is_empty = not any(cell.text() for cell in self.rows[row])
        if key == Qt.Key.Key_Backspace and is_empty and column == 0 and row > 0:
            self._go_to(row - 1, len(self._columns) - 1)
            if row < len(self.rows) - 1:
                self._drop_row(row)
                self.changed.emit()
            return True
        return False

    def _can_move(self, place: tuple[int, int], step: QTextCursor.MoveOperation) -> bool:
        """Return whether the caret can move in its cell, whose text may be wrapped."""
        return self.rows[place[0]][place[1]].textCursor().movePosition(step)

    def _go_to(self, row: int, column: int) -> bool:
        if not 0 <= row < len(self.rows):
            return False
        self.rows[row][column].setFocus(Qt.FocusReason.OtherFocusReason)
        return True
