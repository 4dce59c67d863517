"""The badge of Review is right after any change and on any page."""

from pathlib import Path

from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.decks import overview
from flashdesign.services.editing import decks, notes
from flashdesign.ui.home.due_counter import DueCounter
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.transfer.result_screen import ImportResultScreen
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.learner import basic_deck
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow


def badge(driver: WindowDriver) -> str:
    (item,) = [
        sidebar_item
        for sidebar_item in driver.window.findChildren(SidebarItem)
        if sidebar_item.text().startswith("Review")
    ]
    return item.accessibleName().removeprefix("Review").strip()


def counting(driver: WindowDriver) -> QTimer:
    """Return a wait for the next recount of the badge."""
    (left,) = driver.controller.findChildren(DueCounter)
    (timer,) = left.findChildren(QTimer)
    return timer


def add_a_note(driver: WindowDriver) -> None:
    context = driver.learner.context
    notes.add_note(context, Note(decks.create(context, "Mine"), "zebra", Basic("Q", "A")))


def test_imported_cards_are_counted_at_once(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    file = tmp_path / "mine.yaml"
    file.write_text(
        "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Q, back: A}\n"
    )
    driver = open_window(basic_deck(2, parent=None))
    assert badge(driver) == "2"
    driver.controller.open_file(file)
    qtbot.waitUntil(lambda: isinstance(driver.window.pages.currentWidget(), ImportPlanScreen))
    driver.press(RETURN)
    qtbot.waitUntil(lambda: badge(driver) == "3")
    assert isinstance(driver.window.pages.currentWidget(), ImportResultScreen)
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: badge(driver) == "2")


def test_a_session_reports_its_remaining_cards_itself(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, SPACE, "4")
    assert badge(driver) == "1"
    with qtbot.waitSignal(counting(driver).timeout):
        add_a_note(driver)
    assert badge(driver) == "1"
    driver.press("1", ctrl=True)
    assert badge(driver) == str(overview.left_today(driver.learner.context)) == "2"


def test_nothing_is_counted_after_the_pages_are_removed(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press("4", ctrl=True)
    with qtbot.waitSignal(driver.controller.destroyed):
        driver.controller.leave()
    assert driver.window.findChildren(DueCounter) == []
    add_a_note(driver)
    QApplication.processEvents()
    assert badge(driver) == "2"
