"""Notifications of changes to the collection."""

from collections.abc import Callable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Changes:
    """The kinds of data that changed."""

    decks: bool = False
    cards: bool = False
    reviews: bool = False
    preferences: bool = False
    drills: bool = False


class Broadcast:
    """Sends each change to all listeners in the order of registration; `told` counts changes."""

    def __init__(self) -> None:
        self.told = 0
        self._listeners: list[Callable[[Changes], None]] = []

    def listen(self, listener: Callable[[Changes], None]) -> None:
        """Call `listener` after each change from now on."""
        self._listeners.append(listener)

    def tell(self, changes: Changes) -> None:
        """Notify every listener."""
        self.told += 1
        for listener in self._listeners:
            listener(changes)
