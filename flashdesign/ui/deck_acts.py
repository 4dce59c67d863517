"""What the menu of a deck on Home asks for: more new cards, limits, another title, no deck."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.cards import DeckId
from flashdesign.services import decks, preferences, wording
from flashdesign.services.context import Context
from flashdesign.services.decks import DeckLine
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.screens import home
from flashdesign.ui.strokes import UNDO, strike


class DeckActs(QObject):
    """Does them, and says what came of it.

    Signals:
        done: the decks are not as Home shows them any more.
        browse_requested: the cards that this query finds are to be shown.
    """

    done = Signal()
    browse_requested = Signal(str)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context

    def do(self, action: str, deck: str) -> None:
        """Do one of the acts that Home names with a deck."""
        if action == home.BROWSE:
            self.browse_requested.emit(f"deck:{deck} ")
            return
        overview = decks.overview(self._context)
        acts: dict[str, Callable[[DeckLine], None]] = {
            home.RAISE: partial(self._raise_today, overview.today.new),
            home.LIMITS: self._show_limits,
            home.RENAME: self._ask_title,
            home.DELETE: self._delete,
        }
        acts[action](next(one for one in overview.decks if one.id == deck))

    def _raise_today(self, before: int, line: DeckLine) -> None:
        """Let the deck show more new cards than the ones `before`, today only."""
        decks.raise_today(self._context, line.id, new=home.MORE_NEW)
        more = decks.overview(self._context).today.new - before
        self.done.emit()
        cards = wording.count(more, "new card")
        told = f"{cards} added for today." if more else "No new card is left there."
        self._window.toast.show_message(told)

    def _show_limits(self, line: DeckLine) -> None:
        from flashdesign.ui import pages

        sheet = pages.LimitsSheet(line, preferences.load(self._context))
        sheet.chosen.connect(partial(self._set_limits, line.id))
        self._window.open_sheet(line.title, sheet)

    def _set_limits(self, deck: DeckId, new: int | None, reviews: int | None) -> None:
        decks.set_limits(self._context, deck, new, reviews)
        self._window.sheet.close_sheet()
        self.done.emit()

    def _ask_title(self, line: DeckLine) -> None:
        from flashdesign.ui import pages

        sheet = pages.TitleSheet(line.title)
        sheet.given.connect(partial(self._rename, line.id))
        self._window.open_sheet("Rename", sheet)
        sheet.title.setFocus()

    def _rename(self, deck: DeckId, title: str) -> None:
        from flashdesign.services import own_decks

        def work() -> tuple[str, str]:
            own_decks.rename(self._context, deck, title)
            return f"Renamed to “{title}”.", UNDO

        self._window.sheet.close_sheet()
        strike(self._window, self, work, self.done.emit)

    def _delete(self, line: DeckLine) -> None:
        from flashdesign.services import own_decks

        def work() -> tuple[str, str]:
            own_decks.delete(self._context, line.id)
            return f"Deleted: “{line.title}” with {wording.count(line.total, 'card')}.", UNDO

        strike(self._window, self, work, self.done.emit)
