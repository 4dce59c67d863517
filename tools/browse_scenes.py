"""Browse as a person comes to it, for the pictures."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication

from flashdesign.domain.search_query import Order
from flashdesign.ui.screens.browse import BrowseScreen
from tests.ui.seat import Seat

_DOWN = True
_LONGEST_S, _SETTLED_S = 20.0, 1.0


def page(seat: Seat) -> BrowseScreen:
    """Return the page, which must be on screen."""
    shown = seat.window.pages.currentWidget()
    assert isinstance(shown, BrowseScreen)
    return shown


def until(happened: Callable[[], bool]) -> None:
    """Let the window live until something happened."""
    deadline = monotonic() + _LONGEST_S
    while not happened() and monotonic() < deadline:
        QApplication.processEvents()


def all_cards(seat: Seat) -> None:
    """Show all cards."""
    seat.press("4", ctrl=True)
    until(lambda: page(seat).told.text().endswith(("card", "cards")))


def chosen(seat: Seat) -> None:
    """Search, and look at a card of those found."""
    all_cards(seat)
    page(seat).search.setText("cache -is:suspended")
    _settle()
    page(seat).table.choose([0], 0)
    _settle()


def many(seat: Seat) -> None:
    """Sort, and choose several cards."""
    all_cards(seat)
    page(seat).sort_requested.emit(Order.STABILITY, _DOWN)
    _settle()
    page(seat).table.choose([0, 1, 2, 4], 2)
    _settle()


def wrong(seat: Seat) -> None:
    """Search for what there is not."""
    all_cards(seat)
    page(seat).search.setText("is:suspnded lapses>3")
    _settle()


def nothing(seat: Seat) -> None:
    """Find nothing."""
    all_cards(seat)
    page(seat).search.setText("zzz")
    _settle()


def long_card(seat: Seat) -> None:
    """Look at a very long card."""
    all_cards(seat)
    page(seat).table.choose([0], 0)
    _settle()


def _settle() -> None:
    """Let what is under way come to its end."""
    enough = monotonic() + _SETTLED_S
    until(lambda: monotonic() > enough)
