"""A sprint by keys: its code, its questions and its result."""

from PySide6.QtGui import QGuiApplication

from flashdesign.ui.drills.sprint_screen import SprintScreen
from tests.support.drills.templates import BITS, MAIL, POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import home, result, sprint
from tests.support.ui.driver import ESCAPE, RETURN
from tests.ui.conftest import Sit


def test_a_sprint_runs_to_its_result_and_its_code_runs_again(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS, BITS, MAIL))
    seat.press("3", ctrl=True)
    seat.click(home(seat).sprint)
    code = sprint(seat).session.state.code
    assert sprint(seat).position_label.whole_text == f"Sprint {code}"
    assert not sprint(seat).workspace.card.tools["hint"].isVisible()
    first = sprint(seat).workspace.card.question.accessibleName()
    for number in range(10):
        assert sprint(seat).counts.text().startswith(f"Question {number + 1} of 10")
        seat.write("3500")
        seat.press(RETURN)
        if isinstance(seat.window.pages.currentWidget(), SprintScreen) and (
            sprint(seat).session.state.number == number + 1
        ):
            sprint(seat).workspace.card.field.edit.clear()
            seat.press(RETURN)
    done = result(seat)
    assert done.answers.rowCount() == 10
    assert done.topics.rowCount() == 1
    assert done.retry_button.hasFocus()
    seat.click(done.copy)
    assert QGuiApplication.clipboard().text() == code
    seat.click(done.repeat_button)
    assert sprint(seat).workspace.card.question.accessibleName() == first


def test_one_stray_key_does_not_end_a_sprint(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS))
    seat.press("3", ctrl=True)
    seat.click(home(seat).sprint)
    seat.press(ESCAPE)
    assert sprint(seat).workspace.card.is_paused
    assert "Leave again" in seat.toast
    seat.press(ESCAPE)
    assert home(seat).isVisible()


def test_a_code_is_explained_before_it_is_run(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS))
    seat.press("3", ctrl=True)
    home(seat).code.setFocus()
    seat.write("nonsense")
    assert "is not a sprint code" in home(seat).code_label.text()
    assert not home(seat).run_code.isEnabled()
    seat.press(RETURN)
    home(seat).code.clear()
    assert home(seat).code_label.text() == ""
    seat.click(home(seat).sprint)
    code = sprint(seat).session.state.code
    seat.press(ESCAPE, ESCAPE)
    home(seat).code.setFocus()
    seat.write(code.lower().replace("-", " "))
    assert home(seat).code_label.text() == f"Sprint {code}: all topics."
    seat.press(RETURN)
    assert sprint(seat).session.state.code == code
