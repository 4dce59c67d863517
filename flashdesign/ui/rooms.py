"""Protocol of a feature controller."""

from typing import Protocol


class Room(Protocol):
    """The controller of the pages of one feature, such as Browse."""

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages with its own keys is on screen."""
        ...

    def show(self) -> None:
        """Show its start page, or the page that was left."""
        ...

    def press(self, action: str) -> None:
        """Run the action of a key of its pages."""
        ...

    def undo(self) -> bool:
        """Undo the last change made here; return False to undo the newest change of the day."""
        ...

    def follow(self) -> None:
        """Update the page on screen after another process changed the collection."""
        ...

    def leave(self) -> None:
        """Remove its pages: the collection is about to be closed."""
        ...
