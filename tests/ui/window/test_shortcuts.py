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
from flashdesign.domain.notes.question import Basic
from flashdesign.ui.widgets.controls.shortcut import WINDOW
from flashdesign.ui.window.actions import ACTIONS
from tests.support.ui import note_form
from tests.support.ui.cards import odd_deck
from tests.support.ui.driver import RETURN, Seat
from tests.ui.app import test_whole_screens
from tests.ui.browse.test_controller import page as browse_page
from tests.ui.conftest import Sit

UP, DOWN = Qt.Key.Key_Up, Qt.Key.Key_Down


def go(key: str) -> Callable[[Seat], None]:
    """Return a function that opens a page by its key."""
    return lambda seat: seat.press(key, ctrl=True)


PAGES: dict[str, tuple[tuple[str, ...], Callable[[Seat], None]]] = {
    **test_whole_screens.SCREENS,
    "drills": (("code",), go("3")),
    "browse": (("code", "table"), go("4")),
    "transfer": (("code",), go("5")),
    "add": (("code",), go("n")),
}


def shortcuts(seat: Seat) -> list[QShortcut]:
    """Return the enabled shortcuts."""
    return [one for one in seat.window.findChildren(QShortcut) if one.isEnabled()]


def context_of(shortcut: QShortcut) -> Qt.ShortcutContext:
    return shortcut.context()


@pytest.fixture
def on_page(qtbot: QtBot, sit: Sit) -> Callable[[str], Seat]:
    """Return a function that opens a page by its name."""

    def open_page(name: str) -> Seat:
        cards, act = PAGES[name]
        seat = sit(odd_deck(*cards))
        act(seat)
        if name == "browse":
            qtbot.waitUntil(lambda: browse_page(seat).model.rowCount() == len(cards))
        QApplication.processEvents()
        return seat

    return open_page


@pytest.mark.parametrize("name", list(PAGES))
def test_only_the_listed_keys_work_in_the_whole_window(
    on_page: Callable[[str], Seat], name: str
) -> None:
    seat = on_page(name)
    known = {action.key for action in ACTIONS}
    wide = [one for one in shortcuts(seat) if context_of(one) == WINDOW]
    assert {one.key().toString() for one in wide} <= known
    assert [one for one in wide if one.parent() is not seat.window] == []
    actions = [one.text() for one in seat.window.findChildren(QAction) if one.shortcuts()]
    assert actions == []
    buttons = seat.window.findChildren(QAbstractButton)
    assert [one.text() for one in buttons if not one.shortcut().isEmpty()] == []


@pytest.mark.parametrize("name", list(PAGES))
def test_no_two_keys_are_ambiguous(on_page: Callable[[str], Seat], name: str) -> None:
    seat = on_page(name)
    keys = [one.key().toString() for one in shortcuts(seat) if can_fire(one)]
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


def shown(seat: Seat, *kinds: type[QWidget]) -> Iterator[QWidget]:
    """Yield the focusable widgets of some types that no sheet covers."""
    sheet = seat.window.sheet
    for one in seat.window.findChildren(QWidget):
        is_covered = sheet.is_open and not sheet.isAncestorOf(one)
        takes_focus = one.focusPolicy() != Qt.FocusPolicy.NoFocus and one.isEnabled()
        if isinstance(one, kinds) and one.isVisible() and takes_focus and not is_covered:
            yield one


@pytest.mark.parametrize("name", list(PAGES))
def test_text_is_typed_and_the_cursor_moves_in_every_field(
    on_page: Callable[[str], Seat], name: str
) -> None:
    seat = on_page(name)
    for field in list(shown(seat, QLineEdit, QPlainTextEdit)):
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


@pytest.mark.parametrize("name", list(PAGES))
def test_arrows_move_in_every_list_and_table(on_page: Callable[[str], Seat], name: str) -> None:
    seat = on_page(name)
    for view in list(shown(seat, QAbstractItemView)):
        assert isinstance(view, QAbstractItemView)
        if view.model() is None or view.model().rowCount() < 2:
            continue
        view.setFocus()
        view.setCurrentIndex(view.model().index(0, 0))
        QTest.keyClick(view, DOWN)
        assert view.currentIndex() != view.model().index(0, 0), view
        QTest.keyClick(view, UP)
        assert view.currentIndex().row() == 0, view


def test_down_moves_on_in_browse_once_the_list_has_the_focus(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(odd_deck("code", "table", "options"))
    seat.press("4", ctrl=True)
    table = browse_page(seat).table
    qtbot.waitUntil(lambda: browse_page(seat).model.rowCount() > 2)
    places = []
    for _ in range(3):
        seat.press(DOWN)
        places.append(table.selected_rows())
    seat.press(UP)
    assert places == [[0], [1], [2]]
    assert table.selected_rows() == [1]


def test_down_scrolls_the_card_below_the_list_in_browse(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(odd_deck("long"))
    seat.press("4", ctrl=True)
    screen = browse_page(seat)
    qtbot.waitUntil(lambda: screen.model.rowCount() > 0)
    seat.press(DOWN)
    qtbot.waitUntil(lambda: screen.card.isVisible() and screen.card.plain_text() != "")
    screen.card.setFocus()
    seat.press(DOWN)
    assert screen.card.verticalScrollBar().value() > 0
    assert screen.card.hasFocus()


def test_return_on_a_card_in_browse_edits_its_note(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(odd_deck("code"))
    seat.press("4", ctrl=True)
    qtbot.waitUntil(lambda: browse_page(seat).model.rowCount() > 0)
    seat.press(DOWN, RETURN)
    assert note_form.form(seat).isVisible()


def test_a_character_in_a_deck_s_title_is_not_a_shortcut(sit: Sit) -> None:
    notes = (Note(DeckId("rd"), "n", Basic("Q?", "A.")),)
    seat = sit(Deck(DeckId("rd"), "R&D &Now", notes))
    for key in "12345n":
        seat.press(key, ctrl=True)
        buttons = seat.window.findChildren(QAbstractButton)
        assert [one.text() for one in buttons if not one.shortcut().isEmpty()] == []


def test_shortcuts_are_created_in_one_place() -> None:
    (folder,) = ui.__path__
    made = re.compile(r"\bQShortcut\(|\.setShortcuts?\(")
    found = [
        path.name for path in Path(folder).rglob("*.py") if made.search(path.read_text("utf-8"))
    ]
    assert found == ["shortcut.py"]
