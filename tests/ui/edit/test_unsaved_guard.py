"""Unsaved notes are not lost without asking."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from flashdesign.domain.ids import NoteKey
from flashdesign.ui.settings.collection_controller import QT_DIALOGS
from tests.support.collection import basic_deck, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, Seat
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import Sit

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
                one for one in question.findChildren(QAbstractButton) if one.text() == text
            ]
            button.click()

    timer = QTimer(qapp)
    timer.timeout.connect(press)
    timer.start(10)
    yield wanted
    timer.stop()


def change(seat: Seat) -> None:
    seat.desk.edit(PLAIN, "go.home")
    form(seat).form.fields["front"].set_value("Mended?")


@pytest.mark.parametrize("is_new", [True, False])
def test_the_window_closes_with_an_unsaved_note_only_after_asking(
    sit: Sit, answers: list[str], *, is_new: bool
) -> None:
    seat = sit(basic_deck(1, parent=None))
    if is_new:
        begin(seat, "basic")
        seat.write("Half a")
    else:
        change(seat)
    seat.press("1", ctrl=True)
    answers.append("Keep editing")
    assert not seat.window.close()
    assert answers == []
    assert "Half a" in str(form(seat).form.form()) or not is_new
    answers.append("Discard")
    assert seat.window.close()


def test_a_window_without_one_closes_without_asking(sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "basic")
    assert seat.window.close()


def test_a_saved_note_is_not_asked_about(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press(RETURN, ctrl=True)
    assert seat.window.close()


def test_an_edit_left_for_another_page_is_reminded_of_and_kept(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press("4", ctrl=True)
    assert seat.toast == WAITS
    seat.click(seat.window.toast.action)
    assert form(seat).form.form()["front"] == "Mended?"
    seat.press(RETURN, ctrl=True)
    assert seat.toast == "Saved."
    assert len(asked(seat, "Mended")) == 1


def test_a_discarded_edit_is_not_reminded_of(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press(ESCAPE, ESCAPE)
    assert seat.home.isVisible()
    assert seat.toast != WAITS


def test_the_collection_is_not_moved_while_a_note_is_unsaved(
    sit: Sit, answers: list[str], tmp_path: Path
) -> None:
    choices = replace(QT_DIALOGS, folder=lambda *_: tmp_path / "elsewhere")
    seat = sit(basic_deck(1, parent=None), choices=choices)
    change(seat)
    seat.press(",", ctrl=True)
    answers.append("Keep editing")
    seat.settings.collection_action_requested.emit("move")
    assert answers == []
    assert form(seat).is_changed
    assert seat.learner.places.collection.exists()
