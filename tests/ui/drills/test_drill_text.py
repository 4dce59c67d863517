"""Texts on estimates: factors, bias, and what to work on."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.calibration import Bias, Calibration, TopicAccuracy
from flashdesign.i18n.formatting import factor
from flashdesign.services.drills.state import DrillPrompt
from flashdesign.ui.drills import drill_text

NONE = Calibration(
    attempts=0,
    answered=0,
    error_log10=None,
    topics=(),
    within_easy=0,
    within_good=0,
    within_hard=0,
    pace_before=None,
    pace_now=None,
    bias_log10=None,
    bias_direction=Bias.UNKNOWN,
    mistake="",
    mistake_times=0,
)


@pytest.mark.parametrize(
    ("error_log10", "expected"),
    [
        pytest.param(None, "–", id="no answer"),
        pytest.param(0.0, "1×", id="spot on"),
        pytest.param(0.114, "1.3×", id="two digits"),
        pytest.param(2.08, "120×", id="no powers below a million"),
        pytest.param(7.2, "10^7×", id="powers from there on"),
    ],
)
def test_an_error_is_a_factor(error_log10: float | None, expected: str) -> None:
    assert factor(error_log10) == expected


@pytest.mark.parametrize(
    ("bias", "lean", "expected"),
    [
        pytest.param(None, Bias.UNKNOWN, "–", id="too few answers"),
        pytest.param(-0.1, Bias.LOW, "1.3× too low", id="low"),
        pytest.param(0.3, Bias.HIGH, "2× too high", id="high"),
        pytest.param(0.01, Bias.HIGH, "even", id="barely"),
        pytest.param(0.0, Bias.EVEN, "even", id="neither"),
    ],
)
def test_the_bias_of_answers(bias: float | None, lean: Bias, expected: str) -> None:
    assert drill_text.format_bias(replace(NONE, bias_log10=bias, bias_direction=lean)) == expected


@pytest.mark.parametrize(
    ("before", "now", "expected"),
    [
        pytest.param(1.0, 0.8, "Recently 20 % faster than before.", id="faster"),
        pytest.param(1.0, 1.5, "Recently 50 % slower than before.", id="slower"),
        pytest.param(1.0, 1.01, "", id="about the same"),
        pytest.param(0.0, 0.5, "", id="nothing to compare with"),
    ],
)
def test_the_pace(before: float, now: float, expected: str) -> None:
    assert drill_text.format_remarks(replace(NONE, pace_before=before, pace_now=now)) == expected


def test_what_to_work_on() -> None:
    topics = (TopicAccuracy("peak", 2, None), TopicAccuracy("cache", 3, 0.3))
    known = replace(NONE, topics=topics, mistake="You counted months.", mistake_times=2)
    found = drill_text.format_remarks(known)
    assert found == ("Most common mistake (2 times): You counted months. Weakest topic: cache, 2×.")


def test_the_timer_counts_down_and_then_up() -> None:
    drill = DrillPrompt(
        title="",
        topic="",
        level=1,
        question="",
        givens=(),
        unit="",
        is_open=False,
        is_timed=True,
        target_s=50,
        gives_up_after_s=150,
    )
    assert drill_text.format_timer(12, drill) == (38, 50, "of 50 s")
    assert drill_text.format_timer(60.2, drill) == (0, 50, "11 s over")
