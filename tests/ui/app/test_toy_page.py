"""A toy page that is added to three tables is shown from the sidebar and by its key."""

from collections.abc import Callable

import pytest
from PySide6.QtCore import QObject
from PySide6.QtWidgets import QLabel

from flashdesign.domain.settings import Settings
from flashdesign.services.context import Context
from flashdesign.services.decks import overview
from flashdesign.ui.app import features
from flashdesign.ui.app.shortcuts_sheet import make_key_sheet
from flashdesign.ui.widgets.layout.page import Page
from flashdesign.ui.window import actions, main_window
from flashdesign.ui.window.actions import Action
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.sidebar import SidebarEntry, SidebarItem
from tests.support.learner import small_decks
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow


class TitlesController(QObject):
    """Shows how many decks there are."""

    def __init__(
        self, window: MainWindow, context: Context, _settings: Callable[[], Settings]
    ) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._page = Page("Titles")
        self.undone = 0

    @property
    def is_shown(self) -> bool:
        return self._page.isVisible()

    def show(self) -> None:
        count = len(overview.titles(self._context))
        self._page.setAccessibleName(f"{count} decks")
        self._window.show_page(self._page, "titles")

    def run_action(self, action: str) -> None:
        raise AssertionError(action)

    def undo(self) -> bool:
        self.undone += 1
        return True

    def refresh_after_outside_change(self) -> None:
        self.show()

    def close(self) -> None:
        self._window.remove_page(self._page)


@pytest.fixture
def driver(open_window: OpenWindow, monkeypatch: pytest.MonkeyPatch) -> WindowDriver:
    """A window with the toy page in its navigation."""
    entry = SidebarEntry("titles", "Titles", "browse")
    action = Action("go.titles", "Show the titles", "Ctrl+9", actions.EVERYWHERE)
    monkeypatch.setattr(main_window, "SIDEBAR_ENTRIES", (*main_window.SIDEBAR_ENTRIES, entry))
    monkeypatch.setattr(actions, "ACTIONS", (*actions.ACTIONS, action))
    monkeypatch.setattr(features, "FEATURES", {**features.FEATURES, "go.titles": TitlesController})
    return open_window(*small_decks())


def shown(driver: WindowDriver) -> str:
    page = driver.window.pages.currentWidget()
    assert page is not None
    return page.accessibleName()


def item(driver: WindowDriver) -> SidebarItem:
    (found,) = (
        sidebar_item
        for sidebar_item in driver.window.findChildren(SidebarItem)
        if sidebar_item.text() == "Titles"
    )
    return found


def test_it_is_shown_from_the_sidebar(driver: WindowDriver) -> None:
    assert not item(driver).isChecked()
    driver.click(item(driver))
    assert shown(driver) == "5 decks"
    assert item(driver).isChecked()


def test_it_is_shown_by_its_key_and_left(driver: WindowDriver) -> None:
    driver.press("9", ctrl=True)
    assert shown(driver) == "5 decks"
    (toy,) = driver.window.findChildren(TitlesController)
    driver.press("z", ctrl=True)
    assert toy.undone == 1
    driver.press("1", ctrl=True)
    assert driver.home.isVisible()
    assert not item(driver).isChecked()


def test_its_key_is_listed(driver: WindowDriver) -> None:
    sheet = make_key_sheet(driver.controller.settings.keys)
    assert "Show the titles" in {label.text() for label in sheet.findChildren(QLabel)}
    sheet.deleteLater()
    driver.controller.show_settings()
    texts = {label.text() for label in driver.settings.findChildren(QLabel)}
    assert "Show the titles" in texts


def test_it_is_closed_with_the_collection(driver: WindowDriver) -> None:
    driver.press("9", ctrl=True)
    before = driver.window.pages.count()
    driver.controller.leave()
    assert driver.window.pages.count() < before
