"""Background jobs: a function runs in a thread, its result arrives in the window's thread."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

from flashdesign.errors import FlashDesignError
from flashdesign.services.job_progress import pause_garbage_collection

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
_SWITCH_INTERVAL_S = 0.001


class Job(QObject):
    """A running job; it lives in the window's thread and may outlive the object it works for."""

    _ended = Signal(object, object)

    def __init__(self, owner: QObject, done: Done, failed: Failed) -> None:
        super().__init__(QCoreApplication.instance())
        self._owner, self._done, self._failed = owner, done, failed
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def finish(self, result: object, error: BaseException | None) -> None:
        """Report how the work ended; called from the thread that did it."""
        self._ended.emit(result, error)

    def _deliver(self, result: object, error: BaseException | None) -> None:
        self.deleteLater()
        if not isValid(self._owner):
            return
        if error is None:
            self._done(result)
        else:
            self._failed(error)


class _Task(QRunnable):
    def __init__(self, job: Job, work: Work) -> None:
        super().__init__()
        self._job, self._work = job, work

    def run(self) -> None:
        try:
            result = self._work()
        except BaseException as error:  # noqa: BLE001 - the window shows or raises it
            self._job.finish(None, error)
        else:
            self._job.finish(result, None)


def start(wanted_by: QObject, work: Work, done: Done, failed: Failed) -> Job:
    """Run `work` in a thread, then call `done` or `failed` in the window's thread.

    Neither is called if `wanted_by` was deleted in the meantime.
    """
    job = Job(wanted_by, done, failed)
    QThreadPool.globalInstance().start(_Task(job, work))
    return job


def name_failure(show_error: Callable[[str], object], message: str) -> Failed:
    """Return what shows that a job failed; `message` says which one, with a {problem}."""

    def fail(error: BaseException) -> None:
        if not isinstance(error, FlashDesignError):
            raise error
        show_error(message.format(problem=error))

    return fail


def start_large(wanted_by: QObject, work: Work, done: Done, failed: Failed) -> Job:
    """Run `work`, which creates very many objects, like `start`, without blocking the window."""

    def work_undisturbed() -> Any:
        with pause_garbage_collection(), _switch_often():
            return work()

    return start(wanted_by, work_undisturbed, done, failed)


@contextmanager
def _switch_often() -> Iterator[None]:
    """Switch between threads more often in this block, so that the window waits less."""
    interval_s = sys.getswitchinterval()
    sys.setswitchinterval(_SWITCH_INTERVAL_S)
    try:
        yield
    finally:
        sys.setswitchinterval(interval_s)
