"""Toasts."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QTextEdit, QVBoxLayout, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.theme.sizes import sizes_of
from flashdesign.ui.window.toast import Toast
from tests.support.ui.checks.geometry import settle


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 500)
    qtbot.addWidget(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def shown_in(window: QWidget) -> Toast:
    """Return a toast below a page of a window."""
    toast, column = Toast(), QVBoxLayout(window)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(0)
    column.addWidget(QTextEdit(), 1)
    column.addWidget(toast)
    return toast


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
    toast = shown_in(window)
    toast.show_message("Saved", lasts_ms=0)
    settle(window)
    window.resize(600, 400)
    settle(window)
    middle = toast.bubble.mapTo(window, toast.bubble.rect().center()).x()
    assert abs(middle - 300) <= 1
    assert toast.geometry().bottom() == window.rect().bottom()


def test_it_takes_its_place_from_the_page_instead_of_covering_it(window: QWidget) -> None:
    toast = shown_in(window)
    page = window.findChild(QTextEdit)
    assert isinstance(page, QTextEdit)
    settle(window)
    assert page.height() == window.height()
    toast.show_message("Saved", "Undo", lasts_ms=0)
    settle(window)
    assert not page.geometry().intersects(toast.geometry())
    toast.dismiss()
    settle(window)
    assert page.height() == window.height()


@pytest.mark.parametrize("action", ["", "Undo"], ids=["without a button", "with Undo"])
def test_a_long_message_wraps(window: QWidget, action: str) -> None:
    toast = shown_in(window)
    toast.show_message("Saved", action, lasts_ms=0)
    settle(window)
    one_line = toast.height()
    toast.show_message("Renamed to “" + "A title without end. " * 12 + "”.", action, lasts_ms=0)
    for width in (1200, 800, 400):
        window.resize(width, 500)
        settle(window)
        assert toast.rect().contains(toast.bubble.geometry())
        assert toast.bubble.width() <= 34 * sizes_of(toast.font()).body_px
        assert toast.text.height() >= toast.text.heightForWidth(toast.text.width())
        assert toast.height() > one_line
        assert toast.bubble.rect().contains(toast.action.geometry()) or not action
    toast.show_message("Saved", action, lasts_ms=0)
    settle(window)
    assert toast.height() == one_line
