"""Earlier answers: where each was asked, and its worked solution."""

from flashdesign.ui.drills.result_screen import AnswerView
from tests.support.drills.templates import POSTS
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import history, home, sprint
from tests.support.ui.driver import ESCAPE, RETURN, WindowDriver
from tests.ui.conftest import OpenWindow


def cells(driver: WindowDriver, row: int) -> list[str]:
    """Return the texts of a row."""
    table = history(driver).answers
    items = [table.item(row, at) for at in range(table.columnCount())]
    return [item.text() for item in items if item is not None]


def test_the_third_answer_of_a_sprint_is_found_on_a_later_day(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    assert not home(driver).history.isVisible()
    driver.click(home(driver).sprint)
    code = sprint(driver).session.state.code
    asked = []
    for number in range(10):
        asked.append(sprint(driver).workspace.card.question.accessibleName())
        driver.write(str(number + 1))
        driver.press(RETURN)
    driver.learner.clock.advance(hours=48)
    driver.press("1", ctrl=True)
    driver.press("3", ctrl=True)
    driver.click(home(driver).history)
    row = next(
        at
        for at in range(history(driver).answers.rowCount())
        if f"Sprint {code}, question 3" in cells(driver, at)
    )
    history(driver).answers.selectRow(row)
    driver.press(RETURN)
    view = driver.window.sheet.findChild(AnswerView)
    assert isinstance(view, AnswerView)
    assert view.card.question.accessibleName() == asked[2]
    assert view.verdict.facts.text().startswith("You: 3 ")
    assert view.verdict.chain.isVisible()
    driver.press(ESCAPE)
    assert history(driver).isVisible()
    driver.click(history(driver).primary)
    assert home(driver).isVisible()


def test_answers_of_reviews_practice_and_unfinished_sprints_are_listed(
    open_window: OpenWindow,
) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("1", ctrl=True)
    driver.press("2", ctrl=True)
    driver.write("3")
    driver.press(RETURN)
    driver.press("1")
    driver.press("3", ctrl=True)
    driver.click(home(driver).start)
    driver.write("4")
    driver.press(RETURN, ESCAPE)
    driver.press("3", ctrl=True)
    driver.click(home(driver).sprint)
    driver.write("5")
    driver.press(RETURN, ESCAPE, ESCAPE)
    driver.click(home(driver).history)
    places = [cells(driver, row)[1] for row in range(history(driver).answers.rowCount())]
    assert places == ["Unfinished sprint, question 1", "Practice", "Review"]
    assert cells(driver, 0)[2] == "2026-03-02 12:00"
