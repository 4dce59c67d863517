"""Scenes of Browse for the screenshots."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication

from flashdesign.domain.search.query import SortKey
from flashdesign.i18n.translation import _
from flashdesign.ui.browse.screen import BrowseScreen
from tests.support.ui.driver import Seat

_DESCENDING = True
_TIMEOUT_S, _SETTLE_S = 20.0, 1.0


def page(seat: Seat) -> BrowseScreen:
    """Return the page, which must be on screen."""
    shown = seat.window.pages.currentWidget()
    assert isinstance(shown, BrowseScreen)
    return shown


def wait_until(condition: Callable[[], bool]) -> None:
    """Process the window's events until the condition is true, or the time is up."""
    deadline = monotonic() + _TIMEOUT_S
    while not condition() and monotonic() < deadline:
        QApplication.processEvents()


def all_cards(seat: Seat) -> None:
    """Show all cards."""
    seat.press("4", ctrl=True)
    wait_until(lambda: page(seat).status_label.text() not in {"", _("Counting…")})


def selected(seat: Seat) -> None:
    """Search, and select a card."""
    all_cards(seat)
    page(seat).search.setText("cache -is:suspended")
    _settle()
    page(seat).table.select_rows([0], 0)
    _settle()


def many(seat: Seat) -> None:
    """Sort, and select several cards."""
    all_cards(seat)
    page(seat).sort_requested.emit(SortKey.STABILITY, _DESCENDING)
    _settle()
    page(seat).table.select_rows([0, 1, 2, 4], 2)
    _settle()


def unknown_filter(seat: Seat) -> None:
    """Search with an unknown filter."""
    all_cards(seat)
    page(seat).search.setText("is:suspnded lapses>3")
    _settle()


def nothing(seat: Seat) -> None:
    """Find nothing."""
    all_cards(seat)
    page(seat).search.setText("zzz")
    _settle()


def long_card(seat: Seat) -> None:
    """Select a very long card."""
    all_cards(seat)
    page(seat).table.select_rows([0], 0)
    _settle()


def _settle() -> None:
    """Process the window's events for a second."""
    end = monotonic() + _SETTLE_S
    wait_until(lambda: monotonic() > end)
