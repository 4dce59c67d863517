"""Browse: searching, previewing, editing several cards, and undo."""

from collections.abc import Callable
from pathlib import Path

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QFileDialog
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question import Basic
from flashdesign.services.editing import notes
from flashdesign.storage.notes import cards, decks, save
from flashdesign.ui.browse.controller import BrowseController
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.browse.sheets import ExportSheet, MoveSheet, TagSheet
from tests.support.ui.driver import Seat
from tests.support.ui.note_form import form
from tests.ui.conftest import Sit

MINE, OTHER = DeckId("mine"), DeckId("other")
NAMES = ("shard", "quorum", "lease", "gossip")
DECKS = (
    Deck(MINE, "Mine", tuple(Note(MINE, name, Basic(f"What is a {name}?", "!")) for name in NAMES)),
    Deck(OTHER, "Other"),
)


def page(seat: Seat) -> BrowseScreen:
    found = seat.window.pages.currentWidget()
    assert isinstance(found, BrowseScreen)
    return found


def asked(seat: Seat) -> list[str]:
    model = page(seat).model
    return [str(model.data(model.index(at, 0))) for at in range(model.rowCount())]


def search(qtbot: QtBot, seat: Seat, text: str, count: int) -> None:
    page(seat).search.setText(text)
    qtbot.waitUntil(lambda: page(seat).model.rowCount() == count)


def suspended(seat: Seat, name: str) -> int:
    with seat.learner.context.database.read() as connection:
        return cards.card(connection, CardKey(f"mine/{name}")).suspended


@pytest.fixture
def seat(qtbot: QtBot, sit: Sit) -> Seat:
    for_own = sit()
    with for_own.learner.context.database.transaction() as connection:
        for place, deck in enumerate(DECKS):
            decks.save_deck(connection, deck, place, "own")
            save.save_notes(connection, enumerate(deck.notes))
    for_own.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(for_own).model.rowCount() == len(NAMES))
    return for_own


def act(qtbot: QtBot, seat: Seat, places: list[int], do: Callable[[], None]) -> None:
    page(seat).table.select_rows(places, places[0])
    qtbot.waitUntil(page(seat).card.isVisible)
    do()
    qtbot.waitUntil(lambda: seat.toast != "")


def test_typing_searches_and_the_selected_card_is_shown(qtbot: QtBot, seat: Seat) -> None:
    seat.write("quo")
    qtbot.waitUntil(lambda: asked(seat) == ["What is a quorum?"])
    assert page(seat).status_label.text() == "1 card"
    page(seat).table.select_rows([0], 0)
    qtbot.waitUntil(lambda: "What is a quorum?" in page(seat).card.plain_text())
    assert "Mine" in page(seat).card_label.text()


def test_keys_lead_from_the_search_to_the_cards_and_back_after_an_edit(
    qtbot: QtBot, seat: Seat
) -> None:
    seat.write("gos")
    qtbot.waitUntil(lambda: asked(seat) == ["What is a gossip?"])
    seat.press(Qt.Key.Key_Down)
    assert page(seat).table.selected_rows() == [0]
    qtbot.waitUntil(page(seat).card.isVisible)
    seat.press("e", ctrl=True)
    form(seat).form.fields["front"].set_value("Gossip?")
    seat.press(Qt.Key.Key_Return, ctrl=True)
    assert page(seat).table.hasFocus()
    seat.press("1", "4", ctrl=True)
    assert page(seat).search.hasFocus()


def test_one_character_of_a_script_without_spaces_is_found(qtbot: QtBot, seat: Seat) -> None:
    with seat.learner.context.database.transaction() as connection:
        note = Note(MINE, "zh", Basic("分布式**缓存**系统", "!"))
        save.save_notes(connection, [(len(NAMES), note)])
    search(qtbot, seat, "缓", 1)
    assert asked(seat) == ["分布式缓存系统"]
    search(qtbot, seat, "缓存系", 1)
    search(qtbot, seat, "存缓", 0)


def test_an_invalid_search_is_explained_and_keeps_the_last_result(qtbot: QtBot, seat: Seat) -> None:
    page(seat).search.setText("is:suspnded")
    qtbot.waitUntil(lambda: "Did you mean is:suspended?" in page(seat).status_label.text())
    assert page(seat).model.rowCount() == len(NAMES)
    search(qtbot, seat, "tag:x", 0)
    assert page(seat).empty.isVisible()


def test_several_are_suspended_and_unsuspended_by_undo(qtbot: QtBot, seat: Seat) -> None:
    act(qtbot, seat, [0, 2], lambda: seat.desk.run_action("browse.suspend"))
    assert seat.toast == "2 cards suspended."
    assert [suspended(seat, name) for name in NAMES] == [1, 0, 1, 0]
    qtbot.waitUntil(lambda: page(seat).table.selected_rows() == [0, 2])
    seat.desk.run_action("undo")
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert [suspended(seat, name) for name in NAMES] == [0, 0, 0, 0]
    seat.desk.run_action("browse.redo")
    qtbot.waitUntil(lambda: "Redone: " in seat.toast)
    assert [suspended(seat, name) for name in NAMES] == [1, 0, 1, 0]


def test_a_deleted_note_is_gone_until_that_is_undone(qtbot: QtBot, seat: Seat) -> None:
    page(seat).table.setFocus()
    act(qtbot, seat, [1], lambda: QTest.keyClick(page(seat).table, Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: len(asked(seat)) == 3)
    seat.desk.run_action("undo")
    qtbot.waitUntil(lambda: len(asked(seat)) == 4)


def test_deleted_cards_are_not_selected(qtbot: QtBot, seat: Seat) -> None:
    page(seat).table.setFocus()
    act(qtbot, seat, [1, 2], lambda: QTest.keyClick(page(seat).table, Qt.Key.Key_Delete))
    qtbot.waitUntil(lambda: page(seat).status_label.text() == "2 cards")
    assert not page(seat).preview_panel.isVisible()
    assert not page(seat).action_buttons["delete"].isEnabled()


def test_flags_tags_and_moves(qtbot: QtBot, seat: Seat) -> None:
    act(qtbot, seat, [0, 1], page(seat).flags.actions()[2].trigger)
    search(qtbot, seat, "flag:2", 2)
    act(qtbot, seat, [0], lambda: seat.desk.run_action("browse.tag"))  # the toast is the flag's
    (tags,) = seat.window.sheet.findChildren(TagSheet)
    tags.add.setText("raft  cap")
    tags.submit_button.click()
    qtbot.waitUntil(lambda: seat.toast == "Tags of 1 note changed.")
    search(qtbot, seat, "tag:cap", 1)
    page(seat).table.select_rows([0], 0)
    seat.desk.run_action("browse.move")
    (moving,) = seat.window.sheet.findChildren(MoveSheet)
    moving.deck.setCurrentIndex(moving.deck.findData(OTHER))
    moving.done.click()
    qtbot.waitUntil(lambda: seat.toast == "1 note moved.")
    moved = notes.note(seat.learner.context, NoteKey("other/shard"))
    assert moved.tags == ("raft", "cap")


def test_a_refused_action_is_reported(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(*DECKS)
    seat.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(seat).model.rowCount() == len(NAMES))
    page(seat).table.select_rows([0], 0)
    seat.desk.run_action("browse.move")
    (moving,) = seat.window.sheet.findChildren(MoveSheet)
    moving.given.emit("other")
    qtbot.waitUntil(lambda: "is a built-in note" in seat.banner)


def test_a_column_sorts_either_way_and_one_note_is_edited(qtbot: QtBot, seat: Seat) -> None:
    header = page(seat).table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    qtbot.waitUntil(lambda: asked(seat) == sorted(asked(seat), reverse=True))
    (desk,) = seat.desk.findChildren(BrowseController)
    page(seat).table.select_rows([0], 0)
    with qtbot.waitSignal(desk.edit_requested) as edited:
        seat.desk.run_action("browse.edit")
    assert edited.args == ["mine/shard"]
    seat.desk.run_action("edit.leave")
    page(seat).table.select_rows([0, 1], 0)
    assert not page(seat).action_buttons["edit"].isEnabled()


def test_a_click_on_a_heading_sorts_and_selects_nothing(qtbot: QtBot, seat: Seat) -> None:
    header = page(seat).table.horizontalHeader()
    spot = QPoint(40, header.height() // 2)
    QTest.mouseClick(header.viewport(), Qt.MouseButton.LeftButton, pos=spot)
    qtbot.waitUntil(lambda: asked(seat) == sorted(asked(seat)))
    assert page(seat).table.selected_rows() == []


def test_a_selection_of_all_is_kept_over_a_search(qtbot: QtBot, seat: Seat) -> None:
    page(seat).table.selectAll()
    assert page(seat).status_label.text() == "4 of 4 selected"
    page(seat).table.select_rows([0, 1, 3], 3)
    seat.desk.run_action("go.home")
    seat.desk.run_action("go.browse")
    qtbot.waitUntil(lambda: page(seat).table.selected_rows() == [0, 1, 3])
    assert page(seat).table.currentIndex().row() == 3


def test_keys_focus_the_search_and_clear_it(qtbot: QtBot, seat: Seat) -> None:
    search(qtbot, seat, "quorum", 1)
    page(seat).table.setFocus()
    seat.press("f", ctrl=True)
    assert page(seat).search.hasFocus()
    seat.press(Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: len(asked(seat)) == 4)


def test_an_action_in_browse_is_undone_from_home(qtbot: QtBot, seat: Seat) -> None:
    act(qtbot, seat, [0], lambda: seat.desk.run_action("browse.delete"))
    seat.press("1", ctrl=True)
    seat.press("z", ctrl=True)
    assert seat.home.isVisible()
    qtbot.waitUntil(lambda: seat.toast.startswith("Undone: deleting 1 note."))
    seat.press("4", ctrl=True)
    qtbot.waitUntil(lambda: len(asked(seat)) == 4)


def export(
    qtbot: QtBot, seat: Seat, monkeypatch: pytest.MonkeyPatch, places: list[int], path: str
) -> None:
    page(seat).table.select_rows(places, places[0])
    qtbot.waitUntil(page(seat).card.isVisible)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: (path, ""))
    press = page(seat).action_buttons["export"]
    qtbot.waitUntil(lambda: press.height() > 0)
    seat.click(press)
    (sheet,) = seat.window.sheet.findChildren(ExportSheet)
    sheet.format.setCurrentIndex(sheet.format.findData(".csv"))
    sheet.done.click()


def test_selected_notes_are_exported_and_browse_is_shown_again(
    qtbot: QtBot, seat: Seat, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    browse, path = page(seat), tmp_path / "chosen.csv"
    export(qtbot, seat, monkeypatch, [0, 2], str(path))
    qtbot.waitUntil(lambda: seat.toast == f"Saved to {path}.")
    assert page(seat) is browse
    written = path.read_text(encoding="utf-8")
    assert [name in written for name in NAMES] == [True, False, True, False]


def test_nothing_is_exported_without_a_file_name(
    qtbot: QtBot, seat: Seat, monkeypatch: pytest.MonkeyPatch
) -> None:
    export(qtbot, seat, monkeypatch, [0], "")
    assert not seat.window.is_busy
    assert page(seat).isVisible()


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
