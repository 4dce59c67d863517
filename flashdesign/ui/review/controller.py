"""Controller of a review session: questions, card history and summary."""

from collections.abc import Callable
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.ids import CardKey, DeckId, note_of
from flashdesign.domain.settings import Settings
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.context import Context
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.banner import Tone
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.ui.review.screen import ReviewScreen
    from flashdesign.ui.review.summary_screen import SummaryScreen

ENTRY = "review"


class ReviewController(QObject):
    """Runs a review session and shows its summary.

    Signals:
        home_requested: show the decks.
        edit_requested: edit a note (its key).
        remaining_changed: the number of cards left today.
        more_requested: study what is left today, with more new cards of a deck (its id) if not "".
        drills_requested: show the drills.
        chosen_done: a session of chosen cards has ended, with a sentence on it.
    """

    home_requested = Signal()
    edit_requested = Signal(str)
    remaining_changed = Signal(int)
    more_requested = Signal(str)
    drills_requested = Signal()
    chosen_done = Signal(str)

    def __init__(
        self, window: MainWindow, context: Context, settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._settings = window, context, settings
        self._review: ReviewScreen | None = None
        self._summary: SummaryScreen | None = None
        self._damaged_shown = 0
        self.returns_to = ""
        """The action that shows the page a session was started from, "" if that is Home."""

    def show(
        self,
        deck: DeckId | None = None,
        practice: list[CardKey] | None = None,
        chosen: list[CardKey] | None = None,
    ) -> None:
        """Start a session, or return to the running one."""
        if self._review is not None and self._review.session.state.card is None:
            self.end_session()
        if self._review is not None:
            self._review.reload_card()
            if self._review.session.state.card is None:
                return  # its last card was deleted: the summary is shown
        if self._review is None:
            self._review = self._begin(deck, practice, chosen)
            self._damaged_shown = 0
            self._warn_of_damaged()
            if self._review.session.state.card is None:
                self._finish()
                return
        self._show_review(self._review)

    def import_screen(self) -> None:
        """Import what the first question needs, after Home was painted."""
        from flashdesign.content.rendering import markdown
        from flashdesign.services.review import session  # noqa: F401 - to import them early
        from flashdesign.ui.review import screen  # noqa: F401

        markdown.warm_up()

    def run_action(self, action: str) -> None:
        """Run the action of a review key."""
        if self._review is not None:
            self._review.run_action(action)

    def undo(self) -> bool:
        """Undo the newest answer or action of today and show its card.

        Returns False if no session runs, or if the newest change of the session is an edit.
        """
        from flashdesign.services.editing import undo

        review = self._review
        if review is None or undo.is_operation_newest(self._context, review.session.began_at):
            return False
        if not review.session.state.can_undo:
            self._window.toast.show_message(_("Nothing to undo."))
            return True
        review.undo()
        if review.session.state.card is not None:
            self._show_review(review)
        self._window.toast.show_message(review.session.undone_text)
        return True

    def refresh_after_outside_change(self) -> None:
        """Reload the cards of a session on screen after another process changed them."""
        if self._review is not None and self._review.isVisible():
            self._review.reload_card()

    def end_session(self) -> None:
        """End the session; its answers are kept."""
        if self._review is not None:
            self._review.session.close()
            self._window.remove_page(self._review)
            self._review, self.returns_to = None, ""

    def close(self) -> None:
        """Remove the pages: the collection is about to be closed."""
        self.end_session()
        if self._summary is not None:
            self._window.remove_page(self._summary)

    def open_link(self, url: str) -> None:
        """Open the URL of a source, if the user agrees."""
        from flashdesign.ui.window.dialogs import open_link

        open_link(self._window, url)

    def _begin(
        self,
        deck: DeckId | None,
        practice: list[CardKey] | None,
        chosen: list[CardKey] | None,
    ) -> "ReviewScreen":
        # Only these imports: they delay the first question.
        from flashdesign.services.review.session import ReviewSession
        from flashdesign.ui.review.screen import ReviewScreen

        session = ReviewSession(self._context, deck, practice, chosen=chosen)
        settings = self._settings()
        screen = ReviewScreen(session, settings, actions.bound_keys(settings.keys))
        if practice is not None:
            screen.hide_scheduling_tools()
        screen.finished.connect(self._finish)
        screen.edit_requested.connect(lambda key: self.edit_requested.emit(note_of(key)))
        screen.stored.connect(self._window.clear_error)
        screen.undo_requested.connect(self.undo)
        screen.why_requested.connect(self._show_why)
        screen.message_shown.connect(
            lambda text: self._window.toast.show_message(text, self._window.undo_label())
        )
        screen.link_opened.connect(self.open_link)
        screen.leave_requested.connect(lambda: self._window.triggered.emit("review.leave"))
        screen.remaining_changed.connect(self._follow_session)
        return screen

    def _show_review(self, review: "ReviewScreen") -> None:
        self._window.show_page(review, ENTRY, actions.REVIEW)
        review.take_focus()

    def _follow_session(self, left: int) -> None:
        # The Undo button of an older toast would undo the newest change.
        self._window.toast.dismiss()
        if self._review is not None and self._review.session.is_of_today:
            self.remaining_changed.emit(left)
        self._warn_of_damaged()

    def _warn_of_damaged(self) -> None:
        """Show once which cards the session skips because they cannot be read."""
        damaged = () if self._review is None else self._review.session.damaged_cards
        if len(damaged) > self._damaged_shown:
            from flashdesign.services.review.state import damaged_cards_warning

            self._damaged_shown = len(damaged)
            self._window.banner.show_message(damaged_cards_warning(damaged), Tone.ERROR)

    def _finish(self) -> None:
        if self._review is None:
            return
        # The session is kept until the next one: its last answer can still be undone.
        session = self._review.session
        session.close()
        if self.returns_to:
            from flashdesign.services.review.state import describe_end

            self.chosen_done.emit(describe_end(session.answers, session.ms_until_next()))
            return
        from flashdesign.services.decks.next_steps import next_steps

        summary = self._summary_page()
        summary.render_summary(session.answers, session.ms_until_next())
        # It counts two days, which takes a quarter of a second at 100,000 cards.
        context, show = self._context, summary.render_next_steps
        jobs.start(self, lambda: next_steps(context), show, self._show_error)
        self._follow_session(session.state.left.total)
        self._window.show_page(summary, ENTRY)
        summary.primary.setFocus()

    def _show_error(self, error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        self._window.show_error(str(error))

    def _summary_page(self) -> "SummaryScreen":
        from flashdesign.ui.review.summary_screen import SummaryScreen

        if self._summary is None:
            self._summary = SummaryScreen()
            self._summary.home_requested.connect(self.home_requested)
            self._summary.misses_requested.connect(lambda missed: self.show(None, missed))
            self._summary.more_requested.connect(self.more_requested)
            self._summary.drills_requested.connect(self.drills_requested)
        return self._summary

    def _show_why(self, key: str) -> None:
        from flashdesign.services.review import card_history
        from flashdesign.ui.review.history_sheet import make_history_sheet

        history = card_history.card_history(self._context, CardKey(key))
        self._window.open_sheet(_("Why this card?"), make_history_sheet(history))
