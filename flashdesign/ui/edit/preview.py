"""The preview of a note as a review card, next to its form."""

from collections.abc import Mapping

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QComboBox, QHBoxLayout, QVBoxLayout, QWidget

from flashdesign.domain.notes.note import Note
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.editing.note_preview import NotePreview
from flashdesign.services.review.state import ReviewState
from flashdesign.ui.cards import review_text
from flashdesign.ui.cards.answer_area import AnswerArea
from flashdesign.ui.cards.card_html import CardContent
from flashdesign.ui.cards.card_view import CardView
from flashdesign.ui.cards.scroll_area import CardScrollArea
from flashdesign.ui.drills.lazy_workspace import LazyDrillWorkspace
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import (
    ButtonKind,
    TextRole,
    button,
    label,
    set_style_property,
    set_text_role,
)
from flashdesign.ui.widgets.layout.responsive_row import ResponsiveRow

_EMPTY = N_("Preview appears here.")
_LEADING, _TRAILING = Qt.AlignmentFlag.AlignLeft, Qt.AlignmentFlag.AlignRight


class EditPreview(QWidget):
    """Shows a card of the edited note with its answer, or asks it.

    Signals:
        link_opened: a link of the card was clicked.
    """

    link_opened = Signal(str)

    def __init__(
        self, trial: NotePreview, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.trial = trial
        # Review keys are off here: digits are typed into the form.
        no_keys = dict.fromkeys(keys, "")
        self.card, self.scroll_area = CardView(self), CardScrollArea(self)
        self.drill = LazyDrillWorkspace(trial, no_keys, self)
        self.answering = AnswerArea(self.drill, no_keys)
        self.remark = label(_(_EMPTY), TextRole.MUTED, self, wrap=True)
        self.part = QComboBox(self)
        self.count = label("", TextRole.MUTED)
        self.front_button = button(pgettext("side of a card", "Front"), ButtonKind.SEGMENT)
        self.back_button = button(pgettext("side of a card", "Back"), ButtonKind.SEGMENT)
        for side in (self.front_button, self.back_button):
            side.setCheckable(True)
        sides = ("right", "left") if self.isRightToLeft() else ("left", "right")
        for side, at in zip((self.front_button, self.back_button), sides, strict=True):
            side.setProperty("at", at)
        self.new_values_button = button(_("New values"), ButtonKind.QUIET)
        self._shows_answer = True
        self._note: Note | None = None
        # The card of the note that was shown last.
        self._part = ""
        self._arrange()
        self._connect()
        self._render(trial.state)

    def show_note(self, note: Note) -> None:
        """Show a card of a note."""
        self.remark.hide()
        if note == self._note:
            return
        part = self._part if self._note is None else self.trial.part
        self._note = note
        self._show_part(part)

    def show_draft(self, remark: str = "", asked: str = "", answer: str = "") -> None:
        """Show an incomplete note: the problem, and question and answer so far."""
        self.remark.setText(remark or _(_EMPTY))
        set_text_role(self.remark, TextRole.ERROR if remark else TextRole.MUTED)
        self.remark.show()
        if self._note is not None:
            self._part, self._note = self.trial.part, None
        shows_answer = self._shows_answer
        self._render(self.trial.show(None))
        self._shows_answer = shows_answer
        if asked or answer:
            self.card.show_card(CardContent(asked, answer or None), self.trial.picture)
            set_style_property(self.card, "draft", True)
            self.card.show()
            self.answering.hide()
            self.scroll_area.show()

    def clear(self) -> None:
        """Clear the preview."""
        self.show_draft()
        self._part = ""

    def turn_over(self) -> None:
        """Show the answer, or ask the question."""
        self._show_side(is_answer=not self._shows_answer)

    def _show_side(self, *, is_answer: bool) -> None:
        self._shows_answer = is_answer
        if is_answer:
            self._submit()
        else:
            self._show_part(self.trial.part)
        # A typed answer that cannot be read keeps the question on screen.
        self._mark_side(is_answer=self.trial.state.is_revealed)

    def _mark_side(self, *, is_answer: bool) -> None:
        self._shows_answer = is_answer
        # No button group: Tab would reach only the checked one.
        self.back_button.setChecked(is_answer)
        self.front_button.setChecked(not is_answer)

    def _show_part(self, part: str) -> None:
        self._ask(self.trial.show(self._note, part))

    def _draw_again(self) -> None:
        self._ask(self.trial.draw_again())

    def _ask(self, state: ReviewState) -> None:
        """Show a question, and then its answer if answers are shown."""
        shows_answer = self._shows_answer
        is_drill = state.card is not None and state.card.drill is not None
        if not (shows_answer and is_drill):  # the drill workspace shows both at once
            self._render(state)
        if shows_answer:
            self._render(self.trial.reveal())

    def _submit(self) -> None:
        """Grade the given answer, or show the answer if there is none."""
        asked = self.trial.state.card
        if asked is None:
            return
        if asked.drill is not None:
            self.drill.workspace.submit()
            return
        try:
            if not self.answering.is_answered(asked):
                state = self.trial.reveal()
            elif asked.matching is not None:
                state = self.trial.submit_arrangement(self.answering.matching.placed_choices())
            elif asked.need:
                state = self.trial.submit_items(self.answering.entries.texts())
            else:
                state = self.trial.submit(self.answering.number.text())
        except FlashDesignError as error:
            self.answering.number.set_reading(str(error), is_error=True)
            return
        self._render(state)

    def _render(self, state: ReviewState) -> None:
        asked = state.card
        self._list_parts()
        self._mark_side(is_answer=state.is_revealed or asked is None)
        for part in (self.scroll_area, self.front_button, self.back_button):
            part.setVisible(asked is not None)
        self.new_values_button.setVisible(asked is not None and _can_redraw(state))
        is_drill = asked is not None and asked.drill is not None
        self.new_values_button.setText(_("New values") if is_drill else _("Shuffle"))
        if asked is None:
            return
        set_style_property(self.card, "draft", False)
        self.card.show_card(review_text.visible_content(state), self.trial.picture)
        self.card.setVisible(asked.drill is None)
        self.answering.show()
        self.drill.render_state(state)
        self.answering.render_state(state, asked)

    def _list_parts(self) -> None:
        parts = self.trial.parts
        self.part.blockSignals(True)
        self.part.clear()
        for position, part in enumerate(parts, start=1):
            name = _("Card {n} of {total}").format(n=number(position), total=number(len(parts)))
            self.part.addItem(name, part)
        self.part.setCurrentIndex(self.part.findData(self.trial.part))
        self.part.blockSignals(False)
        self.part.setVisible(len(parts) > 1)
        count = ngettext("{n} card", "{n} cards", len(parts)).format(n=number(len(parts)))
        self.count.setText(count)
        self.count.setVisible(len(parts) == 1)

    def _show_reading(self, text: str) -> None:
        reading, is_error = self.trial.describe_input(text)
        self.answering.number.set_reading(reading, is_error=is_error)

    def _arrange(self) -> None:
        heading = label(_("Preview"), TextRole.STRONG)
        heading.setBuddy(self.part)
        names = _make_group(heading, self.count, self.part)
        tools = _make_group(
            self.new_values_button, _make_group(self.front_button, self.back_button, gap_px=0)
        )
        bar = ResponsiveRow(
            lambda: names.sizeHint().width() + GRID_PX + tools.sizeHint().width(), self
        )
        bar.row.setSpacing(GRID_PX)
        for group, side in ((names, _LEADING), (tools, _TRAILING)):
            bar.row.addWidget(group, 0, side)
        self.part.setAccessibleName(_("Card"))
        self.scroll_area.set_parts(self.card, self.answering)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(bar)
        column.addWidget(self.remark)
        column.addWidget(self.scroll_area, 1)
        column.addStretch(0)
        self.setAccessibleName(_("Preview"))

    def _connect(self) -> None:
        self.front_button.clicked.connect(lambda: self._show_side(is_answer=False))
        self.back_button.clicked.connect(lambda: self._show_side(is_answer=True))
        for part in (self.card, self.drill):
            part.link_opened.connect(self.link_opened)
        self.new_values_button.clicked.connect(self._draw_again)
        self.part.activated.connect(lambda _index: self._show_part(str(self.part.currentData())))
        self.drill.moved.connect(self._render)
        self.answering.choices.chosen.connect(lambda index: self._render(self.trial.choose(index)))
        self.answering.number.submitted.connect(lambda _text: self._submit())
        self.answering.number.changed.connect(self._show_reading)
        self.answering.entries.submitted.connect(self._submit)


def _make_group(*parts: QWidget, gap_px: int = GRID_PX) -> QWidget:
    group = QWidget()
    row = QHBoxLayout(group)
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(gap_px)
    for part in parts:
        row.addWidget(part)
    return group


def _can_redraw(state: ReviewState) -> bool:
    asked = state.card
    return asked is not None and (
        asked.drill is not None or bool(asked.options) or asked.matching is not None
    )
