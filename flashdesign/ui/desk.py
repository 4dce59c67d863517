"""The open collection on screen: which page is shown, and what each page's wishes lead to."""

from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Signal

from flashdesign.domain.cards import CardKey, DeckId
from flashdesign.domain.preferences import Preferences
from flashdesign.services import answering, decks, history, preferences
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.ui import keys
from flashdesign.ui.deck_acts import DeckActs
from flashdesign.ui.drill_desk import DrillDesk
from flashdesign.ui.keeping import DIALOGS, Choices, Keeper
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.reminder import Reminder
from flashdesign.ui.rooms import Room
from flashdesign.ui.screens.home import MORE_NEW, HomeScreen
from flashdesign.ui.transfer_desk import TransferDesk

if TYPE_CHECKING:
    from flashdesign.ui.screens.review import ReviewScreen
    from flashdesign.ui.screens.settings import SettingsScreen
    from flashdesign.ui.screens.summary import SummaryScreen


class Desk(QObject):
    """Leads from page to page.

    Signals:
        look_changed: the preferences of how the window looks are others now.
        moved: the collection lies elsewhere now (its path); it is to be opened anew.
    """

    look_changed = Signal(object)
    moved = Signal(object)

    def __init__(self, window: MainWindow, context: Context, choices: Choices = DIALOGS) -> None:
        super().__init__(window)
        self._window, self.context = window, context
        self._home = HomeScreen()
        self._summary: SummaryScreen | None = None
        self._settings: SettingsScreen | None = None
        self._review: ReviewScreen | None = None
        self._stale = True
        self._preferences = preferences.load(context)
        self._reminder = Reminder(window, context.clock)
        self._deck_acts = DeckActs(window, context)
        self._keeper = Keeper(window, context, self.moved.emit, choices)
        self._drills = DrillDesk(window, context, lambda: self._preferences)
        self._transfer = TransferDesk(window, context)
        self._rooms: dict[str, Room] = {
            "go.drills": self._drills,
            "go.transfer": self._transfer,
        }
        for part in (self._reminder, self._deck_acts, self._keeper, self._drills, self._transfer):
            part.setParent(self)
        self._acts = {
            "help": self.show_keys,
            "go.home": self.show_home,
            "go.review": self.start_review,
            "go.settings": self.show_settings,
            "undo": self.undo,
            "home.start": self._start_today,
            "review.leave": self.show_home,
        }
        self._reminder.set_preferences(self._preferences)
        context.broadcast.listen(self._hear)
        self._connect()
        window.bind_keys(self._preferences.keys)
        self.show_home()

    @property
    def preferences(self) -> Preferences:
        """The preferences in force."""
        return self._preferences

    def make_ready(self) -> None:
        """Import what the first question needs, now that Home is painted."""
        from flashdesign.ui import pages

        pages.warm_up()

    def settle(self) -> None:
        """Do what can wait until the start is over: the weekly check."""
        self._keeper.check_if_due()

    def leave(self) -> None:
        """Let go of the window: its collection is about to be closed."""
        self._leave_review()
        self._keeper.leave()
        self._reminder.leave()
        for room in self._rooms.values():
            room.leave()
        self._window.triggered.disconnect(self.act)
        for page in (self._home, self._summary, self._settings):
            if page is not None:
                self._window.drop_page(page)
        self.deleteLater()

    def act(self, action: str) -> None:
        """Do what an action's key or entry asks for."""
        shown = self._shown_room()
        if action in self._acts:
            self._acts[action]()
        elif action in self._rooms:
            self.enter(action)
        elif shown is not None:
            shown.press(action)
        elif self._review is not None:
            self._review.press(action)

    def show_home(self) -> None:
        """Show the decks; a sitting that is left is over, its answers are kept."""
        if self._keeper.rebuilds_first(self.show_home):
            return
        self._leave_review()
        self.refresh()
        self._window.show_page(self._home, "home", keys.HOME)
        self._home.take_focus()

    def refresh(self) -> None:
        """Bring Home up to date if anything changed since it was drawn."""
        if self._stale:
            self._stale = False
            overview = decks.overview(self.context)
            self._home.render_overview(overview)
            self._show_left(overview.today.total)

    def start_review(
        self, deck: DeckId | None = None, practice: list[CardKey] | None = None
    ) -> None:
        """Begin a sitting at today's cards, or go back to the one that is under way."""
        from flashdesign.ui import pages

        if self._keeper.rebuilds_first(lambda: self.start_review(deck, practice)):
            return
        if self._review is not None and self._review.session.state.asked is None:
            self._leave_review()
        if self._review is None:
            session = pages.ReviewSession(self.context, deck, practice)
            bound = keys.bound(self._preferences.keys)
            screen = pages.ReviewScreen(session, self._preferences, bound)
            if practice is not None:
                screen.rest_tools()
            screen.finished.connect(self._finish_review)
            screen.why_requested.connect(self._show_why)
            screen.said.connect(lambda text: self._window.toast.show_message(text, "Undo"))
            screen.link_opened.connect(self._open_link)
            screen.moved_on.connect(self._moved_on)
            self._review = screen
            if session.state.asked is None:
                self._finish_review()
                return
        self._window.show_page(self._review, "review", keys.REVIEW)
        self._review.take_focus()

    def enter(self, room: str) -> None:
        """Show the room that the action `room` leads to; a sitting that is left is over."""
        if self._keeper.rebuilds_first(lambda: self.enter(room)):
            return
        self._leave_review()
        self._rooms[room].show()

    def undo(self) -> None:
        """Take back the newest act of today, and show its card."""
        room = self._shown_room()
        if room is not None and room.undo():
            return
        if self._review is not None:
            self._undo_in_review(self._review)
            return
        undone = answering.undo(self.context)
        if undone is None:
            self._window.toast.show_message("There is nothing of today to undo.")
            return
        self.context.broadcast.tell(Changes(cards=True, reviews=True))
        self.refresh()
        what = "The last answer" if undone.was_answer else "The last act"
        self._window.toast.show_message(f"{what} was taken back.")

    def _undo_in_review(self, review: "ReviewScreen") -> None:
        if not review.session.state.can_undo:
            self._window.toast.show_message("There is nothing to undo.")
            return
        review.undo()
        if review.session.state.asked is not None:
            self._window.show_page(review, "review", keys.REVIEW)
            review.take_focus()

    def show_settings(self) -> None:
        """Show the settings page."""
        from flashdesign.ui import pages

        self._leave_review()
        if self._settings is None:
            self._settings = pages.SettingsScreen()
            self._settings.changed.connect(self._change)
            self._settings.keeping_requested.connect(self._keeper.do)
            self._keeper.changed.connect(self._settings.render_keeping)
        self._settings.render_preferences(self._preferences)
        self._settings.render_keeping(self._keeper.keeping())
        self._window.show_page(self._settings, "settings")
        self._settings.setFocus()

    def show_keys(self) -> None:
        """Lay the table of all keys over the page."""
        from flashdesign.ui import pages

        if not self._window.sheet.is_open:
            self._window.open_sheet("Keys", pages.key_sheet(self._preferences.keys))

    def _shown_room(self) -> Room | None:
        return next((room for room in self._rooms.values() if room.is_shown), None)

    def _connect(self) -> None:
        self._window.triggered.connect(self.act)
        self._window.toast.action_triggered.connect(self.undo)
        self._drills.link_opened.connect(self._open_link)
        self._drills.clock_switched.connect(lambda on: self._change("drill_clock", on))
        self._home.start_requested.connect(lambda: self.start_review())
        self._home.deck_requested.connect(self._review_deck)
        self._home.raise_requested.connect(self._deck_acts.raise_today)
        self._home.limits_requested.connect(self._deck_acts.show_limits)
        self._deck_acts.done.connect(self._show_decks)
        # A learning card's minute comes and a new day begins while Home is open.
        every_minute = QTimer(self)
        every_minute.timeout.connect(self._minute_passed)
        every_minute.start(60_000)

    def _hear(self, _changes: Changes) -> None:
        self._stale = True

    def _minute_passed(self) -> None:
        self._stale = True
        self._reminder.remind_if_due()
        if self._window.pages.currentWidget() is self._home:
            self.refresh()

    def _review_deck(self, deck: str) -> None:
        self._leave_review()
        line = next(one for one in decks.overview(self.context).decks if one.id == deck)
        if line.today.total:
            self.start_review(DeckId(deck))
        else:
            self._window.toast.show_message(
                f"Nothing of “{line.title}” is left today. Its menu adds {MORE_NEW} new cards."
            )

    def _show_decks(self) -> None:
        self.refresh()
        self._home.take_focus()

    def _open_link(self, url: str) -> None:
        from flashdesign.ui import pages

        pages.open_outside(self._window, url)

    def _start_today(self) -> None:
        if self._home.primary.isVisible():
            self.start_review()

    def _moved_on(self, left: int) -> None:
        # "Undo" beside an older act would take back the newest one.
        self._window.toast.dismiss()
        self._show_left(left)

    def _show_left(self, left: int) -> None:
        self._window.sidebar.set_badge("review", f"{left:,}" if left else "")
        self._reminder.set_left(left)

    def _finish_review(self) -> None:
        if self._review is None:
            return
        # The sitting is kept until the next one: its last answer can still be taken back.
        session, summary = self._review.session, self._summary_page()
        session.close()
        summary.render_summary(session.answered, session.comes_back_in_ms())
        self._moved_on(session.state.left.total)
        self._window.show_page(summary, "review")
        summary.primary.setFocus()

    def _summary_page(self) -> "SummaryScreen":
        from flashdesign.ui import pages

        if self._summary is None:
            self._summary = pages.SummaryScreen()
            self._summary.home_requested.connect(self.show_home)
            self._summary.misses_requested.connect(lambda missed: self.start_review(None, missed))
        return self._summary

    def _leave_review(self) -> None:
        if self._review is not None:
            self._review.session.close()
            self._window.drop_page(self._review)
            self._review = None

    def _show_why(self, key: str) -> None:
        from flashdesign.ui import pages

        story = history.card_history(self.context, CardKey(key))
        self._window.open_sheet("Why this card now?", pages.why_sheet(story))

    def _change(self, name: str, value: object) -> None:
        self._preferences = preferences.change(self.context, **{name: value})
        if name == "keys":
            self._window.bind_keys(self._preferences.keys)
        if name == "retention":
            self._keeper.rebuild_later()
        if self._settings is not None:
            self._settings.render_preferences(self._preferences)
        self._reminder.set_preferences(self._preferences)
        self.look_changed.emit(self._preferences)
