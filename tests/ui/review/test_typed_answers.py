"""Cards answered in the review by an option or by typing a number."""

from flashdesign.domain.scheduling.memory import Rating
from tests.support.ui.driver import RETURN, SPACE
from tests.support.ui.review import CAP, DAY, deck_of, index_of, ratings
from tests.ui.conftest import Sit


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
    assert "Right answer" in names
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
