"""The handle of a splitter is moved by the keyboard, and says so."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.layout.key_splitter import KeySplitter, SplitterHandle

Key = Qt.Key
WIDE, HIGH = Qt.Orientation.Horizontal, Qt.Orientation.Vertical


def shown(qtbot: QtBot, orientation: Qt.Orientation) -> tuple[KeySplitter, SplitterHandle]:
    splitter = KeySplitter(orientation, "Size of the list")
    for _ in range(2):
        part = QWidget()
        part.setMinimumSize(80, 80)
        splitter.addWidget(part)
    qtbot.addWidget(splitter)
    splitter.resize(409, 409)
    splitter.setSizes([200, 200])
    splitter.show()
    handle = splitter.handle(1)
    assert isinstance(handle, SplitterHandle)
    return splitter, handle


@pytest.mark.parametrize(
    ("orientation", "key", "mirrored", "step"),
    [
        pytest.param(WIDE, Key.Key_Right, False, 24, id="right"),
        pytest.param(WIDE, Key.Key_Left, False, -24, id="left"),
        pytest.param(WIDE, Key.Key_Left, True, 24, id="left, mirrored"),
        pytest.param(HIGH, Key.Key_Down, False, 24, id="down"),
        pytest.param(HIGH, Key.Key_Up, True, -24, id="up, mirrored"),
        pytest.param(HIGH, Key.Key_Home, False, 0, id="another key"),
    ],
)
def test_arrow_keys_move_the_handle(
    qtbot: QtBot, orientation: Qt.Orientation, key: Qt.Key, mirrored: bool, step: int
) -> None:
    splitter, handle = shown(qtbot, orientation)
    if mirrored:
        splitter.setLayoutDirection(Qt.LayoutDirection.RightToLeft)
    assert handle.accessibleName() == "Size of the list"
    assert handle.focusPolicy() & Qt.FocusPolicy.TabFocus
    QTest.keyClick(handle, key)
    assert splitter.sizes() == [200 + step, 200 - step]


def test_a_part_keeps_its_least_size(qtbot: QtBot) -> None:
    splitter, handle = shown(qtbot, WIDE)
    with qtbot.waitSignal(splitter.resized):
        QTest.keyClick(handle, Key.Key_Right)
    for _ in range(10):
        QTest.keyClick(handle, Key.Key_Right)
    assert splitter.sizes() == [320, 80]
    for _ in range(20):
        QTest.keyClick(handle, Key.Key_Left)
    assert splitter.sizes() == [80, 320]
