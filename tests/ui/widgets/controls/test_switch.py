"""Switches."""

from PySide6.QtCore import QPoint, Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.controls.switch import Switch


def test_a_click_anywhere_and_space_toggle_it(qtbot: QtBot) -> None:
    switch = Switch("Time limits")
    qtbot.addWidget(switch)
    with qtbot.waitActive(switch):
        switch.show()
    switch.resize(switch.sizeHint())
    off = switch.grab().toImage()
    qtbot.mouseClick(switch, Qt.MouseButton.LeftButton, pos=QPoint(2, 2))
    assert switch.isChecked()
    assert switch.grab().toImage() != off
    switch.setFocus()
    qtbot.keyClick(switch, Qt.Key.Key_Space)
    assert not switch.isChecked()
    assert switch.accessibleName() == "Time limits"
