"""The window reports by itself that another program replaced the open collection."""

import os
import shutil
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from pytestqt.qtbot import QtBot

from flashdesign.services.collection import maintenance
from tests.support.collection import basic_deck
from tests.support.ui.driver import Seat
from tests.ui.conftest import Sit

pytestmark = pytest.mark.skipif(os.name == "nt", reason="an open file cannot be replaced there")


def look(seat: Seat) -> None:
    """Wait until the window checks its file."""
    for timer in seat.desk.findChildren(QTimer):
        if timer.interval() == 3_000:
            timer.timeout.emit()


def test_a_replaced_file_is_reported_with_the_place_of_its_copy(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    path = seat.learner.places.collection
    look(seat)
    copy = maintenance.back_up(seat.learner.context)
    Path(shutil.copy(copy, path.with_name("sync"))).replace(path)
    look(seat)
    qtbot.waitUntil(lambda: "another program replaced the file" in seat.banner)
    (saved,) = seat.learner.places.backups.glob("*-rescued-*")
    assert str(saved) in seat.banner
