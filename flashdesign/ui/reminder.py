"""An icon in the tray that tells once a day what is left to review; off unless it is wanted."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from flashdesign.domain.moments import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from flashdesign.domain.preferences import Preferences
from flashdesign.services import wording
from flashdesign.services.context import Clock


class Reminder(QObject):
    """Owns the tray icon while there is one."""

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._hour, self._left = 0, 0
        self._last_day: int | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None

    @property
    def is_on(self) -> bool:
        """Whether an icon is in the tray."""
        return self._icon is not None

    def set_preferences(self, preferences: Preferences) -> None:
        """Show or remove the icon, and take the hour to remind at."""
        self._hour = preferences.reminder_h
        if preferences.reminder and self._icon is None:
            self._show_icon()
        elif not preferences.reminder:
            self.leave()

    def set_left(self, left: int) -> None:
        """Say how many cards are left today."""
        self._left = left
        if self._icon is not None:
            self._icon.setToolTip(self.sentence())

    def sentence(self) -> str:
        """Return what the icon says."""
        if not self._left:
            return "FlashDesign: nothing is left today"
        return f"FlashDesign: {wording.count(self._left, 'card')} left today"

    def is_due(self) -> bool:
        """Tell whether the hour has come, cards are left, and today has had no reminder yet."""
        now = self._local_ms()
        hour = now % MS_PER_DAY // MS_PER_HOUR
        return bool(self._left) and hour >= self._hour and self._last_day != now // MS_PER_DAY

    def remind_if_due(self) -> None:
        """Remind the learner, unless the window is in front of them anyway."""
        if self._icon is None or not self.is_due():
            return
        self._last_day = self._local_ms() // MS_PER_DAY
        if not self._window.isActiveWindow():
            self._icon.showMessage("FlashDesign", self.sentence())

    def leave(self) -> None:
        """Take the icon out of the tray."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _show_icon(self) -> None:
        self._menu = QMenu()
        self._menu.addAction("Open FlashDesign", self._open)
        self._menu.addAction("Quit", self._window.close)
        self._icon = QSystemTrayIcon(self._window.windowIcon(), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._open)
        self._icon.setToolTip(self.sentence())
        self._icon.show()

    def _open(self) -> None:
        self._window.showNormal()
        self._window.activateWindow()

    def _local_ms(self) -> int:
        now = self._clock.now_ms()
        return now + self._clock.zone_min(now) * MS_PER_MINUTE
