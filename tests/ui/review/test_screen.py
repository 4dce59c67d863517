"""Reviews by keys and clicks, with several kinds of cards, and what the screen shows."""

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel

from flashdesign.domain.notes.question import (
    Basic,
    Cloze,
)
from flashdesign.domain.preferences import GradeButtons
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.ui.review.forgetting_curve import ForgettingCurve
from tests.support.collection import basic_deck, on_table
from tests.support.ui.cards import odd_deck
from tests.support.ui.driver import ESCAPE, SPACE
from tests.support.ui.review import deck_of, ratings
from tests.ui.conftest import Sit


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
