"""Sprint: ten questions against the clock, told at the end."""

from collections.abc import Mapping

from PySide6.QtWidgets import QWidget

from flashdesign.domain.ratings import Rating
from flashdesign.services.sprint import SprintSession, SprintState
from flashdesign.ui.screens import drill_wording as words
from flashdesign.ui.screens.drill_frame import DrillFrame
from flashdesign.ui.theme import Role, label


class SprintScreen(DrillFrame):
    """One sprint."""

    def __init__(
        self, session: SprintSession, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(session, keys, parent)
        self.session = session
        self.last = label("", Role.MUTED)
        self.extra.addStretch(1)
        self.extra.addWidget(self.last)
        self.extra.addStretch(1)
        self.main.clicked.connect(self.bench.submit)
        self.bench.moved.connect(self.render_state)
        self.bench.renamed.connect(self._name_main)
        self.render_state(session.state)

    def press(self, action: str) -> None:
        """Do what the key of a drill asks for; a sprint has no hints."""
        self.bench.press(action)

    def take_focus(self) -> None:
        """Put the cursor where the answer goes."""
        self.bench.take_focus()

    def render_state(self, state: SprintState) -> None:
        """Make the widgets agree with `state`. Nothing else touches them."""
        if state.drill is None:
            self.finished.emit()
            return
        self.place.set_text(f"Sprint {state.code}")
        points = f" · {state.points:,.0f} points"
        self.counts.setText(f"Question {state.number} of {state.of}{points}")
        self.progress.set_progress(state.number - 1, state.of)
        self.bench.render_drill(state.drill, None, Rating.AGAIN, state.number)
        self.last.setText(_last(state))
        self._name_main()
        self.take_focus()

    def _name_main(self) -> None:
        self.name_main(self.bench.submit_name(can_give_up=False))


def _last(state: SprintState) -> str:
    """Return how the answer before went, in a line that takes its room from the first on."""
    line = state.last
    if line is None:
        return "No hints, and the answers are told at the end."
    off = line.off or words.GRADES[line.rating]
    return f"The last one: {off}, {line.points:.0f} points"
