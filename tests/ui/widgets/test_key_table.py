"""The table of keys."""

from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.key_cap import KeyCap
from flashdesign.ui.widgets.key_table import KeyGroup, KeyTable


def test_each_key_is_next_to_its_action(qtbot: QtBot) -> None:
    table = KeyTable((KeyGroup("Review", (("Space", "Show"), ("1", "Again"))),))
    qtbot.addWidget(table)
    assert [cap.accessibleName() for cap in table.findChildren(KeyCap)] == ["Space", "1"]
    spoken = [text.accessibleName() for text in table.findChildren(QLabel)]
    assert spoken == ["", "Show: Space", "Again: 1"]
