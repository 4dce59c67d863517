"""Deck-menu actions of Home: more new cards, daily limits, rename, delete."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.ids import DeckId
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.collection import settings
from flashdesign.services.context import Context
from flashdesign.services.decks import daily_limits
from flashdesign.services.decks import overview as deck_overview
from flashdesign.services.decks.overview import DeckSummary
from flashdesign.ui.home import screen
from flashdesign.ui.home.limits_sheet import LimitsSheet, LimitValues
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import UNDO, run_undoable


class DeckController(QObject):
    """Runs deck-menu actions and reports the result.

    Signals:
        done: decks changed, so Home must be updated.
        browse_requested: show the cards that this query finds.
        export_requested: choose how to export this deck (its id).
        setting_changed: the name of a setting and its new value.
    """

    done = Signal()
    browse_requested = Signal(str)
    export_requested = Signal(str)
    setting_changed = Signal(str, object)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context

    def run(self, action: str, deck: str) -> None:
        """Run a deck-menu action of Home on a deck."""
        if action == screen.BROWSE:
            self.browse_requested.emit(f"deck:{deck} ")
            return
        if action == screen.EXPORT:
            self.export_requested.emit(deck)
            return
        if action == screen.LIMITS and not deck:
            self._show_overall_limits()
            return
        overview = deck_overview.overview(self._context)
        actions: dict[str, Callable[[DeckSummary], None]] = {
            screen.LEARN_MORE: partial(self._raise_today, overview.today.new),
            screen.LIMITS: self._show_limits,
            screen.RENAME: self._ask_title,
            screen.DELETE: self._delete,
        }
        actions[action](next(line for line in overview.decks if line.id == deck))

    def ask_for_deck(self) -> None:
        """Ask for the title of a new deck, and create it."""
        from flashdesign.ui.home.deck_sheet import DeckSheet

        sheet = DeckSheet(deck_overview.titles(self._context))
        sheet.submitted.connect(self._create)
        self._window.open_sheet(_("New deck"), sheet)
        sheet.title.setFocus()

    def _create(self, title: str, parent: str) -> None:
        from flashdesign.services.editing import decks

        def work() -> tuple[str, str]:
            decks.create(self._context, title, DeckId(parent) if parent else None)
            return _("Deck “{title}” created.").format(title=title), UNDO

        self._window.sheet.close_sheet()
        run_undoable(self._window, self, work, self.done.emit)

    def _raise_today(self, before: int, line: DeckSummary) -> None:
        """Raise the deck's limit of new cards for today; `before` is today's total so far."""
        daily_limits.raise_limits_today(self._context, line.id, new=daily_limits.EXTRA_NEW_CARDS)
        more = deck_overview.overview(self._context).today.new - before
        self.done.emit()
        added = ngettext(
            "{n} new card added for today.", "{n} new cards added for today.", more
        ).format(n=number(more))
        self._window.toast.show_message(added if more else _("This deck has no more new cards."))

    def _show_limits(self, line: DeckSummary) -> None:
        overall = settings.load(self._context)
        advice = _("The overall limit of {n} still applies.")
        values = LimitValues(
            (line.new_limit, line.review_limit),
            daily_limits.limits_today(self._context, line.id),
            advice=(
                advice.format(n=number(overall.new_per_day)),
                advice.format(n=number(overall.reviews_per_day)),
            ),
        )
        sheet = LimitsSheet(values)
        sheet.limits_changed.connect(partial(self._set_limits, line.id))
        sheet.today_changed.connect(partial(self._set_today, line.id))
        self._open_limits(_("Limits for “{title}”").format(title=line.title), sheet)

    def _show_overall_limits(self) -> None:
        """Ask for the limits of all decks together, first for today only."""
        overall = settings.load(self._context)
        values = LimitValues(
            (overall.new_per_day, overall.reviews_per_day),
            daily_limits.limits_today(self._context, None),
            can_be_off=False,
            advice=(_("For all decks together. A deck can have its own limit."), ""),
        )
        sheet = LimitsSheet(values, is_for_today=True)
        sheet.limits_changed.connect(self._set_overall)
        sheet.today_changed.connect(partial(self._set_today, None))
        self._open_limits(_("Limits for all decks"), sheet)

    def _open_limits(self, title: str, sheet: LimitsSheet) -> None:
        sheet.canceled.connect(self._window.sheet.close_sheet)
        self._window.open_sheet(title, sheet)
        sheet.take_focus()

    def _set_limits(self, deck: DeckId, new: int | None, reviews: int | None) -> None:
        daily_limits.set_limits(self._context, deck, new, reviews)
        self._window.sheet.close_sheet()
        self.done.emit()

    def _set_today(self, deck: DeckId | None, new: int, reviews: int) -> None:
        daily_limits.set_limits_today(self._context, deck, new, reviews)
        self._window.sheet.close_sheet()
        self.done.emit()

    def _set_overall(self, new: int, reviews: int) -> None:
        self.setting_changed.emit("new_per_day", new)
        self.setting_changed.emit("reviews_per_day", reviews)
        self._window.sheet.close_sheet()
        self.done.emit()

    def add_built_in_decks(self) -> None:
        """Add the built-in decks now, which the start of the program does otherwise."""
        if self._window.is_busy:
            return
        from flashdesign.paths import decks_folder
        from flashdesign.services.collection import built_in_decks

        def report(_result: object) -> None:
            self._window.set_busy(busy=False)
            self._window.clear_error()
            self.done.emit()
            if not deck_overview.titles(self._context):
                message = _("Nothing was added: deleted built-in notes stay deleted.")
                self._window.toast.show_message(message)

        def fail(error: BaseException) -> None:
            self._window.set_busy(busy=False)
            if not isinstance(error, FlashDesignError):
                raise error
            self._window.show_error(str(error))

        self._window.set_busy(busy=True)
        self._window.toast.show_message(_("Adding the built-in decks…"))
        work = partial(built_in_decks.update_built_in_decks, self._context, decks_folder())
        jobs.start_large(self, work, report, fail)

    def _ask_title(self, line: DeckSummary) -> None:
        from flashdesign.ui.home.deck_sheet import TitleSheet

        sheet = TitleSheet(line.title)
        sheet.given.connect(partial(self._rename, line.id))
        self._window.open_sheet(_("Rename"), sheet)
        sheet.title.setFocus()

    def _rename(self, deck: DeckId, title: str) -> None:
        from flashdesign.services.editing import decks

        def work() -> tuple[str, str]:
            decks.rename(self._context, deck, title)
            return _("Renamed to “{title}”.").format(title=title), UNDO

        self._window.sheet.close_sheet()
        run_undoable(self._window, self, work, self.done.emit)

    def _delete(self, line: DeckSummary) -> None:
        from flashdesign.services.editing import decks

        def work() -> tuple[str, str]:
            decks.delete(self._context, line.id)
            message = ngettext(
                "“{title}” deleted with {n} card.", "“{title}” deleted with {n} cards.", line.total
            )
            return message.format(title=line.title, n=number(line.total)), UNDO

        run_undoable(self._window, self, work, self.done.emit)
