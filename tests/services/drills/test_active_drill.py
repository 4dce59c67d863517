"""A drill from question to feedback: clock, hints, steps and attempt."""

from dataclasses import replace

import pytest

from flashdesign.domain.drills.attempt import Mode
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.drills.state import GivenValue, StepPrompt
from tests.support.drills.attempts import uid
from tests.support.drills.sample_drills import CHAIN, KNOWN, make_drill
from tests.support.drills.templates import BITS, DOWNTIME
from tests.support.learner import ManualClock

WORKED = [
    pytest.param("3500", 40, Rating.GOOD, id="right"),
    pytest.param("3472", 20, Rating.EASY, id="right and fast"),
    pytest.param("3500", 100, Rating.HARD, id="slow"),
    pytest.param("2000", 60, Rating.HARD, id="rounded too coarsely"),
    pytest.param("5600", 40, Rating.AGAIN, id="near a known mistake"),
    pytest.param("6900", 40, Rating.AGAIN, id="a known mistake"),
    pytest.param("34247", 40, Rating.AGAIN, id="hours of a year"),
    pytest.param("3500", 160, Rating.HARD, id="begun in time and sent late"),
]


@pytest.mark.parametrize(("text", "seconds", "rating"), WORKED)
def test_the_worked_instance_is_graded_as_designed(
    text: str, seconds: float, rating: Rating
) -> None:
    clock = ManualClock()
    known = make_drill(clock=clock)
    clock.advance(seconds=seconds)
    known.time_up(text)
    known.submit(text)
    assert known.feedback is not None
    assert known.feedback.automatic is rating
    assert known.feedback.seconds == seconds


def test_the_question_lists_the_givens() -> None:
    asked = make_drill(hint="Think.").prompt
    assert asked.question.startswith("300 million people a month, 50 % of them daily")
    assert asked.givens == (
        GivenValue("monthly users", "300 million"),
        GivenValue("share", "50 %"),
        GivenValue("posts", "2"),
    )
    assert (asked.title, asked.topic, asked.unit) == ("Posts per second", "QPS", "posts/s")
    assert (asked.target_s, asked.gives_up_after_s, asked.is_timed) == (50, 150, True)
    assert (asked.hints_left, asked.steps, asked.step, asked.is_open) == (3, 1, None, False)


def test_an_empty_field_is_given_up_at_three_times_the_target() -> None:
    clock = ManualClock()
    known = make_drill(clock=clock)
    clock.advance(seconds=149)
    known.time_up("")
    assert (known.time_used(), known.time_left(), known.feedback) == (149, 1, None)
    clock.advance(seconds=1)
    known.time_up(" 35")
    assert known.feedback is None
    known.time_up(" ")
    assert known.feedback is not None
    assert (known.feedback.automatic, known.feedback.verdict) == (Rating.AGAIN, "No answer.")
    assert (known.time_used(), known.time_left()) == (None, None)


def test_a_pause_does_not_count() -> None:
    clock = ManualClock()
    known = make_drill(clock=clock)
    clock.advance(seconds=10)
    known.pause()
    clock.advance(hours=1)
    assert known.time_left() == 140
    known.resume()
    clock.advance(seconds=10)
    known.submit("3472")
    known.resume()
    assert known.feedback is not None
    assert (known.feedback.seconds, known.feedback.automatic) == (20, Rating.EASY)


def test_an_untimed_drill_is_never_slow_and_never_expires() -> None:
    clock = ManualClock()
    known = make_drill(clock=clock, is_timed=False)
    clock.advance(hours=2)
    known.time_up("")
    assert (known.time_left(), known.time_used(), known.feedback) == (None, None, None)
    known.submit("3472")
    assert known.feedback is not None
    assert (known.feedback.automatic, known.feedback.seconds) == (Rating.GOOD, None)
    answer = known.attempt(uid(1), 5, mode=Mode.REVIEW).answer
    assert (answer.ms, answer.is_timed) == (7_200_000, False)


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        pytest.param("many", "is not a number. Start with", id="no number"),
        pytest.param("30 GB", "the question asks for", id="the wrong family"),
    ],
)
def test_invalid_input_does_not_count(text: str, complaint: str) -> None:
    known = make_drill()
    with pytest.raises(QuantityError, match=complaint):
        known.submit(text)
    assert known.feedback is None
    words, is_error = known.describe_input(text)
    assert is_error
    assert complaint in words


def test_typed_input_is_described() -> None:
    known = make_drill()
    assert known.describe_input("3.5k") == ("Reads as 3.5 thousand posts per second", False)
    assert known.describe_input(" ") == ("", False)
    known.submit("3.5k")
    assert known.describe_input("4k") == ("", False)


def test_hints_are_shown_one_by_one_and_lower_the_grade() -> None:
    known = make_drill(hint="A day has 86,400 s.")
    for _ in range(5):
        known.take_hint()
    assert known.prompt.hints == (
        "A day has 86,400 s.",
        "monthly users times daily share",
        "posts a day over 86,400",
    )
    assert known.prompt.hints_left == 0
    known.submit("3472")
    known.take_hint()
    assert known.feedback is not None
    assert (known.feedback.automatic, known.feedback.hints) == (Rating.HARD, 3)


def test_steps_are_asked_one_by_one_and_count_as_a_hint() -> None:
    known = make_drill(CHAIN)
    known.ask_steps()
    assert known.prompt.step == StepPrompt(
        "dau", "monthly users times daily share", "users/day", 1, 2
    )
    assert known.describe_input("150M") == ("Reads as 150 million users per day", False)
    with pytest.raises(QuantityError):
        known.submit("150 GB")
    known.submit("150M")
    assert known.prompt.step == StepPrompt("per_day", "", "posts/day", 2, 2)
    known.submit("")
    known.ask_steps()
    assert known.prompt.step is None
    assert known.prompt.step_answers == (("dau", "150 million users/day"), ("per_day", ""))
    assert known.feedback is None
    known.submit("3500")
    assert known.feedback is not None
    assert (known.feedback.automatic, known.feedback.hints) == (Rating.HARD, 1)
    assert known.feedback.first_wrong_step is None


@pytest.mark.parametrize(
    ("typed", "first_wrong_step"),
    [
        pytest.param(("150M", "300M", "3500"), None, id="at no step"),
        pytest.param(("300M", "600M", "7000"), 0, id="at the first step"),
        pytest.param(("150M", "150M", "1700"), 1, id="at the second"),
        pytest.param(("", "300M", "34000"), 2, id="at the last"),
        pytest.param(("140M", "", "3300"), None, id="a rounded step is not wrong"),
    ],
)
def test_the_first_wrong_step(typed: tuple[str, ...], first_wrong_step: int | None) -> None:
    known = make_drill(CHAIN)
    known.ask_steps()
    for text in typed:
        known.submit(text)
    assert known.feedback is not None
    assert known.feedback.first_wrong_step == first_wrong_step


def test_only_the_marked_steps_are_asked() -> None:
    marked = replace(
        CHAIN, steps=(CHAIN.steps[0], replace(CHAIN.steps[1], ask=True), CHAIN.steps[2])
    )
    known = make_drill(marked)
    known.ask_steps()
    assert known.prompt.step is not None
    assert (known.prompt.step.name, known.prompt.step.of) == ("per_day", 1)


def test_without_intermediate_steps_none_are_asked() -> None:
    bits = make_drill(BITS)
    bits.ask_steps()
    assert (bits.prompt.steps, bits.prompt.step) == (0, None)
    bits.give_up()
    assert bits.feedback is not None
    assert bits.feedback.hints == 0


def test_without_help_there_are_no_hints_and_no_steps() -> None:
    known = make_drill(CHAIN, hint="A day has 86,400 s.", helps=False)
    known.take_hint()
    known.ask_steps()
    asked = known.prompt
    assert (asked.hints, asked.hints_left, asked.steps, asked.step) == ((), 0, 0, None)


def test_only_the_first_answer_counts() -> None:
    known = make_drill()
    known.submit("3500")
    feedback = known.feedback
    known.submit("1")
    known.give_up()
    known.ask_steps()
    assert known.feedback is feedback


def test_an_attempt_has_all_that_grading_again_needs() -> None:
    clock = ManualClock()
    known = make_drill(clock=clock)
    clock.advance(seconds=40.0004)
    known.submit("~6.9k posts/s")
    tried = known.attempt(uid(1), 5, mode=Mode.SPRINT, kept=Rating.HARD, sprint=uid(2))
    assert (tried.card, tried.at, tried.sprint) == ("sums/posts", 5, uid(2))
    assert (tried.automatic, tried.rating, tried.mistake) == (Rating.AGAIN, Rating.HARD, 1)
    assert (tried.answer.text, tried.answer.value, tried.answer.ms) == (
        "~6.9k posts/s",
        6900,
        40_000,
    )
    assert tried.question.values == {"mau": 300e6, "share": 50, "posts": 2}
    assert tried.question.truth == pytest.approx(3472.2, abs=0.1)
    assert tried.mistake_text == KNOWN.mistakes[1].say
    assert known.points() == 0


def test_giving_up_is_an_attempt_without_an_answer() -> None:
    known = make_drill()
    known.give_up()
    tried = known.attempt(uid(1), 5, mode=Mode.PRACTICE)
    assert (tried.answer.text, tried.answer.value, tried.error_log10) == ("", None, None)
    assert tried.rating is Rating.AGAIN
    assert known.points() == 0


def test_points_depend_on_the_time_taken() -> None:
    clock = ManualClock()
    known = make_drill(clock=clock)
    clock.advance(seconds=100)
    known.submit("3472.2222")
    assert known.points() == pytest.approx(80, abs=0.01)


def test_a_share_is_one() -> None:
    down = make_drill(replace(DOWNTIME, unit="%", steps=(replace(DOWNTIME.steps[0], expr="1"),)))
    down.submit("120 %")
    assert down.feedback is not None
    assert down.feedback.verdict == "A share cannot be over 100 %."
    assert down.attempt(uid(1), 5, mode=Mode.REVIEW).question.is_share


def test_another_time_base_is_asked_back_at_no_cost_and_never_converted() -> None:
    known = make_drill()
    reading, is_invalid = known.describe_input("300M/day")
    assert is_invalid
    assert "per second, please" in reading
    assert "3,4" not in reading
    with pytest.raises(QuantityError, match="per second, please"):
        known.submit("300M/day")
    known.submit("3500/s")
    assert known.feedback is not None
    assert known.feedback.automatic in (Rating.GOOD, Rating.EASY)


def test_a_step_asks_for_its_own_time_base() -> None:
    known = make_drill(CHAIN)
    known.ask_steps()
    with pytest.raises(QuantityError, match="per day, please"):
        known.submit("1700 users/s")
