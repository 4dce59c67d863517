"""Run the commands that other processes hand to the window, one at a time, on its collection."""

from collections import deque
from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QCoreApplication, QEvent, QObject, QThreadPool, QTimer

from flashdesign.errors import FlashDesignError
from flashdesign.services.handed_commands import FAILED, CommandCall, CommandResult, RunCommand
from flashdesign.ui import jobs
from flashdesign.ui.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.services.context import Context
    from flashdesign.ui.desk import Desk
    from flashdesign.ui.single_instance import Answer

_AGAIN_AFTER_MS = 200
_NOT_OPEN = "flashdesign: The window could not open this collection; it shows why.\n"
_CLOSING = "flashdesign: The window with this collection is being closed. Try again.\n"


@dataclass(frozen=True, slots=True)
class _Waiting:
    """A command whose turn has not come."""

    call: CommandCall
    answer: "Answer"
    is_wanted: Callable[[], bool]


@dataclass(frozen=True, slots=True)
class _Done:
    """What came of a command; `said` tells what it changed, `can_undo` whether that can be."""

    result: CommandResult
    said: str = ""
    can_undo: bool = False


class HandedCommands(QObject):
    """Waits until the collection is open and the window is free, runs, and shows what changed."""

    def __init__(self, window: MainWindow, run: RunCommand, parent: QObject) -> None:
        super().__init__(parent)
        self._window, self._run = window, run
        self._waiting: deque[_Waiting] = deque()
        self._desk: Desk | None = None
        self._job: jobs.Job | None = None
        self._refusal = ""
        self._again = QTimer(self)
        self._again.setSingleShot(True)
        self._again.setInterval(_AGAIN_AFTER_MS)
        self._again.timeout.connect(self._next)

    def take(
        self, call: CommandCall, answer: "Answer", is_wanted: Callable[[], bool] = lambda: True
    ) -> None:
        """Run a command when its turn comes, and give `answer` what it wrote.

        One that nobody waits for any more by then is dropped.
        """
        if self._refusal:
            answer(CommandResult(FAILED, err=self._refusal))
            return
        self._waiting.append(_Waiting(call, answer, is_wanted))
        self._next()

    def set_desk(self, desk: "Desk | None") -> None:
        """Run commands on the collection of this desk; with None they wait for another."""
        self._desk, self._refusal = desk, ""
        self._next()

    def refuse(self) -> None:
        """Run no command, as the collection could not be opened."""
        self._refuse(_NOT_OPEN)

    def finish(self) -> None:
        """End the command that runs, and run no other: the collection is about to be closed."""
        self._refuse(_CLOSING)
        self._desk = None
        if self._job is not None:
            self._window.hide()
            QThreadPool.globalInstance().waitForDone()
            QCoreApplication.sendPostedEvents(self._job, QEvent.Type.MetaCall)

    def _refuse(self, sentence: str) -> None:
        self._refusal = sentence
        while self._waiting:
            self._waiting.popleft().answer(CommandResult(FAILED, err=sentence))

    def _next(self) -> None:
        if not self._waiting or self._job is not None or self._desk is None:
            return
        if self._window.is_busy or not self._window.isEnabled():
            self._again.start()
            return
        waiting = self._waiting.popleft()
        if waiting.is_wanted():
            self._start(waiting, self._desk.context)
        else:
            self._next()

    def _start(self, waiting: "_Waiting", context: "Context") -> None:
        call, run = waiting.call, self._run
        if call.changes:
            self._window.set_busy(busy=True)

        def ended(done: _Done) -> None:
            self._job = None
            if call.changes:
                self._window.set_busy(busy=False)
            waiting.answer(done.result)
            if done.said and self._desk is not None and self._desk.context is context:
                self._desk.show_changes(done.said, can_undo=done.can_undo)
            self._next()

        def failed(error: BaseException) -> None:
            from flashdesign.services.doctor import bug_report

            expected = isinstance(error, FlashDesignError)
            told = f"flashdesign: {error}" if expected else bug_report(error)
            ended(_Done(CommandResult(FAILED, err=f"{told}\n")))

        start = jobs.start_large if call.is_large else jobs.start
        self._job = start(self, lambda: _done(context, call, run), ended, failed)


def _done(context: "Context", call: CommandCall, run: RunCommand) -> _Done:
    """Run a command, and look what it changed; in a thread of its own."""
    if not call.changes:
        return _Done(run(context, call))
    from flashdesign.services import operations

    before, told = operations.last(context), context.broadcast.told
    result = run(context, call)
    if context.broadcast.told == told:
        return _Done(result)
    last = operations.last(context)
    if last is None or (before is not None and last.id == before.id):
        return _Done(result, "A command in a terminal changed the collection.")
    return _Done(result, f"{last.said} was done from a terminal.", can_undo=True)
