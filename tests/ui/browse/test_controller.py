"""Browse: searching, previewing, editing several cards, and undo."""

from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from typing import TypeVar

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.editing import notes
from flashdesign.storage.notes import cards, decks, save
from flashdesign.ui.browse.controller import BrowseController
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.browse.sheets import ExportSheet, MoveSheet, TagSheet
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import WindowDriver
from tests.support.ui.note_form import form
from tests.ui.conftest import OpenWindow

MINE, OTHER = DeckId("mine"), DeckId("other")
NAMES = ("shard", "quorum", "lease", "gossip")
DECKS = (
    Deck(MINE, "Mine", tuple(Note(MINE, name, Basic(f"What is a {name}?", "!")) for name in NAMES)),
    Deck(OTHER, "Other"),
)


def page(driver: WindowDriver) -> BrowseScreen:
    found = driver.window.pages.currentWidget()
    assert isinstance(found, BrowseScreen)
    return found


def asked(driver: WindowDriver) -> list[str]:
    model = page(driver).model
    return [str(model.data(model.index(at, 0))) for at in range(model.rowCount())]


def search(qtbot: QtBot, driver: WindowDriver, text: str, count: int) -> None:
    page(driver).search.setText(text)
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == count)


def suspended(driver: WindowDriver, name: str) -> int:
    with driver.learner.context.database.read() as connection:
        return cards.card(connection, CardKey(f"mine/{name}")).suspended


@pytest.fixture
def driver(qtbot: QtBot, open_window: OpenWindow) -> WindowDriver:
    for_own = open_window()
    with for_own.learner.context.database.transaction() as connection:
        for place, deck in enumerate(DECKS):
            decks.save_deck(connection, deck, place, "own")
            save.save_notes(connection, enumerate(deck.notes))
    for_own.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(for_own).model.rowCount() == len(NAMES))
    return for_own


Sheet = TypeVar("Sheet", bound=QWidget)


def sheet_of(qtbot: QtBot, driver: WindowDriver, kind: type[Sheet]) -> Sheet:
    """Return the open sheet, after what it says was found out."""
    qtbot.waitUntil(lambda: bool(driver.window.sheet.findChildren(kind)))
    (found,) = driver.window.sheet.findChildren(kind)
    return found


def act(qtbot: QtBot, driver: WindowDriver, places: list[int], do: Callable[[], None]) -> None:
    page(driver).table.select_rows(places, places[0])
    qtbot.waitUntil(page(driver).card.isVisible)
    do()
    qtbot.waitUntil(lambda: driver.toast != "")


def test_typing_searches_and_the_selected_card_is_shown(qtbot: QtBot, driver: WindowDriver) -> None:
    driver.write("quo")
    qtbot.waitUntil(lambda: asked(driver) == ["What is a quorum?"])
    assert page(driver).status_label.text() == "1 card"
    page(driver).table.select_rows([0], 0)
    qtbot.waitUntil(lambda: "What is a quorum?" in page(driver).card.plain_text())
    assert "Mine" in page(driver).card_label.text()


def test_keys_lead_from_the_search_to_the_cards_and_back_after_an_edit(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    driver.write("gos")
    qtbot.waitUntil(lambda: asked(driver) == ["What is a gossip?"])
    driver.press(Qt.Key.Key_Down)
    assert page(driver).table.selected_rows() == [0]
    qtbot.waitUntil(page(driver).card.isVisible)
    driver.press("e", ctrl=True)
    form(driver).form.fields["front"].set_value("Gossip?")
    driver.press(Qt.Key.Key_Return, ctrl=True)
    assert page(driver).table.hasFocus()
    driver.press("1", "4", ctrl=True)
    assert page(driver).search.hasFocus()


def test_one_character_of_a_script_without_spaces_is_found(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    with driver.learner.context.database.transaction() as connection:
        note = Note(MINE, "zh", Basic("分布式**缓存**系统", "!"))
        save.save_notes(connection, [(len(NAMES), note)])
    search(qtbot, driver, "缓", 1)
    assert asked(driver) == ["分布式缓存系统"]
    search(qtbot, driver, "缓存系", 1)
    search(qtbot, driver, "存缓", 0)


def test_an_invalid_search_is_explained_and_keeps_the_last_result(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    page(driver).search.setText("is:suspnded")
    qtbot.waitUntil(lambda: "Did you mean is:suspended?" in page(driver).status_label.text())
    assert page(driver).model.rowCount() == len(NAMES)
    page(driver).table.select_rows([0], 0)
    off = [button.isEnabled() for button in page(driver).action_buttons.values()]
    assert not any(off)
    why = page(driver).action_buttons["replace"].toolTip()
    assert "Did you mean is:suspended?" in why
    for action in ("replace", "move", "delete", "study"):
        driver.controller.run_action(f"browse.{action}")
    assert not page(driver).busy_line.isVisible(), "none of them has begun"
    search(qtbot, driver, "tag:x", 0)
    assert page(driver).empty.isVisible()


def texts(driver: WindowDriver) -> list[str]:
    """Return the labels of the actions."""
    return [button.text() for button in page(driver).action_buttons.values()]


def test_actions_say_what_they_are_for(qtbot: QtBot, driver: WindowDriver) -> None:
    qtbot.waitUntil(lambda: "Study 4 cards…" in texts(driver))
    replace = page(driver).action_buttons["replace"]
    assert replace.toolTip().startswith("Replace text in the notes of all cards found (")
    page(driver).table.select_rows([0, 1], 0)
    assert "Study 2 selected…" in texts(driver)
    assert replace.toolTip().startswith("Replace text in the notes of 2 selected cards (")
    study = page(driver).action_buttons["study"]
    assert study.accessibleDescription().startswith("Review 2 selected cards, due or not (")
    search(qtbot, driver, "quorum", 1)
    qtbot.waitUntil(lambda: "Study 1 card…" in texts(driver))


def test_what_takes_away_is_set_apart(driver: WindowDriver) -> None:
    buttons = page(driver).action_buttons
    driver.window.resize(1_800, 760)
    settle(driver.window)
    shown = [name for name in buttons if buttons[name].isVisible()]
    gaps = {
        name: buttons[name].x() - buttons[before].geometry().right()
        for before, name in pairwise(shown)
    }
    assert gaps["reset"] > 2 * gaps["tag"]
    assert gaps["delete"] == gaps["tag"]
    lines = [entry.isSeparator() for entry in page(driver).table.actions()]
    assert sum(lines) == 2


def test_a_deletion_is_undone_with_the_button_of_its_message(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    undo = page(driver).action_buttons["undo"]
    assert not undo.isVisible()
    page(driver).table.setFocus()
    act(qtbot, driver, [1, 2], lambda: QTest.keyClick(page(driver).table, Qt.Key.Key_Delete))
    assert driver.toast == "2 notes deleted."
    assert driver.window.toast.action.text() == "Undo  (Ctrl+Z)"
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: len(asked(driver)) == 4)


def test_a_deletion_is_undone_with_the_button_of_the_page(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    undo = page(driver).action_buttons["undo"]
    page(driver).table.setFocus()
    act(qtbot, driver, [1], lambda: QTest.keyClick(page(driver).table, Qt.Key.Key_Delete))
    qtbot.waitUntil(undo.isVisible)
    driver.click(undo)
    qtbot.waitUntil(lambda: len(asked(driver)) == 4)


def test_the_heading_of_the_preview_has_no_internal_id(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).table.select_rows([0], 0)
    qtbot.waitUntil(lambda: page(driver).card_label.whole_text.startswith("Mine"))
    assert page(driver).card_label.whole_text == "Mine · Basic"
    assert page(driver).card_label.toolTip().endswith("Id: mine/shard")


def test_several_are_suspended_and_unsuspended_by_undo(qtbot: QtBot, driver: WindowDriver) -> None:
    act(qtbot, driver, [0, 2], lambda: driver.controller.run_action("browse.suspend"))
    assert driver.toast == "2 cards suspended."
    assert [suspended(driver, name) for name in NAMES] == [1, 0, 1, 0]
    qtbot.waitUntil(lambda: page(driver).table.selected_rows() == [0, 2])
    driver.controller.run_action("undo")
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert [suspended(driver, name) for name in NAMES] == [0, 0, 0, 0]
    driver.controller.run_action("browse.redo")
    qtbot.waitUntil(lambda: "Redone: " in driver.toast)
    assert [suspended(driver, name) for name in NAMES] == [1, 0, 1, 0]


def test_a_deleted_note_is_gone_until_that_is_undone(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).table.setFocus()
    act(qtbot, driver, [1], lambda: QTest.keyClick(page(driver).table, Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: len(asked(driver)) == 3)
    driver.controller.run_action("undo")
    qtbot.waitUntil(lambda: len(asked(driver)) == 4)


def test_deleted_cards_are_not_selected(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).table.setFocus()
    act(qtbot, driver, [1, 2], lambda: QTest.keyClick(page(driver).table, Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: page(driver).status_label.text() == "2 cards")
    assert not page(driver).preview_panel.isVisible()
    assert not page(driver).action_buttons["delete"].isEnabled()


def test_flags_tags_and_moves(qtbot: QtBot, driver: WindowDriver) -> None:
    act(qtbot, driver, [0, 1], page(driver).flags.actions()[2].trigger)
    search(qtbot, driver, "flag:2", 2)
    act(
        qtbot, driver, [0], lambda: driver.controller.run_action("browse.tag")
    )  # the toast is the flag's
    tags = sheet_of(qtbot, driver, TagSheet)
    tags.add.setText("raft  cap")
    tags.submit_button.click()
    qtbot.waitUntil(lambda: driver.toast == "Tags of 1 note changed.")
    search(qtbot, driver, "tag:cap", 1)
    page(driver).table.select_rows([0], 0)
    driver.controller.run_action("browse.move")
    moving = sheet_of(qtbot, driver, MoveSheet)
    moving.deck.setCurrentIndex(moving.deck.findData(OTHER))
    moving.done.click()
    qtbot.waitUntil(lambda: driver.toast == "1 note moved.")
    moved = notes.note(driver.learner.context, NoteKey("other/shard"))
    assert moved.tags == ("raft", "cap")


def test_built_in_notes_are_not_moved(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(*DECKS)
    driver.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == len(NAMES))
    page(driver).table.select_rows([0], 0)
    move = page(driver).action_buttons["move"]
    qtbot.waitUntil(lambda: not move.isEnabled())
    assert move.toolTip() == "Built-in notes cannot be moved. You can edit or delete them."
    assert page(driver).status_label.text() == f"4 cards · {move.toolTip()}"
    driver.controller.run_action("browse.move")
    qtbot.waitUntil(lambda: driver.toast == move.toolTip())
    assert not driver.window.sheet.is_open


def test_a_column_sorts_either_way_and_one_note_is_edited(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    header = page(driver).table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: asked(driver) == sorted(asked(driver), reverse=True))
    (controller,) = driver.controller.findChildren(BrowseController)
    page(driver).table.select_rows([0], 0)
    with qtbot.waitSignal(controller.edit_requested) as edited:
        driver.controller.run_action("browse.edit")
    assert edited.args == ["mine/shard"]
    driver.controller.run_action("edit.leave")
    page(driver).table.select_rows([0, 1], 0)
    assert not page(driver).action_buttons["edit"].isEnabled()


def test_a_click_on_a_heading_sorts_and_selects_nothing(qtbot: QtBot, driver: WindowDriver) -> None:
    header = page(driver).table.horizontalHeader()
    spot = QPoint(40, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: asked(driver) == sorted(asked(driver)))
    assert page(driver).table.selected_rows() == []


def test_a_selection_of_all_is_kept_over_a_search(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).table.selectAll()
    assert page(driver).status_label.text() == "4 of 4 selected"
    page(driver).table.select_rows([0, 1, 3], 3)
    driver.controller.run_action("go.home")
    driver.controller.run_action("go.browse")
    qtbot.waitUntil(lambda: page(driver).table.selected_rows() == [0, 1, 3])
    assert page(driver).table.currentIndex().row() == 3


def test_keys_focus_the_search_and_clear_it(qtbot: QtBot, driver: WindowDriver) -> None:
    search(qtbot, driver, "quorum", 1)
    page(driver).table.setFocus()
    driver.press("f", ctrl=True)
    assert page(driver).search.hasFocus()
    driver.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(asked(driver)) == 4)


def test_an_action_in_browse_is_undone_from_home(qtbot: QtBot, driver: WindowDriver) -> None:
    act(qtbot, driver, [0], lambda: driver.controller.run_action("browse.delete"))
    driver.press("1", ctrl=True)
    driver.press("z", ctrl=True)
    assert driver.home.isVisible()
    qtbot.waitUntil(lambda: driver.toast.startswith("Undone: deleting 1 note."))
    driver.press("4", ctrl=True)
    qtbot.waitUntil(lambda: len(asked(driver)) == 4)


def export(
    qtbot: QtBot,
    driver: WindowDriver,
    monkeypatch: pytest.MonkeyPatch,
    places: list[int],
    path: str,
) -> None:
    page(driver).table.select_rows(places, places[0])
    qtbot.waitUntil(page(driver).card.isVisible)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    press = page(driver).action_buttons["export"]
    qtbot.waitUntil(lambda: press.height() > 0)
    page(driver).act_row.entries["export"].trigger()
    (sheet,) = driver.window.sheet.findChildren(ExportSheet)
    sheet.format.setCurrentIndex(sheet.format.findData(".csv"))
    sheet.done.click()


def test_selected_notes_are_exported_and_browse_is_shown_again(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browse, path = page(driver), tmp_path / "chosen.csv"
    export(qtbot, driver, monkeypatch, [0, 2], str(path))
    qtbot.waitUntil(lambda: driver.toast == f"Saved to {path}.")
    assert page(driver) is browse
    written = path.read_text(encoding="utf-8")
    assert [name in written for name in NAMES] == [True, False, True, False]


def test_nothing_is_exported_without_a_file_name(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(qtbot, driver, monkeypatch, [0], "")
    assert not driver.window.is_busy
    assert page(driver).isVisible()


def test_progress_is_exported_only_in_a_package(qtbot: QtBot) -> None:
    sheet = ExportSheet()
    qtbot.addWidget(sheet)
    for suffix, goes in ((".apkg", True), (".csv", False)):
        sheet.format.setCurrentIndex(sheet.format.findData(suffix))
        sheet.schedule.setChecked(True)
        assert sheet.schedule.isEnabled() == goes
        with qtbot.waitSignal(sheet.given) as given:
            sheet.done.click()
        assert given.args == [suffix, goes]
