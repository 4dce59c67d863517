"""Sprint: timed questions, with the answers shown at the end."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from flashdesign.domain.scheduling.memory import Rating, grade_name
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.drills.sprint import SprintSession, SprintState
from flashdesign.ui.drills.session_screen import DrillSessionScreen
from flashdesign.ui.theme.styled_widgets import TextRole, label


class SprintScreen(DrillSessionScreen):
    """The screen of one sprint."""

    def __init__(
        self, session: SprintSession, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, keys, parent)
        self.session = session
        self.last_result_label = label("", TextRole.MUTED)
        self.extra.addStretch(1)
        self.extra.addWidget(self.last_result_label)
        self.extra.addStretch(1)
        self.workspace.can_give_up = False
        self.workspace.state_changed.connect(self.render_state)
        self.workspace.submit_name_changed.connect(self._update_main)
        self.render_state(session.state)

    def press(self, action: str) -> None:
        """Run the action of a drill key."""
        self.workspace.press(action)

    def take_focus(self) -> None:
        """Move the focus to the answer field."""
        self.workspace.take_focus()

    def render_state(self, state: SprintState) -> None:
        """Update all widgets from `state`; no other method does."""
        if state.drill is None:
            self.finished.emit()
            return
        self.position_label.set_text(_("Sprint {code}").format(code=state.code))
        self.counts.setText(_format_counts(state))
        self.progress.set_progress(state.number - 1, state.total)
        self.workspace.render_drill(state.drill, None, Rating.AGAIN, state.number)
        self.last_result_label.setText(_format_last(state))
        self._update_main()
        self.take_focus()

    def _update_main(self) -> None:
        self.set_submit_button(self.workspace.submit_name())


def _format_counts(state: SprintState) -> str:
    return ngettext(
        "Question {n} of {total} · {points} point",
        "Question {n} of {total} · {points} points",
        round(state.points),
    ).format(n=number(state.number), total=number(state.total), points=number(state.points))


def _format_last(state: SprintState) -> str:
    """Return the result of the last answer; never empty, so that the layout does not jump."""
    line = state.last
    if line is None:
        return _("No hints; the answers are shown at the end.")
    return ngettext(
        "Last: {result}, {points} point", "Last: {result}, {points} points", round(line.points)
    ).format(result=line.error_text or grade_name(line.rating), points=number(line.points))
