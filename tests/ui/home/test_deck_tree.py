"""The tree of decks: counts, menu, keys, and what stays when it changes."""

from dataclasses import replace
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtWidgets import QApplication, QMenu
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.home.deck_model import Column, DeckRow
from flashdesign.ui.home.deck_tree import DeckAction, DeckTree
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.qt_palette import tokens_of
from tests.support.learner import ROOT, basic_deck
from tests.support.ui.checks.geometry import geometry_problems, settle
from tests.ui.conftest import OpenWindow


def row(deck: str, parent: str | None = None, due: int = 0) -> DeckRow:
    return DeckRow(deck, deck.title(), parent, 1, 0, due, 0.5, 10)


ROWS = (row("a", due=3), row("a1", "a", due=3), row("b"))


@pytest.fixture
def tree(qtbot: QtBot) -> DeckTree:
    tree = DeckTree()
    tree.resize(800, 400)
    tree.set_rows(ROWS)
    qtbot.addWidget(tree)
    with qtbot.waitActive(tree):
        tree.show()
    tree.setFocus()
    return tree


def test_return_opens_the_current_deck(tree: DeckTree, qtbot: QtBot) -> None:
    tree.select("a")
    qtbot.keyClick(tree, Qt.Key.Key_Down)
    assert tree.current_deck() == "a1"
    with qtbot.waitSignal(tree.deck_activated) as opened:
        qtbot.keyClick(tree, Qt.Key.Key_Return)
    assert opened.args == ["a1"]


def test_a_double_click_opens_a_deck_but_not_the_totals(tree: DeckTree, qtbot: QtBot) -> None:
    def double_click(position: int) -> None:
        place = tree.visualRect(tree.model().index(position, 0)).center()
        qtbot.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)
        qtbot.mouseDClick(tree.viewport(), Qt.MouseButton.LeftButton, pos=place)

    with qtbot.waitSignal(tree.deck_activated) as opened:
        double_click(1)
    assert opened.args == ["b"]
    with qtbot.assertNotEmitted(tree.deck_activated):
        double_click(2)
    assert tree.current_deck() == "b"


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_menu_key_opens_the_actions_of_the_current_deck(tree: DeckTree, qtbot: QtBot) -> None:
    tree.set_actions((DeckAction("study", "Study"), DeckAction("limits", "Set limits")))
    tree.select("b")
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Keyboard, tree.pos(), tree.mapToGlobal(tree.pos())
    )
    QApplication.sendEvent(tree.viewport(), event)
    menu = tree.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Study", "Set limits"]
    with qtbot.waitSignal(tree.action_requested) as asked:
        menu.actions()[1].trigger()
    assert asked.args == ["limits", "b"]
    menu.close()


def test_new_counts_keep_the_current_and_the_collapsed_decks(tree: DeckTree) -> None:
    tree.select("b")
    tree.collapse(tree.model().index(0, 0))
    tree.set_rows((*ROWS, row("c")))
    assert tree.current_deck() == "b"
    assert not tree.isExpanded(tree.model().index(0, 0))
    tree.set_rows(())
    assert tree.current_deck() is None


def test_two_hundred_decks_fit_and_scroll(tree: DeckTree) -> None:
    tree.set_rows([row(f"deck {number}", due=number) for number in range(200)])
    tree.select("deck 199")
    assert tree.model().rowCount() == 201
    assert tree.verticalScrollBar().value() > 0


def test_a_narrow_tree_hides_the_bar(tree: DeckTree) -> None:
    wide = tree.columnWidth(Column.MASTERY)
    tree.resize(420, 400)
    assert tree.columnWidth(Column.MASTERY) < wide
    assert tree.columnWidth(Column.TITLE) > 100


@pytest.mark.parametrize("title", ["Characteristics of a good system", "Interfaces and data"])
def test_titles_keep_their_room_and_counts_give_way(open_window: OpenWindow, title: str) -> None:
    root = Deck(ROOT, "System design interview", ())
    driver = open_window(root, replace(basic_deck(3), title=title))
    driver.window.resize(960, 540)
    settle(driver.window)
    assert geometry_problems(driver.window) == []


def test_study_stays_in_a_small_window_with_large_texts(
    open_window: OpenWindow, appearance: Appearance
) -> None:
    appearance.apply(ColorScheme.LIGHT, 1.5)
    driver = open_window(Deck(ROOT, "System design interview"), basic_deck(3))
    driver.window.resize(560, 480)
    settle(driver.window)
    study = driver.home.tree.buttons_of(ROOT).study
    assert study.isVisible()
    assert study.width() >= study.sizeHint().width()


@pytest.mark.parametrize(
    ("changes", "label", "reason"),
    [
        ({}, "Study", ""),
        ({"is_done": True, "seen": 10}, "Done", "Nothing due"),
        (
            {"is_done": True, "seen": 1},
            "Done",
            "Nothing due. Its menu has “Learn 10 more today” and the daily limits.",
        ),
        ({"is_done": True, "due_beyond": 4}, "Done", "The daily limit leaves the rest"),
        ({"is_done": True, "total": 0}, "Study", "This deck has no cards yet."),
    ],
    ids=["something left", "all done", "more new cards", "held back by a limit", "no cards"],
)
def test_study_says_why_nothing_is_left(
    tree: DeckTree, changes: dict[str, Any], label: str, reason: str
) -> None:
    tree.set_rows([replace(row("a"), **changes)])
    study = tree.buttons_of("a").study
    assert study.text() == label
    assert study.isEnabled() is not bool(reason)
    assert study.toolTip().startswith(reason)
    assert study.accessibleDescription() == study.toolTip()


def test_the_selected_line_is_flat(tree: DeckTree) -> None:
    tree.select("a1")
    settle(tree)
    picture = tree.grab().toImage()
    line = tree.visualRect(tree.currentIndex())
    offset = tree.viewport().geometry().topLeft()
    down = [
        line.top() + 1 + offset.y(),
        line.center().y() + offset.y(),
        line.bottom() - 1 + offset.y(),
    ]
    colors = {picture.pixelColor(line.left() + 2 + offset.x(), y).name() for y in down}
    assert colors == {tokens_of(tree.palette()).selection}


def test_the_share_of_known_cards_stays_without_its_bar_where_room_is_scarce(
    tree: DeckTree,
) -> None:
    tree.resize(2_000, 400)
    with_bar = tree.columnWidth(Column.MASTERY)
    widths = []
    while not tree.isColumnHidden(Column.MASTERY):
        widths.append(tree.columnWidth(Column.MASTERY))
        tree.resize(tree.width() - 10, 400)
    assert widths[0] == with_bar
    assert widths[-1] < with_bar
    assert not tree.isColumnHidden(Column.NEW)
