"""Acceptance of dropped files as copies."""

from PySide6.QtCore import Qt
from PySide6.QtGui import QDropEvent


def accept_as_copy(event: QDropEvent) -> None:
    """Accept a drop as a copy.

    The proposed action may be a move, and then the file manager deletes the original.
    """
    event.setDropAction(Qt.DropAction.CopyAction)
    event.accept()
