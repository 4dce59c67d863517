"""Bulk actions ask where much or something built in would go, and tell what they leave out."""

from collections.abc import Sequence
from threading import current_thread, main_thread
from types import ModuleType
from typing import TypeVar

import pytest
from PySide6.QtWidgets import QFileDialog, QLabel, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.errors import FlashDesignError
from flashdesign.services.browse import search
from flashdesign.services.decks import overview
from flashdesign.services.editing import notes
from flashdesign.storage.notes import decks, save
from flashdesign.ui.browse.bulk_actions import BulkActions
from flashdesign.ui.browse.replace_sheet import ReplaceSheet
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.browse.sheets import (
    ConfirmSheet,
    ExportSheet,
    MoveSheet,
    StudySheet,
    TagSheet,
)
from tests.support.ui.driver import ESCAPE, RETURN, SPACE, WindowDriver
from tests.ui.conftest import OpenWindow

MINE, OTHER, BUILT_IN = DeckId("mine"), DeckId("other"), DeckId("built")
MANY = 24
_FULL = "The disk is full."
Sheet = TypeVar("Sheet", bound=QWidget)


def page(driver: WindowDriver) -> BrowseScreen:
    found = driver.window.pages.currentWidget()
    assert isinstance(found, BrowseScreen)
    return found


def fill(name: DeckId, count: int) -> Deck:
    made = (Note(name, f"n{at:02}", Basic(f"What is a sahrd {at}?", "!")) for at in range(count))
    return Deck(name, name.title(), tuple(made))


@pytest.fixture
def driver(qtbot: QtBot, open_window: OpenWindow) -> WindowDriver:
    """Return Browse with 24 notes of one's own and two built-in ones, all listed."""
    window = open_window(fill(BUILT_IN, 2))
    with window.learner.context.database.transaction() as connection:
        for place, deck in enumerate((fill(MINE, MANY), Deck(OTHER, "Other"))):
            decks.save_deck(connection, deck, place + 1, "own")
            save.save_notes(connection, enumerate(deck.notes))
    window.press("4", ctrl=True)
    qtbot.waitUntil(lambda: page(window).status_label.text() == "26 cards")
    return window


def sheet_of(qtbot: QtBot, driver: WindowDriver, kind: type[Sheet]) -> Sheet:
    qtbot.waitUntil(lambda: driver.window.sheet.is_open)
    (found,) = driver.window.sheet.findChildren(kind)
    return found


def select(driver: WindowDriver, deck: DeckId | None, count: int) -> None:
    """Select the first cards of a deck, or of all."""
    screen = page(driver)
    lines = [screen.model.line(at) for at in range(screen.model.rowCount())]
    places = [
        at
        for at, line in enumerate(lines)
        if line is not None and (deck is None or line.deck_title == deck.title())
    ]
    screen.table.select_rows(places[:count], places[0])


def texts(sheet: QWidget) -> list[str]:
    return [label.text() for label in sheet.findChildren(QLabel) if not label.isHidden()]


@pytest.mark.parametrize(
    ("deck", "count", "title", "told"),
    [
        pytest.param(MINE, 21, "Delete 21 notes?", ["You can undo this."], id="many"),
        pytest.param(
            BUILT_IN,
            2,
            "Delete 2 notes?",
            ["2 of them are built-in notes.", "You can undo this."],
            id="built-in ones",
        ),
        pytest.param(
            None,
            26,
            "Delete 26 notes?",
            ["2 of them are built-in notes.", "You can undo this."],
            id="all",
        ),
    ],
)
def test_deleting_many_or_built_in_notes_asks_first(
    qtbot: QtBot, driver: WindowDriver, deck: DeckId | None, count: int, title: str, told: list[str]
) -> None:
    select(driver, deck, count)
    driver.controller.run_action("browse.delete")
    sheet = sheet_of(qtbot, driver, ConfirmSheet)
    assert driver.window.sheet.title.text() == title
    assert texts(sheet) == told
    driver.click(sheet.cancel)
    assert page(driver).model.rowCount() == 26
    driver.controller.run_action("browse.delete")
    driver.click(sheet_of(qtbot, driver, ConfirmSheet).action)
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 26 - count)
    driver.controller.run_action("undo")
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 26)


def test_deleting_a_few_own_notes_does_not_ask(qtbot: QtBot, driver: WindowDriver) -> None:
    select(driver, MINE, 20)
    driver.controller.run_action("browse.delete")
    qtbot.waitUntil(lambda: driver.toast == "20 notes deleted.")
    assert not driver.window.sheet.is_open


def test_a_key_pressed_twice_deletes_once(qtbot: QtBot, driver: WindowDriver) -> None:
    select(driver, MINE, 3)
    driver.controller.run_action("browse.delete")
    driver.controller.run_action("browse.delete")
    qtbot.waitUntil(lambda: driver.toast == "3 notes deleted.")
    qtbot.waitUntil(lambda: page(driver).status_label.text() == "23 cards")
    driver.controller.run_action("undo")
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 26)


def test_an_action_tells_that_it_runs_and_never_that_there_is_nothing(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    screen = page(driver)
    select(driver, None, 26)
    driver.controller.run_action("browse.delete")
    driver.click(sheet_of(qtbot, driver, ConfirmSheet).action)
    assert screen.status_label.text() == "Working on 26 cards…"
    assert screen.busy_line.isVisible()
    qtbot.waitUntil(lambda: screen.model.rowCount() == 0)
    assert not screen.busy_line.isVisible()
    driver.controller.run_action("undo")
    assert "Undoing…" in [label.text() for label in screen.empty.findChildren(QLabel)]
    assert screen.status_label.text() == "Undoing…"
    qtbot.waitUntil(lambda: screen.model.rowCount() == 26)
    assert screen.status_label.text() == "26 cards"


def test_a_failure_ends_the_busy_line(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object, **_values: object) -> None:
        raise FlashDesignError(_FULL)

    monkeypatch.setattr(notes, "reset_cards", fail)
    select(driver, MINE, 2)
    driver.controller.run_action("browse.reset")
    qtbot.waitUntil(lambda: driver.banner == _FULL)
    qtbot.waitUntil(lambda: not page(driver).busy_line.isVisible())


def test_moving_says_what_stays(qtbot: QtBot, driver: WindowDriver) -> None:
    select(driver, None, 26)
    driver.controller.run_action("browse.move")
    sheet = sheet_of(qtbot, driver, MoveSheet)
    assert "2 of 26 notes are built in and stay where they are." in texts(sheet)
    sheet.deck.setCurrentIndex(sheet.deck.findData(OTHER))
    driver.click(sheet.done)
    qtbot.waitUntil(lambda: driver.toast == "24 notes moved.")
    assert notes.note(driver.learner.context, NoteKey("other/n00")).deck == OTHER
    assert notes.note(driver.learner.context, NoteKey("built/n00")).deck == BUILT_IN


def study(qtbot: QtBot, driver: WindowDriver, *, is_practice: bool = False) -> None:
    driver.controller.run_action("browse.study")
    sheet = sheet_of(qtbot, driver, StudySheet)
    sheet.practice.setChecked(is_practice)
    driver.click(sheet.action)


def kinds(driver: WindowDriver) -> Sequence[ReviewKind]:
    return [row.kind for row in driver.learner.log()]


def test_the_selected_cards_are_studied_and_browse_returns(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    select(driver, MINE, 2)
    driver.controller.run_action("browse.study")
    sheet = sheet_of(qtbot, driver, StudySheet)
    assert "2 cards are new. They start today, whatever the daily limit." in texts(sheet)
    driver.click(sheet.action)
    for _ in range(2):
        driver.press(SPACE)
        driver.review.run_action("review.easy")
    assert page(driver).isVisible()
    assert driver.toast == "2 cards studied."
    assert kinds(driver) == [ReviewKind.LEARN, ReviewKind.LEARN]
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: driver.toast == "Undone: the last answer.")


def test_leaving_a_session_of_chosen_cards_leads_back(qtbot: QtBot, driver: WindowDriver) -> None:
    page(driver).search.setText("deck:built")
    qtbot.waitUntil(lambda: page(driver).status_label.text() == "2 cards")
    study(qtbot, driver)
    assert "sahrd" in driver.card, "all found cards, as none is selected"
    driver.press(ESCAPE)
    assert page(driver).isVisible()
    driver.controller.run_action("go.review")
    driver.press(ESCAPE)
    assert driver.home.isVisible(), "today's review leads to Home as ever"


def test_practice_changes_no_due_date(qtbot: QtBot, driver: WindowDriver) -> None:
    badge = driver.window.sidebar
    select(driver, MINE, 1)
    study(qtbot, driver, is_practice=True)
    driver.press(SPACE)
    driver.review.run_action("review.good")
    assert page(driver).isVisible()
    assert kinds(driver) == [ReviewKind.CRAM]
    assert badge.isVisible()


def test_text_is_replaced_after_a_preview(qtbot: QtBot, driver: WindowDriver) -> None:
    driver.controller.run_action("browse.replace")
    sheet = sheet_of(qtbot, driver, ReplaceSheet)
    assert "In 26 notes." in texts(sheet)
    assert not sheet.preview_button.isEnabled()
    driver.write("sahrd")
    sheet.replacement.setText("shard")
    assert not sheet.replace_button.isEnabled()
    sheet.find_field.setFocus()
    driver.press(RETURN)
    qtbot.waitUntil(sheet.replace_button.isEnabled)
    assert sheet.replace_button.text() == "Replace in 26 notes"
    assert sheet.result.text().startswith("26 notes change. 2 of them are built in")
    assert "− What is a sahrd 0?\n+ What is a shard 0?" in sheet.examples.text()
    sheet.matches_case.setChecked(True)
    assert not sheet.replace_button.isEnabled(), "another search needs another preview"
    driver.click(sheet.preview_button)
    qtbot.waitUntil(sheet.replace_button.isEnabled)
    driver.click(sheet.replace_button)
    qtbot.waitUntil(lambda: driver.toast == "Replaced in 26 notes.")
    asked = notes.note(driver.learner.context, NoteKey("mine/n00")).question
    assert asked == Basic("What is a shard 0?", "!")
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: driver.toast.startswith("Undone: replacing in 26 notes."))


@pytest.mark.parametrize(
    ("find", "told"),
    [
        pytest.param("(ab", "The expression cannot be read, at character 4", id="invalid"),
        pytest.param(r"(?:[a-z ]+)+\d", "more than 1,000,000 steps", id="hostile"),
        pytest.param("zebra", "Nothing changes.", id="nothing found"),
    ],
)
def test_an_expression_that_does_not_work_is_told(
    qtbot: QtBot, driver: WindowDriver, find: str, told: str
) -> None:
    with driver.learner.context.database.transaction() as connection:
        long = Note(MINE, "long", Basic("the quick brown fox " * 20, "!"))
        save.save_notes(connection, [(99, long)])
    driver.controller.run_action("browse.replace")
    sheet = sheet_of(qtbot, driver, ReplaceSheet)
    sheet.is_pattern.setChecked(True)
    sheet.find_field.setText(find)
    driver.click(sheet.preview_button)
    qtbot.waitUntil(lambda: told in sheet.result.text())
    assert not sheet.replace_button.isEnabled()


def test_the_failure_of_the_search_after_an_action_ends_the_busy_line(
    qtbot: QtBot, driver: WindowDriver, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(*_args: object) -> None:
        raise FlashDesignError(_FULL)

    monkeypatch.setattr(search, "find_first", fail)
    select(driver, MINE, 2)
    driver.controller.run_action("browse.reset")
    qtbot.waitUntil(lambda: driver.toast == "2 cards reset to new.")
    qtbot.waitUntil(lambda: page(driver).status_label.text() == _FULL)
    assert not page(driver).busy_line.isVisible()


def test_a_search_that_ends_meanwhile_does_not_end_the_busy_line(
    qtbot: QtBot, driver: WindowDriver
) -> None:
    (actions,) = driver.controller.findChildren(BulkActions)
    actions.busy.emit("Working on 2 cards…")
    page(driver).search.setText("deck:built")
    qtbot.waitUntil(lambda: page(driver).model.rowCount() == 2)
    assert page(driver).status_label.text() == "Working on 2 cards…"
    assert page(driver).busy_line.isVisible()
    actions.busy.emit("")
    assert page(driver).status_label.text() == "2 cards"


@pytest.mark.parametrize(
    ("read", "action", "kind"),
    [
        pytest.param((notes, "tags"), "tag", TagSheet, id="known tags"),
        pytest.param((overview, "titles"), "move", MoveSheet, id="titles of decks"),
        pytest.param((search, "keys"), "export", ExportSheet, id="notes to export"),
    ],
)
def test_what_grows_with_the_collection_is_not_read_in_the_thread_of_the_window(
    qtbot: QtBot,
    driver: WindowDriver,
    monkeypatch: pytest.MonkeyPatch,
    read: tuple[ModuleType, str],
    action: str,
    kind: type[QWidget],
) -> None:
    threads, original = [], getattr(*read)

    def note_thread(*args: object) -> object:
        threads.append(current_thread())
        return original(*args)

    monkeypatch.setattr(*read, note_thread)
    monkeypatch.setattr(QFileDialog, "getSaveFileName", lambda *_: ("", ""))
    select(driver, MINE, 2)
    driver.controller.run_action(f"browse.{action}")
    sheet = sheet_of(qtbot, driver, kind)
    if isinstance(sheet, ExportSheet):
        driver.click(sheet.done)
    qtbot.waitUntil(lambda: bool(threads))
    assert main_thread() not in threads
