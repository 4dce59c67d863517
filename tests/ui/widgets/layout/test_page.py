"""The frame of a screen."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.layout.page import Page, section


@pytest.fixture
def page(qtbot: QtBot) -> Page:
    page = Page("Home", "42 cards due", "Start")
    page.resize(1400, 700)
    qtbot.addWidget(page)
    page.body.addWidget(section("Decks"))
    filler = QWidget()
    filler.setObjectName("filler")
    page.body.addWidget(filler, 1)
    with qtbot.waitActive(page):
        page.show()
    return page


def test_the_primary_button(page: Page, qtbot: QtBot) -> None:
    with qtbot.waitSignal(page.primary_triggered):
        qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    page.set_primary("Start", enabled=False)
    with qtbot.assertNotEmitted(page.primary_triggered):
        qtbot.mouseClick(page.primary, Qt.MouseButton.LeftButton)
    page.set_primary("")
    assert not page.primary.isVisible()


def test_the_column_is_centered_and_not_too_wide(page: Page) -> None:
    child = page.findChild(QWidget, "filler")
    assert child is not None
    left = child.mapTo(page, child.rect().topLeft()).x()
    assert child.width() <= 1040
    assert abs(left + child.width() / 2 - page.width() / 2) <= 8


def test_an_empty_title_is_hidden(page: Page) -> None:
    high = page.sizeHint().height()
    page.set_title("")
    page.set_subtitle("")
    assert page.accessibleName() == ""
    assert page.sizeHint().height() <= high
