"""The tray icon that reminds once a day of cards left to review; off by default."""

from PySide6.QtCore import QObject
from PySide6.QtWidgets import QMenu, QSystemTrayIcon, QWidget

from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, MS_PER_MINUTE
from flashdesign.domain.settings import Settings
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext
from flashdesign.services.context import Clock


class TrayReminder(QObject):
    """Shows, updates and removes the tray icon."""

    def __init__(self, window: QWidget, clock: Clock) -> None:
        super().__init__(window)
        self._window, self._clock = window, clock
        self._hour, self._left = 0, 0
        self._last_day: int | None = None
        self._icon: QSystemTrayIcon | None = None
        self._menu: QMenu | None = None

    @property
    def is_on(self) -> bool:
        """Whether the icon is in the tray."""
        return self._icon is not None

    def set_settings(self, settings: Settings) -> None:
        """Show or remove the icon, and set the hour of the reminder."""
        self._hour = settings.reminder_h
        if settings.reminder and self._icon is None:
            self._show_icon()
        elif not settings.reminder:
            self.leave()

    def set_left(self, left: int) -> None:
        """Set how many cards are left today."""
        self._left = left
        if self._icon is not None:
            self._icon.setToolTip(self.format_sentence())

    def format_sentence(self) -> str:
        """Return the text of the tooltip and the reminder."""
        if not self._left:
            return _("FlashDesign: done for today")
        message = ngettext(
            "FlashDesign: {n} card left today", "FlashDesign: {n} cards left today", self._left
        )
        return message.format(n=number(self._left))

    def is_due(self) -> bool:
        """Return whether the hour has come, cards are left, and there was no reminder today."""
        now = self._local_ms()
        hour = now % MS_PER_DAY // MS_PER_HOUR
        return bool(self._left) and hour >= self._hour and self._last_day != now // MS_PER_DAY

    def remind_if_due(self) -> None:
        """Show the reminder if it is due, unless the window is active."""
        if self._icon is None or not self.is_due():
            return
        self._last_day = self._local_ms() // MS_PER_DAY
        if not self._window.isActiveWindow():
            self._icon.showMessage("FlashDesign", self.format_sentence())

    def leave(self) -> None:
        """Remove the icon from the tray."""
        if self._icon is not None:
            self._icon.hide()
            self._icon.deleteLater()
            self._icon = None

    def _show_icon(self) -> None:
        self._menu = QMenu()
        self._menu.addAction(_("Open FlashDesign"), self._open)
        self._menu.addAction(_("Quit"), self._window.close)
        self._icon = QSystemTrayIcon(self._window.windowIcon(), self)
        self._icon.setContextMenu(self._menu)
        self._icon.activated.connect(self._open)
        self._icon.setToolTip(self.format_sentence())
        self._icon.show()

    def _open(self) -> None:
        self._window.showNormal()
        self._window.activateWindow()

    def _local_ms(self) -> int:
        now = self._clock.now_ms()
        return now + self._clock.zone_min(now) * MS_PER_MINUTE
