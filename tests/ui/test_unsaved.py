"""A note that is half-written is not lost unasked."""

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QTimer
from PySide6.QtWidgets import QAbstractButton, QApplication, QMessageBox

from flashdesign.domain.cards import NoteKey
from flashdesign.ui.keeping import DIALOGS
from tests.fakes import basic_deck, small_decks
from tests.ui.conftest import Sit
from tests.ui.seat import ESCAPE, RETURN, Seat
from tests.ui.writing import asked, begin, form

PLAIN = NoteKey("basics/q01")
WAITS = "Unsaved changes"


@pytest.fixture
def answers(qapp: QApplication) -> Iterator[list[str]]:
    """Return what a person answers each question with; a question that is answered is gone."""
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
def test_the_window_closes_over_a_half_written_note_only_when_told_to(
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


def test_a_window_without_one_closes_unasked(sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "basic")
    assert seat.window.close()


def test_what_is_saved_is_not_asked_for(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press(RETURN, ctrl=True)
    assert seat.window.close()


def test_an_edit_that_is_left_for_another_page_is_told_and_found_again(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press("4", ctrl=True)
    assert seat.toast == WAITS
    seat.click(seat.window.toast.action)
    assert form(seat).form.form()["front"] == "Mended?"
    seat.press(RETURN, ctrl=True)
    assert seat.toast == "Saved."
    assert len(asked(seat, "Mended")) == 1


def test_an_edit_that_is_dropped_is_not_told_to_wait(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    change(seat)
    seat.press(ESCAPE, ESCAPE)
    assert seat.home.isVisible()
    assert seat.toast != WAITS


def test_the_collection_is_not_moved_from_under_a_half_written_note(
    sit: Sit, answers: list[str], tmp_path: Path
) -> None:
    choices = replace(DIALOGS, folder=lambda *_: tmp_path / "elsewhere")
    seat = sit(basic_deck(1, parent=None), choices=choices)
    change(seat)
    seat.press(",", ctrl=True)
    answers.append("Keep editing")
    seat.settings.keeping_requested.emit("move")
    assert answers == []
    assert form(seat).is_changed
    assert seat.learner.places.collection.exists()
