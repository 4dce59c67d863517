"""The table of keys."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.app.shortcuts_sheet import KeyGroup, KeyTable
from flashdesign.ui.widgets.controls.key_cap import KeyCap


def test_each_key_is_next_to_its_action(qtbot: QtBot) -> None:
    table = KeyTable((KeyGroup("Review", (("Space", "Show"), ("1", "Again"))),))
    qtbot.addWidget(table)
    assert [cap.accessibleName() for cap in table.findChildren(KeyCap)] == ["Space", "1"]
    spoken = [text.accessibleName() for text in table.findChildren(QLabel)]
    assert spoken == ["", "Show: Space", "Again: 1"]
