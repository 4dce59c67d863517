"""The table of keys."""

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.app.shortcuts_sheet import KeyGroup, KeyTable, make_key_sheet
from flashdesign.ui.widgets.controls.key_cap import KeyCap
from flashdesign.ui.window import actions
from tests.ui.conftest import OpenWindow


def test_each_key_is_next_to_its_action(qtbot: QtBot) -> None:
    table = KeyTable((KeyGroup("Review", (("Space", "Show"), ("1", "Again"))),))
    qtbot.addWidget(table)
    assert [cap.accessibleName() for cap in table.findChildren(KeyCap)] == ["Space", "1"]
    spoken = [text.accessibleName() for text in table.findChildren(QLabel)]
    assert spoken == ["", "Show: Space", "Again: 1"]


def test_the_sheet_leads_to_where_keys_are_changed(open_window: OpenWindow) -> None:
    driver = open_window()
    driver.press("?")
    driver.click_text("Change keys…")
    assert driver.settings.keys.isVisible()
    assert driver.settings.buttons["keys"].hasFocus()
    shown = [text.text() for text in driver.settings.keys.findChildren(QLabel)]
    assert "Click a key, then press the new one." in shown


@pytest.mark.parametrize("scope", [actions.BROWSE, actions.EDIT, actions.TRANSFER, actions.REVIEW])
def test_every_action_is_listed_beginning_with_those_of_the_page(qtbot: QtBot, scope: str) -> None:
    sheet = make_key_sheet({}, scope)
    qtbot.addWidget(sheet)
    texts = [text.text() for text in sheet.findChildren(QLabel)]
    assert texts[0] == scope
    assert {action.label for action in actions.ACTIONS} <= set(texts)
