"""The page in place of the decks when the collection could not be opened."""

from collections.abc import Callable

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashdesign.errors import CollectionDamagedError, CollectionError, FlashDesignError
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.page import Page

_SENTENCE = "Your cards could not be opened"


def opening_failure(
    error: FlashDesignError, try_again: Callable[[], None], restore: Callable[[], None]
) -> QWidget:
    """Return a page that says what is wrong and what to do: try again, or restore a backup."""
    detail = str(error)
    if isinstance(error, CollectionError):
        detail = f"{detail}\n\n{error.path}"
    ways = [("Try again", try_again)]
    if isinstance(error, CollectionDamagedError):
        # To try again will not mend a file: what helps comes first.
        ways.insert(0, ("Restore a backup…", restore))
    (first, do_first), *others = ways
    state = EmptyState(_SENTENCE, first, "warning", detail=detail)
    state.triggered.connect(lambda: do_first())
    page = Page("")
    page.body.addWidget(state, 1)
    for title, do in others:
        other = button(title, Kind.PLAIN)
        other.clicked.connect(lambda _checked=False, do=do: do())
        page.body.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
    page.setFocusProxy(state.button)
    return page
