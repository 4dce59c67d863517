"""Scenes of Browse for the screenshots."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication

from flashdesign.domain.search.query import SortKey
from flashdesign.i18n.translation import _
from flashdesign.ui.browse.screen import BrowseScreen
from tests.support.ui.driver import WindowDriver

_DESCENDING = True
_TIMEOUT_S, _SETTLE_S = 20.0, 1.0


def page(driver: WindowDriver) -> BrowseScreen:
    """Return the page, which must be on screen."""
    shown = driver.window.pages.currentWidget()
    assert isinstance(shown, BrowseScreen)
    return shown


def wait_until(condition: Callable[[], bool]) -> None:
    """Process the window's events until the condition is true, or the time is up."""
    deadline = monotonic() + _TIMEOUT_S
    while not condition() and monotonic() < deadline:
        QApplication.processEvents()


def all_cards(driver: WindowDriver) -> None:
    """Show all cards."""
    driver.press("4", ctrl=True)
    wait_until(lambda: page(driver).status_label.text() not in {"", _("Counting…")})


def selected(driver: WindowDriver) -> None:
    """Search, and select a card."""
    all_cards(driver)
    page(driver).search.setText("cache -is:suspended")
    _settle()
    page(driver).table.select_rows([0], 0)
    _settle()


def many(driver: WindowDriver) -> None:
    """Sort, and select several cards."""
    all_cards(driver)
    page(driver).sort_requested.emit(SortKey.STABILITY, _DESCENDING)
    _settle()
    page(driver).table.select_rows([0, 1, 2, 4], 2)
    _settle()


def unknown_filter(driver: WindowDriver) -> None:
    """Search with an unknown filter."""
    all_cards(driver)
    page(driver).search.setText("is:suspnded lapses>3")
    _settle()


def nothing(driver: WindowDriver) -> None:
    """Find nothing."""
    all_cards(driver)
    page(driver).search.setText("zzz")
    _settle()


def long_card(driver: WindowDriver) -> None:
    """Select a very long card."""
    all_cards(driver)
    page(driver).table.select_rows([0], 0)
    _settle()


def _settle() -> None:
    """Process the window's events for a second."""
    end = monotonic() + _SETTLE_S
    wait_until(lambda: monotonic() > end)
