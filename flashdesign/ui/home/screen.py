"""Home: the decks, what is due today, and a button to start the review."""

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.decks.daily_limits import EXTRA_NEW_CARDS
from flashdesign.services.decks.overview import DeckSummary, Overview
from flashdesign.ui.home.deck_model import ALL_DECKS, DeckRow, learn_more_label
from flashdesign.ui.home.deck_tree import DeckAction, DeckTree
from flashdesign.ui.home.today_panel import TodayPanel
from flashdesign.ui.theme.sizes import sizes_of
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.widgets.controls.key_cap import KeyButton
from flashdesign.ui.widgets.controls.shortcut import key_text
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page, section

NO_DECKS = N_("No decks yet.")
_LOW_EMS = 28
STUDY, LEARN_MORE, LIMITS, BROWSE = "study", "raise", "limits", "browse"
EXPORT, RENAME, DELETE = "export", "rename", "delete"


class HomeScreen(Page):
    """Shows what is due today.

    Signals:
        start_requested: review everything that is due today.
        deck_requested: review one deck (its id).
        action_requested: run another action (such as LIMITS) on one deck (its id).
        new_deck_requested: create a deck.
        built_in_requested: add the built-in decks.
        import_requested: go to the import of a file.
        help_requested: show all keys.
    """

    start_requested = Signal()
    deck_requested = Signal(str)
    action_requested = Signal(str, str)
    new_deck_requested = Signal()
    built_in_requested = Signal()
    import_requested = Signal()
    help_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Today"), parent=parent, scrolls=False)
        self._root = self._welcome = ""
        self.today = TodayPanel(self.primary, self)
        self.new_deck_button = button(_("New deck…"), ButtonKind.PLAIN, self)
        self.tree = DeckTree(self)
        self.tree.set_actions(_deck_actions())
        self.learn_more_button = button(
            _("Learn {n} more").format(n=number(EXTRA_NEW_CARDS)), ButtonKind.PLAIN, self
        )
        self.keys_button = KeyButton(_("Keys"), parent=self)
        self.keys_button.setAccessibleName(_("Show keyboard shortcuts"))
        self.header.addWidget(self.learn_more_button)
        self.body.addWidget(self.today)
        self.heading = section(_("Decks"))
        self.empty = EmptyState(_(NO_DECKS), _("Add the built-in decks now"), "book")
        self.import_button = self.empty.add_button(_("Import…"))
        above = QHBoxLayout()
        above.addWidget(self.heading)
        above.addStretch(1)
        above.addWidget(self.keys_button)
        above.addWidget(self.new_deck_button)
        self.body.addLayout(above)
        self.body.addWidget(self.tree, 1)
        self.body.addWidget(self.empty, 1)
        self._connect()

    def _connect(self) -> None:
        self.primary_triggered.connect(self.start_requested)
        self.today.limits_requested.connect(lambda: self.action_requested.emit(LIMITS, ALL_DECKS))
        self.empty.triggered.connect(self.built_in_requested)
        self.import_button.clicked.connect(lambda: self.import_requested.emit())
        self.keys_button.clicked.connect(lambda: self.help_requested.emit())
        self.learn_more_button.clicked.connect(
            lambda: self.action_requested.emit(LEARN_MORE, self._current_deck())
        )
        self.new_deck_button.clicked.connect(lambda: self.new_deck_requested.emit())
        self.tree.deck_activated.connect(self.deck_requested)
        self.tree.action_requested.connect(self._emit_action)

    def render_overview(self, overview: Overview, help_key: str = "") -> None:
        """Update the whole page from `overview`; no other method does.

        A newcomer is told of `help_key`, which shows all keys.
        """
        today = overview.today
        self._root = next((line.id for line in overview.decks if line.parent is None), "")
        self._welcome = _format_welcome(overview, help_key)
        self.keys_button.set_key(key_text(help_key))
        self.set_primary(_("Start today's review") if today.total else "")
        self.learn_more_button.setVisible(not today.total and bool(self._root))
        self.today.render_overview(overview)
        for part in (self.today, self.heading, self.tree):
            part.setVisible(bool(overview.decks))
        self.empty.setVisible(not overview.decks)
        counts = (today.new, today.learning, today.due)
        self.tree.set_rows([_make_row(line) for line in overview.decks], counts)
        self._fit_height()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit_height()

    def _fit_height(self) -> None:
        # A low window has room for the headline, the button and the decks only.
        is_low = self.height() < _LOW_EMS * sizes_of(self.font()).body_px
        self.set_subtitle("" if is_low else self._welcome)
        self.today.set_compact(compact=is_low)

    def take_focus(self) -> None:
        """Move the focus to the review button, or to the decks if it is hidden.

        Without decks it is on the button that adds the built-in ones.
        """
        shown = [part for part in (self.primary, self.empty.button) if part.isVisible()]
        target = next(iter(shown), self.tree)
        target.setFocus(Qt.FocusReason.OtherFocusReason)

    def _current_deck(self) -> str:
        return self.tree.current_deck() or self._root

    def _emit_action(self, action: str, deck: str) -> None:
        if action == STUDY:
            self.deck_requested.emit(deck)
        else:
            self.action_requested.emit(action, deck)


def _deck_actions() -> tuple[DeckAction, ...]:
    return (
        DeckAction(STUDY, _("Study this deck")),
        DeckAction(LEARN_MORE, learn_more_label()),
        DeckAction(LIMITS, _("Daily limits…")),
        DeckAction(BROWSE, _("Browse its cards")),
        DeckAction(EXPORT, _("Export…")),
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
        line.seen,
        line.due_beyond,
        not line.offered.total,
    )


def _format_welcome(overview: Overview, help_key: str) -> str:
    """Return what a newcomer finds here; nothing once a card was seen."""
    top = [line for line in overview.decks if line.parent is None]
    cards = sum(line.total for line in top)
    if not cards or any(line.seen for line in top):
        return ""
    parents = {line.parent for line in overview.decks}
    decks = sum(line.id not in parents for line in overview.decks)
    here = _("{cards} in {decks}. Start with today's cards, or study one deck by itself.").format(
        cards=ngettext("{n} card", "{n} cards", cards).format(n=number(cards)),
        decks=ngettext("{n} deck", "{n} decks", decks).format(n=number(decks)),
    )
    keys = _("Press {key} for all keyboard shortcuts.").format(key=help_key) if help_key else ""
    return f"{here} {keys}".rstrip()
