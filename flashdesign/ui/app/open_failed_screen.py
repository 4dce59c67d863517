"""The page shown instead of the decks when the collection cannot be opened."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from PySide6.QtWidgets import QWidget

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionError,
    CollectionMissingError,
    FlashDesignError,
    InterruptedRestoreError,
)
from flashdesign.i18n.formatting import date_time
from flashdesign.i18n.translation import N_, _
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page

_SENTENCE = N_("Your cards could not be opened")
_MISSING = N_(
    "The file with your cards and answers is not in its place. If it is on another drive, connect "
    "that drive, then try again."
)


@dataclass(frozen=True, slots=True)
class RecoveryActions:
    """Callbacks of the buttons that the page offers, and the newest backup with its time.

    `restore_copy` restores this file: a backup, or what an interrupted restore left.
    """

    try_again: Callable[[], None]
    restore: Callable[[], None]
    restore_copy: Callable[[Path], None]
    new_collection: Callable[[], None]
    newest: tuple[Path, datetime] | None = None


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
        return "\n\n".join((_(_MISSING), str(error.path), "\n".join(error.findings))).rstrip()
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
            yield _("Finish the interrupted restore"), lambda: ways.restore_copy(unfinished)
    if isinstance(error, CollectionDamagedError) and ways.newest is not None:
        path, at = ways.newest
        title = _("Restore the backup of {time}").format(time=date_time(at))
        yield title, lambda: ways.restore_copy(path)
        yield _("Restore another backup…"), lambda: ways.restore()
    elif isinstance(error, (CollectionMissingError, CollectionDamagedError)):
        yield _("Restore a backup…"), lambda: ways.restore()
    if isinstance(error, CollectionMissingError):
        yield _("Start a new collection"), lambda: ways.new_collection()
