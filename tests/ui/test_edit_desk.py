"""A person adds notes by keyboard alone, changes one in the midst of a review, takes it back."""

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication

from flashdesign.domain.cards import DeckId, Note, NoteKey
from flashdesign.domain.faces import Basic, Cloze, Match
from flashdesign.services import editing, listing
from flashdesign.ui.screens.deck_sheet import DeckSheet
from flashdesign.ui.screens.edit import EditScreen
from tests.fakes import basic_deck, small_decks
from tests.ui.conftest import Sit
from tests.ui.seat import ESCAPE, RETURN, SPACE, Seat

TAB = Qt.Key.Key_Tab
BOTH = Qt.KeyboardModifier.ControlModifier | Qt.KeyboardModifier.ShiftModifier
PLAIN = NoteKey("basics/q01")


def form(seat: Seat) -> EditScreen:
    page = seat.window.pages.currentWidget()
    assert isinstance(page, EditScreen), page
    return page


def begin(seat: Seat, kind: str, deck: str = "basics") -> EditScreen:
    """Open the form of a new note of a kind."""
    seat.press("n", ctrl=True)
    screen = form(seat)
    screen.head.pick_deck(DeckId(deck))
    screen.head.kind.setCurrentText(kind)
    screen.head.kind.textActivated.emit(kind)
    screen.take_focus()
    return screen


def asked(seat: Seat, word: str) -> list[str]:
    """Return the cards with a word, as a list of the program shows them."""
    context = seat.learner.context
    return [line.key for line in listing.cards(context, deck=None, search=word)]


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
    assert screen.head.picked_deck() == "basics"


def test_tab_leads_through_the_form_from_top_to_bottom(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "order")
    screen.head.kind.setFocus()
    stops = []
    for _ in range(6):
        seat.press(TAB)
        focused = QApplication.focusWidget()
        assert focused is not None
        stops.append(focused.accessibleName())
    assert stops == [
        "Question",
        "In this order, Item 1",
        "Besides, what does not belong, Item 1",
        "A card for each step, with so many before it",
        "Tags",
        "Why it is so",
    ]


def test_what_was_added_is_taken_back_and_done_again_from_within_the_empty_form(sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "cloze")
    seat.write("A {{1::zebra}}.")
    seat.press(RETURN, ctrl=True)
    seat.press("z", ctrl=True)
    assert "was taken back" in seat.toast
    assert asked(seat, "zebra") == []
    QTest.keyClick(QApplication.focusWidget() or seat.window, Qt.Key.Key_Z, BOTH)
    assert len(asked(seat, "zebra")) == 1


def test_while_something_is_typed_undo_is_the_fields_own(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    seat.write("Typed")
    seat.press("z", ctrl=True)
    assert screen.form.form()["front"] == ""
    assert seat.toast == ""


def test_rows_are_filled_in_with_return_and_tab(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "match")
    seat.write("Match zebras")
    seat.press(TAB)
    for left, right in (("a", "1"), ("b", "2")):
        seat.write(left)
        seat.press(TAB)
        seat.write(right)
        seat.press(RETURN)
    seat.press(RETURN, ctrl=True)
    (key,) = asked(seat, "zebras")
    face = editing.note(seat.learner.context, NoteKey(key)).face
    assert face == Match("Match zebras", (("a", "1"), ("b", "2")))
    assert screen.form.form()["pairs"] == ()


def test_a_gap_is_put_around_what_is_marked(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "cloze")
    seat.write("zebra")
    seat.press("a", ctrl=True)
    QTest.keyClick(QApplication.focusWidget() or seat.window, Qt.Key.Key_C, BOTH)
    assert screen.form.form()["text"] == "{{1::zebra}}"


def test_what_is_wrong_is_told_at_its_field_and_nothing_is_stored(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    seat.write("Zebra?")
    screen.settle()
    assert screen.form.told() == ""  # nobody is scolded before they are done
    seat.press(RETURN, ctrl=True)
    assert screen.form.fields["back"].wrong() != ""
    assert screen.form.fields["back"].control.hasFocus()
    assert asked(seat, "Zebra") == []


def test_the_preview_shows_the_card_and_a_note_that_asks_the_same(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    seat.write("plain?")
    seat.press(TAB)
    seat.write("**Yes.**")
    screen.settle()
    assert screen.preview.card.plain_text().split() == ["plain?", "Yes."]
    assert "basics/plain" in screen.same.text()
    seat.press("p", ctrl=True)
    assert "Yes" not in screen.preview.card.plain_text()


def test_a_kind_that_is_changed_keeps_what_was_typed(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "basic")
    seat.write("A {{1::zebra}}.")
    screen.head.kind.textActivated.emit("cloze")
    screen.head.kind.setCurrentText("cloze")
    screen.settle()
    assert screen.form.form()["text"] == "A {{1::zebra}}."
    assert screen.preview.card.plain_text() == "A zebra."


def test_a_drill_is_text_with_errors_by_line_and_a_live_instance(sit: Sit) -> None:
    seat = sit(*small_decks())
    screen = begin(seat, "drill")
    screen.settle()
    assert screen.preview.bench.isVisible()
    first = screen.preview.trial.state.asked
    seat.click(screen.preview.again)
    assert screen.preview.trial.state.asked != first
    box = screen.form.text
    box.setPlainText(box.toPlainText().replace("average * peak", "averag * peak"))
    screen.settle()
    assert screen.form.told().startswith("Line 11: ")
    assert "averag" in screen.form.told()
    assert screen.preview.bench.isVisible()  # the last sound one stays


def test_a_card_is_mended_in_the_midst_of_a_review(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    screen = form(seat)
    screen.form.fields["front"].set_value("Mended?")
    seat.press(RETURN, ctrl=True)
    assert seat.toast == "Saved."
    assert "Mended?" in seat.card
    assert seat.review.session.state.left.total == 2


def test_a_note_that_is_deleted_in_review_is_asked_no_more_until_that_is_taken_back(
    sit: Sit,
) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    seat.click_text("Delete")
    assert "q02" in seat.card
    assert seat.review.session.state.left.total == 1


def test_a_changed_note_is_left_only_when_that_is_said_twice(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, "e")
    form(seat).form.fields["front"].set_value("Dropped?")
    seat.press(ESCAPE)
    assert seat.toast.startswith("Not saved.")
    seat.press(ESCAPE)
    assert "q01" in seat.card


def test_the_form_of_a_new_note_is_kept_as_it_was_left(sit: Sit) -> None:
    seat = sit(*small_decks())
    begin(seat, "basic")
    seat.write("Half a")
    seat.press(ESCAPE)
    assert seat.home.isVisible()
    seat.press("n", ctrl=True)
    assert form(seat).form.form()["front"] == "Half a"


def test_what_ships_is_put_back(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    context = seat.learner.context
    other = replace(editing.note(context, PLAIN), face=Basic("Other?", "B"))
    editing.save_note(context, PLAIN, other)
    seat.desk.edit(PLAIN, "go.home")
    seat.click_text("Put back")
    assert editing.note(context, PLAIN).face == Basic("q01?", "q01!")
    assert form(seat).form.form()["front"] == "q01?"
    seat.press("z", ctrl=True)
    assert form(seat).form.form()["front"] == "Other?"


def test_the_first_deck_is_made_from_the_form(sit: Sit) -> None:
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


def test_a_note_of_ones_own_moves_to_another_deck(sit: Sit) -> None:
    seat = sit(*small_decks())
    context = seat.learner.context
    mine = editing.create_deck(context, "Mine")
    other = editing.create_deck(context, "Other")
    key = editing.add_note(context, Note(mine, "one", Cloze("A {{1::zebra}}.")))
    seat.desk.edit(key, "go.home")
    form(seat).head.pick_deck(other)
    seat.press(RETURN, ctrl=True)
    (moved,) = asked(seat, "zebra")
    assert moved.startswith("other/")
