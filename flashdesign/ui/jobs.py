"""Run a plain function beside the window, and bring its result back into it."""

import gc
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import Any

from PySide6.QtCore import QCoreApplication, QObject, QRunnable, Qt, QThreadPool, Signal
from shiboken6 import isValid

Work = Callable[[], Any]
Done = Callable[[Any], None]
Failed = Callable[[BaseException], None]
_TURN_S = 0.001


class Job(QObject):
    """One piece of work on its way; it lives in the window's thread, and outlives who wants it."""

    _ended = Signal(object, object)

    def __init__(self, wanted_by: QObject, done: Done, failed: Failed) -> None:
        super().__init__(QCoreApplication.instance())
        self._wanted_by, self._done, self._failed = wanted_by, done, failed
        self._ended.connect(self._deliver, Qt.ConnectionType.QueuedConnection)

    def end(self, result: object, error: BaseException | None) -> None:
        """Say how the work ended, from whichever thread did it."""
        self._ended.emit(result, error)

    def _deliver(self, result: object, error: BaseException | None) -> None:
        self.deleteLater()
        if not isValid(self._wanted_by):
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
        except BaseException as error:  # noqa: BLE001 - handed to the window, which tells or raises
            self._job.end(None, error)
        else:
            self._job.end(result, None)


def start(wanted_by: QObject, work: Work, done: Done, failed: Failed) -> Job:
    """Run `work` in a thread, then call `done` or `failed` in the window's.

    Neither is called when `wanted_by` is gone by then.
    """
    job = Job(wanted_by, done, failed)
    QThreadPool.globalInstance().start(_Task(job, work))
    return job


def start_large(wanted_by: QObject, work: Work, done: Done, failed: Failed) -> Job:
    """Run `work`, which makes very many objects, as `start` does, without holding up the window."""

    def beside() -> Any:
        with _undisturbed():
            return work()

    return start(wanted_by, beside, done, failed)


@contextmanager
def _undisturbed() -> Iterator[None]:
    """Let nobody look through all objects for cycles meanwhile, and let threads take short turns.

    The collector stops the window, too, and for as long as there are objects: a tenth of a second
    for the notes of a large deck. They hold no cycles; who drops them frees them.
    """
    collects, turn_s = gc.isenabled(), sys.getswitchinterval()
    gc.disable()
    sys.setswitchinterval(_TURN_S)
    try:
        yield
    finally:
        sys.setswitchinterval(turn_s)
        if collects:
            gc.freeze()
            gc.enable()
