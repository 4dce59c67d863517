"""A matching task: place a choice in each row by key or mouse, then see the verdict."""

from collections.abc import Sequence

from PySide6.QtCore import Signal
from PySide6.QtGui import QAccessible, QResizeEvent
from PySide6.QtWidgets import QGridLayout, QVBoxLayout, QWidget

from flashdesign.i18n.translation import N_, _
from flashdesign.ui.cards.inputs import choice_list
from flashdesign.ui.cards.inputs.choice_list import OptionRow, ShownOption
from flashdesign.ui.cards.inputs.matching_row import MatchingRow, RowState
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import TextRole, label

_TWO_COLUMNS_PX = 480
_ADVICE = N_("Choose an option to fill the highlighted row. Backspace undoes.")


class MatchingView(QWidget):
    """Puts choices in the rows; a click selects a row or empties the current one.

    Signals:
        changed: a choice was placed or removed.
    """

    accessible_role = QAccessible.Role.Grouping
    changed = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.rows: tuple[MatchingRow, ...] = ()
        self.choices: tuple[OptionRow, ...] = ()
        self._texts: tuple[str, ...] = ()
        self._placed: list[int | None] = []
        self._filled: list[int] = []  # rows in the order they were filled
        self._current, self._once, self._is_open = 0, True, False
        self._column, self._grid = QVBoxLayout(), QGridLayout()
        self._advice = label(_(_ADVICE), TextRole.SMALL, self, wrap=True)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID_PX)
        for part in (self._column, self._grid):
            part.setSpacing(GRID_PX)
            layout.addLayout(part)
        layout.addWidget(self._advice)
        layout.addStretch(1)
        self.setAccessibleName(_("Matching task"))

    def set_task(
        self,
        rows: Sequence[str],
        choices: Sequence[ShownOption],
        *,
        once: bool,
        is_ordered: bool = False,
    ) -> None:
        """Show rows and choices (Markdown); with `once` each choice fits one row only.

        The labels of an order are short, and only as wide as their text.
        """
        for old in (*self.rows, *self.choices):
            old.hide()
            old.deleteLater()
        label_px = 0
        if is_ordered:
            label_px = max(painting.text_width(text, self.font()) for text in rows) + GRID_PX
        self.rows = tuple(self._add_row(at, text, label_px) for at, text in enumerate(rows))
        self.choices = tuple(self._add_choice(at, option) for at, option in enumerate(choices))
        self._texts = tuple(option.text for option in choices)
        for choice in self.choices:
            choice.keep_key_room(keeps=any(option.key for option in choices))
        self._placed, self._filled = [None] * len(rows), []
        self._current, self._once, self._is_open = 0, once, True
        self._advice.show()
        self._lay_out_choices()
        self._render()

    def placed_choices(self) -> tuple[int | None, ...]:
        """Return the index of the choice in each row, None if the row is empty."""
        return tuple(self._placed)

    def pick(self, choice: int) -> None:
        """Put a choice in the current row, and move to the next empty row."""
        if not self._is_open or not 0 <= choice < len(self.choices):
            return
        if self._once and choice in self._placed:
            self._empty(self._placed.index(choice))
        self._empty(self._current)
        self._placed[self._current] = choice
        self._filled.append(self._current)
        rows = range(len(self.rows))
        empty = [row for row in rows if self._placed[row] is None]
        later = [row for row in empty if row > self._current]
        self._current = next(iter((*later, *empty)), self._current)
        self._render()
        self.changed.emit()

    def undo_last(self) -> None:
        """Empty the row that was filled last, and make it current."""
        if self._is_open and self._filled:
            self._current = self._filled[-1]
            self._empty(self._current)
            self._render()
            self.changed.emit()

    def show_verdict(self, right: Sequence[int], marks: Sequence[bool]) -> None:
        """Show the right choice of each row; `marks` is empty if nothing was answered."""
        self._is_open = False
        for part in (*self.choices, self._advice):
            part.hide()
        for at, (row, choice) in enumerate(zip(self.rows, right, strict=True)):
            given, text = self._placed[at], self._texts[choice]
            if not marks:
                row.set_choice(text, RowState.SHOWN)
            elif given is None:
                row.set_choice("", RowState.WRONG, _("Missing: {answer}").format(answer=text))
            elif marks[at]:
                row.set_choice(self._texts[given], RowState.RIGHT, _("Correct"))
            else:
                row.set_choice(
                    self._texts[given], RowState.WRONG, _("Should be: {answer}").format(answer=text)
                )

    def _empty(self, row: int) -> None:
        self._placed[row] = None
        self._filled = [other for other in self._filled if other != row]

    def _select_row(self, row: int) -> None:
        """Make a row current; empty it if it already is."""
        if not self._is_open:
            return
        if row == self._current and self._placed[row] is not None:
            self._empty(row)
            self.changed.emit()
        self._current = row
        self._render()

    def _render(self) -> None:
        for at, row in enumerate(self.rows):
            given = self._placed[at]
            mark = RowState.CURRENT if at == self._current else RowState.OPEN
            row.set_choice("" if given is None else self._texts[given], mark)
        for at, choice in enumerate(self.choices):
            is_used = self._once and at in self._placed
            plain, used = choice_list.OptionState.OPEN, choice_list.OptionState.USED
            choice.set_mark(used if is_used else plain)
            choice.setAccessibleDescription(_("already placed") if is_used else "")

    def _add_row(self, at: int, text: str, label_px: int) -> MatchingRow:
        row = MatchingRow(self)
        row.show_row(text, label_px)
        row.clicked.connect(lambda: self._select_row(at))
        self._column.addWidget(row)
        return row

    def _add_choice(self, at: int, option: ShownOption) -> OptionRow:
        row = OptionRow(option, self)
        row.clicked.connect(lambda: self.pick(at))
        return row

    def _lay_out_choices(self) -> None:
        columns = 2 if self.width() >= _TWO_COLUMNS_PX else 1
        for column in (0, 1):
            self._grid.setColumnStretch(column, 1 if column < columns else 0)
        for at, choice in enumerate(self.choices):
            self._grid.addWidget(choice, at // columns, at % columns)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._lay_out_choices()
