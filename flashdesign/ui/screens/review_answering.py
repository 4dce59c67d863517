"""What a card is answered with, below it: options, a field, a board, a list, a drill."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.domain import boards
from flashdesign.domain.boards import Board
from flashdesign.domain.typed_answers import Entry
from flashdesign.services.asking import Asked, Outcome
from flashdesign.services.review import ReviewState
from flashdesign.ui.screens import review_wording as words
from flashdesign.ui.screens.drill_place import DrillPlace
from flashdesign.ui.theme import GRID_PX, Role, label
from flashdesign.ui.widgets.board_view import BoardView
from flashdesign.ui.widgets.choice_list import ChoiceList
from flashdesign.ui.widgets.entry_list import EntryList, Mark
from flashdesign.ui.widgets.number_field import NumberField

_COLUMN_PX = 720
_DIGITS = {Qt.Key(Qt.Key.Key_1 + at): at for at in range(9)}


class AnswerColumn(QWidget):
    """Shows the part that this kind of card is answered with, and the verdict under it.

    Signals:
        changed: what the answer would be is another now.
    """

    changed = Signal()

    def __init__(self, drill: DrillPlace, keys: Mapping[str, str]) -> None:
        super().__init__()
        self._keys = keys
        self.verdict = label("", Role.STRONG, wrap=True)
        self.choices, self.number = ChoiceList(self), NumberField(self)
        self.board, self.entries = BoardView(self), EntryList(self)
        self.setMaximumWidth(_COLUMN_PX)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        parts = (drill, self.choices, self.number, self.board, self.entries, self.verdict)
        for part in parts:
            layout.addWidget(part)
        self.board.changed.connect(self.changed)
        self.entries.changed.connect(self.changed)

    def render_state(self, state: ReviewState, asked: Asked) -> None:
        """Show what the card is answered with, or how it was."""
        outcome = state.outcome
        self.choices.setVisible(bool(asked.options))
        self.number.setVisible(asked.is_typed)
        self.board.setVisible(asked.board is not None)
        self.entries.setVisible(asked.need > 0)
        self.verdict.setText(outcome.said if outcome else "")
        # Options carry their verdicts themselves.
        self.verdict.setVisible(outcome is not None and not asked.options and not asked.drill)
        if state.revealed:
            self._tell(asked, outcome)
        else:
            self._ask(asked)

    def field(self, asked: Asked) -> QWidget | None:
        """Return what the cursor belongs into, if anything."""
        if asked.need:
            return self.entries.edit
        return self.number.edit if asked.is_typed else None

    def is_answered(self, asked: Asked) -> bool:
        """Tell whether there is an answer to be marked."""
        if asked.board is not None:
            return any(given is not None for given in self.board.placed())
        if asked.need:
            return bool(self.entries.texts())
        return asked.is_typed and bool(self.number.text().strip())

    def press_key(self, key: Qt.Key) -> bool:
        """Pick by a digit that is no grade's, or take back; False if the key is for another."""
        if not self.board.isVisible():
            return False
        if key == Qt.Key.Key_Backspace:
            self.board.take_back()
        elif key in _DIGITS:
            self.board.pick(_DIGITS[key])
        return key == Qt.Key.Key_Backspace or key in _DIGITS

    def _ask(self, asked: Asked) -> None:
        if asked.options:
            self.choices.set_options(words.options(asked.options, self._keys))
        if asked.is_typed:
            self.number.set_locked(locked=False)
            self.number.set_text("")
            self.number.set_unit(asked.unit)
        if asked.board is not None:
            choices = words.board_choices(asked.board, self._keys)
            self.board.set_board(asked.board.rows, choices, once=asked.board.once)
        if asked.need:
            self.entries.begin(asked.need)

    def _tell(self, asked: Asked, outcome: Outcome | None) -> None:
        if asked.options:
            words.show_verdict(self.choices, asked.options, outcome)
        self.number.set_locked(locked=True)
        if asked.board is not None:
            self.board.show_verdict(asked.board.right, _marks(asked.board, outcome))
        if asked.need:
            self.entries.show_verdict(
                [_marked(entry) for entry in outcome.entries] if outcome else []
            )


def _marks(board: Board, outcome: Outcome | None) -> tuple[bool, ...]:
    return () if outcome is None else boards.marks(board, outcome.placed)


def _marked(entry: Entry) -> tuple[str, Mark]:
    if entry.item is None:
        return entry.text, Mark.WRONG
    return entry.text, Mark.AGAIN if entry.is_again else Mark.RIGHT
