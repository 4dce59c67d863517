"""Deck-menu actions of Home: more new cards, daily limits, rename, delete."""

from collections.abc import Callable
from functools import partial

from PySide6.QtCore import QObject, Qt, Signal
from PySide6.QtWidgets import QSpinBox, QVBoxLayout, QWidget

from flashdesign.domain.ids import DeckId
from flashdesign.domain.settings import MAX_CARDS_A_DAY, Settings
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.collection import settings
from flashdesign.services.context import Context
from flashdesign.services.decks import daily_limits
from flashdesign.services.decks import overview as deck_overview
from flashdesign.services.decks.overview import DeckSummary
from flashdesign.ui.home import screen
from flashdesign.ui.theme.roles import ButtonKind, button
from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import UNDO, run_undoable

_NO_LIMIT = -1


class LimitsSheet(QWidget):
    """Edits the limits of a deck and its subdecks.

    Signals:
        limits_changed: new cards and reviews per day, each a number or None for no limit.
    """

    limits_changed = Signal(object, object)

    def __init__(
        self, line: DeckSummary, settings: Settings, parent: QWidget | None = None
    ) -> None:
        super().__init__(parent)
        self.new = _limit_box(line.new_limit)
        self.reviews = _limit_box(line.review_limit)
        overall = _("The overall limit of {n} still applies.")
        layout = QVBoxLayout(self)
        for title, limit, box in (
            (_("New cards per day"), settings.new_per_day, self.new),
            (_("Reviews per day"), settings.reviews_per_day, self.reviews),
        ):
            layout.addWidget(SettingRow(title, overall.format(n=number(limit)), box))
        self.save_button = button(_("Save"), ButtonKind.PRIMARY)
        self.save_button.clicked.connect(
            lambda: self.limits_changed.emit(_read_limit(self.new), _read_limit(self.reviews))
        )
        layout.addWidget(self.save_button, 0, Qt.AlignmentFlag.AlignRight)


def _limit_box(limit: int | None) -> QSpinBox:
    box = QSpinBox()
    box.setRange(_NO_LIMIT, MAX_CARDS_A_DAY)
    box.setSpecialValueText(_("No limit"))
    box.setValue(_NO_LIMIT if limit is None else limit)
    return box


def _read_limit(box: QSpinBox) -> int | None:
    return None if box.value() == _NO_LIMIT else box.value()


class DeckController(QObject):
    """Runs deck-menu actions and reports the result.

    Signals:
        done: decks changed, so Home must be updated.
        browse_requested: show the cards that this query finds.
        export_requested: choose how to export this deck (its id).
    """

    done = Signal()
    browse_requested = Signal(str)
    export_requested = Signal(str)

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

        sheet = LimitsSheet(line, settings.load(self._context))
        sheet.limits_changed.connect(partial(self._set_limits, line.id))
        self._window.open_sheet(line.title, sheet)

    def _set_limits(self, deck: DeckId, new: int | None, reviews: int | None) -> None:
        daily_limits.set_limits(self._context, deck, new, reviews)
        self._window.sheet.close_sheet()
        self.done.emit()

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
