"""Earlier answers: where each was asked, and its worked solution."""

from PySide6.QtCore import Qt
from PySide6.QtTest import QTest

from flashdesign.services.drills.practice import PracticeSession
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
    assert home(driver).last_sprint.text() == f"Last sprint: {code}, 0 of 10 right, 2026-03-02"
    driver.click(home(driver).open_last)
    table = history(driver).answers
    assert cells(driver, 0) == [f"Sprint {code}, 2026-03-02: 0 of 10 right"]
    assert [cells(driver, at)[1] for at in range(1, 11)] == [str(at) for at in range(1, 11)]
    assert table.currentRow() == 1
    row = next(
        at for at in range(history(driver).answers.rowCount()) if cells(driver, at)[1:2] == ["3"]
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
    rows = [cells(driver, row) for row in range(history(driver).answers.rowCount())]
    assert [row[0] for row in rows if len(row) == 1] == [
        "Unfinished sprint, 2026-03-02: 0 of 1 right",
        "Practice, 2026-03-02: 0 of 1 right",
        "Reviews, 2026-03-02: 0 of 1 right",
    ]
    assert rows[1][1:3] == ["1", "2026-03-02 12:00"]


def test_an_answer_opens_by_one_click_on_its_arrow(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).start)
    driver.write("4")
    driver.press(RETURN, ESCAPE)
    driver.press("3", ctrl=True)
    assert not home(driver).open_last.isVisible()
    driver.click(home(driver).history)
    table = history(driver).answers
    arrow = table.item(1, table.columnCount() - 1)
    heading, area = table.item(0, 0), table.viewport()
    assert arrow is not None
    assert heading is not None
    left, plain = Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QTest.mouseClick(area, left, plain, table.visualItemRect(heading).center())
    assert not driver.window.sheet.is_open
    QTest.mouseClick(area, left, plain, table.visualItemRect(arrow).center())
    assert driver.window.sheet.is_open


def test_an_answer_of_another_process_is_added_and_the_selected_one_stays_so(
    open_window: OpenWindow,
) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.press("3", ctrl=True)
    driver.click(home(driver).start)
    driver.write("4")
    driver.press(RETURN, ESCAPE)
    driver.press("3", ctrl=True)
    driver.click(home(driver).history)
    table = history(driver).answers
    assert (table.rowCount(), table.currentRow()) == (2, 1)
    context = driver.learner.context
    driver.learner.clock.advance(hours=48)
    session = PracticeSession(context, count=1)
    session.submit("5")
    session.next_drill()
    session.close()
    driver.controller.show_changes("Changed elsewhere.", can_undo=False)
    assert cells(driver, 0) == ["Practice, 2026-03-04: 0 of 1 right"]
    assert (table.rowCount(), table.currentRow()) == (4, 3)
