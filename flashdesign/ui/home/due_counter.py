"""The number of today's remaining cards, recounted in the background after changes."""

from collections.abc import Callable

from PySide6.QtCore import QObject, QTimer, Signal
from shiboken6 import isValid

from flashdesign.errors import FlashDesignError
from flashdesign.services.context import Changes, Context
from flashdesign.services.decks import overview
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.main_window import MainWindow

# One operation often sends several change notices.
DELAY_MS = 200


class DueCounter(QObject):
    """Calls `then` with the count while Home is stale and no review session reports it itself."""

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
        self._delay = QTimer(self)
        self._delay.setSingleShot(True)
        self._delay.setInterval(DELAY_MS)
        self._delay.timeout.connect(self._count)
        # Changes may be sent from another thread, which must not start a timer of this one.
        self._changed.connect(self._delay.start)
        context.broadcast.add_listener(self._note_changes)

    def _note_changes(self, changes: Changes) -> None:
        if isValid(self) and (changes.decks or changes.cards):
            self._changed.emit()

    @property
    def _is_wanted(self) -> bool:
        return self._is_stale() and self._window.scope != actions.REVIEW

    def _count(self) -> None:
        if self._is_wanted:
            context = self._context
            jobs.start(
                self, lambda: overview.left_today(context), self._report, self._raise_unexpected
            )

    def _report(self, left: int) -> None:
        if self._is_wanted:
            self._then(left)

    def _raise_unexpected(self, error: BaseException) -> None:
        # An expected error is shown when Home or a session is opened next.
        if not isinstance(error, FlashDesignError):
            raise error
