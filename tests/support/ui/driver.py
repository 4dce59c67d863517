"""Simulates a user of the window: presses keys, clicks, types, and reads what is shown."""

from dataclasses import dataclass
from typing import TypeVar

from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QAbstractButton, QApplication, QWidget

from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.app.main_controller import MainController
from flashdesign.ui.home.screen import HomeScreen
from flashdesign.ui.review.screen import ReviewScreen
from flashdesign.ui.review.summary_screen import SummaryScreen
from flashdesign.ui.settings.screen import SettingsScreen
from flashdesign.ui.window.main_window import MainWindow
from tests.support.learner import Learner

Shown = TypeVar("Shown", bound=QWidget)
SPACE, RETURN, ESCAPE = Qt.Key.Key_Space, Qt.Key.Key_Return, Qt.Key.Key_Escape


@dataclass(frozen=True, slots=True)
class WindowDriver:
    """The window, its controller and its collection."""

    learner: Learner
    window: MainWindow
    controller: MainController

    def press(self, *keys: Qt.Key | str, ctrl: bool = False) -> None:
        """Press keys one after another, wherever the focus is."""
        modifier = Qt.KeyboardModifier.ControlModifier if ctrl else Qt.KeyboardModifier.NoModifier
        for key in keys:
            target = QApplication.focusWidget() or self.window
            if isinstance(key, Qt.Key):
                QTest.keyClick(target, key, modifier)
            else:
                QTest.keyClick(target, ord(key.upper()), modifier)

    def write(self, text: str) -> None:
        """Type into the focused widget."""
        QTest.keyClicks(QApplication.focusWidget() or self.window, text)

    def click(self, button: QWidget) -> None:
        """Click a widget with the mouse if it is visible."""
        assert button.isVisible()
        assert button.isEnabled()
        spot = QPoint(button.width() // 2, button.height() // 2)
        QTest.mouseClick(button, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier, spot)

    def click_text(self, text: str, context: str = "") -> None:
        """Click the button that says `text`, an English message, in the language in use."""
        shown = pgettext(context, text) if context else _(text)
        (button,) = [
            button
            for button in self.window.findChildren(QAbstractButton)
            if button.isVisible() and button.text() == shown
        ]
        self.click(button)

    @property
    def home(self) -> HomeScreen:
        """The decks, which must be on screen."""
        return self._page(HomeScreen)

    @property
    def review(self) -> ReviewScreen:
        """The review, which must be on screen."""
        return self._page(ReviewScreen)

    @property
    def summary(self) -> SummaryScreen:
        """The summary, which must be on screen."""
        return self._page(SummaryScreen)

    @property
    def settings(self) -> SettingsScreen:
        """The settings, which must be on screen."""
        return self._page(SettingsScreen)

    @property
    def card(self) -> str:
        """The text of the card."""
        return self.review.card.plain_text()

    @property
    def toast(self) -> str:
        """The text of the toast, if it is visible."""
        toast = self.window.toast
        return toast.text.text() if toast.isVisible() else ""

    @property
    def banner(self) -> str:
        """The text of the banner, if it is visible."""
        banner = self.window.banner
        return banner.text.text() if banner.isVisible() else ""

    def _page(self, kind: type[Shown]) -> Shown:
        page = self.window.pages.currentWidget()
        assert isinstance(page, kind), page
        return page
