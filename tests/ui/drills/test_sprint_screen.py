"""A sprint by keys: its code, its questions and its result."""

from PySide6.QtGui import QGuiApplication

from flashdesign.domain.drills.sprint import SPRINT_LENGTH
from flashdesign.ui.drills.result_screen import AnswerView
from flashdesign.ui.drills.sprint_screen import SprintScreen
from tests.support.drills.templates import BITS, MAIL, POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import home, result, sprint
from tests.support.ui.driver import ESCAPE, RETURN
from tests.ui.conftest import OpenWindow


def test_a_sprint_runs_to_its_result_and_its_code_runs_again(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS, BITS, MAIL))
    driver.press("3", ctrl=True)
    driver.click(home(driver).sprint)
    code = sprint(driver).session.state.code
    assert sprint(driver).position_label.whole_text == f"Sprint {code}"
    assert not sprint(driver).workspace.card.tools["hint"].isVisible()
    first = sprint(driver).workspace.card.question.accessibleName()
    for number in range(SPRINT_LENGTH):
        assert sprint(driver).counts.text().startswith(f"Question {number + 1} of {SPRINT_LENGTH}")
        driver.write("3500")
        driver.press(RETURN)
        if isinstance(driver.window.pages.currentWidget(), SprintScreen) and (
            sprint(driver).session.state.number == number + 1
        ):
            sprint(driver).workspace.card.field.edit.clear()
            driver.press(RETURN)
            assert sprint(driver).workspace.card.submit_button.text() == "Skip  (Return)"
            driver.press(RETURN)
    done = result(driver)
    assert done.answers.rowCount() == SPRINT_LENGTH
    assert done.topics.rowCount() == 1
    assert done.retry_button.hasFocus()
    driver.click(done.copy)
    assert QGuiApplication.clipboard().text() == code
    driver.click(done.repeat_button)
    assert sprint(driver).workspace.card.question.accessibleName() == first


def test_an_answer_of_a_sprint_is_opened_with_its_solution(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).sprint)
    first = sprint(driver).workspace.card.question.accessibleName()
    for _number in range(SPRINT_LENGTH):
        driver.write("3")
        driver.press(RETURN)
    done = result(driver)
    done.answers.setFocus()
    done.answers.selectRow(0)
    driver.press(RETURN)
    view = driver.window.sheet.findChild(AnswerView)
    assert isinstance(view, AnswerView)
    assert view.card.question.accessibleName() == first
    assert not view.card.field.isVisible()
    assert view.verdict.facts.text().startswith("You: 3")
    assert view.verdict.chain.isVisible()
    driver.press(ESCAPE)
    assert result(driver).isVisible()


def test_one_stray_key_does_not_end_a_sprint(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).sprint)
    driver.press(ESCAPE)
    assert sprint(driver).workspace.card.is_paused
    assert "Leave again" in driver.toast
    driver.press(ESCAPE)
    assert home(driver).isVisible()


def test_a_code_is_explained_before_it_is_run(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    home(driver).code.setFocus()
    driver.write("nonsense")
    assert "is not a sprint code" in home(driver).code_label.text()
    assert not home(driver).run_code.isEnabled()
    driver.press(RETURN)
    home(driver).code.clear()
    assert home(driver).code_label.text() == ""
    driver.click(home(driver).sprint)
    code = sprint(driver).session.state.code
    driver.press(ESCAPE, ESCAPE)
    home(driver).code.setFocus()
    driver.write(code.lower().replace("-", " "))
    assert home(driver).code_label.text() == f"Sprint {code}: all topics."
    driver.press(RETURN)
    assert sprint(driver).session.state.code == code
