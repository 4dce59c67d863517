"""A drill workspace that is imported at its first use, because the import is slow."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.review.session_base import AnswerSessionBase
from flashdesign.services.review.state import ReviewState

if TYPE_CHECKING:
    from flashdesign.ui.drills.workspace import DrillWorkspace


class LazyDrillWorkspace(QWidget):
    """Shows drills, and is hidden for other cards.

    Signals:
        moved, renamed, typed, link_opened: those of the workspace.
    """

    moved = Signal(object)
    renamed = Signal()
    typed = Signal(QWidget)
    link_opened = Signal(str)

    def __init__(
        self, session: AnswerSessionBase, keys: Mapping[str, str], parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self._session, self._keys = session, keys
        self._workspace: DrillWorkspace | None = None
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self.hide()

    def picture(self, name: str) -> bytes | None:
        """Return a picture of the shown card; None if it is missing."""
        return self._session.picture(name)

    @property
    def workspace(self) -> "DrillWorkspace":
        """The workspace; created at first use."""
        if self._workspace is None:
            self._workspace = self._make_workspace()
        return self._workspace

    def render_state(self, state: ReviewState) -> None:
        """Show the drill of a review; hide the workspace for other cards."""
        asked, outcome = state.card, state.outcome
        drill = None if asked is None else asked.drill
        self.setVisible(drill is not None)
        if asked is None or drill is None:
            return
        feedback = None if outcome is None else outcome.drill
        rating = Rating.AGAIN if outcome is None else outcome.suggested
        self.workspace.render_drill(
            drill, feedback, rating, (asked.key, state.answer_count, drill.question)
        )

    def _make_workspace(self) -> "DrillWorkspace":
        from flashdesign.ui.drills.workspace import DrillWorkspace

        workspace = DrillWorkspace(self._session, self._keys, self)
        self._column.addWidget(workspace)
        workspace.show()  # the layout would show it only after the question is painted
        workspace.state_changed.connect(self.moved)
        workspace.submit_name_changed.connect(self.renamed)
        workspace.text_edited.connect(self.typed)
        workspace.link_opened.connect(self.link_opened)
        return workspace
