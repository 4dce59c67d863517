"""Unsaved notes are not lost without asking."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from flashdesign.domain.ids import NoteKey
from flashdesign.ui.settings.collection_controller import QT_DIALOGS
from tests.support.learner import basic_deck, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, WindowDriver
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import OpenWindow

PLAIN = NoteKey("basics/q01")
WAITS = "Unsaved changes"


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[list[str]]:
    """Return the list of buttons to press in the next dialogs; a pressed one is removed."""
    wanted: list[str] = []

    def press() -> None:
        question = QApplication.activeModalWidget()
        if isinstance(question, QMessageBox) and wanted:
            text = wanted.pop(0)
            (button,) = [
                button for button in question.findChildren(QAbstractButton) if button.text() == text
            ]
            button.click()

    timer = QTimer(qapp)
    timer.timeout.connect(press)
    timer.start(10)
    yield wanted
    timer.stop()


def change(driver: WindowDriver) -> None:
    driver.controller.edit(PLAIN, "go.home")
    form(driver).form.fields["front"].set_value("Mended?")


@pytest.mark.parametrize("is_new", [True, False])
def test_the_window_closes_with_an_unsaved_note_only_after_asking(
    open_window: OpenWindow, answers: list[str], *, is_new: bool
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    if is_new:
        begin(driver, "basic")
        driver.write("Half a")
    else:
        change(driver)
    driver.press("1", ctrl=True)
    answers.append("Keep editing")
    assert not driver.window.close()
    assert answers == []
    assert "Half a" in str(form(driver).form.form()) or not is_new
    answers.append("Discard")
    assert driver.window.close()


def test_a_window_without_one_closes_without_asking(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    begin(driver, "basic")
    assert driver.window.close()


def test_a_saved_note_is_not_asked_about(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    change(driver)
    driver.press(RETURN, ctrl=True)
    assert driver.window.close()


def test_an_edit_left_for_another_page_is_reminded_of_and_kept(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    change(driver)
    driver.press("4", ctrl=True)
    assert driver.toast == WAITS
    driver.click(driver.window.toast.action)
    assert form(driver).form.form()["front"] == "Mended?"
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "Saved."
    assert len(asked(driver, "Mended")) == 1


def test_a_discarded_edit_is_not_reminded_of(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    change(driver)
    driver.press(ESCAPE, ESCAPE)
    assert driver.home.isVisible()
    assert driver.toast != WAITS


def test_the_collection_is_not_moved_while_a_note_is_unsaved(
    open_window: OpenWindow, answers: list[str], tmp_path: Path
) -> None:
    choices = replace(QT_DIALOGS, folder=lambda *_: tmp_path / "elsewhere")
    driver = open_window(basic_deck(1, parent=None), choices=choices)
    change(driver)
    driver.press(",", ctrl=True)
    answers.append("Keep editing")
    driver.settings.collection_action_requested.emit("move")
    assert answers == []
    assert form(driver).is_changed
    assert driver.learner.paths.collection.exists()
