"""Qt's application, with an ear for the files that macOS hands over."""

from collections.abc import Sequence

from PySide6.QtCore import QEvent, Signal
from PySide6.QtGui import QFileOpenEvent
from PySide6.QtWidgets import QApplication

from flashdesign.ui.widgets.card_pictures import limit_allocation


class Program(QApplication):
    """The running program.

    Signals:
        file_opened: a file (its path) was opened with the program while it runs, or to start it.
    """

    file_opened = Signal(str)

    def __init__(self, arguments: Sequence[str]) -> None:
        super().__init__(list(arguments))
        limit_allocation()

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QFileOpenEvent):
            self.file_opened.emit(event.file())
            return True
        return super().event(event)
