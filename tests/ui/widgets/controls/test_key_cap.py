"""Key caps."""

from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.controls.key_cap import KeyCap


def test_a_longer_key_is_wider(qtbot: QtBot) -> None:
    cap = KeyCap("1")
    qtbot.addWidget(cap)
    narrow = cap.sizeHint()
    assert narrow.width() >= narrow.height()
    cap.set_key("Ctrl+Shift+F")
    assert cap.sizeHint().width() > narrow.width()
    assert cap.accessibleName() == "Ctrl+Shift+F"
    assert not cap.grab().isNull()
