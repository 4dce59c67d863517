"""The workspace of a drill: its card, a scratch pad, and the verdict after the answer."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QPoint, Qt, Signal
from PySide6.QtWidgets import QPushButton, QVBoxLayout, QWidget

from flashdesign.content.rendering.displayed_text import displayed_plain
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.errors import FlashDesignError
from flashdesign.services.drills.session_base import DrillSessionBase
from flashdesign.services.drills.state import DrillFeedback, DrillPrompt
from flashdesign.ui.drills import drill_text
from flashdesign.ui.drills.widgets.drill_card import DrillCard
from flashdesign.ui.drills.widgets.scratch_pad import ScratchPad
from flashdesign.ui.drills.widgets.timer import DrillTimer
from flashdesign.ui.drills.widgets.verdict import DrillVerdict
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.accessible import announce
from flashdesign.ui.widgets.controls.shortcut import RETURN, with_key
from flashdesign.ui.widgets.layout.fitted_scroll_area import FittedScrollArea

ACTIONS = ("drill.hint", "drill.steps", "drill.scratch", "drill.pause")


class DrillWorkspace(QWidget):
    """Shows one drill after the other; every step goes through the session.

    Signals:
        state_changed: the session's state after a step.
        submit_name_changed: the action of Return changed.
        text_edited: text was typed into this field (a widget), which should be in view.
        link_opened: the URL of a source was clicked.
    """

    state_changed = Signal(object)
    submit_name_changed = Signal()
    text_edited = Signal(QWidget)
    link_opened = Signal(str)

    def __init__(
        self, session: DrillSessionBase[Any], keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._keys = session, keys
        self._drill: DrillPrompt | None = None
        self._is_answered = self._was_asked_again = False
        self.can_give_up = True
        self._asked: tuple[object, str] | None = None
        self.card, self.pad, self.verdict = DrillCard(self), ScratchPad(self), DrillVerdict(self)
        self.clock = DrillTimer(session, self)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(2 * GRID_PX)
        for part in (self.card, self.verdict, self.pad):
            layout.addWidget(part)
        layout.addStretch(1)
        for part in (self.pad, self.verdict):
            part.hide()
        self._connect()

    def render_drill(
        self, drill: DrillPrompt, feedback: DrillFeedback | None, kept: Rating, token: object
    ) -> None:
        """Show a question or its verdict; a new `token` means a new question."""
        self._drill, self._is_answered = drill, feedback is not None
        self.card.set_question(drill_text.card_figures(drill, answered=self._is_answered))
        self.card.set_tools(drill_text.tool_labels(drill, self._keys))
        self.card.set_answering(answering=feedback is None)
        self.card.set_clock_shown(shown=drill.is_timed and feedback is None)
        step = "" if drill.step is None else drill.step.name
        if self._asked != (token, step):
            is_new = self._asked is None or self._asked[0] != token
            self._asked = (token, step)
            self._start(is_new=is_new)
            asked = drill.question if drill.step is None or is_new else drill.step.say
            announce(self.card, displayed_plain(asked))
        self.verdict.setHidden(feedback is None)
        if feedback is not None:
            self.pad.setHidden(not self.pad.text().strip())
            self.verdict.set_figures(drill_text.verdict(feedback, kept))
            announce(self.verdict, self.verdict.accessibleName())
        self.submit_name_changed.emit()

    def press(self, action: str) -> None:
        """Run the action of a drill key."""
        if self._drill is None or self._is_answered or action not in ACTIONS:
            return
        if action == "drill.pause":
            self._toggle_pause()
        elif self.card.is_paused:
            return
        elif action == "drill.scratch":
            self._switch_to_pad()
        elif action == "drill.hint":
            self.state_changed.emit(self._session.hint())
        else:
            self.state_changed.emit(self._session.ask_steps())

    def submit(self) -> None:
        """Submit the typed answer; an empty field skips the step, or gives up the second time."""
        if self.card.is_paused:
            self._toggle_pause()
            return
        text = self.card.field.text()
        is_step = self._drill is not None and self._drill.step is not None
        gives_up = not text.strip() and not is_step
        if gives_up and not self._was_asked_again:
            self._was_asked_again = True
            self.card.field.set_reading(drill_text.empty_notice(self.can_give_up), is_error=False)
            self.submit_name_changed.emit()
            return
        try:
            state = self._session.reveal() if gives_up else self._session.submit(text)
        except FlashDesignError as error:
            self.card.field.set_reading(str(error), is_error=True)
        else:
            self.state_changed.emit(state)

    def submit_name(self) -> str:
        """Return the label of what the Return key does; "" while the question is covered."""
        if self.card.is_paused:
            return ""
        is_step = self._drill is not None and self._drill.step is not None
        is_sent = bool(self.card.field.text().strip())
        if not is_step:
            is_sent = is_sent or not self._was_asked_again
        return drill_text.submit_name(self._drill, typed=is_sent, can_give_up=self.can_give_up)

    def take_focus(self) -> None:
        """Focus the answer field, or the Resume button while paused."""
        target = self.card.paused.button if self.card.is_paused else self.card.field.edit
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _start(self, *, is_new: bool) -> None:
        self.card.field.set_text("")
        self.card.field.set_reading("", is_error=False)
        self._was_asked_again = False
        if is_new:
            self.card.set_paused(paused=False)
            self.pad.clear()
            self.pad.hide()
            self.clock.set_paused(paused=False)
            self.clock.restart()

    def _toggle_pause(self) -> None:
        if self._drill is None or not self._drill.is_timed:
            return
        is_paused = not self.clock.is_paused_by_hand
        self.clock.set_paused(paused=is_paused)
        self.card.set_paused(paused=is_paused)
        # The notes on the pad could reveal the question.
        self.pad.setHidden(is_paused or not self.pad.text().strip())
        self.take_focus()
        self.submit_name_changed.emit()

    def _switch_to_pad(self) -> None:
        if self.pad.sheet.hasFocus():
            self.take_focus()
            return
        self.pad.show()
        self.pad.sheet.setFocus(Qt.FocusReason.OtherFocusReason)

    def _show_reading(self, text: str) -> None:
        self._was_asked_again = False
        reading, is_error = self._session.describe_input(text)
        self.card.field.set_reading(reading, is_error=is_error)
        self.submit_name_changed.emit()
        self.text_edited.emit(self.card.field)

    def _show_time(self, used_s: float) -> None:
        if self._drill is not None:
            self.card.set_clock(*drill_text.format_timer(used_s, self._drill))

    def _time_out(self) -> None:
        before = self._session.state
        state = self._session.time_up(self.card.field.text())
        if state is not before:
            self.state_changed.emit(state)

    def _connect(self) -> None:
        self.card.tool_pressed.connect(lambda name: self.press(f"drill.{name}"))
        self.card.field.submitted.connect(lambda _text: self.submit())
        self.card.field.changed.connect(self._show_reading)
        self.clock.ticked.connect(self._show_time)
        self.clock.ended.connect(self._time_out)
        self.verdict.link_opened.connect(self.link_opened)
        self.pad.sheet.left.connect(self.take_focus)


def name_button(button: QPushButton, name: str, key: str = RETURN) -> None:
    """Set the label and key of a button; without a name it is hidden."""
    button.setText(with_key(name, key))
    button.setHidden(not name)


def show_verdict(workspace: "DrillWorkspace", area: FittedScrollArea) -> None:
    """Scroll so that the verdict is visible, at least its beginning."""
    inside = area.widget()
    if inside is None:
        return
    area.update_layout()
    top = workspace.verdict.mapTo(inside, QPoint(0, 0)).y()
    spare = max(0, area.viewport().height() - workspace.verdict.height() - GRID_PX)
    area.verticalScrollBar().setValue(max(0, top - spare))
