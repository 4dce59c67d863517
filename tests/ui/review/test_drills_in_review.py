"""Drills that are due in the review, all by keys."""

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import GradeButtons
from flashdesign.ui.drills.workspace import DrillWorkspace
from tests.support.drills.templates import POSTS
from tests.support.learner import basic_deck
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import RETURN, SPACE
from tests.ui.conftest import OpenWindow


def test_a_due_drill_is_asked_within_the_review(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS), basic_deck(1, parent=None))
    driver.press(SPACE)
    drill = driver.review.drill
    while not drill.isVisible():
        assert drill.findChild(DrillWorkspace) is None  # its caller gets an answer
        driver.press(SPACE, "3")
    workspace = drill.workspace
    assert workspace.isVisible()
    assert not driver.review.card.isVisible()
    assert workspace.card.field.edit.hasFocus()
    assert driver.review.reveal.text() == "Check  (Return)"
    driver.press("h", ctrl=True)
    assert workspace.card.hints[0].isVisible()
    driver.write("5 GB")
    driver.press(RETURN)
    assert not driver.review.session.state.is_revealed
    workspace.card.field.edit.clear()
    driver.press(RETURN)
    assert driver.review.reveal.text() == "Give up  (Return)"
    assert not driver.review.session.state.is_revealed
    driver.press(RETURN)
    assert workspace.verdict.isVisible()
    assert [button.text() for button in driver.review.grades.buttons if button.isVisible()] == [
        "Again",
        "Hard",
    ]
    driver.press("+")
    assert [button.is_suggested for button in driver.review.grades.buttons][:2] == [False, True]
    driver.press("4")
    assert driver.review.session.state.is_revealed
    driver.press(SPACE)
    assert driver.learner.log()[-1].rating is Rating.HARD


def test_a_drill_has_four_grades_even_with_two_buttons(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.learner.prefer(buttons=GradeButtons.TWO)
    driver.controller.leave()
    driver = open_window()
    driver.press(SPACE, RETURN, RETURN)
    assert driver.review.grades.buttons[0].text() == "Again"
    driver.press(SPACE)
    assert driver.learner.log()[-1].rating is Rating.AGAIN


def test_the_review_pauses_and_resumes(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press(SPACE)
    driver.press("p", ctrl=True)
    assert driver.review.drill.workspace.card.is_paused
    assert not driver.review.reveal.isVisible()
    driver.press("h", ctrl=True)
    assert not driver.review.drill.workspace.card.hints[0].isVisible()
    driver.press("p", ctrl=True)
    assert driver.review.reveal.isVisible()
