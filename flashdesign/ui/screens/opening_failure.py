"""The page in place of the decks when the collection could not be opened."""

from collections.abc import Callable

from PySide6.QtWidgets import QWidget

from flashdesign.errors import CollectionError, FlashDesignError
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.page import Page

_SENTENCE = "Your cards could not be opened"


def opening_failure(error: FlashDesignError, try_again: Callable[[], None]) -> QWidget:
    """Return a page that says what is wrong, what to do about it, and offers to try again."""
    detail = str(error)
    if isinstance(error, CollectionError):
        detail = f"{detail}\n\n{error.path}"
    state = EmptyState(_SENTENCE, "Try again", "warning", detail=detail)
    state.triggered.connect(try_again)
    page = Page("")
    page.body.addWidget(state, 1)
    page.setFocusProxy(state.button)
    return page
