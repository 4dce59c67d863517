"""Commands from other processes, run one at a time on the window's collection."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import N_, _
from flashdesign.services.collection.forwarded_command import (
    EXIT_FAILED,
    CommandResult,
    ForwardedCommand,
    RunCommand,
)
from flashdesign.ui.window import jobs
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.services.context import Context
    from flashdesign.ui.app.main_controller import MainController
    from flashdesign.ui.window.single_instance import Answer

_RETRY_AFTER_MS = 200
_NOT_OPEN = N_("The window could not open this collection. The reason is shown in the window.")
_CLOSING = N_("The window with this collection is being closed. Try again.")


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command in the queue; `is_wanted` returns whether its caller still waits."""

    call: ForwardedCommand
    answer: "Answer"
    is_wanted: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Outcome:
    """The result of a command, a sentence on what it changed, and whether that can be undone."""

    result: CommandResult
    message: str = ""
    can_undo: bool = False


class CommandQueue(QObject):
    """Runs queued commands while the collection is open and the window idle; shows changes."""

    def __init__(self, window: MainWindow, run: RunCommand, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._run = window, run
        self._queue: deque[_Waiting] = deque()
        self._controller: MainController | None = None
        self._job: jobs.Job | None = None
        self._refusal = ""
        self._retry = QTimer(self)
        self._retry.setSingleShot(True)
        self._retry.setInterval(_RETRY_AFTER_MS)
        self._retry.timeout.connect(self._run_next)

    def enqueue(
        self, call: ForwardedCommand, answer: "Answer", is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Queue a command; when it ran, call `answer` with its result.

        A command is dropped if `is_wanted` returns False when its turn comes.
        """
        if self._refusal:
            answer(CommandResult(EXIT_FAILED, err=self._refusal))
            return
        self._queue.append(_Waiting(call, answer, is_wanted))
        self._run_next()

    def set_controller(self, controller: "MainController | None") -> None:
        """Run commands on the collection of `controller`; queue them while it is None."""
        self._controller, self._refusal = controller, ""
        self._run_next()

    def refuse_all(self) -> None:
        """Refuse all commands, as the collection could not be opened."""
        self._refuse(_NOT_OPEN)

    def finish(self) -> None:
        """Wait for the running command and refuse others: the collection is about to be closed."""
        self._refuse(_CLOSING)
        self._controller = None
        if self._job is not None:
            self._window.hide()
            QThreadPool.globalInstance().waitForDone()
            QCoreApplication.sendPostedEvents(self._job, QEvent.Type.MetaCall)

    def _refuse(self, message: str) -> None:
        sentence = self._refusal = f"flashdesign: {_(message)}\n"
        while self._queue:
            self._queue.popleft().answer(CommandResult(EXIT_FAILED, err=sentence))

    def _run_next(self) -> None:
        if not self._queue or self._job is not None or self._controller is None:
            return
        if self._window.is_busy or not self._window.isEnabled():
            self._retry.start()
            return
        waiting = self._queue.popleft()
        if waiting.is_wanted():
            self._start(waiting, self._controller.context)
        else:
            self._run_next()

    def _start(self, waiting: "_Waiting", context: "Context") -> None:
        call, run = waiting.call, self._run
        if call.is_changing:
            self._window.set_busy(busy=True)

        def done(outcome: _Outcome) -> None:
            self._job = None
            if call.is_changing:
                self._window.set_busy(busy=False)
            waiting.answer(outcome.result)
            if (
                outcome.message
                and self._controller is not None
                and self._controller.context is context
            ):
                self._controller.show_changes(outcome.message, can_undo=outcome.can_undo)
            self._run_next()

        def failed(error: BaseException) -> None:
            from flashdesign.services.collection.doctor import bug_report

            is_expected = isinstance(error, FlashDesignError)
            report = f"flashdesign: {error}" if is_expected else bug_report(error)
            done(_Outcome(CommandResult(EXIT_FAILED, err=f"{report}\n")))

        start = jobs.start_large if call.is_large else jobs.start
        self._job = start(self, lambda: _run_command(context, call, run), done, failed)


def _run_command(context: "Context", call: ForwardedCommand, run: RunCommand) -> _Outcome:
    """Run a command and find out what it changed; called in a background thread."""
    if not call.is_changing:
        return _Outcome(run(context, call))
    from flashdesign.services.editing import undo

    before, broadcasts = undo.next_to_undo(context), context.broadcast.change_count
    result = run(context, call)
    if context.broadcast.change_count == broadcasts:
        return _Outcome(result)
    last = undo.next_to_undo(context)
    if last is None or (before is not None and last.id == before.id):
        return _Outcome(result, _("A command in a terminal changed the collection."))
    message = _("Done from a terminal: {operation}").format(operation=last.description)
    return _Outcome(result, message, can_undo=True)
