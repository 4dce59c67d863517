"""Deck-menu actions of Home: more new cards, daily limits, rename, delete."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.cards import DeckId
from flashdesign.formatting import number
from flashdesign.i18n import _, ngettext
from flashdesign.services import decks, preferences
from flashdesign.services.context import Context
from flashdesign.services.decks import DeckLine
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.screens import home
from flashdesign.ui.strokes import UNDO, strike


class DeckActs(QObject):
    """Runs deck-menu actions and reports the result.

    Signals:
        done: decks changed, so Home must be updated.
        browse_requested: show the cards that this query finds.
    """

    done = Signal()
    browse_requested = Signal(str)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context

    def do(self, action: str, deck: str) -> None:
        """Run a deck-menu action of Home on a deck."""
        if action == home.BROWSE:
            self.browse_requested.emit(f"deck:{deck} ")
            return
        overview = decks.overview(self._context)
        actions: dict[str, Callable[[DeckLine], None]] = {
            home.RAISE: partial(self._raise_today, overview.today.new),
            home.LIMITS: self._show_limits,
            home.RENAME: self._ask_title,
            home.DELETE: self._delete,
        }
        actions[action](next(line for line in overview.decks if line.id == deck))

    def _raise_today(self, before: int, line: DeckLine) -> None:
        """Raise the deck's limit of new cards for today; `before` is today's total so far."""
        decks.raise_today(self._context, line.id, new=home.MORE_NEW)
        more = decks.overview(self._context).today.new - before
        self.done.emit()
        added = ngettext(
            "{n} new card added for today.", "{n} new cards added for today.", more
        ).format(n=number(more))
        self._window.toast.show_message(added if more else _("This deck has no more new cards."))

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
        self._window.open_sheet(_("Rename"), sheet)
        sheet.title.setFocus()

    def _rename(self, deck: DeckId, title: str) -> None:
        from flashdesign.services import own_decks

        def work() -> tuple[str, str]:
            own_decks.rename(self._context, deck, title)
            return _("Renamed to “{title}”.").format(title=title), UNDO

        self._window.sheet.close_sheet()
        strike(self._window, self, work, self.done.emit)

    def _delete(self, line: DeckLine) -> None:
        from flashdesign.services import own_decks

        def work() -> tuple[str, str]:
            own_decks.delete(self._context, line.id)
            message = ngettext(
                "“{title}” deleted with {n} card.", "“{title}” deleted with {n} cards.", line.total
            )
            return message.format(title=line.title, n=number(line.total)), UNDO

        strike(self._window, self, work, self.done.emit)
