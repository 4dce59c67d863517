"""Drills that are due in the review, all by keys."""

from flashdesign.domain.preferences import GradeButtons
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.ui.drills.workspace import DrillWorkspace
from tests.support.collection import basic_deck
from tests.support.drills.templates import POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.driver import RETURN, SPACE
from tests.ui.conftest import Sit


def test_a_due_drill_is_asked_within_the_review(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS), basic_deck(1, parent=None))
    seat.press(SPACE)
    drill = seat.review.drill
    while not drill.isVisible():
        assert drill.findChild(DrillWorkspace) is None  # nobody waits for it in vain
        seat.press(SPACE, "3")
    workspace = drill.workspace
    assert workspace.isVisible()
    assert not seat.review.card.isVisible()
    assert workspace.card.field.edit.hasFocus()
    assert seat.review.reveal.text() == "Give up  (Return)"
    seat.press("h", ctrl=True)
    assert workspace.card.hints[0].isVisible()
    seat.write("5 GB")
    seat.press(RETURN)
    assert not seat.review.session.state.is_revealed
    workspace.card.field.edit.clear()
    seat.press(RETURN)
    assert workspace.verdict.isVisible()
    assert [one.text() for one in seat.review.grades.buttons if one.isVisible()] == [
        "Again",
        "Hard",
    ]
    seat.press("+")
    assert [one.is_suggested for one in seat.review.grades.buttons][:2] == [False, True]
    seat.press("4")
    assert seat.review.session.state.is_revealed
    seat.press(SPACE)
    assert seat.learner.log()[-1].rating is Rating.HARD


def test_a_drill_has_four_grades_even_with_two_buttons(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS))
    seat.learner.prefer(buttons=GradeButtons.TWO)
    seat.desk.leave()
    seat = sit()
    seat.press(SPACE, RETURN)
    assert seat.review.grades.buttons[0].text() == "Again"
    seat.press(SPACE)
    assert seat.learner.log()[-1].rating is Rating.AGAIN


def test_the_review_pauses_and_resumes(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS))
    seat.press(SPACE)
    seat.press("p", ctrl=True)
    assert seat.review.drill.workspace.card.is_paused
    assert not seat.review.reveal.isVisible()
    seat.press("h", ctrl=True)
    assert not seat.review.drill.workspace.card.hints[0].isVisible()
    seat.press("p", ctrl=True)
    assert seat.review.reveal.isVisible()
