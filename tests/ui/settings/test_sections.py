"""The sections of the settings, and the actions on the data."""

from PySide6.QtCore import Qt

from flashdesign.ui.widgets.controls.setting_row import SettingRow
from tests.support.learner import basic_deck
from tests.ui.conftest import OpenWindow


def test_each_action_on_the_data_has_a_sentence(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(Qt.Key.Key_Comma, ctrl=True)
    driver.click(driver.settings.buttons["data"])
    assert [panel.accessibleName() for panel in driver.settings.panels["data"]] == [
        "Backups",
        "Collection",
    ]
    rows = [
        row for panel in driver.settings.panels["data"] for row in panel.findChildren(SettingRow)
    ]
    assert all(row.control.accessibleDescription().endswith(".") for row in rows)
    assert [row.control.accessibleName() for row in rows] == [
        "Back up now",
        "Restore a backup…",
        "Check the collection",
        "Rebuild due dates",
        "Move…",
    ]


def test_the_focus_moves_with_the_section(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.press(Qt.Key.Key_Comma, ctrl=True)
    assert driver.settings.buttons["study"].hasFocus()
    driver.click(driver.settings.buttons["data"])
    assert driver.settings.buttons["data"].hasFocus()
