"""Setting rows."""

import pytest
from PySide6.QtWidgets import QLineEdit
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.controls.setting_row import SettingRow
from flashdesign.ui.widgets.controls.switch import Switch


def test_the_control_has_title_and_description_as_accessible_texts(qtbot: QtBot) -> None:
    switch = Switch("x")
    row = SettingRow("Time limits", "Drills run against the clock", switch)
    qtbot.addWidget(row)
    assert row.control is switch
    assert switch.accessibleName() == "Time limits"
    assert switch.accessibleDescription() == "Drills run against the clock"


@pytest.mark.parametrize("width_px", [600, 200], ids=["next to its title", "below the title"])
def test_a_text_field_takes_the_remaining_width(qtbot: QtBot, width_px: int) -> None:
    line = QLineEdit()
    row = SettingRow("Title", "", line)
    qtbot.addWidget(row)
    row.resize(width_px, 100)
    row.show()
    assert line.width() > width_px / 2
