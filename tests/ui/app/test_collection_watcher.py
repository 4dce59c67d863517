"""The window reports by itself that another program replaced the open collection."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from flashdesign.services.collection import maintenance
from tests.support.learner import basic_deck
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")


def look(driver: WindowDriver) -> None:
    """Wait until the window checks its file."""
    for timer in driver.controller.findChildren(QTimer):
        if timer.interval() == 3_000:
            timer.timeout.emit()


def test_a_replaced_file_is_reported_with_the_place_of_its_copy(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    path = driver.learner.paths.collection
    look(driver)
    copy = maintenance.back_up(driver.learner.context)
    Path(shutil.copy(copy, path.with_name("sync"))).replace(path)
    look(driver)
    qtbot.waitUntil(lambda: "another program replaced the file" in driver.banner)
    (saved,) = driver.learner.paths.backups.glob("*-rescued-*")
    assert str(saved) in driver.banner
