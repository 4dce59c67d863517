"""A watch that can be stopped and started again."""

from collections.abc import Callable


class Stopwatch:
    """Seconds since it was made, but for those while it was stopped."""

    def __init__(self, monotonic: Callable[[], float]) -> None:
        self._monotonic = monotonic
        self._since: float | None = monotonic()
        self._before = 0.0

    def seconds(self) -> float:
        """Return the seconds so far."""
        return self._before + (0.0 if self._since is None else self._monotonic() - self._since)

    def stop(self) -> None:
        """Let it stand still."""
        self._before, self._since = self.seconds(), None

    def start(self) -> None:
        """Let it run on."""
        if self._since is None:
            self._since = self._monotonic()
