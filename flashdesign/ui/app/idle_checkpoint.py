"""Checkpoints of the write-ahead log (WAL) while the user pauses."""

from PySide6.QtCore import QObject, QTimer

from flashdesign.services.collection import maintenance
from flashdesign.services.context import Context
from flashdesign.ui.window import jobs

# Nothing written between two checks counts as a pause.
CHECK_EVERY_MS = 5_000
# Without a pause, checkpoint at this size of the WAL: about a dozen answers.
LARGE_WAL_BYTES = 512 * 1024


class WalCheckpointer(QObject):
    """Checks the size of the WAL every few seconds, and checkpoints it in a job.

    A plain copy of the collection's file then misses only the last seconds, and the WAL stays
    small. An answer given meanwhile waits a few milliseconds at most.
    """

    def __init__(self, parent: QObject, context: Context) -> None:
        super().__init__(parent)
        self._context = context
        self._last_bytes = 0
        timer = QTimer(self)
        timer.timeout.connect(self.check)
        timer.start(CHECK_EVERY_MS)

    def check(self) -> None:
        """Checkpoint the WAL if it is large or nothing was written since the last check."""
        size = self._context.database.wal_bytes()
        is_paused = size == self._last_bytes
        self._last_bytes = size
        if size and (is_paused or size >= LARGE_WAL_BYTES):
            context = self._context
            jobs.start(
                self, lambda: maintenance.checkpoint_log(context), lambda _result: None, _raise
            )


def _raise(error: BaseException) -> None:
    raise error
