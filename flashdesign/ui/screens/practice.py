"""Practise: drills out of turn, each told in full before the next."""

from collections.abc import Mapping

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashdesign.domain.ratings import Rating
from flashdesign.services.drill_moves import offered
from flashdesign.services.practice import PracticeSession, PracticeState
from flashdesign.ui.screens import drill_wording as words
from flashdesign.ui.screens.drill_frame import DrillFrame
from flashdesign.ui.theme import Kind, Role, button, label


class PracticeScreen(DrillFrame):
    """One set, or an endless one."""

    def __init__(
        self, session: PracticeSession, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, keys, parent)
        self.session = session
        self.kept = label("", Role.BODY)
        self.grade_down, self.grade_up = button("", Kind.QUIET), button("", Kind.QUIET)
        self.grade_down.setText(_keyed("Lower", keys["drill.lower"]))
        self.grade_up.setText(_keyed("Higher", keys["drill.higher"]))
        self.extra.addStretch(1)
        for part in (self.kept, self.grade_down, self.grade_up):
            self.extra.addWidget(part)
        self.extra.addStretch(1)
        self.main.clicked.connect(self._go_on)
        self.grade_down.clicked.connect(lambda: self.press("drill.lower"))
        self.grade_up.clicked.connect(lambda: self.press("drill.higher"))
        self.bench.moved.connect(self.render_state)
        self.bench.renamed.connect(self._name_main)
        self.render_state(session.state)

    def press(self, action: str) -> None:
        """Do what the key of a drill asks for in the present state."""
        answered = self.session.state.feedback is not None
        if action == "drill.next" and answered:
            self._go_on()
        elif action in ("drill.lower", "drill.higher") and answered:
            step = 1 if action == "drill.higher" else -1
            self.render_state(self.session.adjust(step))
        else:
            self.bench.press(action)

    def take_focus(self) -> None:
        """Put the cursor where the answer goes, or let the keys of an answer work."""
        if self.session.state.feedback is None:
            self.bench.take_focus()
        else:
            self.setFocus(Qt.FocusReason.OtherFocusReason)

    def render_state(self, state: PracticeState) -> None:
        """Make the widgets agree with `state`. Nothing else touches them."""
        if state.drill is None:
            self.finished.emit()
            return
        told, kept = state.feedback, state.suggested or Rating.AGAIN
        self.place.set_text(" · ".join(filter(None, ("Practice", state.drill.topic))))
        of = "" if state.of is None else f" of {state.of}"
        right = f" · {state.right} right" if state.answered else ""
        self.counts.setText(f"Question {state.number}{of}{right}")
        self.progress.setHidden(state.of is None)
        self.progress.set_progress(state.number - 1, state.of or 1)
        self.bench.render_drill(state.drill, told, kept, (state.number, state.drill.question))
        self.kept.setText(f"{_counts(state)} {words.GRADES[kept]}")
        can = () if told is None else offered(told.automatic)
        self.grade_down.setEnabled(kept - 1 in can)
        self.grade_up.setEnabled(kept + 1 in can)
        for part in (self.kept, self.grade_down, self.grade_up):
            part.setHidden(told is None)
        self._name_main()
        self.take_focus()
        if told is not None:
            self.show_verdict()

    def _go_on(self) -> None:
        if self.session.state.feedback is None:
            self.bench.submit()
        else:
            self.render_state(self.session.go_on())

    def _name_main(self) -> None:
        if self.session.state.feedback is not None:
            self.name_main("Next", self.keys["drill.next"])
        else:
            self.name_main(self.bench.submit_name())


def _counts(state: PracticeState) -> str:
    return "In your schedule this is" if state.feeds else "Counts as"


def _keyed(name: str, key: str) -> str:
    return f"{name}  ({key})" if key else name
