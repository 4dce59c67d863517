"""Importing a deck in the window, undo, and exporting one."""

from pathlib import Path
from threading import Event

import pytest
from PySide6.QtCore import QMimeData, QPoint, Qt, QUrl
from PySide6.QtGui import QColor, QDropEvent, QImage, QTextDocument
from PySide6.QtWidgets import QFileDialog, QPlainTextEdit, QPushButton
from pytestqt.qtbot import QtBot

from flashdesign.content.archive import is_archive
from flashdesign.domain.ids import DeckId
from flashdesign.domain.transfer.import_plan import ImportProblem
from flashdesign.services.browse import card_listing
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.transfer.controller import TransferController
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.transfer.problem_list import ProblemList
from flashdesign.ui.transfer.result_screen import ImportResultScreen
from flashdesign.ui.transfer.screen import TransferScreen
from flashdesign.ui.transfer.table_screen import LiveImportTableScreen
from tests.support.learner import basic_deck, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow

DECK = "format: 1\nid: mine\ntitle: Mine\ncards:\n- {id: aa, kind: basic, front: Zebra, back: A}\n"


@pytest.fixture
def deck(tmp_path: Path) -> Path:
    path = tmp_path / "mine.yaml"
    path.write_text(DECK, encoding="utf-8")
    return path


def drop(driver: WindowDriver, path: Path) -> None:
    data = QMimeData()
    data.setUrls([QUrl.fromLocalFile(str(path))])
    event = QDropEvent(
        QPoint(5, 5),
        Qt.DropAction.CopyAction,
        data,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    driver.window.dropEvent(event)


def page(driver: WindowDriver) -> object:
    return driver.window.pages.currentWidget()


def count(driver: WindowDriver) -> int:
    return len(list(card_listing.iterate_cards(driver.learner.context, deck=None, search="Zebra")))


def planned(qtbot: QtBot, driver: WindowDriver, path: Path) -> ImportPlanScreen:
    drop(driver, path)
    qtbot.waitUntil(lambda: isinstance(page(driver), ImportPlanScreen))
    found = page(driver)
    assert isinstance(found, ImportPlanScreen)
    return found


def test_a_file_dropped_on_the_window_is_imported_and_undone(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    assert planned(qtbot, driver, deck).primary.text() == "Import 1 note"
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))
    assert count(driver) == 1
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert count(driver) == 0


def imported(qtbot: QtBot, driver: WindowDriver, path: Path) -> ImportResultScreen:
    planned(qtbot, driver, path)
    driver.press(RETURN)
    qtbot.waitUntil(lambda: isinstance(page(driver), ImportResultScreen))
    found = page(driver)
    assert isinstance(found, ImportResultScreen)
    return found


def test_an_imported_deck_can_be_studied_at_once(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    assert imported(qtbot, driver, deck).primary.hasFocus()
    driver.press(RETURN)
    assert driver.review.head.deck.whole_text == "Mine"
    driver.controller.enter("go.transfer")
    assert isinstance(page(driver), TransferScreen)


def test_an_imported_deck_can_be_browsed(qtbot: QtBot, open_window: OpenWindow, deck: Path) -> None:
    driver = open_window(*small_decks())
    buttons = imported(qtbot, driver, deck).findChildren(QPushButton)
    driver.click(next(one for one in buttons if one.accessibleName() == "Browse “Mine”"))
    found = page(driver)
    assert isinstance(found, BrowseScreen)
    assert found.search.text() == "deck:mine "


def test_the_result_of_an_import_is_left_after_an_undo(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    imported(qtbot, driver, deck)
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert isinstance(page(driver), TransferScreen)
    assert count(driver) == 0


def test_the_result_tells_what_was_left_out(
    qtbot: QtBot,
) -> None:
    problems = (ImportProblem("line 3", "the front is empty"),)
    screen = ImportResultScreen("1 note added.", (), problems)
    qtbot.addWidget(screen)
    (box,) = screen.findChildren(QPlainTextEdit)
    assert box.toPlainText() == "line 3: the front is empty"
    assert not screen.primary.isVisibleTo(screen)


@pytest.mark.parametrize(
    ("content", "sentence"),
    [
        pytest.param(None, "mine.csv: there is no such file.", id="a file that is missing"),
        pytest.param(
            b"<!DOCTYPE html>\n<html><head><title>Log in</title></head><body></body></html>\n",
            "mine.csv: this is a web page",
            id="a web page",
        ),
    ],
)
def test_no_import_settings_are_asked_for_a_deck_file(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, content: bytes | None, sentence: str
) -> None:
    driver, path = open_window(*small_decks()), tmp_path / "mine.csv"
    if content is not None:
        path.write_bytes(content)
    drop(driver, path)
    qtbot.waitUntil(lambda: sentence in driver.banner)
    assert isinstance(page(driver), TransferScreen)


def test_a_cancelled_plan_changes_nothing(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    planned(qtbot, driver, deck)
    driver.press(ESCAPE)
    assert isinstance(page(driver), TransferScreen)
    assert count(driver) == 0


def test_a_file_whose_reading_was_cancelled_shows_no_plan(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    drop(driver, deck)
    screen = page(driver)
    assert isinstance(screen, TransferScreen)
    screen.cancel.click()
    qtbot.waitUntil(lambda: driver.toast == "Stopped; nothing was changed.")
    assert page(driver) is screen


def test_a_bad_file_is_reported_and_the_page_is_enabled_again(
    qtbot: QtBot, open_window: OpenWindow, deck: Path, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: [1", encoding="utf-8")
    drop(driver, bad)
    qtbot.waitUntil(lambda: "bad.yaml" in driver.banner)
    assert driver.window.sidebar.isEnabled()
    driver.press("1", ctrl=True)
    assert driver.home.isVisible()
    planned(qtbot, driver, deck)
    assert not driver.banner


def test_an_error_ends_with_the_next_answer_and_a_warning_stays(
    qtbot: QtBot, open_window: OpenWindow, deck: Path, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    bad = tmp_path / "bad.yaml"
    bad.write_text("format: [1", encoding="utf-8")
    drop(driver, bad)
    qtbot.waitUntil(lambda: "bad.yaml" in driver.banner)
    driver.press("1", ctrl=True)
    driver.press(SPACE, SPACE, "3")
    assert not driver.banner
    driver.window.banner.show_message("The clock was set back.")
    planned(qtbot, driver, deck)
    assert "The clock was set back." in driver.banner


def test_the_same_file_again_is_nothing_new(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    planned(qtbot, driver, deck)
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))
    drop(driver, deck)
    qtbot.waitUntil(lambda: driver.toast.startswith("Nothing in mine.yaml is new (1 note,"))


def test_a_deck_is_exported_to_the_chosen_file(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    driver.press("5", ctrl=True)
    screen = page(driver)
    assert isinstance(screen, TransferScreen)
    assert screen.deck.count() == 5
    controller = driver.controller.findChild(TransferController)
    assert controller is not None
    controller.exports.write(DeckId("basics"), tmp_path / "basics.csv")
    qtbot.waitUntil(lambda: driver.toast.startswith("Saved to"))
    assert "Plain?" in (tmp_path / "basics.csv").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("name", "begins"),
    [
        pytest.param("out.pdf", b"%PDF", id="to print"),
        pytest.param("out.apkg", b"PK", id="for Anki"),
        pytest.param("out.html", b"<!doctype html>", id="to read"),
    ],
)
def test_a_deck_is_exported_in_other_formats(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, name: str, begins: bytes
) -> None:
    driver = open_window(*small_decks())
    controller = driver.controller.findChild(TransferController)
    assert controller is not None
    controller.exports.write(DeckId("system-design"), tmp_path / name)
    qtbot.waitUntil(lambda: driver.toast.startswith("Saved to"))
    assert (tmp_path / name).read_bytes().startswith(begins)


def test_everything_is_exported_to_an_archive(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    driver = open_window(*small_decks())
    driver.press("5", ctrl=True)
    screen = page(driver)
    assert isinstance(screen, TransferScreen)
    chosen = (str(tmp_path / "mine"), "")
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: chosen)
    screen.archive.click()
    qtbot.waitUntil(lambda: driver.toast.startswith("Saved to"))
    assert is_archive(tmp_path / "mine.zip")


def test_a_long_task_has_the_focus_on_cancel(qtbot: QtBot) -> None:
    screen = TransferScreen()
    qtbot.addWidget(screen)
    with qtbot.waitActive(screen):
        screen.show()
    screen.choose.setFocus()
    screen.render_progress("Importing…", 1, 2)
    assert screen.cancel.hasFocus()
    screen.deck.setFocus()
    screen.render_progress("Importing…", 2, 2)
    assert screen.deck.hasFocus()
    with qtbot.waitSignal(screen.cancel_requested):
        qtbot.keyClick(screen, ESCAPE)
    screen.cancel.setFocus()
    screen.render_idle()
    assert screen.choose.hasFocus()


def test_the_focus_returns_to_the_pressed_button(qtbot: QtBot) -> None:
    screen = TransferScreen()
    qtbot.addWidget(screen)
    screen.render_decks([("basics", "Basics")])
    with qtbot.waitActive(screen):
        screen.show()
    for pressed in (screen.export, screen.archive):
        pressed.setFocus()
        screen.render_progress("Writing…")
        assert screen.cancel.hasFocus()
        screen.render_idle()
        assert pressed.hasFocus()


def test_progress_is_offered_only_for_packages(qtbot: QtBot) -> None:
    screen = TransferScreen()
    qtbot.addWidget(screen)
    screen.render_decks([("basics", "Basics")])
    screen.include_progress.setChecked(True)
    for suffix, offered in ((".csv", False), (".apkg", True)):
        screen.format.setCurrentIndex(screen.format.findData(suffix))
        assert screen.include_progress.isVisibleTo(screen) == offered
        with qtbot.waitSignal(screen.export_requested) as asked:
            screen.export.click()
        assert asked.args == ["basics", suffix, offered]


def test_the_problems_of_a_file_are_listed_and_fixed(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    driver = open_window(*small_decks())
    deck.write_text(
        DECK.replace("front", "frnt").replace("kind: basic", "kind: basic, x: 1"), encoding="utf-8"
    )
    drop(driver, deck)
    qtbot.waitUntil(lambda: driver.window.sheet.is_open)
    (found,) = driver.window.sheet.findChildren(ProblemList)
    assert "Line 5:31: unknown key 'frnt'; did you mean 'front'?" in found.lines.toPlainText()
    deck.write_text(DECK, encoding="utf-8")
    found.reload_button.click()
    qtbot.waitUntil(lambda: isinstance(page(driver), ImportPlanScreen))
    assert not driver.window.sheet.is_open


def test_a_table_is_read_with_the_chosen_settings(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    table = tmp_path / "words.csv"
    table.write_text("Stripes,Zebra\nSpots,Leopard\n", encoding="utf-8")
    drop(driver, table)
    qtbot.waitUntil(lambda: isinstance(page(driver), LiveImportTableScreen))
    asking = page(driver)
    assert isinstance(asking, LiveImportTableScreen)
    for at, role in enumerate(("back", "front")):
        asking.roles[at].setCurrentIndex(asking.roles[at].findData(role))
        qtbot.waitUntil(lambda: "→" in asking.notes.toPlainText() or asking.problem.isVisible())
    qtbot.waitUntil(lambda: asking.notes.toPlainText().startswith("Zebra → Stripes"))
    asking.primary.setFocus()
    driver.press(RETURN)
    qtbot.waitUntil(lambda: isinstance(page(driver), ImportPlanScreen))
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("2 notes added"))
    assert count(driver) == 1


def test_a_table_import_can_be_cancelled(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path
) -> None:
    driver = open_window(*small_decks())
    table = tmp_path / "words.csv"
    table.write_text("Stripes,Zebra\n", encoding="utf-8")
    drop(driver, table)
    qtbot.waitUntil(lambda: isinstance(page(driver), LiveImportTableScreen))
    driver.press(ESCAPE)
    assert isinstance(page(driver), TransferScreen)


def test_the_pictures_next_to_a_deck_file_are_shown_in_review(
    qtbot: QtBot, open_window: OpenWindow, deck: Path
) -> None:
    deck.write_text(DECK.replace("front: Zebra", "front: 'Zebra ![it](z.png)'"), encoding="utf-8")
    image = QImage(30, 20, QImage.Format.Format_RGB32)
    image.fill(QColor("teal"))
    image.save(str(deck.with_name("z.png")))
    driver = open_window()
    planned(qtbot, driver, deck)
    driver.press(RETURN)
    qtbot.waitUntil(lambda: driver.toast.startswith("1 note added"))
    driver.press("1", ctrl=True)
    driver.press(SPACE)
    kind = QTextDocument.ResourceType.ImageResource.value
    shown = driver.review.card.loadResource(kind, "z.png")
    assert isinstance(shown, QImage)
    assert shown.pixelColor(5, 5) == QColor("teal")
    assert "z.png" in driver.review.card.toHtml()


@pytest.mark.parametrize("suffix", [".yaml", ".csv", ".apkg", ".pdf"])
def test_an_export_that_is_cancelled_leaves_no_file(
    qtbot: QtBot, open_window: OpenWindow, tmp_path: Path, suffix: str
) -> None:
    driver = open_window(basic_deck(300, parent=None))
    driver.press("5", ctrl=True)
    screen, controller = page(driver), driver.controller.findChild(TransferController)
    assert isinstance(screen, TransferScreen)
    assert controller is not None
    # The thread of the export waits at its first step until Cancel was clicked.
    clicked = Event()
    direct = Qt.ConnectionType.DirectConnection
    controller.exports.progressed.connect(lambda *_: clicked.wait(30), direct)
    controller.exports.write(DeckId("basics"), tmp_path / f"out{suffix}")
    assert driver.window.is_busy
    driver.click(screen.cancel)
    clicked.set()
    qtbot.waitUntil(lambda: not driver.window.is_busy)
    assert list(tmp_path.glob("out*")) == []
    assert driver.toast == "Stopped; nothing was changed."
    assert screen.export.isEnabled()
