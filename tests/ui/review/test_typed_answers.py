"""Cards answered in the review by an option or by typing a number."""

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashdesign.domain.scheduling.memory import Rating
from tests.support.ui.cards import odd_deck
from tests.support.ui.driver import RETURN, SPACE
from tests.support.ui.review import CAP, DAY, deck_of, index_of, ratings
from tests.ui.conftest import OpenWindow


def test_the_right_option_is_chosen_by_its_key(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE)
    right = index_of(driver, right=True)
    driver.press(str(right + 1))
    assert "Correct" in driver.review.choices.rows[right].accessibleName()
    assert driver.review.grades.buttons[2].is_suggested
    driver.press(SPACE)
    assert ratings(driver) == [Rating.GOOD]


def test_a_wrong_option_shows_the_reason_and_suggests_again(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE)
    wrong = index_of(driver, right=False)
    driver.click(driver.review.choices.rows[wrong])
    assert "Incorrect" in driver.review.choices.rows[wrong].accessibleName()
    names = " ".join(row.accessibleName() for row in driver.review.choices.rows)
    assert "A partition is not chosen." in names
    assert "Correct answer" in names
    driver.press(SPACE)
    assert ratings(driver) == [Rating.AGAIN]


def test_a_key_beyond_the_options_does_nothing(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(CAP))
    driver.press(SPACE, "4")
    assert not driver.review.session.state.is_revealed


def test_a_number_is_read_while_it_is_typed(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    assert driver.review.reveal.text() == "Show answer  (Return)"
    driver.write("86,400")
    assert driver.review.number.reading().startswith("Reads as ")
    assert driver.review.reveal.text() == "Check  (Return)"
    driver.press(RETURN)
    assert driver.review.verdict.isVisible()
    assert "86" in driver.review.verdict.text()
    assert driver.review.number.edit.isReadOnly()
    driver.press("3")
    assert ratings(driver) == [Rating.GOOD]


def test_the_button_checks_what_was_typed(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    driver.write("5 s")
    driver.click(driver.review.reveal)
    assert "too low" in driver.review.verdict.text()
    assert driver.review.grades.buttons[0].is_suggested


def test_an_unreadable_answer_shows_an_error_and_can_be_corrected(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    driver.write("a lot")
    driver.press(RETURN)
    assert driver.review.number.reading()
    assert not driver.review.number.reading().startswith("Reads as")
    assert driver.review.number.text() == "a lot"
    assert not driver.review.session.state.is_revealed
    driver.review.number.edit.selectAll()
    driver.write("1 day")
    driver.press(RETURN)
    assert driver.review.session.state.is_revealed


def test_an_empty_field_shows_the_answer(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE, RETURN)
    assert "86,400" in driver.card
    assert not driver.review.verdict.isVisible()


@pytest.mark.parametrize(
    "name", ["options", "order", "step", "match", "classify", "list", "number", "typed"]
)
def test_a_card_that_was_not_answered_is_missed(open_window: OpenWindow, name: str) -> None:
    driver = open_window(odd_deck(name))
    shows_answer = RETURN if name in {"list", "number", "typed"} else SPACE
    driver.press(SPACE, shows_answer)
    assert driver.review.session.state.is_revealed
    assert driver.review.grades.buttons[0].is_suggested
    driver.press(SPACE)
    assert ratings(driver) == [Rating.AGAIN]


def test_single_keys_are_text_while_a_number_is_typed(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY, DAY))
    driver.press(SPACE)
    driver.write("1 2 3 w f b s ?")
    assert driver.review.number.text() == "1 2 3 w f b s ?"
    assert not driver.window.sheet.is_open
    assert driver.learner.log() == []


def test_the_next_number_starts_empty_and_open(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY, DAY))
    driver.press(SPACE)
    driver.write("9")
    driver.press(RETURN, "4")
    assert driver.review.number.text() == ""
    assert driver.review.number.reading() == ""
    driver.write("7")
    assert driver.review.number.text() == "7"


def test_a_flag_leaves_what_was_typed(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    driver.write("86")
    driver.click_text("Flag")
    assert driver.review.number.text() == "86"
    assert "flagged" in driver.review.head.deck.whole_text
    driver.click_text("Unflag")
    assert "flagged" not in driver.review.head.deck.whole_text


@pytest.mark.parametrize(
    ("name", "rating"),
    [("code", Rating.GOOD), ("gaps", Rating.GOOD), ("options", Rating.AGAIN)],
)
def test_return_shows_the_answer_and_grades(
    open_window: OpenWindow, name: str, rating: Rating
) -> None:
    driver = open_window(odd_deck(name))
    driver.press(SPACE, RETURN)
    assert driver.review.session.state.is_revealed
    assert ratings(driver) == []
    driver.press(RETURN)
    assert ratings(driver) == [rating]


@pytest.mark.parametrize(("name", "text"), [("number", "432 TB"), ("typed", "WAL")])
def test_return_in_a_field_does_not_grade_as_well(
    open_window: OpenWindow, name: str, text: str
) -> None:
    driver = open_window(odd_deck(name))
    driver.press(SPACE)
    driver.write(text)
    driver.press(RETURN)
    assert driver.review.session.state.is_revealed
    assert ratings(driver) == []
    driver.press(RETURN)
    assert ratings(driver) == [Rating.GOOD]


def test_return_presses_the_focused_button(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("code", "table"))
    driver.press(SPACE)
    driver.review.tools["bury"].setFocus()
    driver.press(RETURN)
    assert driver.toast == "Buried until tomorrow."
    assert ratings(driver) == []


def test_a_letter_with_alt_runs_its_action_while_an_answer_is_typed(
    open_window: OpenWindow,
) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    driver.write("9")
    assert driver.review.tools["flag"].key == "Alt+F"
    QTest.keyClick(driver.review.number.edit, Qt.Key.Key_F, Qt.KeyboardModifier.AltModifier)
    asked = driver.review.session.state.card
    assert asked is not None
    assert asked.is_flagged
    assert driver.review.number.text() == "9"
    assert "Alt+F" in driver.review.tools["flag"].toolTip()
    driver.press(RETURN)
    assert driver.review.tools["flag"].key == "F"


def test_an_unreadable_number_cannot_be_checked(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    driver.write("4,,3 parsecs")
    assert driver.review.number.reading().startswith('"4,,3" is not a number')
    assert not driver.review.reveal.isEnabled()
    driver.review.number.edit.clear()
    assert driver.review.reveal.isEnabled()


def test_the_unit_of_the_field_is_hidden_once_the_answer_names_one(open_window: OpenWindow) -> None:
    driver = open_window(deck_of(DAY))
    driver.press(SPACE)
    assert driver.review.number.unit() == "s"
    driver.write("1 day")
    assert driver.review.number.unit() == ""


def test_a_wrong_answer_gets_a_verdict(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("typed"))
    driver.press(SPACE)
    driver.write("the redo log")
    driver.press(RETURN)
    assert driver.review.verdict.text() == "Incorrect: not one of the accepted answers."


def test_return_and_the_button_do_the_same_in_a_list(open_window: OpenWindow) -> None:
    driver = open_window(odd_deck("list"))
    driver.press(SPACE)
    entries, reveal = driver.review.entries, driver.review.reveal
    driver.write("QPS")
    assert reveal.text() == "Add  (Return)"
    driver.click(reveal)
    assert [chip.text() for chip in entries.chips] == ["QPS"]
    driver.write("qps")
    driver.press(RETURN)
    assert entries.chips[1].accessibleName() == "qps, already there"
    assert entries.count.text().startswith("1 of 5 ")
    driver.write("bandwith")
    driver.press(RETURN)
    assert reveal.text() == "Check  (Return)"
    driver.press(RETURN)
    assert driver.review.session.state.is_revealed
    assert entries.chips[2].accessibleName() == "bandwith, taken as bandwidth"
    assert entries.chips[2].remark == "taken as bandwidth"
