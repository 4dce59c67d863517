"""A stopwatch that can be paused."""

from collections.abc import Callable


class Stopwatch:
    """Measures the seconds since its creation, without the time while it was stopped."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since: float | None = monotonic()
        self._before = 0.0

    def seconds(self) -> float:
        """Return the seconds so far."""
        return self._before + (0.0 if self._since is None else self._monotonic() - self._since)

    def stop(self) -> None:
        """Pause the stopwatch."""
        self._before, self._since = self.seconds(), None

    def start(self) -> None:
        """Resume after a pause; no effect if it is running."""
        if self._since is None:
            self._since = self._monotonic()
