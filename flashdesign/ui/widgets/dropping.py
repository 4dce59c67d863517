"""Take what is let fall onto the window, and leave it where it came from."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def take_copy(event: QDropEvent) -> None:
    """Accept what is dragged as a copy.

    What is proposed may be a move, and a file manager deletes what it is told was moved.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
