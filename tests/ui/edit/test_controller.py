"""Adding notes, editing one during a review, and undo."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question import Basic, Cloze
from flashdesign.services.editing import decks, notes
from flashdesign.ui.edit.tag_field import TagField
from flashdesign.ui.home.deck_sheet import DeckSheet
from tests.support.collection import basic_deck, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, SPACE
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import Sit

TAB = Qt.Key.Key_Tab
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PLAIN = NoteKey("basics/q01")


def test_two_notes_are_added_by_keyboard_alone(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    for front, back in (("Zebra one", "A"), ("Zebra two", "B")):
        seat.write(front)
        seat.press(TAB)
        seat.write(back)
        seat.press(RETURN, ctrl=True)
        assert seat.toast == "Added to “Basics”."
        assert screen.form.form()["front"] == ""
    assert len(asked(seat, "Zebra")) == 2
    assert screen.head.selected_deck() == "basics"


def test_tags_are_kept_for_the_next_note_and_offered_from_then_on(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    for name, text in (("front", "Zebra?"), ("back", "A"), ("tags", "animals")):
        screen.form.fields[name].set_value(text)
    seat.press(RETURN, ctrl=True)
    field = screen.form.fields["tags"].control
    assert isinstance(field, TagField)
    assert field.text() == "animals"
    assert field.known_tags() == ("animals",)
    assert not screen.is_changed


def test_adding_is_undone_and_redone_from_the_empty_form(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "cloze")
    seat.write("A {{1::zebra}}.")
    seat.press(RETURN, ctrl=True)
    seat.press("z", ctrl=True)
    assert seat.window.is_busy  # a large import takes long, and the window does not wait for it
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert asked(seat, "zebra") == []
    QTest.keyClick(QApplication.focusWidget() or seat.window, Qt.Key.Key_Z, BOTH)
    qtbot.waitUntil(lambda: "Redone: " in seat.toast)
    assert len(asked(seat, "zebra")) == 1


def test_a_card_is_edited_during_a_review(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    screen = form(seat)
    screen.form.fields["front"].set_value("Mended?")
    seat.press(RETURN, ctrl=True)
    assert seat.toast == "Saved."
    assert "Mended?" in seat.card
    assert seat.review.session.state.left.total == 2


def test_a_note_deleted_in_review_is_not_asked_until_that_is_undone(
    sit: Sit,
) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    seat.click_text("Delete")
    assert "q02" in seat.card
    assert seat.review.session.state.left.total == 1


def test_the_undo_button_undoes_the_edit_and_not_the_last_answer(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, SPACE, "3", "e")
    form(seat).form.fields["front"].set_value("Mended?")
    seat.press(RETURN, ctrl=True)
    seat.click(seat.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert "q02" in seat.card
    assert len(seat.learner.log()) == 1
    assert seat.review.session.state.answer_count == 1


def test_viewing_a_note_as_text_does_not_change_it(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    seat.click_text("As text")
    assert form(seat).form.text.toPlainText().startswith("kind: basic\n")
    seat.press(ESCAPE)
    assert "q01" in seat.card


def test_leaving_a_changed_note_takes_two_presses(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    form(seat).form.fields["front"].set_value("Dropped?")
    seat.press(ESCAPE)
    assert seat.toast.startswith("Not saved.")
    seat.press(ESCAPE)
    assert "q01" in seat.card


def test_cards_lost_by_a_change_of_kind_are_reported_before_saving(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.edit(PLAIN, "go.home")
    screen = form(seat)
    assert not screen.removed_cards_warning.isVisible()
    screen.head.pick_kind("cloze")
    screen.head.kind_changed.emit("cloze")
    screen.form.fields["text"].set_value("A {{1::zebra}}.")
    screen.settle()
    assert screen.removed_cards_warning.text() == "Saving suspends 1 card: q01?"
    assert screen.removed_cards_warning.isVisible()
    screen.head.pick_kind("basic")
    screen.head.kind_changed.emit("basic")
    screen.settle()
    assert not screen.removed_cards_warning.isVisible()


def test_the_form_of_a_new_note_is_kept_as_it_was_left(sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "basic")
    seat.write("Half a")
    seat.press(ESCAPE)
    assert seat.home.isVisible()
    seat.press("n", ctrl=True)
    assert form(seat).form.form()["front"] == "Half a"


def test_the_shipped_original_is_restored(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    context = seat.learner.context
    other = replace(notes.note(context, PLAIN), question=Basic("Other?", "B"))
    notes.save_note(context, PLAIN, other)
    seat.desk.edit(PLAIN, "go.home")
    seat.click_text("Restore original")
    assert notes.note(context, PLAIN).question == Basic("q01?", "q01!")
    assert form(seat).form.form()["front"] == "q01?"
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: form(seat).form.form()["front"] == "Other?")


def test_the_first_deck_is_created_from_the_form(sit: Sit) -> None:
    seat = sit()
    screen = begin(seat, "basic", "")
    seat.write("Zebra?")
    seat.press(TAB)
    seat.write("Yes.")
    seat.press(RETURN, ctrl=True)
    sheet = seat.window.findChild(DeckSheet)
    assert sheet is not None
    seat.write("My animals")
    seat.press(RETURN)
    assert screen.head.deck.currentText() == "My animals"
    seat.press(RETURN, ctrl=True)
    assert seat.toast == "Added to “My animals”."
    assert len(asked(seat, "Zebra")) == 1


def test_an_own_note_moves_to_another_deck(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(*small_decks())
    context = seat.learner.context
    mine = decks.create(context, "Mine")
    other = decks.create(context, "Other")
    key = notes.add_note(context, Note(mine, "one", Cloze("A {{1::zebra}}.")))
    seat.desk.edit(key, "go.home")
    form(seat).head.pick_deck(other)
    form(seat).form.fields["text"].set_value("A {{1::zebra}} moved.")
    seat.press(RETURN, ctrl=True)
    (moved,) = asked(seat, "zebra moved")
    assert moved.startswith("other/")
    seat.click(seat.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    (back,) = asked(seat, "zebra")
    assert back.startswith("mine/")
    assert asked(seat, "moved") == []


def test_a_note_is_edited_from_browse_and_browse_is_shown_again(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.desk.run_action("go.browse")
    page = seat.window.pages.currentWidget()
    seat.desk.edit(PLAIN, "go.browse")
    form(seat).form.fields["front"].set_value("Mended?")
    seat.press(RETURN, ctrl=True)
    assert seat.window.pages.currentWidget() is page
    assert seat.toast == "Saved."
    seat.click(seat.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in seat.toast)
    assert seat.window.pages.currentWidget() is page
    assert notes.note(seat.learner.context, PLAIN).question == Basic("q01?", "q01!")
