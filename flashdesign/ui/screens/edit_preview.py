"""A note as review will ask it, beside the form where it is written."""

from collections.abc import Mapping

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.domain.cards import Note
from flashdesign.errors import FlashDesignError
from flashdesign.services.review_states import ReviewState
from flashdesign.services.trying import Trial
from flashdesign.ui.screens import review_wording as words
from flashdesign.ui.screens.drill_place import DrillPlace
from flashdesign.ui.screens.review_answering import AnswerColumn
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label
from flashdesign.ui.widgets.card_html import CardContent
from flashdesign.ui.widgets.card_table import CardTable
from flashdesign.ui.widgets.card_view import CardView

_NOTHING = "The card is shown here as soon as it can be asked."


class EditPreview(QWidget):
    """Shows one card of the note that is being written, told or asked, to be tried out.

    Signals:
        link_opened: a link of the card was pressed.
    """

    link_opened = Signal(str)

    def __init__(
        self, trial: Trial, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.trial = trial
        # The keys of a review rest here: digits are typed into the form.
        silent = dict.fromkeys(keys, "")
        self.card, self.table = CardView(self), CardTable(self)
        self.drill = DrillPlace(trial, silent, self)
        self.answering = AnswerColumn(self.drill, silent)
        self.remark = label(_NOTHING, Role.MUTED, self, wrap=True)
        self.part = QComboBox(self)
        self.turn = button("", Kind.QUIET)
        self.again = button("Draw again", Kind.QUIET)
        self._is_told = True
        self._shown: Note | None = None
        # Which of the note's cards was shown last.
        self._part = ""
        self._arrange()
        self._connect()
        self._render(trial.state)

    def show_note(self, note: Note) -> None:
        """Show a note as it will be asked."""
        self.remark.hide()
        if note == self._shown:
            return
        part = self._part if self._shown is None else self.trial.part
        self._shown = note
        self._put(part)

    def show_draft(self, remark: str = "", asked: str = "", told: str = "") -> None:
        """Show what is no note yet: why it is none, and question and answer so far."""
        self.remark.setText(remark or _NOTHING)
        self.remark.show()
        if self._shown is not None:
            self._part, self._shown = self.trial.part, None
        is_told = self._is_told
        self._render(self.trial.put(None))
        self._is_told = is_told
        if asked or told:
            self.card.show_card(CardContent(asked, told or None), self.trial.picture)
            self.card.show()
            self.answering.hide()
            self.table.show()

    def clear(self) -> None:
        """Show nothing."""
        self.show_draft()
        self._part = ""

    def turn_over(self) -> None:
        """Show the answer, or ask the question so that it can be answered."""
        self._is_told = not self._is_told
        if self._is_told:
            self._hand_in()
        else:
            self._put(self.trial.part)

    def _put(self, part: str) -> None:
        self._ask(self.trial.put(self._shown, part))

    def _draw_again(self) -> None:
        self._ask(self.trial.draw_again())

    def _ask(self, state: ReviewState) -> None:
        """Show a question; where answers are wanted, go on to that: it fills in what was asked."""
        is_told, is_drill = self._is_told, state.asked is not None and state.asked.drill is not None
        if not (is_told and is_drill):  # a bench shows both at once
            self._render(state)
        if is_told:
            self._render(self.trial.reveal())

    def _hand_in(self) -> None:
        """Mark what was answered here, or show the answer."""
        asked = self.trial.state.asked
        if asked is None:
            return
        if asked.drill is not None:
            self.drill.bench.submit()
            return
        try:
            if not self.answering.is_answered(asked):
                state = self.trial.reveal()
            elif asked.board is not None:
                state = self.trial.place(self.answering.board.placed())
            elif asked.need:
                state = self.trial.name_items(self.answering.entries.texts())
            else:
                state = self.trial.submit(self.answering.number.text())
        except FlashDesignError as error:
            self.answering.number.set_reading(str(error), is_error=True)
            return
        self._render(state)

    def _render(self, state: ReviewState) -> None:
        asked = state.asked
        self._name_parts()
        self._is_told = state.revealed or asked is None
        self.turn.setText("Try it" if self._is_told else "Show answer")
        for part in (self.table, self.turn):
            part.setVisible(asked is not None)
        self.again.setVisible(asked is not None and _can_be_drawn(state))
        if asked is None:
            return
        self.card.show_card(words.content(state), self.trial.picture)
        self.card.setVisible(asked.drill is None)
        self.answering.show()
        self.drill.render_state(state)
        self.answering.render_state(state, asked)

    def _name_parts(self) -> None:
        parts = self.trial.parts
        self.part.blockSignals(True)
        self.part.clear()
        for at, name in enumerate(parts, start=1):
            self.part.addItem(f"Card {at} of {len(parts)}", name)
        self.part.setCurrentIndex(self.part.findData(self.trial.part))
        self.part.blockSignals(False)
        self.part.setVisible(len(parts) > 1)

    def _read(self, text: str) -> None:
        reading, is_error = self.trial.reading(text)
        self.answering.number.set_reading(reading, is_error=is_error)

    def _arrange(self) -> None:
        bar = QHBoxLayout()
        bar.setSpacing(GRID_PX)
        bar.addWidget(label("Preview", Role.STRONG))
        bar.addWidget(self.part)
        bar.addStretch(1)
        for tool in (self.again, self.turn):
            bar.addWidget(tool)
        self.part.setAccessibleName("Card")
        self.table.set_parts(self.card, self.answering)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addLayout(bar)
        column.addWidget(self.remark)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.setAccessibleName("Preview")

    def _connect(self) -> None:
        self.turn.clicked.connect(self.turn_over)
        for part in (self.card, self.drill):
            part.link_opened.connect(self.link_opened)
        self.again.clicked.connect(self._draw_again)
        self.part.activated.connect(lambda _: self._put(str(self.part.currentData())))
        self.drill.moved.connect(self._render)
        self.answering.choices.chosen.connect(lambda at: self._render(self.trial.choose(at)))
        self.answering.number.submitted.connect(lambda _: self._hand_in())
        self.answering.number.changed.connect(self._read)
        self.answering.entries.submitted.connect(self._hand_in)


def _can_be_drawn(state: ReviewState) -> bool:
    asked = state.asked
    return asked is not None and (
        asked.drill is not None or bool(asked.options) or asked.board is not None
    )
