"""A setting names its control."""

from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.setting_row import SettingRow
from flashdesign.ui.widgets.switch import Switch


def test_the_control_is_spoken_with_title_and_description(qtbot: QtBot) -> None:
    switch = Switch("x")
    row = SettingRow("Time limits", "Drills run against the clock", switch)
    qtbot.addWidget(row)
    assert row.control is switch
    assert switch.accessibleName() == "Time limits"
    assert switch.accessibleDescription() == "Drills run against the clock"
