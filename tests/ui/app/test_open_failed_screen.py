"""The page of a collection that cannot be opened: its message and its buttons."""

from datetime import UTC, datetime
from itertools import pairwise
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint
from PySide6.QtWidgets import QLabel, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.errors import (
    CollectionDamagedError,
    CollectionMissingError,
    FlashDesignError,
    InterruptedRestoreError,
)
from flashdesign.ui.app.open_failed_screen import RecoveryActions, make_open_failed_page

COLLECTION = Path("/media/usb/collection.flashdesign")
PREPARED = COLLECTION.with_name("collection.flashdesign.restoring")
FOUND = ("It was moved there in Settings.", "The folder /media/usb does not exist.")
AGAIN, FINISH = "Try again", "Finish the interrupted restore"
RESTORE, BEGIN = "Restore a backup…", "Start a new collection"
MISSING = CollectionMissingError(COLLECTION, FOUND)
HALF_RESTORED = CollectionMissingError(COLLECTION, FOUND, PREPARED)
INTERRUPTED = InterruptedRestoreError(COLLECTION, PREPARED)
DAMAGED = CollectionDamagedError(COLLECTION, "page 7 cannot be read")


def shown(qtbot: QtBot, error: FlashDesignError) -> tuple[QWidget, list[str]]:
    """Return the page, and the list of the buttons that were clicked."""
    done: list[str] = []
    ways = RecoveryActions(
        lambda: done.append(AGAIN),
        lambda: done.append(RESTORE),
        lambda _path: done.append(FINISH),
        lambda: done.append(BEGIN),
    )
    page = make_open_failed_page(error, ways)
    qtbot.addWidget(page)
    page.resize(1000, 800)
    page.show()
    return page, done


def test_a_damaged_collection_offers_its_newest_backup_first(qtbot: QtBot) -> None:
    done: list[object] = []
    ways = RecoveryActions(
        lambda: done.append(AGAIN),
        lambda: done.append(RESTORE),
        done.append,
        lambda: done.append(BEGIN),
        (PREPARED, datetime(2026, 11, 29, 6, 27, tzinfo=UTC)),
    )
    page = make_open_failed_page(DAMAGED, ways)
    qtbot.addWidget(page)
    page.show()
    titles = [button.text() for button in buttons(page)]
    assert titles[0].startswith("Restore the backup of 2026-11-29 ")
    assert titles[1:] == ["Restore another backup…", AGAIN]
    for button in buttons(page):
        button.click()
    assert done == [PREPARED, RESTORE, AGAIN]


def buttons(page: QWidget) -> list[QPushButton]:
    return [
        button for button in page.findChildren(QPushButton) if button.isVisible() and button.text()
    ]


def text(page: QWidget) -> str:
    return "\n".join(label.text() for label in page.findChildren(QLabel) if label.isVisible())


@pytest.mark.parametrize(
    ("error", "titles"),
    [
        pytest.param(MISSING, [AGAIN, RESTORE, BEGIN], id="missing"),
        pytest.param(HALF_RESTORED, [FINISH, RESTORE, BEGIN, AGAIN], id="half restored"),
        pytest.param(INTERRUPTED, [FINISH, AGAIN], id="interrupted"),
        pytest.param(DAMAGED, [RESTORE, AGAIN], id="damaged"),
    ],
)
def test_the_buttons_are_below_each_other_and_work(
    qtbot: QtBot, error: FlashDesignError, titles: list[str]
) -> None:
    page, done = shown(qtbot, error)
    found = buttons(page)
    assert [button.text() for button in found] == titles
    tops = [button.mapTo(page, QPoint()).y() for button in found]
    gaps = [low - high for high, low in pairwise(tops)]
    assert all(0 < gap < 2 * found[0].height() for gap in gaps)
    for button in found:
        button.click()
    assert done == titles


@pytest.mark.parametrize(
    "error",
    [
        pytest.param(MISSING, id="missing"),
        pytest.param(HALF_RESTORED, id="half restored"),
        pytest.param(INTERRUPTED, id="interrupted"),
        pytest.param(DAMAGED, id="damaged"),
    ],
)
def test_no_command_is_advised_if_a_button_does_it(qtbot: QtBot, error: FlashDesignError) -> None:
    page, _ = shown(qtbot, error)
    assert "`flashdesign" not in text(page)


def test_each_trace_of_a_missing_collection_has_a_line(qtbot: QtBot) -> None:
    page, _ = shown(qtbot, MISSING)
    assert "\n".join(FOUND) in text(page)
    assert "If it is on another drive, connect that drive, then try again." in text(page)
    assert str(COLLECTION) in text(page)
