"""Home: the decks, what is due today, and a button to start the review."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QWidget

from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import factor, number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.browse.overview import DeckSummary, Overview
from flashdesign.ui.home.deck_model import DeckRow
from flashdesign.ui.home.deck_tree import DeckAction, DeckTree
from flashdesign.ui.theme.roles import Kind, button
from flashdesign.ui.theme.sizes import sizes_of
from flashdesign.ui.widgets.charts.stat_tiles import TileRow
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page, section

EXTRA_NEW_CARDS = 10
NO_DECKS = N_("No decks yet. The built-in decks are added at the next start.")
_FIGURES_FROM_EMS, _EMS_A_ROW = 30, 14
STUDY, LEARN_MORE, LIMITS, BROWSE = "study", "raise", "limits", "browse"
RENAME, DELETE = "rename", "delete"


class HomeScreen(Page):
    """Shows what is due today.

    Signals:
        start_requested: review everything that is due today.
        deck_requested: review one deck (its id).
        action_requested: run another action (such as LIMITS) on one deck (its id).
    """

    start_requested = Signal()
    deck_requested = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), parent=parent, scrolls=False)
        self._root = ""
        self.figures = TileRow(
            (
                _("to review"),
                pgettext("cards", "new"),
                _("recall, 30 days"),
                _("streak"),
                _("typical drill error"),
            )
        )
        self.tree = DeckTree(self)
        self.tree.set_actions(_deck_actions())
        self.learn_more_button = button(
            _("Learn {n} more").format(n=number(EXTRA_NEW_CARDS)), Kind.PLAIN, self
        )
        self.header.addWidget(self.learn_more_button)
        self.body.addWidget(self.figures)
        self.heading, self.empty = section(_("Decks")), EmptyState(_(NO_DECKS), icon="book")
        self.body.addWidget(self.heading)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.empty, 1)
        self.primary_triggered.connect(self.start_requested)
        self.learn_more_button.clicked.connect(
            lambda: self.action_requested.emit(LEARN_MORE, self._current_deck())
        )
        self.tree.deck_activated.connect(self.deck_requested)
        self.tree.action_requested.connect(self._emit_action)

    def render_overview(self, overview: Overview) -> None:
        """Update the whole page from `overview`; no other method does."""
        today = overview.today
        self._root = next((line.id for line in overview.decks if line.parent is None), "")
        self.set_subtitle(_format_subtitle(overview))
        self.set_primary(_("Start today's review") if today.total else "")
        self.learn_more_button.setVisible(not today.total and bool(self._root))
        due, new, recall, streak, drills = self.figures.tiles
        due.set_value(number(today.learning + today.due))
        new.set_value(number(today.new))
        recall.set_value(formatting.percent(overview.recall))
        streak.set_value(
            ngettext("{n} day", "{n} days", overview.streak).format(n=number(overview.streak))
        )
        drills.set_value(factor(overview.error_log10))
        for part in (self.heading, self.tree):
            part.setVisible(bool(overview.decks))
        self.empty.setVisible(not overview.decks)
        counts = (today.new, today.learning, today.due)
        self.tree.set_rows([_make_row(line) for line in overview.decks], counts)
        self._fit_figures()

    def take_focus(self) -> None:
        """Move the focus to the review button, or to the decks if it is hidden."""
        target = self.primary if self.primary.isVisible() else self.tree
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current_deck(self) -> str:
        return self.tree.current_deck() or self._root

    def _emit_action(self, action: str, deck: str) -> None:
        if action == STUDY:
            self.deck_requested.emit(deck)
        else:
            self.action_requested.emit(action, deck)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_figures()

    def _fit_figures(self) -> None:
        # In a low window the figures are hidden so that the decks stay visible.
        ems = _FIGURES_FROM_EMS + _EMS_A_ROW * (self.figures.row_count_at(self.column_px()) - 1)
        self.figures.setVisible(self.height() >= ems * sizes_of(self.font()).body_px)


def _deck_actions() -> tuple[DeckAction, ...]:
    return (
        DeckAction(STUDY, _("Review this deck")),
        DeckAction(LEARN_MORE, _("Learn {n} more today").format(n=number(EXTRA_NEW_CARDS))),
        DeckAction(LIMITS, _("Daily limits…")),
        DeckAction(BROWSE, _("Browse its cards")),
        DeckAction(RENAME, _("Rename…"), is_own_only=True),
        DeckAction(DELETE, _("Delete this deck"), is_own_only=True),
    )


def _make_row(line: DeckSummary) -> DeckRow:
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


def _format_subtitle(overview: Overview) -> str:
    if not overview.today.total:
        if overview.answered_today:
            return ngettext(
                "Done for today: {n} answer. See you tomorrow.",
                "Done for today: {n} answers. See you tomorrow.",
                overview.answered_today,
            ).format(n=number(overview.answered_today))
        return _("Nothing is due today.")
    return ngettext(
        "{n} card left today · {time}", "{n} cards left today · {time}", overview.today.total
    ).format(n=number(overview.today.total), time=formatting.minutes(overview.minutes))
