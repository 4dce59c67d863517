"""The note form: keyboard use, errors and the preview."""

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QAccessible
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget

from flashdesign.domain.ids import NoteKey
from flashdesign.domain.notes.question_kinds import Match, kind_names
from flashdesign.services.editing import decks, notes
from flashdesign.ui.theme.sizes import GRID_PX
from tests.support.learner import small_decks
from tests.support.ui.checks.geometry import settle
from tests.support.ui.driver import RETURN
from tests.support.ui.note_form import asked, begin
from tests.ui.conftest import OpenWindow

TAB = Qt.Key.Key_Tab
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier


def name_of(widget: QWidget | None) -> str:
    """Return what a screen reader says of a widget."""
    assert widget is not None
    said = QAccessible.queryAccessibleInterface(widget).text(QAccessible.Text.Name)
    return widget.accessibleName() or said


def test_tab_leads_through_the_form_from_top_to_bottom(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "order")
    screen.head.kind.setFocus()
    stops = []
    for _ in range(6):
        driver.press(TAB)
        focused = QApplication.focusWidget()
        assert focused is not None
        stops.append(name_of(focused))
    assert stops == ["Bold", "Question", "Items in order, Item 1", "Tags", "More fields", "Add"]
    driver.click(screen.form.more)
    screen.form.more.setFocus()
    stops = []
    for _ in range(3):
        driver.press(TAB)
        stops.append(name_of(QApplication.focusWidget()))
    assert stops == [
        "Items that do not belong, Item 1",
        "One card per step; items shown before it",
        "Explanation",
    ]


def test_undo_works_in_the_field_while_typing(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("Typed")
    driver.press("z", ctrl=True)
    assert screen.form.form()["front"] == ""
    assert driver.toast == ""


def test_rows_are_filled_in_with_return_and_tab(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "match")
    driver.write("Match zebras")
    driver.press(TAB)
    for left, right in (("a", "1"), ("b", "2")):
        driver.write(left)
        driver.press(TAB)
        driver.write(right)
        driver.press(RETURN)
    driver.press(RETURN, ctrl=True)
    (key,) = asked(driver, "zebras")
    question = notes.note(driver.learner.context, NoteKey(key)).question
    assert question == Match("Match zebras", (("a", "1"), ("b", "2")))
    assert screen.form.form()["pairs"] == ()


def test_a_selection_is_turned_into_a_gap(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    begin(driver, "cloze")
    begin(driver, "basic")
    screen = begin(driver, "cloze")
    assert screen.bar.buttons["gap"].isVisible()
    driver.write("zebra")
    driver.press("a", ctrl=True)
    QTest.keyClick(QApplication.focusWidget() or driver.window, Qt.Key.Key_C, BOTH)
    assert screen.form.form()["text"] == "{{1::zebra}}"
    driver.click(screen.bar.buttons["gap"])
    driver.write("herd")
    assert screen.form.form()["text"] == "{{1::zebra}}{{2::herd}}"


def test_errors_are_shown_at_their_field_and_nothing_is_stored(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("Zebra?")
    screen.settle()
    assert screen.form.shown_problems() == ""  # no error is shown while the user is typing
    driver.press(RETURN, ctrl=True)
    assert screen.form.fields["back"].error() == "“Answer” is required"
    assert screen.failure.text() == "Not added: complete what is marked in red."
    assert screen.failure.isVisible()
    assert screen.form.fields["back"].control.hasFocus()
    assert asked(driver, "Zebra") == []


def test_the_preview_shows_the_card_and_a_duplicate(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("plain?")
    driver.press(TAB)
    driver.write("**Yes.**")
    screen.settle()
    assert screen.preview.card.plain_text().split() == ["plain?", "Yes."]
    assert "basics/plain" in screen.form.suggestions.text()
    driver.press("p", ctrl=True)
    assert "Yes" not in screen.preview.card.plain_text()


def test_the_preview_shows_an_incomplete_note(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    screen.form.fields["front"].set_value("Old?")
    screen.form.fields["back"].set_value("Old.")
    screen.settle()
    screen.form.fields["front"].set_value("**New**?")
    screen.form.fields["back"].set_value("")
    screen.settle()
    assert screen.preview.card.isVisible()
    assert screen.preview.card.plain_text().strip() == "New?"
    assert screen.preview.remark.text().startswith("Not a valid note yet")
    assert not screen.preview.front_button.isVisible()
    screen.form.fields["back"].set_value("New.")
    screen.settle()
    assert screen.preview.card.plain_text().split() == ["New?", "New."]
    assert not screen.preview.remark.isVisible()
    assert screen.preview.front_button.isVisible()


@pytest.mark.parametrize("kind", [kind for kind in kind_names() if kind != "drill"])
def test_no_kind_shows_the_previous_card_after_its_text_was_replaced(
    open_window: OpenWindow, kind: str
) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    screen.form.fields["front"].set_value("Former?")
    screen.form.fields["back"].set_value("Former.")
    screen.settle()
    screen.head.pick_kind(kind)
    screen.head.kind_changed.emit(kind)
    screen.form.fields["text" if kind == "cloze" else "front"].set_value("Present")
    screen.settle()
    shown = screen.preview.card.plain_text()
    assert "Present" in shown
    assert "Former?" not in shown
    assert screen.preview.remark.isVisible() == (kind != "basic")


def test_the_same_card_is_still_shown_after_a_typo(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "cloze")
    screen.form.fields["text"].set_value("A {{1::b}} and {{2::c}}.")
    screen.settle()
    screen.preview.part.setCurrentIndex(1)
    screen.preview.part.activated.emit(1)
    screen.preview.turn_over()
    assert screen.preview.card.plain_text() == "A b and […]."
    screen.form.fields["text"].set_value("A b and c.")
    screen.settle()
    screen.form.fields["text"].set_value("An {{1::b}} and {{2::c}}.")
    screen.settle()
    assert screen.preview.card.plain_text() == "An b and […]."


def test_a_kind_that_is_changed_keeps_what_was_typed(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.write("A {{1::zebra}}.")
    screen.head.pick_kind("cloze")
    screen.head.kind_changed.emit("cloze")
    screen.settle()
    assert screen.form.form()["text"] == "A {{1::zebra}}."
    assert screen.preview.card.plain_text() == "A zebra."


def test_a_drill_is_text_with_errors_by_line_and_a_live_instance(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "drill")
    screen.settle()
    assert screen.preview.drill.workspace.isVisible()
    first = screen.preview.trial.state.card
    driver.click(screen.preview.new_values_button)
    assert screen.preview.trial.state.card != first
    box = screen.form.text
    box.setPlainText(box.toPlainText().replace("average * peak", "averag * peak"))
    screen.settle()
    assert screen.form.shown_problems().startswith("Line 11: ")
    assert "averag" in screen.form.shown_problems()
    assert not screen.preview.drill.workspace.isVisible()
    assert screen.preview.remark.text().startswith("Not a valid note yet")
    box.setPlainText(box.toPlainText().replace("averag * peak", "average * peak"))
    screen.settle()
    assert screen.preview.drill.workspace.isVisible()
    assert not screen.preview.remark.isVisible()


def test_a_narrow_window_has_a_button_for_the_preview(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "cloze")
    driver.write("A {{1::zebra}}.")
    screen.settle()
    driver.window.resize(560, 480)
    QApplication.processEvents()
    assert not screen.preview.isVisible()
    driver.press("p", ctrl=True)
    assert screen.preview.isVisible()
    assert not screen.form.isVisible()
    driver.click_text("Form")
    assert screen.form.isVisible()


def test_the_head_stays_in_one_row_after_changes_of_kind(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    driver.window.resize(1024, 600)
    for kind in ("drill", "choice", "drill", "basic"):
        screen.head.pick_kind(kind)
        screen.head.kind_changed.emit(kind)
        settle(driver.window)
    assert screen.tools["text"].isVisible()
    row = screen.tools["text"].mapTo(screen, QPoint(0, 0)).y()
    assert abs(row - screen.primary.mapTo(screen, QPoint(0, 0)).y()) < GRID_PX


@pytest.mark.qt_log_ignore("This plugin does not support", extend=True)
def test_the_list_of_decks_is_as_wide_as_its_longest_title(open_window: OpenWindow) -> None:
    title = "Character encodings and the file system of a very old computer"
    driver = open_window(*small_decks())
    deck = decks.create(driver.learner.context, title)
    screen = begin(driver, "basic", deck)
    driver.window.resize(1024, 600)
    settle(driver.window)
    screen.head.deck.showPopup()
    settle(driver.window)
    view = screen.head.deck.view()
    assert view.viewport().width() >= view.fontMetrics().horizontalAdvance(title)
    assert screen.head.deck.width() < view.width()
    screen.head.deck.hidePopup()
    assert screen.head.deck.toolTip() == title


def test_each_kind_says_in_a_sentence_what_it_is_for(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    summaries = {begin(driver, kind).head.summary.text() for kind in kind_names()}
    assert len(summaries) == len(kind_names())
    assert "" not in summaries


@pytest.mark.parametrize("kind", [kind for kind in kind_names() if kind != "drill"])
def test_an_error_names_no_key_of_a_deck_file(open_window: OpenWindow, kind: str) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, kind)
    driver.press(RETURN, ctrl=True)
    assert screen.form.shown_problems() != ""
    assert "`" not in screen.form.shown_problems()
    assert "'" not in screen.form.shown_problems()
    assert screen.preview.remark.text().startswith("Not a valid note yet")


def test_the_sides_of_the_card_are_chosen_by_two_buttons(open_window: OpenWindow) -> None:
    driver = open_window(*small_decks())
    screen = begin(driver, "basic")
    screen.form.fields["front"].set_value("Asked?")
    screen.form.fields["back"].set_value("Told.")
    screen.settle()
    assert screen.preview.back_button.isChecked()
    assert screen.preview.count.text() == "1 card"
    driver.click(screen.preview.front_button)
    assert "Told" not in screen.preview.card.plain_text()
    driver.click(screen.preview.back_button)
    assert "Told" in screen.preview.card.plain_text()
