"""The page in place of the decks when the collection could not be opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

from PySide6.QtWidgets import QWidget

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionMissingError,
    FlashDesignError,
    InterruptedRestoreError,
)
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
    (first, do_first), *others = _in_order(error, ways)
    state = EmptyState(_SENTENCE, first, "warning", detail=_detail(error))
    state.triggered.connect(lambda: do_first())
    page = Page("")
    page.body.addWidget(state, 1)
    for title, do in others:
        state.add_button(title).clicked.connect(lambda _checked=False, do=do: do())
    page.setFocusProxy(state.button)
    return page


def _detail(error: FlashDesignError) -> str:
    """Return what is wrong; where a button does what the error advises, without that advice."""
    if isinstance(error, CollectionMissingError):
        return "\n".join((f"{_upper(str(error.sentence))}\n", *error.found))
    if isinstance(error, InterruptedRestoreError):
        return _upper(error.problem)
    if isinstance(error, CollectionDamagedError):
        kept = "The damaged file is kept when you restore a backup."
        return f"{_upper(error.problem)} {kept}\n\n{error.path}"
    return f"{error}\n\n{error.path}" if isinstance(error, CollectionError) else str(error)


def _upper(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _in_order(error: FlashDesignError, ways: WaysOut) -> list[tuple[str, Callable[[], None]]]:
    """Return the buttons; what helps comes first, and trying again does not repair a file."""
    others = list(_others(error, ways))
    again = ("Try again", ways.try_again)
    is_kept = isinstance(error, CollectionMissingError) and error.unfinished is None
    return [again, *others] if is_kept or not others else [*others, again]


def _others(error: FlashDesignError, ways: WaysOut) -> Iterator[tuple[str, Callable[[], None]]]:
    if isinstance(error, (CollectionMissingError, InterruptedRestoreError)):
        unfinished = error.unfinished
        if unfinished is not None:
            yield "Finish the interrupted restore", lambda: ways.finish(unfinished)
    if isinstance(error, (CollectionMissingError, CollectionDamagedError)):
        yield "Restore a backup…", lambda: ways.restore()
    if isinstance(error, CollectionMissingError):
        yield "Start a new collection", lambda: ways.start_new()
