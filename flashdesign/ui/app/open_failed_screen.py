"""The page shown instead of the decks when the collection cannot be opened."""

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
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page

_SENTENCE = N_("Your cards could not be opened")


@dataclass(frozen=True, slots=True)
class RecoveryActions:
    """Callbacks of the buttons that the page offers."""

    try_again: Callable[[], None]
    restore: Callable[[], None]
    finish_restore: Callable[[Path], None]
    new_collection: Callable[[], None]


def make_open_failed_page(error: FlashDesignError, ways: RecoveryActions) -> QWidget:
    """Return a page with the error and a button for each remedy."""
    (first, run_first), *others = _order_buttons(error, ways)
    state = EmptyState(_(_SENTENCE), first, "warning", detail=_format_detail(error))
    state.triggered.connect(lambda: run_first())
    page = Page("")
    page.body.addWidget(state, 1)
    for title, run in others:
        state.add_button(title).clicked.connect(lambda _checked=False, run=run: run())
    page.setFocusProxy(state.button)
    return page


def _format_detail(error: FlashDesignError) -> str:
    """Return the problem, without the advice if a button does the same."""
    if isinstance(error, CollectionMissingError):
        return "\n".join((f"{_capitalize(str(error.sentence))}\n", *error.findings))
    if isinstance(error, InterruptedRestoreError):
        return _capitalize(error.problem)
    if isinstance(error, CollectionDamagedError):
        sentence = _("{problem} The damaged file is kept when you restore a backup.")
        return f"{sentence.format(problem=_capitalize(error.problem))}\n\n{error.path}"
    return f"{error}\n\n{error.path}" if isinstance(error, CollectionError) else str(error)


def _capitalize(sentence: str) -> str:
    return f"{sentence[:1].upper()}{sentence[1:]}"


def _order_buttons(
    error: FlashDesignError, ways: RecoveryActions
) -> list[tuple[str, Callable[[], None]]]:
    """Return the buttons, the most useful first; a retry does not repair a damaged file."""
    remedies = list(_list_remedies(error, ways))
    retry = (_("Try again"), ways.try_again)
    # A file that is only missing may be back.
    is_missing = isinstance(error, CollectionMissingError) and error.unfinished is None
    return [retry, *remedies] if is_missing or not remedies else [*remedies, retry]


def _list_remedies(
    error: FlashDesignError, ways: RecoveryActions
) -> Iterator[tuple[str, Callable[[], None]]]:
    if isinstance(error, (CollectionMissingError, InterruptedRestoreError)):
        unfinished = error.unfinished
        if unfinished is not None:
            yield _("Finish the interrupted restore"), lambda: ways.finish_restore(unfinished)
    if isinstance(error, (CollectionMissingError, CollectionDamagedError)):
        yield _("Restore a backup…"), lambda: ways.restore()
    if isinstance(error, CollectionMissingError):
        yield _("Start a new collection"), lambda: ways.new_collection()
