"""How far a long act is, told as it goes, and a way to stop it."""

from collections.abc import Callable, Iterable, Iterator
from typing import TypeVar

from flashdesign.storage.reviews import CancelledError

Item = TypeVar("Item")
_TOLD_EVERY = 100


def _nobody_looks(_done: int, _total: int) -> None:
    """Take no notice of how far it is."""


class Pace:
    """Counts the steps of an act; `progress` hears those done and all, now and then."""

    def __init__(
        self,
        progress: Callable[[int, int], object] = _nobody_looks,
        cancelled: Callable[[], bool] = bool,
    ) -> None:
        self._progress, self._cancelled = progress, cancelled
        self._done = self._total = 0

    def begin(self, total: int) -> None:
        """Say how many steps there will be; 0 is not known."""
        self._done, self._total = 0, total
        self._progress(0, total)

    def step(self) -> None:
        """Say that a step is done; raise CancelledError where the act is to stop."""
        self._done += 1
        if self._done % _TOLD_EVERY == 0:
            self._progress(self._done, self._total)
            self.check()

    def check(self) -> None:
        """Raise CancelledError where the act is to stop."""
        if self._cancelled():
            raise CancelledError

    def watch(self, items: Iterable[Item], total: int = 0) -> Iterator[Item]:
        """Yield items, each a step of `total`; 0 is not known."""
        self.begin(total)
        for item in items:
            self.step()
            yield item
