"""The clock beside a drill: it only asks the session, and stands still while nobody looks."""

from typing import Any

from PySide6.QtCore import QEvent, QObject, Qt, QTimer, Signal
from PySide6.QtWidgets import QWidget

from flashdesign.services.drill_moves import DrillMoves

ASKS_EVERY_MS = 100
DRAWS_A_SECOND = 5
# By whether it is the window: it goes to the back, or the drill is not shown any more.
_LEAVING = {True: QEvent.Type.WindowDeactivate, False: QEvent.Type.Hide}


class DrillClock(QObject):
    """Asks a session for its time ten times a second.

    Signals:
        ticked: another time is to be drawn: the seconds used.
        ended: an empty field would count as no answer now.
    """

    ticked = Signal(float)
    ended = Signal()

    def __init__(self, session: DrillMoves[Any], watched: QWidget) -> None:
        super().__init__(watched)
        self._session, self._watched = session, watched
        self._window: QWidget | None = None
        self._drawn = -1
        self._by_hand = self._away = False
        self._timer = QTimer(self)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.setInterval(ASKS_EVERY_MS)
        self._timer.timeout.connect(self.ask)
        watched.installEventFilter(self)

    @property
    def is_paused_by_hand(self) -> bool:
        """Whether the person stopped the clock."""
        return self._by_hand

    def set_paused(self, *, paused: bool) -> None:
        """Stop the clock by hand, or let it go on."""
        self._by_hand = paused
        self._settle()

    def restart(self) -> None:
        """Draw the time of another question at once."""
        self._drawn = -1
        self.ask()

    def ask(self) -> None:
        """Ask how much time has gone, and tell it if that can be seen."""
        used, left = self._session.time_used(), self._session.time_left()
        if used is None or left is None:
            return
        # Never more often than it is asked, and seldom enough to leave the machine alone.
        drawn = int(used * DRAWS_A_SECOND)
        if drawn != self._drawn:
            self._drawn = drawn
            self.ticked.emit(used)
        if left <= 0 and not self._session.is_paused:
            self.ended.emit()

    def _settle(self) -> None:
        if self._by_hand or self._away:
            self._session.pause()
            self._timer.stop()
        else:
            self._session.resume()
            self._timer.start()

    def _watch_window(self) -> None:
        window = self._watched.window()
        if window is not self._window:
            self._window = window
            window.installEventFilter(self)

    def _look_away(self, *, away: bool) -> None:
        self._away = away
        self._settle()

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        kind = event.type()
        if watched is self._watched and kind is QEvent.Type.Show:
            self._watch_window()
            self._look_away(away=False)
        elif kind is _LEAVING.get(watched is self._window):
            self._look_away(away=True)
        elif watched is self._window and kind is QEvent.Type.WindowActivate:
            self._look_away(away=not self._watched.isVisible())
        return super().eventFilter(watched, event)
