"""The side list leads to searches by mouse and keyboard; searches are saved there."""

from threading import current_thread, main_thread

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QLabel, QTreeWidgetItem
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.settings import ColorScheme
from flashdesign.services.browse import side_list
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.context import Context
from flashdesign.ui.browse.card_table_model import Column
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.browse.sheets import SearchHelpSheet
from flashdesign.ui.browse.side_controller import NameSheet
from flashdesign.ui.theme.appearance import Appearance
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import WindowDriver
from tests.ui.conftest import OpenWindow

Key, Modifier = Qt.Key, Qt.KeyboardModifier
DECKS = tuple(
    Deck(
        DeckId(name),
        name.title(),
        (Note(DeckId(name), "n", Basic(f"What is {name}?", "!"), tags=(f"net/{name}",)),),
        parent,
    )
    for name, parent in (("caching", None), ("eviction", DeckId("caching")), ("queues", None))
)


def page(driver: WindowDriver) -> BrowseScreen:
    found = driver.window.pages.currentWidget()
    assert isinstance(found, BrowseScreen)
    return found


def entry(driver: WindowDriver, label: str) -> QTreeWidgetItem:
    item = page(driver).side.tree.item_named(label)
    assert item is not None, label
    return item


@pytest.fixture
def driver(qtbot: QtBot, open_window: OpenWindow) -> WindowDriver:
    window = open_window(*DECKS)
    window.window.resize(1_280, 800)
    window.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(window).model.rowCount() == len(DECKS))
    qtbot.waitUntil(lambda: page(window).side.tree.item_named("Queues") is not None)
    return window


def click(
    driver: WindowDriver, label: str, modifiers: Qt.KeyboardModifier = Modifier.NoModifier
) -> None:
    tree = page(driver).side.tree
    place = tree.visualItemRect(entry(driver, label)).center()
    QTest.mouseClick(tree.viewport(), Qt.MouseButton.LeftButton, modifiers, place)


def test_decks_and_tags_are_below_each_other(driver: WindowDriver) -> None:
    parent = entry(driver, "Eviction").parent()
    assert parent is not None
    assert parent.text(0) == "Caching"
    tag = entry(driver, "queues").parent()
    assert tag is not None
    assert tag.text(0) == "net"


def test_a_click_searches_and_modifiers_add(qtbot: QtBot, driver: WindowDriver) -> None:
    field = page(driver).search
    click(driver, "Caching")
    assert field.text() == "deck:caching"
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 2)
    click(driver, "New", Modifier.ControlModifier)
    assert field.text() == "deck:caching is:new"
    click(driver, "Queues", Modifier.ShiftModifier)
    assert field.text() == "deck:caching is:new or deck:queues"
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 3)
    click(driver, "All cards")
    assert field.text() == ""


def test_keys_choose_fold_and_add(driver: WindowDriver) -> None:
    tree = page(driver).side.tree
    driver.press("b", ctrl=True)
    assert not tree.isVisible()
    driver.press("b", ctrl=True)
    assert tree.hasFocus()
    tree.setCurrentItem(entry(driver, "Queues"))
    driver.press(Key.Key_Return)
    assert page(driver).search.text() == "deck:queues"
    tree.setCurrentItem(entry(driver, "Due today"))
    QTest.keyClick(tree, Key.Key_Return, Modifier.ControlModifier)
    assert page(driver).search.text() == "deck:queues is:due"
    group = entry(driver, "Flags")
    assert not group.isExpanded()
    tree.setCurrentItem(group)
    driver.press(Key.Key_Space)
    assert group.isExpanded()
    assert page(driver).search.text() == "deck:queues is:due"


def test_the_entry_of_the_search_is_selected(driver: WindowDriver) -> None:
    page(driver).search.setText("is:suspended")
    assert entry(driver, "Suspended").isSelected()
    page(driver).search.setText("is:suspended x")
    assert page(driver).side.tree.selectedItems() == []


def test_without_a_search_all_cards_are_the_entry(driver: WindowDriver) -> None:
    page(driver).search.setText("is:due")
    page(driver).search.clear()
    assert entry(driver, "All cards").isSelected()


def save(qtbot: QtBot, driver: WindowDriver, text: str, name: str) -> None:
    page(driver).search.setText(text)
    driver.controller.run_action("browse.save")
    (sheet,) = driver.window.sheet.findChildren(NameSheet)
    sheet.name.setText(name)
    driver.click(sheet.done)
    qtbot.waitUntil(lambda: page(driver).side.tree.item_named(name) is not None)


def test_a_search_is_saved_renamed_and_removed(qtbot: QtBot, driver: WindowDriver) -> None:
    tree = page(driver).side.tree
    assert not page(driver).side.save_button.isEnabled()
    save(qtbot, driver, "lapses>3 or is:leech", "Hard ones")
    assert driver.toast == "Search saved: Hard ones."
    page(driver).search.clear()
    click(driver, "Hard ones")
    assert page(driver).search.text() == "lapses>3 or is:leech"
    tree.setCurrentItem(entry(driver, "Hard ones"))
    tree.setFocus()
    driver.press(Key.Key_F2)
    (sheet,) = driver.window.sheet.findChildren(NameSheet)
    sheet.name.setText("Leeches")
    driver.press(Key.Key_Return)
    qtbot.waitUntil(lambda: tree.item_named("Leeches") is not None)
    assert tree.item_named("Hard ones") is None
    tree.setCurrentItem(entry(driver, "Leeches"))
    tree.setFocus()
    driver.press(Key.Key_Delete)
    qtbot.waitUntil(lambda: tree.item_named("Leeches") is None)
    assert driver.toast == "Saved search removed: Leeches (lapses>3 or is:leech)."


def test_replacing_a_saved_search_is_told_before(qtbot: QtBot, driver: WindowDriver) -> None:
    save(qtbot, driver, "is:new", "Mine")
    page(driver).search.setText("is:due")
    driver.controller.run_action("browse.save")
    (sheet,) = driver.window.sheet.findChildren(NameSheet)
    assert not sheet.done.isEnabled()
    driver.write("Mine")
    texts = [label.text() for label in sheet.findChildren(QLabel)]
    assert "The saved search “Mine” will be replaced." in texts


def test_delete_in_the_list_deletes_no_note(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).table.select_rows([0], 0)
    qtbot.waitUntil(page(driver).card.isVisible)
    tree = page(driver).side.tree
    tree.setCurrentItem(entry(driver, "New"))
    tree.setFocus()
    driver.press(Key.Key_Delete)
    assert not driver.window.sheet.is_open
    assert page(driver).model.rowCount() == len(DECKS)


def test_the_menu_of_an_entry_adds_its_term(qtbot: QtBot, driver: WindowDriver) -> None:
    save(qtbot, driver, "is:new", "Mine")
    menu = page(driver).side.tree.menu_for(entry(driver, "Queues"))
    assert [action.text().partition("\t")[0] for action in menu.actions()] == [
        "Search for this", "Also require this", "Or this",
    ]  # fmt: skip
    menu.actions()[1].trigger()
    assert page(driver).search.text() == "is:new deck:queues"
    own = page(driver).side.tree.menu_for(entry(driver, "Mine"))
    assert [action.text().partition("\t")[0] for action in own.actions()][-2:] == [
        "Rename…", "Remove",
    ]  # fmt: skip


def test_an_example_of_the_help_is_searched_for(qtbot: QtBot, driver: WindowDriver) -> None:
    driver.click(page(driver).help_button)
    (sheet,) = driver.window.sheet.findChildren(SearchHelpSheet)
    for text in sheet.examples:
        page(driver).search.setText(text)
        qtbot.waitUntil(lambda: "ounting" not in page(driver).status_label.text())
    driver.click(sheet.examples["is:suspended"])
    assert page(driver).search.text() == "is:suspended"
    assert not driver.window.sheet.is_open


def test_the_layout_is_kept(qtbot: QtBot, driver: WindowDriver) -> None:
    screen = page(driver)
    screen.side.tree.collapseItem(entry(driver, "Decks"))
    screen.table.columns.show_column(Column.ANSWER, shown=True)
    QTest.keyClick(screen.sides.handle(1), Key.Key_Right)
    width = screen.side.width()
    driver.controller.leave()
    stored = collection_settings.get_value(driver.learner.context, "browse.layout")
    fresh = BrowseScreen()
    qtbot.addWidget(fresh)
    fresh.resize(1_280, 800)
    fresh.restore_layout(stored)
    fresh.show()
    assert "decks" in fresh.side.tree.folded_groups()
    assert "ANSWER" in fresh.table.columns.state()["shown"]
    assert fresh.side.width() == width


@pytest.mark.parametrize(
    "stored", [None, [], {"side": 1, "folded": 3, "sizes": {"filters": "x"}, "columns": 5}]
)
def test_a_layout_that_cannot_be_read_is_ignored(qtbot: QtBot, stored: object) -> None:
    screen = BrowseScreen()
    qtbot.addWidget(screen)
    screen.resize(1_280, 800)
    screen.restore_layout(stored)
    assert screen.layout_state()["side"] is True
    assert not screen.side.isHidden()


@pytest.mark.parametrize(
    ("scale", "width", "beside"),
    [(1.0, 1_280, True), (1.0, 1_000, False), (1.5, 1_280, False)],
    ids=["a wide window", "a narrow window", "a wide window with large text"],
)
def test_the_preview_is_beside_the_table_where_the_text_has_room(
    qtbot: QtBot,
    appearance: Appearance,
    driver: WindowDriver,
    scale: float,
    width: int,
    beside: bool,
) -> None:
    appearance.apply(ColorScheme.LIGHT, scale)
    screen = page(driver)
    driver.window.resize(width, 800)
    qtbot.waitUntil(lambda: driver.window.width() == width)
    settle(driver.window)
    height = screen.table.height()
    screen.table.select_rows([0], 0)
    qtbot.waitUntil(screen.card.isVisible)
    spot = screen.card.mapTo(screen, QPoint(0, 0))
    table = screen.table.mapTo(screen, QPoint(0, 0))
    assert (spot.x() > table.x() + 100) is beside
    assert screen.table.height() == height, "the table keeps its size"


@pytest.mark.parametrize("group", ["Decks", "Caching"])
def test_a_search_leaves_a_folded_group_of_its_entry_folded(
    driver: WindowDriver, group: str
) -> None:
    tree = page(driver).side.tree
    tree.collapseItem(entry(driver, group))
    folded = tree.folded_groups()
    page(driver).search.setText("deck:eviction")
    settle(driver.window)
    assert entry(driver, "Eviction").isSelected()
    tree.render_lists(side_list.side_lists(driver.learner.context))
    settle(driver.window)
    assert not entry(driver, group).isExpanded()
    assert tree.folded_groups() == folded


def test_an_open_menu_works_after_its_entry_was_replaced(driver: WindowDriver) -> None:
    tree = page(driver).side.tree
    menu = tree.menu_for(entry(driver, "Queues"))
    tree.render_lists(side_list.side_lists(driver.learner.context))
    menu.actions()[0].trigger()
    assert page(driver).search.text() == "deck:queues"


def test_to_name_a_search_no_decks_and_tags_are_read(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    save(qtbot, driver, "is:new", "Mine")
    threads, read = [], side_list.side_lists

    def note_thread(context: Context) -> side_list.SideLists:
        threads.append(current_thread())
        return read(context)

    monkeypatch.setattr(side_list, "side_lists", note_thread)
    page(driver).side.tree.rename_requested.emit("Mine")
    page(driver).side.tree.remove_requested.emit("Mine")
    qtbot.waitUntil(lambda: page(driver).side.tree.item_named("Mine") is None)
    assert main_thread() not in threads
