"""Count beside the window what is left today, whenever something changed that it hangs on."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from flashdesign.errors import FlashDesignError
from flashdesign.services import decks
from flashdesign.services.changes import Changes
from flashdesign.services.context import Context
from flashdesign.ui import jobs, keys
from flashdesign.ui.main_window import MainWindow

# What is done at one stroke is often told in several.
SETTLED_AFTER_MS = 200


class LeftToday(QObject):
    """Calls `then` with the number of cards while Home is stale and no sitting tells it itself."""

    _changed = Signal()

    def __init__(
        self,
        parent: QObject,
        window: MainWindow,
        context: Context,
        is_stale: Callable[[], bool],
        then: Callable[[int], None],
    ) -> None:
        super().__init__(parent)
        self._window, self._context = window, context
        self._is_stale, self._then = is_stale, then
        self._soon = QTimer(self)
        self._soon.setSingleShot(True)
        self._soon.setInterval(SETTLED_AFTER_MS)
        self._soon.timeout.connect(self._count)
        # The change may be told from another thread, which has no business with a timer.
        self._changed.connect(self._soon.start)
        context.broadcast.listen(self._hear)

    def _hear(self, changes: Changes) -> None:
        if isValid(self) and (changes.decks or changes.cards):
            self._changed.emit()

    @property
    def _is_wanted(self) -> bool:
        return self._is_stale() and self._window.scope != keys.REVIEW

    def _count(self) -> None:
        if self._is_wanted:
            context = self._context
            jobs.start(self, lambda: decks.left_today(context), self._counted, self._failed)

    def _counted(self, left: int) -> None:
        if self._is_wanted:
            self._then(left)

    def _failed(self, error: BaseException) -> None:
        # Whoever opens Home or a sitting next is told the same.
        if not isinstance(error, FlashDesignError):
            raise error
