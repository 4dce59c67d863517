"""Toasts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.window.toast import Toast


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 500)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def test_undo_is_one_click(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window)
    assert not toast.isVisible()
    toast.show_message("Card buried", "Undo", lasts_ms=0)
    assert toast.isVisible()
    assert toast.accessibleName() == "Card buried"
    with qtbot.waitSignal(toast.action_triggered):
        qtbot.mouseClick(toast.action, Qt.MouseButton.LeftButton)
    assert not toast.isVisible()


@pytest.mark.parametrize("reduced", [True, False], ids=["still", "fading"])
def test_it_hides_after_a_while(window: QWidget, qtbot: QtBot, reduced: bool) -> None:
    toast = Toast(window)
    toast.set_reduced_motion(reduced=reduced)
    toast.show_message("Saved", lasts_ms=1)
    assert not toast.action.isVisible()
    qtbot.waitUntil(lambda: not toast.isVisible())


def test_a_new_message_replaces_a_fading_one(window: QWidget, qtbot: QtBot) -> None:
    toast = Toast(window)
    toast.show_message("First", lasts_ms=1)
    effect = toast.graphicsEffect()
    assert effect is not None
    qtbot.waitUntil(effect.isEnabled)
    toast.show_message("Second", lasts_ms=0)
    assert toast.text.text() == "Second"
    assert not effect.isEnabled()
    toast.dismiss()
    assert not toast.isVisible()


def test_it_stays_in_the_middle_when_the_window_changes(window: QWidget) -> None:
    toast = Toast(window)
    toast.show_message("Saved", lasts_ms=0)
    window.resize(600, 400)
    assert abs(toast.geometry().center().x() - 300) <= 1
    assert window.rect().contains(toast.geometry())


@pytest.mark.parametrize("action", ["", "Undo"], ids=["without a button", "with Undo"])
def test_a_message_wider_than_the_window_wraps(window: QWidget, action: str) -> None:
    toast = Toast(window)
    toast.show_message("Saved", action, lasts_ms=0)
    one_line = toast.height()
    toast.show_message("Renamed to “" + "A title without end. " * 12 + "”.", action, lasts_ms=0)
    assert window.rect().contains(toast.geometry())
    assert toast.text.height() >= toast.text.heightForWidth(toast.text.width())
    assert toast.height() > one_line
    assert toast.rect().contains(toast.action.geometry())
    assert toast.text.width() > toast.width() * 0.8
    window.resize(400, 400)
    assert window.rect().contains(toast.geometry())
    toast.show_message("Saved", action, lasts_ms=0)
    assert toast.height() == one_line
