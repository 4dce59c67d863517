"""What a screen reader finds on every page, sheet and menu."""

import gc

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtGui import QAccessible, QAccessibleActionInterface
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.window.sidebar import Sidebar, SidebarItem
from tests.support.ui.checks.accessible_tree import Node, nodes_of
from tests.support.ui.checks.focus import tab_stops, walk_by_tab
from tests.support.ui.tour import STATIONS, stations, tour_decks
from tests.ui.conftest import OpenWindow

Role = QAccessible.Role
MIN_ENTRIES = {"home": 40, "settings: keys": 150, "browse": 40, "review: match": 30}


def visit(open_window: OpenWindow, qtbot: QtBot) -> tuple[dict[str, list[Node]], dict[str, str]]:
    """Return the entries of each place, and the widgets that Tab does not reach."""
    driver = open_window(*tour_decks())
    driver.learner.prefer(new_per_day=100)
    found: dict[str, list[Node]] = {}
    missed: dict[str, str] = {}
    for name, top in stations(driver, qtbot):
        found[name] = list(nodes_of(top))
        if top in (driver.window, driver.window.sheet):
            wanted, reached = tab_stops(top), walk_by_tab()
            missed |= {f"{name}: {stop}": name for stop in wanted if stop not in reached}
    return found, missed


def names_of(nodes: list[Node], role: QAccessible.Role) -> list[str]:
    return [node.name for node in nodes if node.role is role]


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_every_control_has_a_role_and_a_name_and_is_reached_by_tab(
    open_window: OpenWindow, qtbot: QtBot
) -> None:
    found, missed = visit(open_window, qtbot)
    assert missed == {}
    assert list(found) == list(STATIONS)
    for name, least in MIN_ENTRIES.items():
        assert len(found[name]) >= least, name
    faults = {
        f"{node.fault}: {node.kind} {node.role.name} {node.name!r}": name
        for name, nodes in found.items()
        for node in nodes
        if node.fault
    }
    assert faults == {}
    home, match = found["home"], found["review: match"]
    assert names_of(home, Role.PageTabList) == ["Navigation"]
    assert names_of(home, Role.PageTab)[0] == "Home"
    assert [node.name for node in home if node.is_selected and node.role is Role.PageTab] == [
        "Home"
    ]
    assert names_of(home, Role.CheckBox) == []
    assert "availability. nothing yet" in names_of(match, Role.Button)
    (progress,) = [node for node in match if node.role is Role.ProgressBar]
    assert (progress.name, progress.value) == ("0 of 1 done", "0")
    assert names_of(found["review: drill"], Role.Clock) == ["Time left"]
    assert names_of(found["review: why"], Role.Chart) == ["Forgetting curve"]
    assert names_of(found["review: why"], Role.Dialog) == ["Why this card?"]
    suggestions = found["edit: suggestions"]
    assert names_of(suggestions, Role.ToolBar) == ["Formatting"]
    assert "Go to Unit" in names_of(suggestions, Role.Button)
    assert "Suggestions" in names_of(suggestions, Role.Grouping)
    assert "Card buried" in names_of(found["home: messages"], Role.AlertMessage)


def test_a_page_of_the_sidebar_is_opened_by_its_accessible_action(open_window: OpenWindow) -> None:
    driver = open_window(*tour_decks())
    settings = driver.window.sidebar.findChildren(SidebarItem)[-1]
    actions = QAccessible.queryAccessibleInterface(settings).actionInterface()
    press = QAccessibleActionInterface.pressAction()
    assert press in actions.actionNames()
    actions.doAction(press)
    assert driver.settings.isVisible()
    assert QAccessible.queryAccessibleInterface(settings).state().selected


def test_interfaces_end_with_their_widgets(open_window: OpenWindow) -> None:
    driver = open_window(*tour_decks())
    for _ in range(200):
        window = QWidget()
        sidebar = Sidebar("Title", (), window)
        interface = QAccessible.queryAccessibleInterface(sidebar)
        assert interface.role() is Role.PageTabList
        window.deleteLater()
        QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    gc.collect()
    assert list(nodes_of(driver.window))
