"""The short form with its folded fields, its formats and its suggestions."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QKeySequence
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.services.editing import decks, notes
from flashdesign.ui.edit.fields.row_list import RowList
from flashdesign.ui.edit.fields.text_box import TextBox
from flashdesign.ui.edit.screen import EditScreen
from tests.support.learner import small_decks
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import RETURN, SPACE, WindowDriver
from tests.support.ui.note_form import begin, form
from tests.ui.conftest import OpenWindow

LEFT, RIGHT, HOME, TAB = Qt.Key.Key_Left, Qt.Key.Key_Right, Qt.Key.Key_Home, Qt.Key.Key_Tab
EMOJI = "\N{ROCKET}"


def visible_fields(screen: EditScreen) -> list[str]:
    return [name for name, field in screen.form.fields.items() if field.isVisible()]


def focused() -> QWidget:
    found = QApplication.focusWidget()
    assert found is not None
    return found


def press_keys(driver: WindowDriver, keys: str) -> None:
    """Press a key with modifiers, such as "Ctrl+Shift+E"."""
    QTest.keySequence(QApplication.focusWidget() or driver.window, QKeySequence(keys))


SHORT = {
    "basic": ["front", "back", "tags"],
    "cloze": ["text", "tags"],
    "choice": ["front", "correct", "wrong", "tags"],
    "order": ["front", "items", "tags"],
    "match": ["front", "pairs", "tags"],
    "classify": ["front", "buckets", "tags"],
    "list": ["front", "items", "tags"],
    "number": ["front", "answer", "unit", "tags"],
}


@pytest.mark.parametrize("kind", SHORT)
def test_a_new_note_has_the_fields_its_kind_needs(open_window: OpenWindow, kind: str) -> None:
    driver = open_window(*small_decks())
    assert visible_fields(begin(driver, kind)) == SHORT[kind]


def test_more_fields_stay_open_for_the_next_notes_and_after_a_restart(
    open_window: OpenWindow,
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    screen.form.more.setFocus()
    driver.press(SPACE)
    assert "why" in visible_fields(screen)
    assert screen.form.more.text() == "Fewer fields"
    driver.controller.leave()
    driver.window.close()
    again = open_window()
    assert "why" in visible_fields(begin(again, "number"))


def test_a_field_that_depends_on_a_switch_is_shown_when_it_is_on(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.click(screen.form.more)
    assert "reverse_front" not in visible_fields(screen)
    screen.form.fields["reverse"].control.setFocus()
    driver.press(SPACE)
    assert "reverse_front" in visible_fields(screen)


def test_folded_fields_open_if_one_of_them_is_at_fault(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("Zebra?")
    screen.form.fields["back"].set_value("A horse.")
    driver.click(screen.form.more)
    screen.form.fields["as_of"].set_value("soon")
    driver.click(screen.form.more)
    assert screen.form.more.text() == "More fields (1 filled in)"
    driver.press(RETURN, ctrl=True)
    assert screen.form.fields["as_of"].control.hasFocus()
    assert screen.failure.text().startswith("Not added: ")


def test_folded_fields_of_an_edited_note_open_if_one_is_filled_in(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    context = driver.learner.context
    deck = decks.create(context, "Mine")
    for name, why in (("plain", ""), ("with", "So.")):
        notes.add_note(context, Note(deck, name, Basic(f"{name}?", "A"), why=why))
    driver.controller.edit(NoteKey("mine/plain"), "go.home")
    assert visible_fields(form(driver)) == ["front", "back", "tags"]
    driver.press(Qt.Key.Key_Escape)
    driver.controller.edit(NoteKey("mine/with"), "go.home")
    assert "why" in visible_fields(form(driver))


@pytest.mark.parametrize(
    ("keys", "after"),
    [
        pytest.param("Ctrl+B", "**word**", id="bold"),
        pytest.param("Ctrl+I", "*word*", id="italic"),
        pytest.param("Ctrl+E", "`word`", id="code"),
        pytest.param("Ctrl+Shift+E", "```\nword\n```", id="code block"),
        pytest.param("Ctrl+L", "- word", id="list"),
        pytest.param("Ctrl+K", "[word](https://)", id="link"),
        pytest.param("Ctrl+Shift+M", "$word$", id="formula"),
    ],
)
def test_a_key_formats_the_selection_and_undo_takes_it_back(
    open_window: OpenWindow, keys: str, after: str
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("word")
    driver.press("a", ctrl=True)
    press_keys(driver, keys)
    assert screen.form.form()["front"] == after
    driver.press("z", ctrl=True)
    assert screen.form.form()["front"] == "word"


def test_a_format_is_placed_right_after_a_character_of_two_units(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    box = screen.form.fields["front"].control
    assert isinstance(box, TextBox)
    box.setPlainText(f"{EMOJI} word")
    driver.press(Qt.Key.Key_End)
    press_keys(driver, "Ctrl+Shift+Left")
    driver.press("b", ctrl=True)
    assert box.toPlainText() == f"{EMOJI} **word**"
    driver.press("b", ctrl=True)
    assert box.toPlainText() == f"{EMOJI} word"


def test_the_formats_are_one_stop_of_tab_with_arrows_between_them(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("word")
    driver.press("a", ctrl=True)
    press_keys(driver, "Shift+Tab")
    buttons = screen.bar.buttons
    assert focused() is buttons["bold"]
    driver.press(RIGHT, RIGHT, LEFT)
    assert focused() is buttons["italic"]
    driver.press(RETURN)
    assert screen.form.form()["front"] == "*word*"
    assert focused() is screen.form.fields["front"].control
    press_keys(driver, "Shift+Tab")
    assert focused() is buttons["italic"]
    driver.press(Qt.Key.Key_End)
    assert focused() is buttons["picture"]
    driver.press(RIGHT, HOME)
    assert focused() is buttons["bold"]
    assert "Ctrl+B" in buttons["bold"].toolTip()


def test_gaps_are_offered_for_a_cloze_only(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    assert not begin(driver, "basic").bar.buttons["gap"].isVisible()
    driver.write("word")
    press_keys(driver, "Ctrl+Shift+C")
    assert form(driver).form.form()["front"] == "word"
    assert begin(driver, "cloze").bar.buttons["gap"].isVisible()


def test_a_suggestion_says_what_could_be_better_and_leads_to_its_field(
    open_window: OpenWindow,
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "number")
    driver.write("Seconds of a day?")
    screen.form.fields["answer"].set_value("86400")
    screen.settle()
    assert screen.form.suggestions.text().startswith("The number has no unit")
    driver.click(screen.form.suggestions.links[0])
    assert screen.form.fields["unit"].control.hasFocus()
    driver.write("s")
    screen.settle()
    assert not screen.form.suggestions.isVisible()


def test_a_suggestion_does_not_prevent_adding(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("Zebra?")
    driver.press(TAB)
    driver.write("word " * 13)
    screen.settle()
    assert "13 words" in screen.form.suggestions.text()
    driver.click(screen.form.finish)
    assert driver.toast == "Added to “Basics”."
    assert not screen.form.suggestions.isVisible()


def test_a_field_of_one_line_takes_formats_but_no_blocks(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.click(screen.form.more)
    screen.form.fields["hint"].set_value(f"{EMOJI} word")
    screen.form.fields["hint"].take_focus()
    press_keys(driver, "Ctrl+Shift+Left")
    press_keys(driver, "Ctrl+B")
    assert screen.form.form()["hint"] == f"{EMOJI} **word**"
    press_keys(driver, "Ctrl+Shift+E")
    assert screen.form.form()["hint"] == f"{EMOJI} **word**"
    driver.write("b")
    driver.click(screen.bar.buttons["bold"])
    driver.click(screen.bar.buttons["code"])
    driver.write("c")
    assert screen.form.form()["hint"] == f"{EMOJI} b`c`"
    assert screen.form.form()["front"] == ""


def test_a_drill_is_checked_in_the_background_and_only_its_last_text_counts(
    qtbot: QtBot, open_window: OpenWindow
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "drill")
    screen.settle()
    text = screen.form.text.toPlainText()
    screen.form.text.setPlainText(text.replace("- {expr: average,", "- {expr: top * 1.01,"))
    screen.settle()
    assert screen.form.suggestions.text() == ""  # the window did not wait for it
    qtbot.waitUntil(lambda: screen.form.suggestions.text() != "")
    screen.form.text.setPlainText("kind: drill")
    screen.settle()
    assert screen.form.suggestions.text() == ""


def test_a_missing_side_is_named_once_and_its_cell_is_marked(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "match")
    field = screen.form.fields["pairs"]
    screen.form.fields["front"].set_value("Match.")
    field.set_value((("availability", ""), ("latency", "time")))
    driver.press(RETURN, ctrl=True)
    assert field.error() == "Row 1: “Goes with” is missing"
    assert "Goes with" not in screen.failure.text()
    assert screen.preview.remark.text() == "Not a valid note yet."
    assert isinstance(field.control, RowList)
    marked = [cell.property("wrong") for row in field.control.rows[:2] for cell in row]
    assert marked == [False, True, False, False]
    driver.write("uptime")
    screen.settle()
    assert not field.control.rows[0][1].property("wrong")


def test_the_form_keeps_its_width_when_its_scroll_bar_appears(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    settle(driver.window)
    before = screen.form.fields["front"].width()
    screen.form.more.click()
    screen.form.fields["back"].set_value("A long answer. " * 200)
    settle(driver.window)
    assert screen.form.fields["front"].width() == before


def test_an_error_in_the_text_of_a_drill_has_its_line(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "drill")
    box = screen.form.text
    box.setPlainText(box.toPlainText().replace("average * peak", "averag * peak"))
    screen.settle()
    assert "Line 11: " in screen.preview.remark.text()
    assert screen.preview.remark.property("role") == "error"


def test_the_values_of_a_new_drill_are_not_said_twice(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "drill")
    screen.settle()
    question = screen.preview.drill.workspace.card.question.accessibleName()
    assert "users daily users" not in question
    assert "daily users" in question


@pytest.mark.parametrize(("kind", "label"), [("choice", "Shuffle"), ("drill", "New values")])
def test_the_preview_is_drawn_again_by_a_button_of_its_kind(
    open_window: OpenWindow, kind: str, label: str
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, kind)
    if kind == "choice":
        screen.form.fields["front"].set_value("Which?")
        screen.form.fields["correct"].set_value((("A",),))
        screen.form.fields["wrong"].set_value((("B", ""), ("C", "")))
    screen.settle()
    assert screen.preview.new_values_button.isVisible()
    assert screen.preview.new_values_button.text() == label


@pytest.mark.parametrize(
    ("kind", "name", "is_on"),
    [
        pytest.param("basic", "tags", False, id="tags are no Markdown"),
        pytest.param("basic", "accept", False, id="nor are accepted answers"),
        pytest.param("basic", "source.url", False, id="nor are addresses"),
        pytest.param("number", "answer", False, id="nor are numbers"),
        pytest.param("basic", "hint", True, id="a hint is Markdown"),
        pytest.param("list", "items", True, id="items are Markdown"),
    ],
)
def test_formats_are_enabled_in_fields_that_take_them(
    open_window: OpenWindow, kind: str, name: str, is_on: bool
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, kind)
    assert screen.bar.isEnabled()
    screen.form.go_to(name)
    driver.write("one")
    assert screen.bar.isEnabled() == is_on
    before = screen.form.form()
    press_keys(driver, "Ctrl+B")
    assert (screen.form.form() != before) == is_on
    screen.form.go_to("front")
    assert screen.bar.isEnabled()


def test_other_names_of_items_take_no_formats_and_no_pictures(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "list")
    control = screen.form.fields["items"].control
    assert isinstance(control, RowList)
    item, other = control.rows[0]
    item.setFocus()
    other.setFocus()
    assert not screen.bar.isEnabled()
    assert screen.form.active_box() is item, "a pasted picture goes where one is allowed"
    other.clear()
    screen.form.more.setFocus(Qt.FocusReason.TabFocusReason)
    assert screen.bar.isEnabled(), "Tab leads to the formats"
    driver.click(screen.bar.buttons["bold"])
    assert (item.toPlainText(), other.toPlainText()) == ("****", "")
