"""Practice by keys: answers, hints, steps, the timer, the scratch pad and the result."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent, QPoint
from PySide6.QtWidgets import QAbstractButton

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.settings import ColorScheme
from flashdesign.ui.drills.workspace import DrillWorkspace
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.theme.sizes import GRID_PX
from tests.support.drills.templates import BITS, MAIL, POSTS
from tests.support.ui.checks.geometry import is_whole_in_sight, settle
from tests.support.ui.drill_decks import drill_deck
from tests.support.ui.drill_screens import (
    asked,
    home,
    practice,
    practise,
    result,
    right,
    shown_texts,
)
from tests.support.ui.driver import ESCAPE, RETURN, SPACE
from tests.ui.conftest import OpenWindow


def test_practice_starts_with_two_keys_and_focuses_the_field(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    workspace = practice(driver).workspace
    assert workspace.card.field.edit.hasFocus()
    assert practice(driver).counts.text() == "Question 1 of 10"
    assert workspace.card.submit_button.text() == "Check  (Return)"
    assert not practice(driver).main_button.isVisible()
    assert "monthly users" in workspace.card.givens.accessibleName()
    driver.write("3500")
    assert workspace.card.field.reading() == "Reads as 3.5 thousand posts per second"
    driver.click(workspace.card.submit_button)
    assert workspace.verdict.isVisible()
    assert not workspace.card.submit_button.isVisible()
    assert practice(driver).main_button.text() == "Next  (Space)"


def test_the_button_is_beside_the_field_in_a_large_window(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS))
    driver.window.resize(1920, 1080)
    driver.press("3", ctrl=True)
    driver.click(home(driver).start)
    settle(driver.window)
    card = practice(driver).workspace.card
    field, button = card.field.edit, card.submit_button
    assert is_whole_in_sight(button)
    left, top = (
        field.mapTo(card, field.rect().topRight()) - button.mapTo(card, QPoint())
    ).toTuple()
    assert abs(left) <= 4 * GRID_PX
    assert abs(top) <= 2 * GRID_PX


def test_one_stray_return_does_not_give_up(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    workspace = practice(driver).workspace
    driver.press(RETURN)
    assert practice(driver).session.state.feedback is None
    assert workspace.card.field.reading() == "No answer yet. Press Return again to give up."
    assert workspace.card.submit_button.text() == "Give up  (Return)"
    driver.write("3")
    workspace.card.field.edit.clear()
    assert workspace.card.submit_button.text() == "Check  (Return)"
    driver.press(RETURN)
    assert practice(driver).session.state.feedback is None
    driver.press(RETURN)
    assert practice(driver).session.state.suggested is Rating.AGAIN


def test_a_right_answer_is_confirmed_and_a_key_changes_the_grade(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    driver.learner.clock.advance(seconds=40)
    driver.write(right(asked(driver)))
    driver.press(RETURN)
    found = practice(driver).workspace.verdict
    assert found.isVisible()
    assert found.headline.text().startswith("Good: ")
    assert "target 50 s" in found.facts.text()
    assert practice(driver).grade_label.text() == "Grade: Good"
    driver.press("+")
    assert practice(driver).grade_label.text() == "Grade: Easy"
    driver.press("+")
    assert practice(driver).grade_label.text() == "Grade: Easy"
    assert not practice(driver).grade_up.isEnabled()
    driver.press("-", "-")
    assert practice(driver).grade_label.text() == "Grade: Hard"
    driver.press(SPACE)
    assert practice(driver).counts.text() == "Question 2 of 10 · 1 right"
    assert practice(driver).workspace.card.field.text() == ""
    assert practice(driver).workspace.card.field.edit.hasFocus()


def test_a_known_mistake_is_shown(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    driver.write(str(float(right(asked(driver))) * 86400 / (24 * 365)))
    driver.press(RETURN)
    found = practice(driver).workspace.verdict
    assert found.mistake.text.text() == "You divided by the hours of a year."
    assert found.headline.text().startswith("Again")
    assert found.scale.accessibleDescription().startswith("Your answer: ")


def test_an_unreadable_answer_is_not_counted(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    driver.write("3 TB")
    driver.press(RETURN)
    assert "the question asks for" in practice(driver).workspace.card.field.reading()
    assert practice(driver).session.state.feedback is None
    assert practice(driver).workspace.card.field.text() == "3 TB"


def test_a_hint_and_steps_are_requested_by_keys(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    workspace = practice(driver).workspace
    driver.press("h", ctrl=True)
    assert workspace.card.hints[0].isVisible()
    assert "the best grade is Hard" in workspace.card.remark.accessibleName()
    driver.press("t", ctrl=True)
    assert workspace.card.step.accessibleName().startswith("Step 1 of ")
    assert practice(driver).workspace.card.submit_button.text() == "Skip this step  (Return)"
    driver.write("5")
    assert practice(driver).workspace.card.submit_button.text() == "Next step  (Return)"
    driver.press(RETURN)
    assert workspace.card.field.text() == ""
    assert "5 users/day" in workspace.card.steps_done.accessibleName()
    driver.write("1")
    driver.press(RETURN)
    assert "This is where you went wrong." in shown_texts(workspace.verdict)
    assert practice(driver).session.state.suggested is Rating.AGAIN


def test_a_pause_covers_the_question_and_stops_the_timer(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    screen = practice(driver)
    driver.learner.clock.advance(seconds=5)
    driver.press("p", ctrl=True)
    assert screen.workspace.card.is_paused
    assert not screen.workspace.card.question.isVisible()
    driver.learner.clock.advance(seconds=500)
    screen.workspace.clock.poll()
    assert screen.session.time_used() == pytest.approx(5)
    driver.press(RETURN)
    assert not screen.workspace.card.is_paused
    assert screen.workspace.card.field.edit.hasFocus()


def test_the_timer_stops_while_the_window_is_in_the_background(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    screen = practice(driver)
    QCoreApplication.sendEvent(driver.window, QEvent(QEvent.Type.WindowDeactivate))
    assert screen.session.is_paused
    driver.learner.clock.advance(seconds=500)
    QCoreApplication.sendEvent(driver.window, QEvent(QEvent.Type.WindowActivate))
    assert not screen.session.is_paused
    assert screen.session.time_used() == pytest.approx(0)
    driver.press("1", ctrl=True)
    assert screen.session.is_paused
    driver.press("3", ctrl=True)
    assert not screen.session.is_paused


def test_the_countdown_does_not_drift_and_is_redrawn_rarely(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    screen = practice(driver)
    drawn: list[float] = []
    screen.workspace.clock.ticked.connect(drawn.append)
    for _ in range(600):
        driver.learner.clock.advance(seconds=0.1)
        screen.workspace.clock.poll()
    assert drawn[-1] == pytest.approx(60, abs=0.2)
    assert screen.session.time_used() == pytest.approx(60, abs=0.05)
    assert len(drawn) <= 301
    assert screen.workspace.card.clock_note.text() == "10 s over"


def test_time_up_ends_an_empty_field_but_not_typed_text(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    driver.write("9")
    driver.learner.clock.advance(seconds=200)
    practice(driver).workspace.clock.poll()
    assert practice(driver).session.state.feedback is None
    practice(driver).workspace.card.field.edit.clear()
    practice(driver).workspace.clock.poll()
    assert "No answer" in practice(driver).workspace.verdict.facts.text()


def test_the_scratch_pad_is_reached_and_left_by_keys(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    workspace = practice(driver).workspace
    driver.press("k", ctrl=True)
    driver.write("300M * 50% * 2 / 86400")
    assert workspace.pad.results[0].value == "3,472"
    driver.press(ESCAPE)
    assert workspace.card.field.edit.hasFocus()
    assert workspace.pad.isVisible()
    driver.press("k", ctrl=True)
    driver.press("k", ctrl=True)
    assert workspace.card.field.edit.hasFocus()
    driver.press("p", ctrl=True)
    assert not workspace.pad.isVisible()
    driver.press("p", ctrl=True)
    driver.press(RETURN, RETURN, SPACE)
    assert not workspace.pad.isVisible()
    assert workspace.pad.text() == ""


def test_leaving_practice_shows_the_results_and_misses_can_be_retried(
    open_window: OpenWindow,
) -> None:
    driver = practise(open_window)
    driver.press(RETURN, RETURN, ESCAPE)
    done = result(driver)
    assert done.practice_figures.tiles[0].accessibleName() == "question: 1"
    assert done.plain_answers.rowCount() == 1
    assert done.retry_button.hasFocus()
    driver.press(RETURN)
    assert practice(driver).counts.text() == "Question 1 of 1"
    driver.press(ESCAPE)
    assert home(driver).isVisible()
    assert home(driver).calibration.isVisible()


def test_endless_practice_shows_no_end(open_window: OpenWindow) -> None:
    driver = open_window(drill_deck(POSTS, BITS))
    driver.press("3", ctrl=True)
    home(driver).count.setCurrentText("Endless")
    driver.click(home(driver).counts_in_schedule)
    driver.click(home(driver).start)
    assert practice(driver).counts.text() == "Question 1"
    assert not practice(driver).progress.isVisible()
    driver.press(RETURN, RETURN)
    assert practice(driver).grade_label.text() == "Grade in your schedule: Again"


def test_open_and_exact_drills_get_feedback_too(open_window: OpenWindow) -> None:
    driver = practise(open_window, MAIL)
    assert "Make typical assumptions" in practice(driver).workspace.card.remark.accessibleName()
    driver.write("20 GB")
    driver.press(RETURN)
    assert "e-mails a day: 40 messages/day" in shown_texts(practice(driver).workspace.verdict)
    driver.controller.leave()
    driver = practise(open_window, BITS)
    while "Bits" not in asked(driver).question:
        driver.press(RETURN, RETURN, SPACE)
    driver.write("3")
    driver.press(RETURN)
    assert not practice(driver).workspace.verdict.scale.isVisible()


@pytest.mark.parametrize(("scheme", "scale"), [(ColorScheme.DARK, 1.0), (ColorScheme.LIGHT, 1.5)])
@pytest.mark.parametrize("width", [560, 1_120])
def test_everything_that_takes_the_focus_has_a_name(
    open_window: OpenWindow, appearance: Appearance, scheme: ColorScheme, scale: float, width: int
) -> None:
    appearance.apply(scheme, scale)
    driver = practise(open_window)
    driver.window.resize(width, 480)
    driver.press("k", ctrl=True)
    for _ in range(2):
        for _ in range(40):
            driver.window.focusNextChild()
            focused = driver.window.focusWidget()
            name = focused.accessibleName() or (
                focused.text() if isinstance(focused, QAbstractButton) else ""
            )
            assert name, focused
        workspace = driver.window.findChild(DrillWorkspace)
        assert isinstance(workspace, DrillWorkspace)
        assert workspace.card.width() <= driver.window.width()
        driver.press("3", ctrl=True)


def test_another_time_base_is_asked_back_while_typing(open_window: OpenWindow) -> None:
    driver = practise(open_window)
    driver.write("300M/day")
    reading = (
        "This is per day, but the question asks for it per second. Convert it: per second, please."
    )
    assert practice(driver).workspace.card.field.reading() == reading
    driver.press(RETURN)
    assert practice(driver).session.state.feedback is None
    assert practice(driver).workspace.card.field.text() == "300M/day"
