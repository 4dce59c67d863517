"""What the desk asks of pages that belong together."""

from typing import Protocol


class Room(Protocol):
    """Pages that lead from one to the other by themselves."""

    @property
    def is_shown(self) -> bool:
        """Whether a page of it that has keys of its own is on screen."""
        ...

    def show(self) -> None:
        """Show the page where it begins, or the one that was left."""
        ...

    def press(self, action: str) -> None:
        """Do what a key of its pages asks for."""
        ...

    def undo(self) -> bool:
        """Take back what was last done here; False where the day's last act is meant instead."""
        ...

    def follow(self) -> None:
        """Show on a page that is on screen what another process changed."""
        ...

    def leave(self) -> None:
        """Let go of the window: its collection is about to be closed."""
        ...
