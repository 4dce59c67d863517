"""What a job changed, told once to whoever shows it."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """Which kinds of things are no longer as they were."""

    decks: bool = False
    cards: bool = False
    reviews: bool = False
    preferences: bool = False
    drills: bool = False


class Broadcast:
    """Hand each change to every listener, in the order in which they came; `told` counts them."""

    def __init__(self) -> None:
        self.told = 0
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after each change from now on."""
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> None:
        """Tell every listener."""
        self.told += 1
        for listener in self._listeners:
            listener(changes)
