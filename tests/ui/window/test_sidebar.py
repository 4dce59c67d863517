"""Sidebar: the current page, clicks, and icons in a narrow window."""

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from flashdesign.ui.window.sidebar import Sidebar, SidebarEntry, SidebarItem

ENTRIES = (
    SidebarEntry("home", "Home", "home"),
    SidebarEntry("set", "Settings", "settings", at_bottom=True),
)


@pytest.fixture
def sidebar(qtbot: QtBot) -> Sidebar:
    sidebar = Sidebar("FlashDesign", ENTRIES)
    qtbot.addWidget(sidebar)
    with qtbot.waitActive(sidebar):
        sidebar.show()
    return sidebar


def items(sidebar: Sidebar) -> list[SidebarItem]:
    return sidebar.findChildren(SidebarItem)


def test_a_click_emits_the_entry_and_checks_nothing_itself(sidebar: Sidebar, qtbot: QtBot) -> None:
    sidebar.set_current("home")
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.mouseClick(items(sidebar)[1], Qt.MouseButton.LeftButton)
    assert chosen.args == ["set"]
    assert [item.isChecked() for item in items(sidebar)] == [True, False]
    sidebar.set_current("set")
    assert [item.isChecked() for item in items(sidebar)] == [False, True]


def test_an_entry_tells_its_key(sidebar: Sidebar) -> None:
    sidebar.render_keys({"home": "Ctrl+1"})
    assert [item.toolTip() for item in items(sidebar)] == ["Home (Ctrl+1)", ""]
    sidebar.render_keys({"home": "F2"})
    assert items(sidebar)[0].toolTip() == "Home (F2)"


def test_every_entry_is_reached_by_tab_and_clicked_by_space(sidebar: Sidebar, qtbot: QtBot) -> None:
    items(sidebar)[0].setFocus()
    qtbot.keyClick(items(sidebar)[0], Qt.Key.Key_Tab)
    assert items(sidebar)[1].hasFocus()
    with qtbot.waitSignal(sidebar.chosen) as chosen:
        qtbot.keyClick(items(sidebar)[1], Qt.Key.Key_Space)
    assert chosen.args == ["set"]


def test_a_narrow_window_shows_icons_whose_tooltips_are_the_labels(sidebar: Sidebar) -> None:
    wide = sidebar.sizeHint().width()
    sidebar.fit(899)
    assert sidebar.sizeHint().width() < wide / 2
    assert items(sidebar)[1].toolTip() == "Settings"
    assert items(sidebar)[1].accessibleName() == "Settings"
    sidebar.fit(900)
    assert sidebar.sizeHint().width() == wide


def test_a_badge_is_in_the_accessible_name(sidebar: Sidebar) -> None:
    sidebar.set_badge("home", "42")
    assert items(sidebar)[0].accessibleName() == "Home 42"
