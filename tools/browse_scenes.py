"""Scenes of Browse for the screenshots."""

from collections.abc import Callable
from time import monotonic

from PySide6.QtWidgets import QApplication

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.search.query import SortKey
from flashdesign.i18n.translation import _
from flashdesign.services.browse import side_list
from flashdesign.storage.notes import decks, save
from flashdesign.ui.browse.replace_sheet import ReplaceSheet
from flashdesign.ui.browse.screen import BrowseScreen
from tests.support.ui.driver import WindowDriver

_DESCENDING = True
_TIMEOUT_S, _SETTLE_S = 20.0, 1.0


def page(driver: WindowDriver) -> BrowseScreen:
    """Return the page, which must be on screen."""
    shown = driver.window.pages.currentWidget()
    assert isinstance(shown, BrowseScreen)
    return shown


def wait_until(condition: Callable[[], bool]) -> None:
    """Process the window's events until the condition is true, or the time is up."""
    deadline = monotonic() + _TIMEOUT_S
    while not condition() and monotonic() < deadline:
        QApplication.processEvents()


def all_cards(driver: WindowDriver) -> None:
    """Show all cards."""
    driver.press("4", ctrl=True)
    wait_until(lambda: page(driver).status_label.text() not in {"", _("Counting…")})


def selected(driver: WindowDriver) -> None:
    """Search, and select a card."""
    all_cards(driver)
    page(driver).search.setText("cache -is:suspended")
    _settle()
    page(driver).table.select_rows([0], 0)
    _settle()


def many(driver: WindowDriver) -> None:
    """Sort, and select several cards."""
    all_cards(driver)
    page(driver).sort_requested.emit(SortKey.STABILITY, _DESCENDING)
    _settle()
    page(driver).table.select_rows([0, 1, 2, 4], 2)
    _settle()


def unknown_filter(driver: WindowDriver) -> None:
    """Search with an unknown filter."""
    all_cards(driver)
    page(driver).search.setText("is:suspnded lapses>3")
    _settle()


def nothing(driver: WindowDriver) -> None:
    """Find nothing."""
    all_cards(driver)
    page(driver).search.setText("zzz")
    _settle()


def long_card(driver: WindowDriver) -> None:
    """Select a very long card."""
    all_cards(driver)
    page(driver).table.select_rows([0], 0)
    _settle()


def move(driver: WindowDriver) -> None:
    """Ask where to move a note of one's own and a built-in one, which stays."""
    own, context = DeckId("own"), driver.learner.context
    with context.database.transaction() as connection:
        decks.save_deck(connection, Deck(own, "Own"), 99, "own")
        save.save_notes(connection, [(0, Note(own, "n", Basic("Mine?", "Mine!")))])
    all_cards(driver)
    page(driver).search.setText("deck:own or deck:linked")
    count = 2
    wait_until(lambda: len(page(driver).model.rows) == count)
    page(driver).table.selectAll()
    driver.controller.run_action("browse.move")
    wait_until(lambda: driver.window.sheet.is_open)
    with context.database.transaction() as connection:
        save.retire_notes(connection, [NoteKey("own/n")])


def replace(driver: WindowDriver) -> None:
    """Preview what find and replace would change."""
    _show_first(driver)
    driver.controller.run_action("browse.replace")
    wait_until(lambda: driver.window.sheet.is_open)
    (sheet,) = driver.window.sheet.findChildren(ReplaceSheet)
    sheet.find_field.setText("a")
    sheet.replacement.setText("b")
    sheet.preview_button.click()
    wait_until(lambda: sheet.result.text() not in {"", _("Searching…")})


def save_search(driver: WindowDriver) -> None:
    """Ask for the name of a search."""
    _show_first(driver)
    page(driver).search.setText("is:new")
    driver.controller.run_action("browse.save")


def search_help(driver: WindowDriver) -> None:
    """Show how to search."""
    _show_first(driver)
    driver.controller.run_action("browse.help")


def column_menu(driver: WindowDriver) -> None:
    """Open the menu of columns."""
    _show_first(driver)
    header = page(driver).table.horizontalHeader()
    header.customContextMenuRequested.emit(header.rect().center())


def menu_of_saved(driver: WindowDriver) -> None:
    """Open the menu of a saved search."""
    side_list.save_search(driver.learner.context, "New ones", "is:new")
    _show_first(driver)
    tree = page(driver).side.tree
    wait_until(lambda: tree.item_named("New ones") is not None)
    item = tree.item_named("New ones")
    assert item is not None
    tree.menu_for(item).popup(tree.mapToGlobal(tree.rect().center()))


def _show_first(driver: WindowDriver) -> None:
    """Show all cards, and select the first one."""
    all_cards(driver)
    page(driver).search.clear()
    wait_until(lambda: len(page(driver).model.rows) > 1)
    page(driver).table.select_rows([0], 0)
    wait_until(page(driver).card.isVisible)


def _settle() -> None:
    """Process the window's events for a second."""
    end = monotonic() + _SETTLE_S
    wait_until(lambda: monotonic() > end)
