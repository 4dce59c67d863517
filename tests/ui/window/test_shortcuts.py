"""Every shortcut works where intended, and lists, tables and text fields keep their keys."""

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QAction, QShortcut
from PySide6.QtTest import QTest
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QLineEdit,
    QPlainTextEdit,
    QWidget,
)
from pytestqt.qtbot import QtBot

from flashdesign import ui
from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.ui.widgets.controls.shortcut import WINDOW
from flashdesign.ui.window.actions import ACTIONS, bound_keys, typing_keys
from tests.support.ui import note_form
from tests.support.ui.cards import odd_deck
from tests.support.ui.driver import RETURN, WindowDriver
from tests.ui.app.every_screen import test_whole_screens
from tests.ui.browse.test_controller import page as browse_page
from tests.ui.conftest import OpenWindow

UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def go(key: str) -> Callable[[WindowDriver], None]:
    """Return a function that opens a page by its key."""
    return lambda driver: driver.press(key, ctrl=True)


PAGES: dict[str, tuple[tuple[str, ...], Callable[[WindowDriver], None]]] = {
    **test_whole_screens.SCREENS,
    "drills": (("code",), go("3")),
    "browse": (("code", "table"), go("4")),
    "transfer": (("code",), go("5")),
    "add": (("code",), go("n")),
}


def shortcuts(driver: WindowDriver) -> list[QShortcut]:
    """Return the enabled shortcuts."""
    return [shortcut for shortcut in driver.window.findChildren(QShortcut) if shortcut.isEnabled()]


def context_of(shortcut: QShortcut) -> Qt.ShortcutContext:
    return shortcut.context()


@pytest.fixture
def on_page(qtbot: QtBot, open_window: OpenWindow) -> Callable[[str], WindowDriver]:
    """Return a function that opens a page by its name."""

    def open_page(name: str) -> WindowDriver:
        cards, act = PAGES[name]
        driver = open_window(odd_deck(*cards))
        act(driver)
        if name == "browse":
            qtbot.waitUntil(lambda: browse_page(driver).model.rowCount() == len(cards))
        QApplication.processEvents()
        return driver

    return open_page


@pytest.mark.parametrize("name", list(PAGES))
def test_the_keys_of_a_page(on_page: Callable[[str], WindowDriver], name: str) -> None:
    driver = on_page(name)
    check_that_only_the_listed_keys_work_in_the_whole_window(driver)
    check_that_no_two_keys_are_ambiguous(driver)
    check_that_arrows_move_in_every_list_and_table(driver)
    # Last, as the text typed into a search changes its list.
    check_that_text_is_typed_and_the_cursor_moves_in_every_field(driver)


def check_that_only_the_listed_keys_work_in_the_whole_window(driver: WindowDriver) -> None:
    known = {action.key for action in ACTIONS} | {*typing_keys(bound_keys({})).values()}
    wide = [shortcut for shortcut in shortcuts(driver) if context_of(shortcut) == WINDOW]
    assert {item.key().toString() for item in wide} <= known
    assert [item for item in wide if item.parent() is not driver.window] == []
    actions = [
        action.text() for action in driver.window.findChildren(QAction) if action.shortcuts()
    ]
    assert actions == []
    buttons = driver.window.findChildren(QAbstractButton)
    assert [button.text() for button in buttons if not button.shortcut().isEmpty()] == []


def check_that_no_two_keys_are_ambiguous(driver: WindowDriver) -> None:
    keys = [shortcut.key().toString() for shortcut in shortcuts(driver) if can_fire(shortcut)]
    assert sorted(keys) == sorted(set(keys))


def can_fire(shortcut: QShortcut) -> bool:
    """Return whether the focus is where a shortcut works."""
    owner, focused = shortcut.parent(), QApplication.focusWidget()
    assert isinstance(owner, QWidget)
    if context_of(shortcut) == WINDOW:
        return owner.isVisible()
    if context_of(shortcut) == Qt.ShortcutContext.WidgetShortcut:
        return owner is focused
    return focused is not None and (owner is focused or owner.isAncestorOf(focused))


def shown(driver: WindowDriver, *kinds: type[QWidget]) -> Iterator[QWidget]:
    """Yield the focusable widgets of some types that no sheet covers."""
    sheet = driver.window.sheet
    for widget in driver.window.findChildren(QWidget):
        is_covered = sheet.is_open and not sheet.isAncestorOf(widget)
        takes_focus = widget.focusPolicy() != Qt.FocusPolicy.NoFocus and widget.isEnabled()
        if isinstance(widget, kinds) and widget.isVisible() and takes_focus and not is_covered:
            yield widget


def check_that_arrows_move_in_every_list_and_table(driver: WindowDriver) -> None:
    for view in list(shown(driver, QAbstractItemView)):
        assert isinstance(view, QAbstractItemView)
        if view.model() is None or view.model().rowCount() < 2:
            continue
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, 0))
        QTest.keyClick(view, DOWN)
        assert view.currentIndex() != view.model().index(0, 0), view
        QTest.keyClick(view, UP)
        assert view.currentIndex().row() == 0, view


def check_that_text_is_typed_and_the_cursor_moves_in_every_field(driver: WindowDriver) -> None:
    for field in list(shown(driver, QLineEdit, QPlainTextEdit)):
        if field.objectName().startswith("qt_") or getattr(field, "isReadOnly", bool)():
            continue
        text = typed_into(field)
        assert "1w 3x2" in text, (field, text)


def typed_into(field: QWidget) -> str:
    """Type digits, a letter and a space, one of them between the others, and return the text."""
    field.setFocus()
    assert isinstance(field, QLineEdit | QPlainTextEdit)
    field.selectAll()
    QTest.keyClicks(field, "1w 2")
    QTest.keyClick(field, Qt.Key.Key_Left)
    QTest.keyClicks(field, "3x")
    return field.text() if isinstance(field, QLineEdit) else field.toPlainText()


def test_down_moves_on_in_browse_once_the_list_has_the_focus(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(odd_deck("code", "table", "options"))
    driver.press("4", ctrl=True)
    table = browse_page(driver).table
    qtbot.waitUntil(lambda: browse_page(driver).model.rowCount() > 2)
    places = []
    for _ in range(3):
        driver.press(DOWN)
        places.append(table.selected_rows())
    driver.press(UP)
    assert places == [[0], [1], [2]]
    assert table.selected_rows() == [1]


def test_down_scrolls_the_card_below_the_list_in_browse(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(odd_deck("long"))
    driver.press("4", ctrl=True)
    screen = browse_page(driver)
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    driver.press(DOWN)
    qtbot.waitUntil(lambda: screen.card.isVisible() and screen.card.plain_text() != "")
    screen.card.setFocus()
    driver.press(DOWN)
    assert screen.card.verticalScrollBar().value() > 0
    assert screen.card.hasFocus()


def test_return_on_a_card_in_browse_edits_its_note(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("code"))
    driver.press("4", ctrl=True)
    qtbot.waitUntil(lambda: browse_page(driver).model.rowCount() > 0)
    driver.press(DOWN, RETURN)
    assert note_form.form(driver).isVisible()


def test_a_character_in_a_deck_s_title_is_not_a_shortcut(open_window: OpenWindow) -> None:
    notes = (Note(DeckId("rd"), "n", Basic("Q?", "A.")),)
    driver = open_window(Deck(DeckId("rd"), "R&D &Now", notes))
    for key in "12345n":
        driver.press(key, ctrl=True)
        buttons = driver.window.findChildren(QAbstractButton)
        assert [button.text() for button in buttons if not button.shortcut().isEmpty()] == []


def test_shortcuts_are_created_in_one_place() -> None:
    (folder,) = ui.__path__
    made = re.compile(r"\bQShortcut\(|\.setShortcuts?\(")
    found = [
        path.name for path in Path(folder).rglob("*.py") if made.search(path.read_text("utf-8"))
    ]
    assert found == ["shortcut.py"]
