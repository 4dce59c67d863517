"""Sheets: opening, closing, and the focus."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtWidgets import QLabel, QLineEdit, QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.window.sheet import Sheet

LEFT = Qt.MouseButton.LeftButton


@pytest.fixture
def window(qtbot: QtBot) -> QWidget:
    window = QWidget()
    window.resize(800, 500)
    qtbot.addWidget(window)
    QLineEdit(window)
    with qtbot.waitActive(window):
        window.show()
    return window


def opened(window: QWidget, content: QWidget | None = None) -> Sheet:
    sheet = Sheet(window)
    sheet.open_with("Why is this card here?", content or QLabel("Because."))
    return sheet


def test_escape_closes_it_and_restores_the_focus(window: QWidget, qtbot: QtBot) -> None:
    field = window.findChild(QLineEdit)
    assert field is not None
    field.setFocus()
    sheet = opened(window)
    assert sheet.is_open
    assert sheet.close_button.hasFocus()
    with qtbot.waitSignal(sheet.closed):
        qtbot.keyClick(sheet.close_button, Qt.Key.Key_Escape)
    assert not sheet.is_open
    assert field.hasFocus()


def test_a_click_outside_closes_it_and_one_inside_does_not(window: QWidget, qtbot: QtBot) -> None:
    sheet = opened(window)
    with qtbot.assertNotEmitted(sheet.closed):
        qtbot.mouseClick(sheet, LEFT, pos=sheet.title.mapTo(sheet, QPoint(3, 3)))
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet, LEFT, pos=QPoint(4, 4))


def test_the_close_button_closes_it_once(window: QWidget, qtbot: QtBot) -> None:
    sheet = opened(window)
    with qtbot.waitSignal(sheet.closed):
        qtbot.mouseClick(sheet.close_button, LEFT)
    with qtbot.assertNotEmitted(sheet.closed):
        sheet.close_sheet()


def test_tab_stays_inside(window: QWidget, qtbot: QtBot) -> None:
    inside = QPushButton("Inside")
    sheet = opened(window, inside)
    qtbot.keyClick(sheet.close_button, Qt.Key.Key_Tab)
    assert inside.hasFocus()
    qtbot.keyClick(inside, Qt.Key.Key_Tab)
    assert sheet.close_button.hasFocus()
    qtbot.keyClick(sheet.close_button, Qt.Key.Key_Backtab)
    assert inside.hasFocus()


def test_it_covers_the_window_at_every_size_and_can_be_opened_again(window: QWidget) -> None:
    sheet = opened(window)
    window.resize(500, 300)
    assert sheet.geometry() == window.rect()
    sheet.close_sheet()
    sheet.open_with("Keys", QLabel("line\n" * 200))
    assert sheet.title.text() == "Keys"
    assert sheet.close_button.isVisible()
