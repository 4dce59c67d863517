"""The combo box of decks with long titles."""

from collections.abc import Callable
from functools import partial

import pytest
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.browse.sheets import MoveSheet
from flashdesign.ui.home.deck_sheet import DeckSheet
from flashdesign.ui.widgets.controls.deck_combo import DeckCombo
from flashdesign.ui.window.sheet import Sheet

LONG = [("long", "A title without end. " * 10)]


def is_whole(part: QWidget) -> bool:
    return part.visibleRegion().boundingRect() == part.rect()


@pytest.mark.parametrize("make", [MoveSheet, DeckSheet], ids=["to move to", "to be within"])
def test_a_long_title_does_not_widen_a_sheet(
    qtbot: QtBot, make: Callable[[list[tuple[str, str]]], QWidget]
) -> None:
    window = QWidget()
    window.resize(400, 480)
    qtbot.addWidget(window)
    window.show()
    content, sheet = make(LONG), Sheet(window)
    sheet.open_with(LONG[0][1], content)
    for part in (*content.findChildren(DeckCombo), *content.findChildren(QPushButton)):
        qtbot.waitUntil(partial(is_whole, part))


def test_the_title_of_a_sheet_is_cut_with_an_ellipsis(qtbot: QtBot) -> None:
    window = QWidget()
    window.resize(560, 480)
    qtbot.addWidget(window)
    window.show()
    sheet = Sheet(window)
    sheet.open_with(LONG[0][1], QWidget())
    qtbot.waitUntil(lambda: sheet.title.text().endswith("…"))
    assert sheet.title.toolTip() == LONG[0][1]
