"""Practice by keys: answers, hints, steps, the timer, the scratch pad and the result."""

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QAbstractButton

from flashdesign.domain.preferences import ColorScheme
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.ui.drills.workspace import DrillWorkspace
from flashdesign.ui.theme.appearance import Appearance
from tests.support.drills.templates import BITS, MAIL, POSTS
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
from tests.ui.conftest import Sit


def test_practice_starts_with_two_keys_and_focuses_the_field(sit: Sit) -> None:
    seat = practise(sit)
    workspace = practice(seat).workspace
    assert workspace.card.field.edit.hasFocus()
    assert practice(seat).counts.text() == "Question 1 of 10"
    assert practice(seat).main_button.text() == "Give up  (Return)"
    assert "monthly users" in workspace.card.givens.accessibleName()
    seat.write("3500")
    assert workspace.card.field.reading() == "Reads as 3.5 thousand posts per second"
    assert practice(seat).main_button.text() == "Check  (Return)"


def test_a_right_answer_is_confirmed_and_a_key_changes_the_grade(sit: Sit) -> None:
    seat = practise(sit)
    seat.learner.clock.advance(seconds=40)
    seat.write(right(asked(seat)))
    seat.press(RETURN)
    told = practice(seat).workspace.verdict
    assert told.isVisible()
    assert told.said.text().startswith("Good: ")
    assert "target 50 s" in told.facts.text()
    assert practice(seat).grade_label.text() == "Grade: Good"
    seat.press("+")
    assert practice(seat).grade_label.text() == "Grade: Easy"
    seat.press("+")
    assert practice(seat).grade_label.text() == "Grade: Easy"
    assert not practice(seat).grade_up.isEnabled()
    seat.press("-", "-")
    assert practice(seat).grade_label.text() == "Grade: Hard"
    seat.press(SPACE)
    assert practice(seat).counts.text() == "Question 2 of 10 · 1 right"
    assert practice(seat).workspace.card.field.text() == ""
    assert practice(seat).workspace.card.field.edit.hasFocus()


def test_a_known_mistake_is_shown(sit: Sit) -> None:
    seat = practise(sit)
    seat.write(str(float(right(asked(seat))) * 86400 / (24 * 365)))
    seat.press(RETURN)
    told = practice(seat).workspace.verdict
    assert told.mistake.text.text() == "You divided by the hours of a year."
    assert told.said.text().startswith("Again")
    assert told.scale.accessibleDescription().startswith("Your answer: ")


def test_an_unreadable_answer_is_not_counted(sit: Sit) -> None:
    seat = practise(sit)
    seat.write("3 TB")
    seat.press(RETURN)
    assert "the question asks for" in practice(seat).workspace.card.field.reading()
    assert practice(seat).session.state.feedback is None
    assert practice(seat).workspace.card.field.text() == "3 TB"


def test_a_hint_and_steps_are_requested_by_keys(sit: Sit) -> None:
    seat = practise(sit)
    workspace = practice(seat).workspace
    seat.press("h", ctrl=True)
    assert workspace.card.hints[0].isVisible()
    assert "the best grade is Hard" in workspace.card.remark.accessibleName()
    seat.press("t", ctrl=True)
    assert workspace.card.step.accessibleName().startswith("Step 1 of ")
    assert practice(seat).main_button.text() == "Skip this step  (Return)"
    seat.write("5")
    assert practice(seat).main_button.text() == "Next step  (Return)"
    seat.press(RETURN)
    assert workspace.card.field.text() == ""
    assert "5 users/day" in workspace.card.steps_done.accessibleName()
    seat.write("1")
    seat.press(RETURN)
    assert "This is where you went wrong." in shown_texts(workspace.verdict)
    assert practice(seat).session.state.suggested is Rating.AGAIN


def test_a_pause_covers_the_question_and_stops_the_timer(sit: Sit) -> None:
    seat = practise(sit)
    screen = practice(seat)
    seat.learner.clock.advance(seconds=5)
    seat.press("p", ctrl=True)
    assert screen.workspace.card.is_paused
    assert not screen.workspace.card.question.isVisible()
    seat.learner.clock.advance(seconds=500)
    screen.workspace.clock.poll()
    assert screen.session.time_used() == pytest.approx(5)
    seat.press(RETURN)
    assert not screen.workspace.card.is_paused
    assert screen.workspace.card.field.edit.hasFocus()


def test_the_timer_stops_while_the_window_is_in_the_background(sit: Sit) -> None:
    seat = practise(sit)
    screen = practice(seat)
    QCoreApplication.sendEvent(seat.window, QEvent(QEvent.Type.WindowDeactivate))
    assert screen.session.is_paused
    seat.learner.clock.advance(seconds=500)
    QCoreApplication.sendEvent(seat.window, QEvent(QEvent.Type.WindowActivate))
    assert not screen.session.is_paused
    assert screen.session.time_used() == pytest.approx(0)
    seat.press("1", ctrl=True)
    assert screen.session.is_paused
    seat.press("3", ctrl=True)
    assert not screen.session.is_paused


def test_the_countdown_does_not_drift_and_is_redrawn_rarely(sit: Sit) -> None:
    seat = practise(sit)
    screen = practice(seat)
    drawn: list[float] = []
    screen.workspace.clock.ticked.connect(drawn.append)
    for _ in range(600):
        seat.learner.clock.advance(seconds=0.1)
        screen.workspace.clock.poll()
    assert drawn[-1] == pytest.approx(60, abs=0.2)
    assert screen.session.time_used() == pytest.approx(60, abs=0.05)
    assert len(drawn) <= 301
    assert screen.workspace.card.clock_note.text() == "10 s over"


def test_time_up_ends_an_empty_field_but_not_typed_text(sit: Sit) -> None:
    seat = practise(sit)
    seat.write("9")
    seat.learner.clock.advance(seconds=200)
    practice(seat).workspace.clock.poll()
    assert practice(seat).session.state.feedback is None
    practice(seat).workspace.card.field.edit.clear()
    practice(seat).workspace.clock.poll()
    assert "No answer" in practice(seat).workspace.verdict.facts.text()


def test_the_scratch_pad_is_reached_and_left_by_keys(sit: Sit) -> None:
    seat = practise(sit)
    workspace = practice(seat).workspace
    seat.press("k", ctrl=True)
    seat.write("300M * 50% * 2 / 86400")
    assert workspace.pad.results[0].value == "3,472"
    seat.press(ESCAPE)
    assert workspace.card.field.edit.hasFocus()
    assert workspace.pad.isVisible()
    seat.press("k", ctrl=True)
    seat.press("k", ctrl=True)
    assert workspace.card.field.edit.hasFocus()
    seat.press("p", ctrl=True)
    assert not workspace.pad.isVisible()
    seat.press("p", ctrl=True)
    seat.press(RETURN, SPACE)
    assert not workspace.pad.isVisible()
    assert workspace.pad.text() == ""


def test_leaving_practice_shows_the_results_and_misses_can_be_retried(sit: Sit) -> None:
    seat = practise(sit)
    seat.press(RETURN, ESCAPE)
    done = result(seat)
    assert done.practice_figures.tiles[0].accessibleName() == "questions: 1"
    assert done.plain_answers.rowCount() == 1
    assert done.retry_button.hasFocus()
    seat.press(RETURN)
    assert practice(seat).counts.text() == "Question 1 of 1"
    seat.press(ESCAPE)
    assert home(seat).isVisible()
    assert home(seat).calibration.isVisible()


def test_endless_practice_shows_no_end(sit: Sit) -> None:
    seat = sit(drill_deck(POSTS, BITS))
    seat.press("3", ctrl=True)
    home(seat).count.setCurrentText("Endless")
    seat.click(home(seat).counts_in_schedule)
    seat.click(home(seat).start)
    assert practice(seat).counts.text() == "Question 1"
    assert not practice(seat).progress.isVisible()
    seat.press(RETURN)
    assert practice(seat).grade_label.text() == "Grade in your schedule: Again"


def test_open_and_exact_drills_get_feedback_too(sit: Sit) -> None:
    seat = practise(sit, MAIL)
    assert "Make typical assumptions" in practice(seat).workspace.card.remark.accessibleName()
    seat.write("20 GB")
    seat.press(RETURN)
    assert "e-mails a day: 40 messages/day" in shown_texts(practice(seat).workspace.verdict)
    seat.desk.leave()
    seat = practise(sit, BITS)
    while "Bits" not in asked(seat).question:
        seat.press(RETURN, SPACE)
    seat.write("3")
    seat.press(RETURN)
    assert not practice(seat).workspace.verdict.scale.isVisible()


@pytest.mark.parametrize(("scheme", "scale"), [(ColorScheme.DARK, 1.0), (ColorScheme.LIGHT, 1.5)])
@pytest.mark.parametrize("width", [560, 1_120])
def test_everything_that_takes_the_focus_has_a_name(
    sit: Sit, appearance: Appearance, scheme: ColorScheme, scale: float, width: int
) -> None:
    appearance.apply(scheme, scale)
    seat = practise(sit)
    seat.window.resize(width, 480)
    seat.press("k", ctrl=True)
    for _ in range(2):
        for _ in range(40):
            seat.window.focusNextChild()
            focused = seat.window.focusWidget()
            name = focused.accessibleName() or (
                focused.text() if isinstance(focused, QAbstractButton) else ""
            )
            assert name, focused
        workspace = seat.window.findChild(DrillWorkspace)
        assert isinstance(workspace, DrillWorkspace)
        assert workspace.card.width() <= seat.window.width()
        seat.press("3", ctrl=True)
