"""Changing a key: pressing another, clearing it, canceling."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence, QShortcut
from pytestqt.qtbot import QtBot

from flashdesign.ui.settings.key_edit import KeyEdit

CTRL = Qt.KeyboardModifier.ControlModifier
NONE = Qt.KeyboardModifier.NoModifier


@pytest.fixture
def edit(qtbot: QtBot) -> KeyEdit:
    edit = KeyEdit("Ctrl+Z", action="Undo")
    qtbot.addWidget(edit)
    with qtbot.waitActive(edit):
        edit.show()
    edit.setFocus()
    return edit


@pytest.mark.parametrize(
    ("key", "modifier", "captured"),
    [
        pytest.param(Qt.Key.Key_U, NONE, "U", id="a letter"),
        pytest.param(Qt.Key.Key_1, CTRL, "Ctrl+1", id="with a modifier"),
        pytest.param(Qt.Key.Key_Space, NONE, "Space", id="space"),
        pytest.param(Qt.Key.Key_Return, NONE, "Return", id="return"),
        pytest.param(Qt.Key.Key_Backspace, NONE, "", id="cleared"),
    ],
)
def test_the_next_key_becomes_the_value(
    edit: KeyEdit, qtbot: QtBot, key: Qt.Key, modifier: Qt.KeyboardModifier, captured: str
) -> None:
    qtbot.mouseClick(edit.button, Qt.MouseButton.LeftButton)
    assert edit.button.shown_text == "Press a key…"
    with qtbot.waitSignal(edit.captured) as signal:
        qtbot.keyClick(edit.button, Qt.Key.Key_Control)
        qtbot.keyClick(edit.button, key, modifier)
    assert signal.args == [captured]
    assert edit.key() == captured
    assert edit.button.accessibleName() == f"Key for Undo: {captured or 'None'}"


def test_escape_keeps_the_key(edit: KeyEdit, qtbot: QtBot) -> None:
    qtbot.keyClick(edit.button, Qt.Key.Key_Return)
    assert edit.button.is_waiting
    with qtbot.assertNotEmitted(edit.captured):
        qtbot.keyClick(edit.button, Qt.Key.Key_Escape)
    assert edit.key() == "Ctrl+Z"
    assert edit.button.shown_text == "Ctrl+Z"


def test_while_it_waits_shortcuts_of_the_window_are_off(edit: KeyEdit, qtbot: QtBot) -> None:
    pressed: list[bool] = []
    shortcut = QShortcut(QKeySequence("Ctrl+G"), edit)
    shortcut.activated.connect(lambda: pressed.append(True))
    qtbot.mouseClick(edit.button, Qt.MouseButton.LeftButton)
    with qtbot.waitSignal(edit.captured) as signal:
        qtbot.keyClick(edit.button, Qt.Key.Key_G, CTRL)
    assert signal.args == ["Ctrl+G"]
    assert pressed == []


def test_a_conflict_is_shown_and_in_the_accessible_description(edit: KeyEdit) -> None:
    edit.set_conflict("Also used for Missed")
    assert edit.conflict() == "Also used for Missed"
    assert edit.button.accessibleDescription() == "Also used for Missed"
    edit.set_key("Ctrl+Y")
    edit.set_conflict("")
    assert edit.button.shown_text == "Ctrl+Y"
    assert not edit.grab().isNull()
