"""The result of an import: what was imported, its decks, and what could not be taken."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.i18n.translation import _
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.transfer.plan_screen import make_problem_panel
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.widgets.layout.panel import Panel

_SHOWN_DECKS = 8


class ImportResultScreen(Page):
    """Shows the result of an import and leads to its decks.

    Signals:
        study_requested: review a deck (its id).
        browse_requested: show the cards of a deck (its id).
        canceled: the page was left.
    """

    study_requested = Signal(str)
    browse_requested = Signal(str)
    canceled = Signal()

    def __init__(
        self,
        result: str,
        decks: Sequence[tuple[str, str]],
        problems: Sequence[ImportProblem],
        parent: QWidget | None = None,
    ) -> None:
        """Show a sentence on the result, and the decks, each an id and a title."""
        super().__init__(_("Import done"), result, parent=parent, narrow=True)
        self._decks = tuple(decks)
        self.done_button = button(_("Import another file"), ButtonKind.PLAIN, self)
        self.header.addWidget(self.done_button)
        if decks:
            self.set_primary(_("Study now"))
            panel = Panel(_("Decks"))
            for deck, title in decks[:_SHOWN_DECKS]:
                panel.body.addWidget(SettingRow(title, "", self._make_buttons(deck, title)))
            self.body.addWidget(panel)
        if problems:
            self.body.addWidget(make_problem_panel(_("Not imported as it was"), problems))
        self.body.addStretch(1_000)
        self.primary_triggered.connect(lambda: self.study_requested.emit(self._decks[0][0]))
        self.done_button.clicked.connect(lambda: self.canceled.emit())

    def press(self, action: str) -> None:
        """Leave the page if `action` is its leave key."""
        if action == "transfer.leave":
            self.canceled.emit()

    def take_focus(self) -> None:
        """Focus "Study now", or the way back if nothing can be studied."""
        target = self.primary if self._decks else self.done_button
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _make_buttons(self, deck: str, title: str) -> QWidget:
        row = QWidget()
        inside = QHBoxLayout(row)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID_PX)
        study, browse = button(_("Study")), button(_("Browse"))
        study.setAccessibleName(_("Study “{title}”").format(title=title))
        browse.setAccessibleName(_("Browse “{title}”").format(title=title))
        study.clicked.connect(lambda: self.study_requested.emit(deck))
        browse.clicked.connect(lambda: self.browse_requested.emit(deck))
        inside.addWidget(study)
        inside.addWidget(browse)
        return row
