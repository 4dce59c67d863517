"""The message that stays until it is dismissed."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.window.banner import Banner, Tone


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(600, 400)
    QVBoxLayout(window)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


@pytest.fixture
def banner(window: QWidget) -> Banner:
    banner = Banner()
    layout = window.layout()
    assert layout is not None
    layout.addWidget(banner)
    return banner


@pytest.mark.parametrize("tone", list(Tone))
def test_the_tone_is_in_the_accessible_name(banner: Banner, tone: Tone) -> None:
    assert not banner.isVisible()
    banner.show_message("The folder is synced.", tone)
    assert banner.isVisible()
    assert banner.accessibleName() == f"{tone.label}: The folder is synced."
    assert not banner.action.isVisible()
    assert not banner.grab().isNull()


def test_the_action_and_the_close_button(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("Two copies are open.", action="Show")
    with qtbot.waitSignal(banner.action_triggered):
        qtbot.mouseClick(banner.action, Qt.MouseButton.LeftButton)
    assert banner.isVisible()
    with qtbot.waitSignal(banner.dismissed):
        qtbot.mouseClick(banner.close_button, Qt.MouseButton.LeftButton)
    assert not banner.isVisible()


def test_it_is_as_high_as_its_text(banner: Banner, qtbot: QtBot) -> None:
    banner.show_message("Short.")
    qtbot.waitUntil(lambda: 0 < banner.height() < 80)
    low = banner.height()
    banner.show_message("A sentence that needs several lines to be told. " * 6)
    qtbot.waitUntil(lambda: banner.height() > low)
    assert banner.text.height() >= banner.text.heightForWidth(banner.text.width())
