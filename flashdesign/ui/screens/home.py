"""Home: the decks, what is to do today, and one button to do it."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from flashdesign import formatting
from flashdesign.formatting import factor
from flashdesign.services import wording
from flashdesign.services.decks import DeckLine, Overview
from flashdesign.ui.models.deck_model import DeckRow
from flashdesign.ui.theme import Kind, button, sizes_of
from flashdesign.ui.widgets.deck_tree import DeckAction, DeckTree
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.page import Page, section
from flashdesign.ui.widgets.tile_row import TileRow

MORE_NEW = 10
NO_DECKS = "There is no deck yet. Those that ship with the program come at its next start."
_FIGURES_FROM_EMS, _EMS_A_ROW = 30, 14
STUDY, RAISE, LIMITS, BROWSE = "study", "raise", "limits", "browse"
RENAME, DELETE = "rename", "delete"
_ACTIONS = (
    DeckAction(STUDY, "Review this deck"),
    DeckAction(RAISE, f"Add {MORE_NEW} new cards today"),
    DeckAction(LIMITS, "Daily limits…"),
    DeckAction(BROWSE, "Browse its cards"),
    DeckAction(RENAME, "Rename…", is_for_own=True),
    DeckAction(DELETE, "Delete this deck", is_for_own=True),
)


class HomeScreen(Page):
    """Show the overview of today.

    Signals:
        start_requested: review all that is due today.
        deck_requested: review one deck (its id).
        act_requested: something else is to be done (such as LIMITS) with one deck (its id).
    """

    start_requested = Signal()
    deck_requested = Signal(str)
    act_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Today", parent=parent, scrolls=False)
        self._root = ""
        self.figures = TileRow(("to review", "new", "recall, 30 days", "streak", "drills off by"))
        self.tree = DeckTree(self)
        self.tree.set_actions(_ACTIONS)
        self.more = button(f"Add {MORE_NEW} new cards", Kind.PLAIN, self)
        self.header.addWidget(self.more)
        self.body.addWidget(self.figures)
        self.heading, self.empty = section("Decks"), EmptyState(NO_DECKS, icon="book")
        self.body.addWidget(self.heading)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.empty, 1)
        self.primary_triggered.connect(self.start_requested)
        self.more.clicked.connect(lambda: self.act_requested.emit(RAISE, self._chosen()))
        self.tree.deck_activated.connect(self.deck_requested)
        self.tree.action_requested.connect(self._act)

    def render_overview(self, overview: Overview) -> None:
        """Make the page agree with `overview`. Nothing else touches it."""
        today = overview.today
        self._root = next((line.id for line in overview.decks if line.parent is None), "")
        self.set_subtitle(_subtitle(overview))
        self.set_primary("Start today's review" if today.total else "")
        self.more.setVisible(not today.total and bool(self._root))
        due, new, recall, streak, drills = self.figures.tiles
        due.set_value(f"{today.learning + today.due:,}")
        new.set_value(f"{today.new:,}")
        recall.set_value(formatting.percent(overview.recall))
        streak.set_value(wording.count(overview.streak, "day"))
        drills.set_value(factor(overview.error_log10))
        for part in (self.heading, self.tree):
            part.setVisible(bool(overview.decks))
        self.empty.setVisible(not overview.decks)
        counts = (today.new, today.learning, today.due)
        self.tree.set_rows([_row(line) for line in overview.decks], counts)
        self._make_room()

    def take_focus(self) -> None:
        """Put the focus on what is most likely wanted: the review, else the decks."""
        wanted = self.primary if self.primary.isVisible() else self.tree
        wanted.setFocus(Qt.FocusReason.OtherFocusReason)

    def _chosen(self) -> str:
        return self.tree.current_deck() or self._root

    def _act(self, action: str, deck: str) -> None:
        if action == STUDY:
            self.deck_requested.emit(deck)
        else:
            self.act_requested.emit(action, deck)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._make_room()

    def _make_room(self) -> None:
        # Where there is room for little, the decks matter more than the figures.
        ems = _FIGURES_FROM_EMS + _EMS_A_ROW * (self.figures.rows_at(self.column_px()) - 1)
        self.figures.setVisible(self.height() >= ems * sizes_of(self.font()).body_px)


def _row(line: DeckLine) -> DeckRow:
    today = line.today
    return DeckRow(
        line.id,
        line.title,
        line.parent,
        today.new,
        today.learning,
        today.due,
        line.mastery,
        line.total,
        line.is_own,
    )


def _subtitle(overview: Overview) -> str:
    if not overview.today.total:
        if overview.answered_today:
            done = wording.count(overview.answered_today, "answer")
            return f"All done for today: {done} given. Come back tomorrow."
        return "Nothing is due today."
    cards = wording.count(overview.today.total, "card")
    return f"{cards} left today · {formatting.minutes(overview.minutes)}"
