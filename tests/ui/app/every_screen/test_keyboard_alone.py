"""Acts of each screen by keys alone, sent to the window as a keyboard does."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QContextMenuEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QComboBox, QMenu, QScrollArea, QSpinBox, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.search.query import SortKey
from flashdesign.ui.browse.card_table_model import Column
from flashdesign.ui.cards.inputs.list_input import EntryChip
from flashdesign.ui.settings.key_edit import KeyCaptureButton
from flashdesign.ui.settings.screen import SettingsScreen
from flashdesign.ui.transfer.screen import TransferScreen
from flashdesign.ui.widgets.charts.chart import Chart
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.window.banner import Tone
from tests.support.ui import tour
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier
MAX_TABS = 120
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support", extend=True)


@pytest.fixture
def driver(open_window: OpenWindow) -> WindowDriver:
    place = open_window(*tour.tour_decks())
    place.learner.prefer(new_per_day=100)
    return place


def press(*keys: Qt.Key, modifier: Qt.KeyboardModifier = Modifier.NoModifier) -> None:
    """Press keys in the menu or window that is active."""
    for key in keys:
        window = QApplication.activePopupWidget() or QApplication.activeWindow()
        assert window is not None
        QTest.keyClick(window.windowHandle(), key, modifier)


def press_menu_key() -> None:
    """Do as the platform does for the menu key: Qt's offscreen platform ignores it."""
    focused = QApplication.focusWidget()
    assert focused is not None
    place = focused.rect().center()
    reason = QContextMenuEvent.Reason.Keyboard
    event = QContextMenuEvent(reason, place, focused.mapToGlobal(place))
    QApplication.sendEvent(focused, event)


def tab_to(is_wanted: Callable[[QWidget], bool]) -> QWidget:
    """Press Tab until a wanted widget has the focus."""
    for _ in range(MAX_TABS):
        focused = QApplication.focusWidget()
        if focused is not None and is_wanted(focused):
            return focused
        press(Key.Key_Tab)
    msg = "Tab does not reach it"
    raise AssertionError(msg)


def named(name: str) -> Callable[[QWidget], bool]:
    """Return whether a widget has a name or text."""
    return lambda widget: name in (widget.accessibleName(), getattr(widget, "text", str)())


def menu() -> QMenu:
    popup = QApplication.activePopupWidget()
    assert isinstance(popup, QMenu)
    return popup


def choose(*texts: str) -> None:
    """Go down in the open menu to an entry, and choose it; then in the submenu."""
    for text in texts:
        shown = menu()
        assert text in [action.text() for action in shown.actions()]
        while shown.activeAction() is None or shown.activeAction().text() != text:
            press(Key.Key_Down)
        press(Key.Key_Return)


def test_the_menu_of_a_deck(driver: WindowDriver) -> None:
    tree = tab_to(lambda widget: widget is driver.home.tree)
    press(Key.Key_Down)
    press_menu_key()
    choose("Daily limits…")
    assert driver.window.sheet.is_open
    tab_to(lambda widget: isinstance(widget, QSpinBox))
    press(Key.Key_Escape)
    assert not driver.window.sheet.is_open
    assert tree.hasFocus()
    press(Key.Key_Return)
    assert driver.window.scope == "Review"
    press(Key.Key_Escape)
    assert driver.home.isVisible()


def test_a_page_of_the_sidebar(driver: WindowDriver) -> None:
    tab_to(named("Settings"))
    press(Key.Key_Return)
    assert driver.settings.isVisible()


def test_a_message_is_used_and_dismissed(driver: WindowDriver) -> None:
    done: list[str] = []
    driver.window.banner.action_triggered.connect(lambda: done.append("banner"))
    driver.window.banner.show_message("The clock was set back.", Tone.WARNING, "Show me")
    tab_to(named("Show me"))
    press(Key.Key_Space)
    assert done == ["banner"]
    tab_to(named("Dismiss"))
    press(Key.Key_Return)
    assert not driver.window.banner.isVisible()


def test_a_tall_sheet_scrolls(driver: WindowDriver) -> None:
    press(Key.Key_Question)
    (area,) = driver.window.sheet.findChildren(QScrollArea)
    scroll = area.verticalScrollBar()
    assert driver.window.sheet.is_open
    assert scroll.maximum() > 0
    press(Key.Key_Down)
    assert 0 < scroll.value() < scroll.maximum()
    press(Key.Key_End)
    assert scroll.value() == scroll.maximum()
    press(Key.Key_Home)
    assert scroll.value() == 0
    press(Key.Key_Escape)
    assert not driver.window.sheet.is_open


def test_rows_of_a_matching_task(driver: WindowDriver, qtbot: QtBot) -> None:
    tour.question("match")(driver, qtbot)
    task = driver.review.matching
    tab_to(lambda widget: widget is task.rows[2])
    press(Key.Key_Return)
    tab_to(lambda widget: widget is task.choices[1])
    press(Key.Key_Return)
    assert task.placed_choices() == (None, None, 1)
    driver.review.setFocus()
    press(Key.Key_Backspace)
    assert task.placed_choices() == (None, None, None)


def test_an_item_of_a_list_is_changed(driver: WindowDriver, qtbot: QtBot) -> None:
    tour.question("list")(driver, qtbot)
    driver.write("QPS")
    press(Key.Key_Return)
    tab_to(lambda widget: isinstance(widget, EntryChip))
    press(Key.Key_Return)
    assert driver.review.entries.edit.text() == "QPS"
    assert driver.review.entries.edit.hasFocus()


def test_the_items_of_an_answered_list_are_no_trap(driver: WindowDriver, qtbot: QtBot) -> None:
    tour.answer("list")(driver, qtbot)
    tab_to(lambda widget: widget is driver.review.card)
    tab_to(lambda widget: widget is driver.review.grades.buttons[2])
    press(Key.Key_Return)
    assert driver.window.scope != "Review" or not driver.review.session.state.is_revealed


def test_a_chart_is_shown_as_a_table(driver: WindowDriver, qtbot: QtBot) -> None:
    tour.why(driver, qtbot)
    chart = tab_to(lambda widget: isinstance(widget, Chart))
    assert isinstance(chart, Chart)
    press(Key.Key_Return)
    assert chart.is_table_shown
    chart.set_table_shown(shown=False)
    chart.setFocus()
    press_menu_key()
    choose("Show as table")
    assert chart.is_table_shown


def test_cards_are_selected_sorted_and_flagged(driver: WindowDriver, qtbot: QtBot) -> None:
    tour.browse(0)(driver, qtbot)
    screen = tour.browse_page(driver)
    press(Key.Key_Down, modifier=Modifier.ShiftModifier)
    assert screen.table.selected_rows() == [0, 1]
    # The menu of a table has its own event loop.
    QTimer.singleShot(0, lambda: choose("Sort by", "Deck"))
    with qtbot.waitSignal(screen.sort_requested) as asked:
        press_menu_key()
    assert asked.args == [SortKey(Column.DECK.name.lower()), False]
    with qtbot.waitSignal(screen.sort_requested) as asked:
        screen.table.sort_by(Column.DECK)
    assert asked.args == [SortKey(Column.DECK.name.lower()), True]
    qtbot.waitUntil(screen.action_buttons["flag"].isEnabled)
    press(Key.Key_G, modifier=Modifier.ControlModifier)
    choose("Flag 2")
    qtbot.waitUntil(lambda: "Flag 2" in driver.toast)
    tab_to(named("Undo"))
    press(Key.Key_Return)
    qtbot.waitUntil(lambda: "Flag 2" not in driver.toast)


def test_settings_are_changed(driver: WindowDriver) -> None:
    press(Key.Key_Comma, modifier=Modifier.ControlModifier)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, SettingsScreen)
    box = tab_to(lambda widget: isinstance(widget, QSpinBox))
    assert isinstance(box, QSpinBox)
    before = box.value()
    press(Key.Key_Up)
    assert box.value() == before + 1
    switch = tab_to(lambda widget: isinstance(widget, Switch))
    assert isinstance(switch, Switch)
    was_on = switch.isChecked()
    press(Key.Key_Space)
    assert switch.isChecked() is not was_on
    tab_to(lambda widget: widget is page.buttons["keys"])
    press(Key.Key_Return)
    key = tab_to(lambda widget: isinstance(widget, KeyCaptureButton))
    assert isinstance(key, KeyCaptureButton)
    press(Key.Key_Return)
    assert key.is_waiting
    press(Key.Key_F7)
    assert key.key == "F7"


def test_a_choice_is_made_in_a_combo_box(driver: WindowDriver) -> None:
    press(Key.Key_5, modifier=Modifier.ControlModifier)
    page = driver.window.pages.currentWidget()
    assert isinstance(page, TransferScreen)
    box = tab_to(lambda widget: widget is page.format)
    assert isinstance(box, QComboBox)
    before = box.currentIndex()
    press(Key.Key_F4, Key.Key_Down, Key.Key_Return)
    assert box.currentIndex() == before + 1
