"""Progress reporting and cancellation of long jobs, and their memory."""

import gc
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from flashdesign.errors import CancelledError

Item = TypeVar("Item")
_REPORT_INTERVAL = 100


@contextmanager
def pause_garbage_collection() -> Iterator[None]:
    """Turn the garbage collector off in this block, which creates very many objects.

    The collector takes a third of the time of an import, and stops the window for a tenth of a
    second. Notes and reviews have no reference cycles, so they are freed without it.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.freeze()
            gc.enable()


def _ignore_progress(_done: int, _total: int) -> None:
    """Ignore progress."""


class ProgressReporter:
    """Counts the steps of a job; calls `progress` with the steps done and the total at times."""

    def __init__(
        self,
        progress: Callable[[int, int], object] = _ignore_progress,
        cancelled: Callable[[], bool] = bool,
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """Start again with `total` steps; 0 is unknown."""
        self._done, self._total = 0, total
        self._progress(0, total)

    def step(self) -> None:
        """Count a step; raise CancelledError if the job was cancelled."""
        self._done += 1
        if self._done % _REPORT_INTERVAL == 0:
            self._progress(self._done, self._total)
            self.check()

    def check(self) -> None:
        """Raise CancelledError if the job was cancelled."""
        if self._cancelled():
            raise CancelledError

    def watch(self, items: Iterable[Item], total: int = 0) -> Iterator[Item]:
        """Yield the items and count each as a step of `total`; 0 is unknown."""
        self.begin(total)
        for item in items:
            self.step()
            yield item
