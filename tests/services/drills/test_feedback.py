"""Feedback on an answer: error, worked solution and usual assumptions."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.grading import CLOSED, EXACT, Truth
from flashdesign.domain.drills.template import Template
from flashdesign.domain.source import Source
from flashdesign.i18n.translation import in_language
from flashdesign.services.drills import feedback
from flashdesign.services.drills.state import AssumptionFeedback, DrillFeedback, StepFeedback
from tests.support.drills.sample_drills import KNOWN, make_drill
from tests.support.drills.templates import BITS, DOWNTIME, MAIL


def feedback_on(template: Template, text: str) -> DrillFeedback:
    """Return the feedback on an answer, which may be empty."""
    asked = make_drill(template)
    if text:
        asked.submit(text)
    else:
        asked.give_up()
    assert asked.feedback is not None
    return asked.feedback


@pytest.mark.parametrize(
    ("value", "truth", "text"),
    [
        pytest.param(3000.0, 3472.2, "1.16× too low", id="low"),
        pytest.param(3.5e6, 3500.0, "1,000× too high", id="high"),
        pytest.param(3470.0, 3472.2, "spot on", id="too close to report"),
        pytest.param(50.0, (40.0, 60.0), "inside the range", id="in a range"),
        pytest.param(20.0, (40.0, 60.0), "2× too low", id="below a range"),
        pytest.param(0.0, 3500.0, "", id="zero"),
        pytest.param(None, 3500.0, "", id="no answer"),
    ],
)
def test_the_error_as_text(value: float | None, truth: Truth, text: str) -> None:
    assert feedback.error_text(value, truth) == text


def test_a_correct_answer() -> None:
    found = feedback_on(KNOWN, "3k")
    assert (found.answer, found.truth, found.error_text) == (
        "3,000 posts/s",
        "3,470 posts/s",
        "1.16× too low",
    )
    assert found.error_log10 == pytest.approx(0.0635, abs=1e-4)
    assert found.signed_log10 == pytest.approx(-0.0635, abs=1e-4)
    assert (found.bands, found.mistake, found.first_wrong_step) == (CLOSED, "", None)
    assert found.steps == (
        StepFeedback("dau", "monthly users times daily share", "150 million users/day"),
        StepFeedback("answer", "posts a day over 86,400", "3,470 posts/s", "3,000 posts/s"),
    )


def test_numbers_have_the_marks_of_the_language() -> None:
    with in_language("de"):
        found = feedback_on(KNOWN, "3k")
        assert (found.answer, found.truth) == ("3.000 posts/s", "3.470 posts/s")
        assert found.error_text == "Faktor 1,16 zu niedrig"
        assert found.steps[-1].text == "3.470 posts/s"


def test_a_common_mistake_is_named() -> None:
    found = feedback_on(KNOWN, "6900")
    assert found.mistake == "You took the monthly users for the daily ones."
    assert found.steps[-1].is_wrong
    assert feedback.one_line_summary(found) == (
        "You said 6,900 posts/s: 1.99× too high. A common mistake."
    )


def test_no_answer() -> None:
    found = feedback_on(KNOWN, "")
    assert (found.answer, found.error_text, found.error_log10, found.signed_log10) == (
        "",
        "",
        None,
        None,
    )
    assert feedback.one_line_summary(found) == "No answer."


def test_zero_is_an_answer_without_a_place_on_the_scale() -> None:
    found = feedback_on(KNOWN, "0")
    assert feedback.one_line_summary(found) == "You said 0 posts/s. Zero is never the answer."
    assert found.error_log10 is None


def test_an_exact_drill_has_no_scale() -> None:
    assert feedback_on(BITS, "1").bands == EXACT


@pytest.mark.parametrize(
    ("text", "own"),
    [
        pytest.param("3.5 k posts/s", "3,500 posts/s", id="with its unit"),
        pytest.param("3.5k", "3,500 posts/s", id="the question's unit left out"),
    ],
)
def test_an_answer_is_shown_in_the_unit_of_the_question(text: str, own: str) -> None:
    assert feedback_on(KNOWN, text).answer == own


def test_an_answer_in_another_accepted_unit_is_shown_in_its_own() -> None:
    assert feedback_on(DOWNTIME, "0.1 %").answer == "0.1 %"


def test_usual_assumptions_are_shown_with_their_source() -> None:
    found = feedback_on(replace(MAIL, short_cut="A year is 400 days."), "8 GB")
    assert found.assumptions == (
        AssumptionFeedback(
            "e-mails a day",
            "40 messages/day",
            "20 messages/day to 80 messages/day",
            Source("Report"),
        ),
    )
    assert found.short_cut == "A year is 400 days."
    spanless = replace(MAIL.assumptions[0], span=None)
    assert feedback_on(replace(MAIL, assumptions=(spanless,)), "8 GB").assumptions[0].span == ""


def test_a_step_of_zero_cannot_be_wrong() -> None:
    nothing = replace(KNOWN.steps[0], name="nothing", expr="0", unit="users", ask=True)
    asked = make_drill(replace(KNOWN, steps=(nothing, *KNOWN.steps)))
    asked.ask_steps()
    for text in ("5", "150M", "3500"):
        asked.submit(text)
    assert asked.feedback is not None
    assert asked.feedback.first_wrong_step is None
