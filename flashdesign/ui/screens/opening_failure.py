"""The page in place of the decks when the collection could not be opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionMissingError,
    FlashDesignError,
    InterruptedRestoreError,
)
from flashdesign.ui.theme import Kind, button
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.page import Page

_SENTENCE = "Your cards could not be opened"


@dataclass(frozen=True, slots=True)
class WaysOut:
    """What a person may do about a collection that cannot be opened."""

    try_again: Callable[[], None]
    restore: Callable[[], None]
    finish: Callable[[Path], None]
    start_new: Callable[[], None]


def opening_failure(error: FlashDesignError, ways: WaysOut) -> QWidget:
    """Return a page that says what is wrong, with a button for each thing to do about it."""
    state = EmptyState(_SENTENCE, "Try again", "warning", detail=_detail(error))
    state.triggered.connect(ways.try_again)
    page = Page("")
    page.body.addWidget(state, 1)
    for title, do in _others(error, ways):
        other = button(title, Kind.PLAIN)
        other.clicked.connect(do)
        page.body.addWidget(other, 0, Qt.AlignmentFlag.AlignHCenter)
    page.setFocusProxy(state.button)
    return page


def _detail(error: FlashDesignError) -> str:
    if isinstance(error, (CollectionMissingError, InterruptedRestoreError)):
        # The buttons below say what to do.
        return f"{error.problem[:1].upper()}{error.problem[1:]}"
    return f"{error}\n\n{error.path}" if isinstance(error, CollectionError) else str(error)


def _others(error: FlashDesignError, ways: WaysOut) -> Iterator[tuple[str, Callable[[], None]]]:
    if isinstance(error, (CollectionMissingError, InterruptedRestoreError)):
        unfinished = error.unfinished
        if unfinished is not None:
            yield "Finish the interrupted restore", lambda: ways.finish(unfinished)
    if isinstance(error, (CollectionMissingError, CollectionDamagedError)):
        yield "Restore a backup…", lambda: ways.restore()
    if isinstance(error, CollectionMissingError):
        yield "Start a new collection", lambda: ways.start_new()
