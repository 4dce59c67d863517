"""Adding notes, editing one during a review, and undo."""

from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.services.editing import decks, notes
from flashdesign.ui.edit.fields.tag_field import TagField
from flashdesign.ui.home.deck_sheet import DeckSheet
from flashdesign.ui.window.sidebar import SidebarItem
from tests.support.learner import basic_deck, small_decks
from tests.support.ui.driver import ESCAPE, RETURN, SPACE, WindowDriver
from tests.support.ui.note_form import asked, begin, form
from tests.ui.conftest import OpenWindow

TAB = Qt.Key.Key_Tab
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PLAIN = NoteKey("basics/q01")


def shown_entry(driver: WindowDriver) -> str:
    """Return the page that the sidebar marks, in small letters."""
    items = driver.window.sidebar.findChildren(SidebarItem)
    (entry,) = [item.accessibleName() for item in items if item.isChecked()]
    return entry.split()[0].lower()


def test_two_notes_are_added_by_keyboard_alone(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    for front, back in (("Zebra one", "A"), ("Zebra two", "B")):
        driver.write(front)
        driver.press(TAB)
        driver.write(back)
        driver.press(RETURN, ctrl=True)
        assert driver.toast == "Added to “Basics”."
        assert screen.form.form()["front"] == ""
    assert len(asked(driver, "Zebra")) == 2
    assert screen.head.selected_deck() == "basics"


def test_a_key_that_was_changed_is_shown_on_the_form_that_was_left(
    open_window: OpenWindow,
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.controller.show_settings()
    driver.settings.changed.emit("keys", {"edit.keep": "F8", "edit.bold": "F9"})
    driver.press("n", ctrl=True)
    assert screen.primary.text() == "Add  (F8)"
    assert screen.bar.buttons["bold"].toolTip() == "Bold  (F9)"
    assert screen.bar.buttons["bold"].accessibleDescription() == "F9"


def test_added_notes_can_be_studied_at_once_whatever_the_limit(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(*small_decks())
    driver.learner.prefer(new_per_day=0)
    study = begin(driver, "basic").tools["study"]
    assert not study.isVisible()
    for front, back in (("Zebra one", "A"), ("Zebra two", "B")):
        driver.write(front)
        driver.press(TAB)
        driver.write(back)
        driver.press(RETURN, ctrl=True)
    assert study.text() == "Study the 2 cards added"
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: study.text() == "Study the 1 card added")
    driver.click(study)
    assert driver.card == "Zebra one"
    driver.press(SPACE, "4")
    assert driver.toast == "1 card studied."
    assert form(driver).tools["study"] is study
    assert not study.isVisible()


def test_tags_are_kept_for_the_next_note_and_offered_from_then_on(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    for name, text in (("front", "Zebra?"), ("back", "A"), ("tags", "animals")):
        screen.form.fields[name].set_value(text)
    driver.press(RETURN, ctrl=True)
    field = screen.form.fields["tags"].control
    assert isinstance(field, TagField)
    assert field.text() == "animals"
    assert field.known_tags() == ("animals",)
    assert not screen.is_changed


def test_adding_is_undone_and_redone_from_the_empty_form(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(*small_decks())
    begin(driver, "cloze")
    driver.write("A {{1::zebra}}.")
    driver.press(RETURN, ctrl=True)
    driver.press("z", ctrl=True)
    assert driver.window.is_busy  # a large import takes long, and the window does not wait for it
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert asked(driver, "zebra") == []
    QTest.keyClick(QApplication.focusWidget() or driver.window, Qt.Key.Key_Z, BOTH)
    qtbot.waitUntil(lambda: "Redone: " in driver.toast)
    assert len(asked(driver, "zebra")) == 1


def test_a_card_is_edited_during_a_review(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, "e")
    screen = form(driver)
    screen.form.fields["front"].set_value("Mended?")
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "Saved."
    assert "Mended?" in driver.card
    assert driver.review.session.state.left.total == 2


def test_a_note_deleted_in_review_is_not_asked_until_that_is_undone(
    open_window: OpenWindow,
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, "e")
    driver.click_text("Delete")
    assert "q02" in driver.card
    assert driver.review.session.state.left.total == 1


def test_the_undo_button_undoes_the_edit_and_not_the_last_answer(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, SPACE, "3", "e")
    form(driver).form.fields["front"].set_value("Mended?")
    driver.press(RETURN, ctrl=True)
    assert driver.window.toast.action.text() == "Undo  (Ctrl+Z)"
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert "q02" in driver.card
    assert len(driver.learner.log()) == 1
    assert driver.review.session.state.answer_count == 1


def test_ctrl_z_in_a_review_undoes_the_newer_of_an_edit_and_an_answer(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    driver.press(SPACE, SPACE, "3")
    driver.learner.clock.at += 1
    driver.press("e")
    form(driver).form.fields["front"].set_value("Mended?")
    driver.press(RETURN, ctrl=True)
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert "q02" in driver.card
    assert len(driver.learner.log()) == 1
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: "q01" in driver.card)
    assert driver.review.session.state.answer_count == 0


def test_viewing_a_note_as_text_does_not_change_it(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, "e")
    driver.click_text("As text")
    assert form(driver).form.text.toPlainText().startswith("kind: basic\n")
    driver.press(ESCAPE)
    assert "q01" in driver.card


def test_leaving_a_changed_note_takes_two_presses(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.press(SPACE, "e")
    form(driver).form.fields["front"].set_value("Dropped?")
    driver.press(ESCAPE)
    assert driver.toast.startswith("Not saved.")
    driver.press(ESCAPE)
    assert "q01" in driver.card


def test_cards_lost_by_a_change_of_kind_are_reported_before_saving(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.edit(PLAIN, "go.home")
    screen = form(driver)
    assert not screen.removed_cards_warning.isVisible()
    screen.head.pick_kind("cloze")
    screen.head.kind_changed.emit("cloze")
    screen.form.fields["text"].set_value("A {{1::zebra}}.")
    screen.settle()
    assert screen.removed_cards_warning.text() == (
        "Saving suspends 1 card: q01?\nThe changed note no longer asks it; its progress is kept."
    )
    assert screen.removed_cards_warning.isVisible()
    screen.head.pick_kind("basic")
    screen.head.kind_changed.emit("basic")
    screen.settle()
    assert not screen.removed_cards_warning.isVisible()


def test_the_form_of_a_new_note_is_kept_as_it_was_left(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    begin(driver, "basic")
    driver.write("Half a")
    driver.press(ESCAPE)
    assert driver.home.isVisible()
    driver.press("n", ctrl=True)
    assert form(driver).form.form()["front"] == "Half a"


def test_the_built_in_original_is_restored(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    context = driver.learner.context
    other = replace(notes.note(context, PLAIN), question=Basic("Other?", "B"))
    notes.save_note(context, PLAIN, other)
    driver.controller.edit(PLAIN, "go.home")
    driver.click_text("Restore original")
    assert notes.note(context, PLAIN).question == Basic("q01?", "q01!")
    assert form(driver).form.form()["front"] == "q01?"
    driver.press("z", ctrl=True)
    qtbot.waitUntil(lambda: form(driver).form.form()["front"] == "Other?")


def test_the_first_deck_is_created_from_the_form(open_window: OpenWindow) -> None:
    driver = open_window()
    screen = begin(driver, "basic", "")
    driver.write("Zebra?")
    driver.press(TAB)
    driver.write("Yes.")
    driver.press(RETURN, ctrl=True)
    sheet = driver.window.findChild(DeckSheet)
    assert sheet is not None
    driver.write("My animals")
    driver.press(RETURN)
    assert screen.head.deck.currentText() == "My animals"
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "Added to “My animals”."
    assert len(asked(driver, "Zebra")) == 1


def test_an_own_note_moves_to_another_deck(qtbot: QtBot, open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    context = driver.learner.context
    mine = decks.create(context, "Mine")
    other = decks.create(context, "Other")
    key = notes.add_note(context, Note(mine, "one", Cloze("A {{1::zebra}}.")))
    driver.controller.edit(key, "go.home")
    form(driver).head.pick_deck(other)
    form(driver).form.fields["text"].set_value("A {{1::zebra}} moved.")
    driver.press(RETURN, ctrl=True)
    (moved,) = asked(driver, "zebra moved")
    assert moved.startswith("other/")
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    (back,) = asked(driver, "zebra")
    assert back.startswith("mine/")
    assert asked(driver, "moved") == []


def test_a_note_is_edited_from_browse_and_browse_is_shown_again(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.controller.run_action("go.browse")
    page = driver.window.pages.currentWidget()
    driver.controller.edit(PLAIN, "go.browse")
    form(driver).form.fields["front"].set_value("Mended?")
    driver.press(RETURN, ctrl=True)
    assert driver.window.pages.currentWidget() is page
    assert driver.toast == "Saved."
    driver.click(driver.window.toast.action)
    qtbot.waitUntil(lambda: "Undone: " in driver.toast)
    assert driver.window.pages.currentWidget() is page
    assert notes.note(driver.learner.context, PLAIN).question == Basic("q01?", "q01!")


@pytest.mark.parametrize("entry", ["review", "browse", "home"])
def test_an_edited_note_belongs_to_the_page_it_was_opened_from(
    open_window: OpenWindow, entry: str
) -> None:
    driver = open_window(basic_deck(2, parent=None))
    driver.controller.run_action(f"go.{entry}")
    driver.controller.edit(PLAIN, f"go.{entry}")
    assert shown_entry(driver) == entry
    assert form(driver).primary.text().startswith("Save")
    assert form(driver).form.finish.text() == "Save"
    driver.write(" Really?")  # the caret is at the end of the first field
    assert form(driver).form.form()["front"] == "q01? Really?"
    driver.press(RETURN, ctrl=True)
    assert driver.toast == "Saved."
    assert shown_entry(driver) == entry


def test_the_deck_of_a_built_in_note_is_fixed_and_the_form_says_so(
    open_window: OpenWindow,
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.edit(PLAIN, "go.home")
    head = form(driver).head
    assert not head.deck.isEnabled()
    assert head.deck.accessibleDescription() == "A built-in note stays in its deck."
    driver.press(ESCAPE)
    driver.press("n", ctrl=True)
    assert form(driver).head.deck.isEnabled()
    assert form(driver).head.deck.accessibleDescription() == ""
