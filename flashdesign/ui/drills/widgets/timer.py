"""The timer of a drill: polls the session, and pauses while the drill is not visible."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.services.drills.session_base import DrillSessionBase

POLL_EVERY_MS = 100
DRAWS_A_SECOND = 5
# The events after which the drill is not visible, by whether the window (or the drill) gets them.
_LEAVING = {True: QEvent.Type.WindowDeactivate, False: QEvent.Type.Hide}


class DrillTimer(QObject):
    """Polls the time of a session ten times per second.

    Signals:
        ticked: the time shown must change (the seconds used).
        ended: the time is up.
    """

    ticked = Signal(float)
    ended = Signal()

    def __init__(self, session: DrillSessionBase[Any], widget: QWidget) -> None:
        super().__init__(widget)
        self._session, self._widget = session, widget
        self._window: QWidget | None = None
        self._last_tick = -1
        self._is_paused_by_hand = self._is_away = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(POLL_EVERY_MS)
        self._timer.timeout.connect(self.poll)
        widget.installEventFilter(self)

    @property
    def is_paused_by_hand(self) -> bool:
        """Whether the user paused the timer."""
        return self._is_paused_by_hand

    def set_paused(self, *, paused: bool) -> None:
        """Pause or resume the timer by hand."""
        self._is_paused_by_hand = paused
        self._pause_or_resume()

    def restart(self) -> None:
        """Show the time of a new question at once."""
        self._last_tick = -1
        self.poll()

    def poll(self) -> None:
        """Poll the time used, and emit `ticked` if the shown time changes."""
        used, left = self._session.time_used(), self._session.time_left()
        if used is None or left is None:
            return
        # Redrawn less often than polled, to save CPU.
        tick = int(used * DRAWS_A_SECOND)
        if tick != self._last_tick:
            self._last_tick = tick
            self.ticked.emit(used)
        if left <= 0 and not self._session.is_paused:
            self.ended.emit()

    def _pause_or_resume(self) -> None:
        if self._is_paused_by_hand or self._is_away:
            self._session.pause()
            self._timer.stop()
        else:
            self._session.resume()
            self._timer.start()

    def _watch_window(self) -> None:
        window = self._widget.window()
        if window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _set_away(self, *, away: bool) -> None:
        self._is_away = away
        self._pause_or_resume()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._widget and kind is QEvent.Type.Show:
            self._watch_window()
            self._set_away(away=False)
        elif kind is _LEAVING.get(watched is self._window):
            self._set_away(away=True)
        elif watched is self._window and kind is QEvent.Type.WindowActivate:
            self._set_away(away=not self._widget.isVisible())
        return super().eventFilter(watched, event)
