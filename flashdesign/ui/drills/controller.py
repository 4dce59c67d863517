"""Controller of drills: the start page, practice, sprints and results."""

from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal

from flashdesign.domain.settings import Settings
from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.context import Context
from flashdesign.ui.window import actions
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.domain.drills.attempt import Attempt
    from flashdesign.domain.drills.sprint import DrillFilter
    from flashdesign.services.drills.practice import PracticeSession
    from flashdesign.services.drills.state import AnswerSummary
    from flashdesign.ui.drills.history_screen import DrillHistoryScreen
    from flashdesign.ui.drills.practice_screen import PracticeScreen
    from flashdesign.ui.drills.result_screen import DrillResultScreen
    from flashdesign.ui.drills.sprint_screen import SprintScreen
    from flashdesign.ui.drills.start_screen import DrillStartScreen

ENTRY = "drills"


class DrillController(QObject):
    """Shows the drill pages and starts practice and sprints.

    Signals:
        timed_changed: whether drills are timed from now on.
        link_opened: the URL of a source was clicked.
    """

    timed_changed = Signal(bool)
    link_opened = Signal(str)

    def __init__(
        self, window: MainWindow, context: Context, settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._settings = window, context, settings
        self._home: DrillStartScreen | None = None
        self._result: DrillResultScreen | None = None
        self._history: DrillHistoryScreen | None = None
        self._running: PracticeScreen | SprintScreen | None = None
        self._make_retry: Callable[[], PracticeSession] | None = None

    @property
    def is_shown(self) -> bool:
        """Whether a drill of practice or sprint is on screen."""
        return self._running is not None and self._running.isVisible()

    def run_action(self, action: str) -> None:
        """Run the action of a drill key."""
        if action == "drill.leave":
            self._leave_or_finish()
        elif self._running is not None:
            self._running.press(action)

    def show(self) -> None:
        """Show the running drill, else the start page of drills."""
        if self._running is not None:
            self._show_running(self._running)
            return
        home = self._home_page()
        self._render_home(home)
        self._window.show_page(home, ENTRY, actions.DRILL_HOME)
        home.take_focus()

    def undo(self) -> bool:
        """Return False: drill attempts cannot be undone."""
        return False

    def refresh_after_outside_change(self) -> None:
        """Update the page after another process changed drills; a running one stays."""
        if self._home is not None and self._home.isVisible():
            self._render_home(self._home)
        if self._history is not None and self._history.isVisible():
            self._render_history(self._history)

    def close(self) -> None:
        """Remove the pages: the collection is about to be closed."""
        self._drop_running()
        for page in (self._home, self._result, self._history):
            if page is not None:
                self._window.remove_page(page)

    def _home_page(self) -> "DrillStartScreen":
        from flashdesign.ui.drills.start_screen import DrillStartScreen

        if self._home is None:
            home = self._home = DrillStartScreen()
            home.filter_changed.connect(self._show_count)
            home.practice_requested.connect(self._practice)
            home.sprint_requested.connect(self._start_new_sprint)
            home.code_changed.connect(self._preview_code)
            home.code_requested.connect(self._start_sprint)
            home.clock_switched.connect(self.timed_changed)
            home.history_requested.connect(self._show_history)
            home.last_sprint_requested.connect(partial(self._show_history, last_sprint=True))
        return self._home

    def _result_page(self) -> "DrillResultScreen":
        from flashdesign.ui.drills.result_screen import DrillResultScreen

        if self._result is None:
            self._result = DrillResultScreen()
            self._result.home_requested.connect(self.show)
            self._result.misses_requested.connect(self._practice_misses)
            self._result.same_requested.connect(self._start_sprint)
            self._result.answer_opened.connect(self._show_answer)
        return self._result

    def _show_history(self, *, last_sprint: bool = False) -> None:
        from flashdesign.ui.drills.history_screen import DrillHistoryScreen

        if self._history is None:
            self._history = DrillHistoryScreen()
            self._history.home_requested.connect(self.show)
            self._history.attempt_opened.connect(self._show_attempt)
        self._render_history(self._history)
        self._window.show_page(self._history, ENTRY, actions.DRILL_HOME)
        self._history.take_focus(last_sprint=last_sprint)

    def _render_history(self, history: "DrillHistoryScreen") -> None:
        from flashdesign.services.drills.history import attempt_groups

        history.render_answers(attempt_groups(self._context), self._context.clock)

    def _show_attempt(self, attempt: "Attempt") -> None:
        from flashdesign.services.drills.history import worked_solution

        self._show_answer(worked_solution(self._context, attempt))

    def _show_answer(self, line: "AnswerSummary") -> None:
        from flashdesign.ui.drills.result_screen import AnswerView

        view = AnswerView(line)
        view.link_opened.connect(self.link_opened)
        self._window.open_sheet(line.title, view)

    def _render_home(self, home: "DrillStartScreen") -> None:
        from flashdesign.services.drills.attempts import calibration
        from flashdesign.services.drills.practice import choices

        home.render_choice(
            choices(self._context),
            calibration(self._context),
            clock=self._settings().drill_clock,
        )

        self._render_last_sprint(home)

    def _render_last_sprint(self, home: "DrillStartScreen") -> None:
        from flashdesign.services.drills.history import attempt_groups
        from flashdesign.ui.drills.history_screen import format_last_sprint

        sprint = next((group for group in attempt_groups(self._context) if group.code), None)
        clock = self._context.clock
        home.render_last_sprint("" if sprint is None else format_last_sprint(sprint, clock))

    def _show_count(self, wanted: "DrillFilter") -> None:
        from flashdesign.services.drills.practice import count_drills

        self._home_page().render_fitting(count_drills(self._context, wanted))

    def _practice(self, wanted: "DrillFilter", count: int | None, feeds: bool) -> None:
        from flashdesign.services.drills.practice import PracticeSession

        session = PracticeSession(self._context, wanted, count, feeds=feeds)
        self._start_practice(session)

    def _start_practice(self, session: "PracticeSession") -> None:
        from flashdesign.ui.drills.practice_screen import PracticeScreen

        self._start(PracticeScreen(session, actions.bound_keys(self._settings().keys)))

    def _practice_misses(self) -> None:
        if self._make_retry is not None:
            self._start_practice(self._make_retry())

    def _start_new_sprint(self, topic: str, level: int) -> None:
        from flashdesign.services.drills.sprint import new_code

        try:
            code = new_code(self._context, topic, level)
        except FlashDesignError as error:
            self._window.toast.show_message(str(error))
        else:
            self._start_sprint(code)

    def _preview_code(self, code: str) -> None:
        from flashdesign.services.drills.sprint import describe_code

        home = self._home_page()
        try:
            offer = describe_code(self._context, code) if code.strip() else None
        except FlashDesignError as error:
            home.render_offer(None, str(error))
        else:
            home.render_offer(offer)

    def _start_sprint(self, code: str) -> None:
        from flashdesign.services.drills.sprint import SprintSession
        from flashdesign.ui.drills.sprint_screen import SprintScreen

        try:
            session = SprintSession(self._context, code)
        except FlashDesignError as error:
            self._window.toast.show_message(str(error))
        else:
            self._start(SprintScreen(session, actions.bound_keys(self._settings().keys)))

    def _start(self, screen: "PracticeScreen | SprintScreen") -> None:
        self._drop_running()
        self._running = screen
        screen.finished.connect(self._finish)
        screen.link_opened.connect(self.link_opened)
        self._show_running(screen)

    def _show_running(self, screen: "PracticeScreen | SprintScreen") -> None:
        self._window.show_page(screen, ENTRY, actions.DRILL)
        screen.take_focus()

    def _leave_or_finish(self) -> None:
        """Leave a drill; show the results if any was answered, and drop the unanswered one."""
        from flashdesign.ui.drills.practice_screen import PracticeScreen
        from flashdesign.ui.drills.sprint_screen import SprintScreen

        screen = self._running
        if isinstance(screen, SprintScreen) and not screen.workspace.card.is_paused:
            # A sprint cannot be resumed, so one key must not end it.
            screen.press("drill.pause")
            self._window.toast.show_message(_("Sprint paused. Leave again to end it."))
            return
        if screen is not None:
            screen.session.close()
        if isinstance(screen, PracticeScreen) and screen.session.state.answers:
            self._finish()
            return
        self._drop_running()
        self.show()

    def _finish(self) -> None:
        from flashdesign.domain.scheduling.memory import Rating
        from flashdesign.services.drills.attempts import calibration
        from flashdesign.services.drills.practice import PracticeSession
        from flashdesign.ui.drills.practice_screen import PracticeScreen

        screen, result = self._running, self._result_page()
        if screen is None:
            return
        screen.session.close()
        if isinstance(screen, PracticeScreen):
            lines = screen.session.state.answers
            result.render_practice(lines, calibration(self._context))
            missed = [line.key for line in lines if line.rating is Rating.AGAIN]
            self._make_retry = lambda: PracticeSession(
                self._context, count=len(missed), cards=missed
            )
        elif screen.session.state.result is not None:
            result.render_sprint(screen.session.state.result, screen.session.state.code)
            self._make_retry = screen.session.practice_misses
        self._drop_running()
        self._window.show_page(result, ENTRY, actions.DRILL_HOME)
        result.take_focus()

    def _drop_running(self) -> None:
        if self._running is not None:
            self._running.session.close()
            self._window.remove_page(self._running)
            self._running = None
