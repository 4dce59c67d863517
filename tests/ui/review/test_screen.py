"""Reviews by keys and clicks, with every kind of card, and undo."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question import (
    Basic,
    Cloze,
    MultipleChoice,
    Number,
    Question,
    WrongOption,
)
from flashdesign.domain.preferences import GradeButtons
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Kind
from flashdesign.ui.app.main_controller import MainController
from flashdesign.ui.review.forgetting_curve import ForgettingCurve
from tests.support.collection import BASICS, basic_deck, note, on_table
from tests.support.ui.cards import odd_deck
from tests.support.ui.driver import ESCAPE, RETURN, SPACE, Seat
from tests.ui.conftest import Sit

DAY = Number("Seconds in a day?", "86400", "s", bands="recall")
CAP = MultipleChoice(
    "What does CAP give up in a partition?",
    correct=("Consistency or availability",),
    wrong=(
        WrongOption("Partition tolerance", "A partition is not chosen."),
        WrongOption("Latency"),
    ),
)


def deck_of(*faces: Question) -> Deck:
    """Return a deck with a note for each question."""
    notes = tuple(note(BASICS, f"n{at}", face) for at, face in enumerate(faces))
    return Deck(BASICS, "Basics", notes)


def ratings(seat: Seat) -> list[Rating | None]:
    """Return the grades in the log, the first one first."""
    return [row.rating for row in seat.learner.log((Kind.LEARN, Kind.REVIEW))]


def index_of(seat: Seat, *, right: bool) -> int:
    """Return the index of a right or a wrong option."""
    asked = seat.review.session.state.card
    assert asked is not None
    return next(at for at, option in enumerate(asked.options) if option.right is right)


def test_one_key_shows_the_first_question_and_a_grade_the_next(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE)
    assert seat.card == "q01?"
    assert seat.review.reveal.text() == "Show answer  (Space)"
    assert seat.review.counts.text() == "2 new"
    seat.press(SPACE)
    assert "q01!" in seat.card
    labels = [button.text() for button in seat.review.grades.buttons]
    assert labels == ["Again", "Hard", "Good", "Easy"]
    seat.press("4")
    assert seat.card == "q02?"
    assert seat.review.counts.text() == "1 new"
    assert ratings(seat) == [Rating.EASY]


def test_space_gives_the_suggested_grade(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, SPACE, SPACE)
    assert ratings(seat) == [Rating.GOOD]


def test_the_mouse_does_what_the_keys_do(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.click_text("Start today's review")
    seat.click(seat.review.reveal)
    assert "q01!" in seat.card
    seat.click(seat.review.grades.buttons[1])
    assert ratings(seat) == [Rating.HARD]


def test_a_grade_before_the_answer_is_shown_does_nothing(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, "3", "1")
    assert seat.card == "q01?"
    assert ratings(seat) == []


def test_a_card_is_also_asked_in_reverse(sit: Sit) -> None:
    seat = sit(deck_of(Basic("To?", "Fro!", reverse=True)))
    seat.press(SPACE)
    assert seat.card == "To?"
    seat.press(SPACE, "4")
    seat.learner.clock.advance(days=1)
    seat.press(SPACE)
    assert seat.home.isVisible()
    seat.press(SPACE)
    assert seat.card == "Fro!"
    seat.press(SPACE)
    assert "To?" in seat.card


def test_a_gap_is_filled_in_place(sit: Sit) -> None:
    seat = sit(deck_of(Cloze("A log is {{1::append-only::how?}}.")))
    seat.press(SPACE)
    assert seat.card == "A log is [how?]."
    seat.press(SPACE)
    assert seat.card == "A log is append-only."


def test_the_right_option_is_chosen_by_its_key(sit: Sit) -> None:
    seat = sit(deck_of(CAP))
    seat.press(SPACE)
    right = index_of(seat, right=True)
    seat.press(str(right + 1))
    assert "Correct" in seat.review.choices.rows[right].accessibleName()
    assert seat.review.grades.buttons[2].is_suggested
    seat.press(SPACE)
    assert ratings(seat) == [Rating.GOOD]


def test_a_wrong_option_shows_the_reason_and_suggests_again(sit: Sit) -> None:
    seat = sit(deck_of(CAP))
    seat.press(SPACE)
    wrong = index_of(seat, right=False)
    seat.click(seat.review.choices.rows[wrong])
    assert "Incorrect" in seat.review.choices.rows[wrong].accessibleName()
    names = " ".join(row.accessibleName() for row in seat.review.choices.rows)
    assert "A partition is not chosen." in names
    assert "Correct answer" in names
    seat.press(SPACE)
    assert ratings(seat) == [Rating.AGAIN]


def test_a_key_beyond_the_options_does_nothing(sit: Sit) -> None:
    seat = sit(deck_of(CAP))
    seat.press(SPACE, "4")
    assert not seat.review.session.state.is_revealed


def test_a_number_is_read_while_it_is_typed(sit: Sit) -> None:
    seat = sit(deck_of(DAY))
    seat.press(SPACE)
    assert seat.review.reveal.text() == "Show answer  (Return)"
    seat.write("86,400")
    assert seat.review.number.reading().startswith("Reads as ")
    assert seat.review.reveal.text() == "Check  (Return)"
    seat.press(RETURN)
    assert seat.review.verdict.isVisible()
    assert "86" in seat.review.verdict.text()
    assert seat.review.number.edit.isReadOnly()
    seat.press("3")
    assert ratings(seat) == [Rating.GOOD]


def test_the_button_checks_what_was_typed(sit: Sit) -> None:
    seat = sit(deck_of(DAY))
    seat.press(SPACE)
    seat.write("5 s")
    seat.click(seat.review.reveal)
    assert "too low" in seat.review.verdict.text()
    assert seat.review.grades.buttons[0].is_suggested


def test_an_unreadable_answer_shows_an_error_and_can_be_corrected(sit: Sit) -> None:
    seat = sit(deck_of(DAY))
    seat.press(SPACE)
    seat.write("a lot")
    seat.press(RETURN)
    assert seat.review.number.reading()
    assert not seat.review.number.reading().startswith("Reads as")
    assert seat.review.number.text() == "a lot"
    assert not seat.review.session.state.is_revealed
    seat.review.number.edit.selectAll()
    seat.write("1 day")
    seat.press(RETURN)
    assert seat.review.session.state.is_revealed


def test_an_empty_field_shows_the_answer(sit: Sit) -> None:
    seat = sit(deck_of(DAY))
    seat.press(SPACE, RETURN)
    assert "86400" in seat.card
    assert not seat.review.verdict.isVisible()


def test_single_keys_are_text_while_a_number_is_typed(sit: Sit) -> None:
    seat = sit(deck_of(DAY, DAY))
    seat.press(SPACE)
    seat.write("1 2 3 w f b s ?")
    assert seat.review.number.text() == "1 2 3 w f b s ?"
    assert not seat.window.sheet.is_open
    assert seat.learner.log() == []


def test_the_next_number_starts_empty_and_open(sit: Sit) -> None:
    seat = sit(deck_of(DAY, DAY))
    seat.press(SPACE)
    seat.write("9")
    seat.press(RETURN, "4")
    assert seat.review.number.text() == ""
    assert seat.review.number.reading() == ""
    seat.write("7")
    assert seat.review.number.text() == "7"


def test_a_flag_leaves_what_was_typed(sit: Sit) -> None:
    seat = sit(deck_of(DAY))
    seat.press(SPACE)
    seat.write("86")
    seat.click_text("Flag")
    assert seat.review.number.text() == "86"
    assert "flagged" in seat.review.deck.whole_text
    seat.click_text("Unflag")
    assert "flagged" not in seat.review.deck.whole_text


def test_two_grade_buttons(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.desk.show_settings()
    seat.settings.changed.emit("buttons", GradeButtons.TWO)
    seat.press("1", ctrl=True)
    seat.press(SPACE, SPACE)
    assert [button.text() for button in seat.review.grades.buttons] == ["Missed", "Got it"]
    seat.press("1")
    seat.press(SPACE, SPACE)
    assert ratings(seat) == [Rating.AGAIN, Rating.GOOD]


def test_the_intervals_can_be_hidden(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, SPACE)
    assert [button.grade.interval for button in seat.review.grades.buttons][2] == "10 min"
    seat.desk.show_settings()
    seat.learner.prefer(show_intervals=False)
    seat.desk.leave()
    seat = sit()
    seat.press(SPACE, SPACE)
    assert {button.grade.interval for button in seat.review.grades.buttons} == {""}


def test_undo_goes_back_card_by_card(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, SPACE, "4", SPACE, "4")
    assert seat.card == "q03?"
    seat.press("z", ctrl=True)
    assert seat.card == "q02?"
    seat.press("z", ctrl=True)
    assert seat.card == "q01?"
    assert seat.learner.left().new == 3
    seat.press("z", ctrl=True)
    assert seat.toast == "Nothing to undo."


def test_the_last_answer_is_undone_from_the_summary(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, SPACE, "4")
    assert seat.summary.isVisible()
    seat.press("z", ctrl=True)
    assert seat.card == "q01?"
    assert seat.learner.left().new == 1


def test_undo_survives_a_restart(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE, "4")
    seat.desk.leave()
    seat.learner.restart()
    again = Seat(seat.learner, seat.window, MainController(seat.window, seat.learner.context))
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Undone: the last answer.")
    assert again.learner.left().new == 2
    again.press("z", ctrl=True)
    qtbot.waitUntil(lambda: again.toast == "Nothing from today to undo.")


def test_undo_from_home_works_after_the_rollover(qtbot: QtBot, sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.learner.clock.advance(hours=15, minutes=55)
    seat.press(SPACE, SPACE, "4", ESCAPE)
    seat.learner.clock.advance(minutes=10)
    assert seat.home.isVisible()
    seat.press("z", ctrl=True)
    qtbot.waitUntil(lambda: seat.toast == "Undone: the last answer.")
    assert seat.learner.left().new == 2


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        pytest.param("b", "Buried until tomorrow.", id="a buried card"),
        pytest.param("s", "Suspended.", id="a suspended card"),
    ],
)
def test_a_buried_or_suspended_card_is_restored_by_the_toast(
    sit: Sit, key: str, sentence: str
) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, key)
    assert seat.card == "q02?"
    assert seat.toast == sentence
    seat.click(seat.window.toast.action)
    assert seat.card == "q01?"
    assert seat.toast == ""


def test_the_next_answer_hides_an_older_toast(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, "b")
    assert seat.toast
    seat.press(SPACE)
    seat.press("4")
    assert seat.toast == ""


def test_suspending_the_last_card_ends_the_session(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, "s")
    assert seat.summary.isVisible()
    assert seat.toast == "Suspended."
    seat.click(seat.window.toast.action)
    assert seat.card == "q01?"


def test_why_shows_the_history_with_a_curve(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.press(SPACE, "w")
    texts = [label.text() for label in seat.window.sheet.findChildren(QLabel)]
    assert any(text.startswith("It's new") for text in texts)
    assert not seat.window.sheet.findChildren(ForgettingCurve)
    seat.press(ESCAPE)
    seat.press(SPACE, "4")
    seat.learner.clock.advance(days=12)
    seat.desk.show_home()
    seat.desk.refresh()
    seat.desk.start_review()
    seat.press("w")
    texts = [label.text() for label in seat.window.sheet.findChildren(QLabel)]
    assert any("a 90 % chance of recalling" in text for text in texts)
    assert any("Easy" in text for text in texts)
    assert seat.window.sheet.findChildren(ForgettingCurve)


def test_review_keys_are_off_while_a_sheet_is_open(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE, "w", "3", "s")
    assert seat.learner.log() == []
    seat.press(ESCAPE)
    assert not seat.window.sheet.is_open
    seat.press("3")
    assert ratings(seat) == [Rating.GOOD]


def test_leaving_keeps_the_answers(sit: Sit) -> None:
    seat = sit(basic_deck(3, parent=None))
    seat.press(SPACE, SPACE, "4", ESCAPE)
    assert seat.home.isVisible()
    assert seat.home.figures.tiles[1].accessibleName() == "new: 2"
    assert ratings(seat) == [Rating.EASY]
    seat.learner.restart()
    assert seat.learner.left().new == 2


def test_space_clicks_the_focused_button(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE, SPACE)
    for _ in range(30):
        if seat.window.focusWidget() is seat.review.grades.buttons[0]:
            break
        seat.press(Qt.Key.Key_Tab)
    seat.press(SPACE)
    assert ratings(seat) == [Rating.AGAIN]


def test_a_long_card_scrolls_by_key_without_a_click(sit: Sit) -> None:
    seat = sit(odd_deck("long"))
    seat.press(SPACE)
    bar = seat.review.card.verticalScrollBar()
    assert bar.maximum() > 2 * seat.review.card.height()
    seat.press(Qt.Key.Key_PageDown)
    assert bar.value() > 0
    seat.press(Qt.Key.Key_End)
    assert bar.value() == bar.maximum()
    seat.press(Qt.Key.Key_Home)
    assert bar.value() == 0


def test_a_cleared_key_is_not_in_the_label(sit: Sit) -> None:
    seat = sit(basic_deck(1, parent=None))
    seat.desk.show_settings()
    seat.settings.changed.emit("keys", {"review.reveal": ""})
    seat.press("1", ctrl=True)
    seat.press(SPACE)
    assert seat.review.reveal.text() == "Show answer"


def test_the_current_card_is_the_one_of_the_session(sit: Sit) -> None:
    seat = sit(basic_deck(2, parent=None))
    seat.press(SPACE)
    assert on_table(seat.review.session) == "basics/q01"
    assert seat.review.progress.isVisible()
