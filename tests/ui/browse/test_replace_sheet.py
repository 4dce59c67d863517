"""The sheet of find and replace may be closed while its preview is computed."""

import pytest
from PySide6.QtCore import QThreadPool
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from shiboken6 import isValid

from flashdesign.ui.browse.replace_sheet import ReplaceSheet
from flashdesign.ui.browse.screen import BrowseScreen
from tests.support.learner import small_decks
from tests.ui.conftest import OpenWindow


@pytest.mark.parametrize(
    "find", [pytest.param("shard", id="a text"), pytest.param("(", id="an invalid expression")]
)
def test_a_preview_that_ends_after_the_sheet_was_closed_shows_nothing(
    qtbot: QtBot, open_window: OpenWindow, find: str
) -> None:
    driver = open_window(*small_decks())
    driver.press("4", ctrl=True)
    screen = driver.window.pages.currentWidget()
    assert isinstance(screen, BrowseScreen)
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    driver.controller.run_action("browse.replace")
    qtbot.waitUntil(lambda: driver.window.sheet.is_open)
    (sheet,) = driver.window.sheet.findChildren(ReplaceSheet)
    sheet.is_pattern.setChecked(True)
    sheet.find_field.setText(find)
    # The job waits for the collection until the widgets of the sheet are deleted.
    with driver.learner.context.database.read():
        driver.click(sheet.preview_button)
        driver.window.sheet.close_sheet()
        qtbot.waitUntil(lambda: not isValid(sheet))
    QThreadPool.globalInstance().waitForDone()
    QApplication.processEvents()  # an exception would fail the test
    assert driver.banner == ""
