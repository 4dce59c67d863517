"""A button that is only an icon."""

from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.controls.icon_button import IconButton


def test_it_has_an_accessible_name_and_return_clicks_it(qtbot: QtBot) -> None:
    push = IconButton("close", "Close")
    qtbot.addWidget(push)
    with qtbot.waitActive(push):
        push.show()
    assert (push.accessibleName(), push.toolTip()) == ("Close", "Close")
    push.setFocus()
    with qtbot.waitSignal(push.clicked):
        qtbot.keyClick(push, Qt.Key.Key_Return)
    assert not push.grab().isNull()
