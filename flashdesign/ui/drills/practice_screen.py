"""Practice: drills outside the schedule, each with its full verdict before the next."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _
from flashdesign.services.drills.practice import PracticeSession, PracticeState
from flashdesign.services.drills.session_base import grade_choices
from flashdesign.ui.drills.session_screen import DrillSessionScreen
from flashdesign.ui.theme.styled_widgets import ButtonKind, TextRole, button, label
from flashdesign.ui.widgets.controls.shortcut import with_key


class PracticeScreen(DrillSessionScreen):
    """A practice session with a fixed number of questions or without end."""

    def __init__(
        self, session: PracticeSession, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, keys, parent)
        self.session = session
        self.grade_label = label("", TextRole.BODY)
        self.grade_down, self.grade_up = button("", ButtonKind.QUIET), button("", ButtonKind.QUIET)
        self.grade_down.setText(with_key(_("Lower"), keys["drill.lower"]))
        self.grade_up.setText(with_key(_("Higher"), keys["drill.higher"]))
        self.extra.addStretch(1)
        for part in (self.grade_label, self.grade_down, self.grade_up):
            self.extra.addWidget(part)
        self.extra.addStretch(1)
        self.main_button.clicked.connect(self._continue)
        self.grade_down.clicked.connect(lambda: self.press("drill.lower"))
        self.grade_up.clicked.connect(lambda: self.press("drill.higher"))
        self.workspace.state_changed.connect(self.render_state)
        self.workspace.submit_name_changed.connect(self._update_main)
        self.render_state(session.state)

    def press(self, action: str) -> None:
        """Run the action of a drill key."""
        is_answered = self.session.state.feedback is not None
        if action == "drill.next" and is_answered:
            self._continue()
        elif action in ("drill.lower", "drill.higher") and is_answered:
            step = 1 if action == "drill.higher" else -1
            self.render_state(self.session.adjust(step))
        else:
            self.workspace.press(action)

    def take_focus(self) -> None:
        """Move the focus to the answer field, or to the page so that its keys work."""
        if self.session.state.feedback is None:
            self.workspace.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: PracticeState) -> None:
        """Update all widgets from `state`; no other method does."""
        if state.drill is None:
            self.finished.emit()
            return
        feedback, grade = state.feedback, state.suggested or Rating.AGAIN
        self.position_label.set_text(" · ".join(filter(None, (_("Practice"), state.drill.topic))))
        self.counts.setText(_format_counts(state))
        self.progress.setHidden(state.total is None)
        self.progress.set_progress(state.number - 1, state.total or 1)
        self.workspace.render_drill(
            state.drill, feedback, grade, (state.number, state.drill.question)
        )
        self.grade_label.setText(_format_grade(state, grade))
        ratings = () if feedback is None else grade_choices(feedback.automatic)
        self.grade_down.setEnabled(grade - 1 in ratings)
        self.grade_up.setEnabled(grade + 1 in ratings)
        for part in (self.grade_label, self.grade_down, self.grade_up):
            part.setHidden(feedback is None)
        self._update_main()
        self.take_focus()
        if feedback is not None:
            self.show_verdict()

    def _continue(self) -> None:
        if self.session.state.feedback is None:
            self.workspace.submit()
        else:
            self.render_state(self.session.next_drill())

    def _update_main(self) -> None:
        if self.session.state.feedback is not None:
            self.set_main_button(_("Next"), self.keys["drill.next"])
        else:
            self.set_submit_button(self.workspace.submit_name())


def _format_counts(state: PracticeState) -> str:
    position, right = number(state.number), number(state.correct)
    if state.total is None:
        message = _("Question {n} · {right} right") if state.answered else _("Question {n}")
        return message.format(n=position, right=right)
    message = (
        _("Question {n} of {total} · {right} right")
        if state.answered
        else _("Question {n} of {total}")
    )
    return message.format(n=position, total=number(state.total), right=right)


def _format_grade(state: PracticeState, grade: Rating) -> str:
    message = (
        _("Grade in your schedule: {grade}") if state.counts_for_schedule else _("Grade: {grade}")
    )
    return message.format(grade=grade_name(grade))
