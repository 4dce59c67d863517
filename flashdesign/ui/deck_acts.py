"""What the menu of a deck on Home asks for: more new cards today, limits of its own."""

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.cards import DeckId
from flashdesign.services import decks, preferences, wording
from flashdesign.services.context import Context
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.screens.home import MORE_NEW


class DeckActs(QObject):
    """Does them, and says what came of it.

    Signals:
        done: the decks are not as Home shows them any more.
    """

    done = Signal()

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context

    def raise_today(self, deck: str) -> None:
        """Let the deck show more new cards, today only."""
        before = decks.overview(self._context).today.new
        decks.raise_today(self._context, DeckId(deck), new=MORE_NEW)
        more = decks.overview(self._context).today.new - before
        self.done.emit()
        cards = wording.count(more, "new card")
        told = f"{cards} added for today." if more else "No new card is left there."
        self._window.toast.show_message(told)

    def show_limits(self, deck: str) -> None:
        """Ask for the deck's daily limits."""
        from flashdesign.ui import pages

        line = next(one for one in decks.overview(self._context).decks if one.id == deck)
        sheet = pages.LimitsSheet(line, preferences.load(self._context))
        sheet.chosen.connect(lambda new, reviews: self._set_limits(DeckId(deck), new, reviews))
        self._window.open_sheet(line.title, sheet)

    def _set_limits(self, deck: DeckId, new: int | None, reviews: int | None) -> None:
        decks.set_limits(self._context, deck, new, reviews)
        self._window.sheet.close_sheet()
        self.done.emit()
