"""Move what was written into the collection's file itself, whenever the person pauses."""

from PySide6.QtCore import QObject, QTimer

from flashdesign.services import keeping
from flashdesign.services.context import Context
from flashdesign.ui import jobs

# Nothing written from one look to the next is a pause.
LOOKS_EVERY_MS = 5_000
# Without a pause it is done when so much has come together: about a dozen answers.
LARGE_BYTES = 512 * 1024


class Settling(QObject):
    """Looks every few seconds whether anything waits in the WAL, and moves it in a job.

    A copy of the collection's file alone then has all but the last moments, and the WAL stays
    small. An answer that comes meanwhile waits for some milliseconds at most.
    """

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._seen = 0
        timer = QTimer(self)
        timer.timeout.connect(self.look)
        timer.start(LOOKS_EVERY_MS)

    def look(self) -> None:
        """Move what waits, if it is much or if nothing was written since the last look."""
        waiting = self._context.database.wal_bytes()
        is_paused = waiting == self._seen
        self._seen = waiting
        if waiting and (is_paused or waiting >= LARGE_BYTES):
            context = self._context
            jobs.start(self, lambda: keeping.settle(context), lambda _: None, _raise)


def _raise(error: BaseException) -> None:
    raise error
