"""Feedback on a drill answer: the worked solution, the error, and the first wrong step."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flashdesign.domain.drills.attempt import Attempt, finite, signed_error
from flashdesign.domain.drills.grading import (
    CLOSED,
    TOLERANCE_DECADES,
    EstimateTask,
    Reason,
    Truth,
    Verdict,
    ends,
    error_in_decades,
)
from flashdesign.domain.drills.instance import Instance, SolvedStep, format_quantity
from flashdesign.domain.drills.template import Assumption, Param, bands_of
from flashdesign.domain.quantities.numeral import round_digits, rounded_text
from flashdesign.domain.quantities.quantity import Quantity
from flashdesign.domain.quantities.unit import Unit, parse_unit
from flashdesign.i18n.formatting import has_decimal_comma
from flashdesign.i18n.translation import N_, _
from flashdesign.services.drills.state import (
    AssumptionFeedback,
    DrillFeedback,
    GivenValue,
    StepFeedback,
)

_VERDICTS = {
    Reason.NO_ANSWER: N_("No answer."),
    Reason.NOT_POSITIVE: N_("Zero is never the answer."),
    Reason.OVER_100_PERCENT: N_("A share cannot be over 100 %."),
    Reason.MISTAKE: N_("A common mistake."),
    Reason.WRONG: N_("Too far off."),
    Reason.ROUNDED_TOO_COARSELY: N_("Close, but rounded too coarsely."),
    Reason.HINT: N_("Correct, with a hint."),
    Reason.SLOW: N_("Correct, but slow."),
    Reason.FAST: N_("Correct and fast."),
    Reason.RIGHT: N_("Correct."),
}
_RIGHT = (Reason.HINT, Reason.SLOW, Reason.FAST, Reason.RIGHT)
_SMALL_FACTOR_DIGITS, _FACTOR_DIGITS, _TRUTH_DIGITS = 3, 2, 3
_SMALL_FACTOR_BELOW = 2
# A smaller factor is not shown.
_MIN_SHOWN_FACTOR = 1.005


@dataclass(frozen=True, slots=True)
class AnswerDetails:
    """An answer with its time, its hints, and the answers to the steps."""

    given: Quantity | None
    seconds: float | None
    hints: int
    steps: Mapping[str, Quantity | None]


def givens(instance: Instance) -> tuple[GivenValue, ...]:
    """Return the drawn values with their labels."""
    return tuple(
        GivenValue(_label(param), _shown(instance.values[param.name], parse_unit(param.unit)))
        for param in instance.template.params
    )


def answer_text(given: Quantity, asked: Unit) -> str:
    """Return an answer in the unit of the question if they are compatible, else in its own."""
    unit = (asked if given.unit.kinds == asked.kinds else given.unit).plain
    return _shown(float(given.exact / unit.scale), unit)


def feedback(
    instance: Instance, task: EstimateTask, verdict: Verdict, answered: AnswerDetails
) -> DrillFeedback:
    """Return the feedback on an answer."""
    given, template = answered.given, instance.template
    value = None if given is None else given.value
    steps = tuple(_step_feedback(instance, step, verdict, answered) for step in instance.steps)
    return DrillFeedback(
        answer="" if given is None else answer_text(given, instance.unit),
        truth=instance.truth_text,
        error_text=error_text(value, instance.truth),
        verdict=_(_VERDICTS[verdict.reason]),
        automatic=verdict.rating,
        error_log10=finite(verdict.error_log10),
        signed_log10=signed_error(value, instance.truth),
        bands=task.bands,
        mistake="" if verdict.mistake is None else instance.mistakes[verdict.mistake].explanation,
        steps=steps,
        first_wrong_step=_first_wrong_step(steps) if answered.steps else None,
        short_cut=template.short_cut,
        assumptions=tuple(map(_assumption_feedback, template.assumptions)),
        sources=template.sources,
        seconds=answered.seconds,
        target_s=task.target_s,
        hints=answered.hints,
    )


def feedback_without_steps(
    attempt: Attempt, verdict: Verdict, answered: AnswerDetails
) -> DrillFeedback:
    """Return the feedback on a stored answer to a drill that has changed since."""
    asked, given = attempt.question, answered.given
    unit = parse_unit(asked.unit)
    comma = has_decimal_comma()
    low, high = (
        format_quantity(end / float(unit.scale), unit, _TRUTH_DIGITS, decimal_comma=comma)
        for end in ends(asked.truth)
    )
    return DrillFeedback(
        answer="" if given is None else answer_text(given, unit),
        truth=low if low == high else _("{low} to {high}").format(low=low, high=high),
        error_text=error_text(attempt.answer.value, asked.truth),
        verdict=_(_VERDICTS[verdict.reason]),
        automatic=attempt.automatic,
        error_log10=attempt.error_log10,
        signed_log10=signed_error(attempt.answer.value, asked.truth),
        bands=asked.bands,
        mistake=attempt.mistake_text,
        steps=(),
        first_wrong_step=None,
        short_cut="",
        assumptions=(),
        sources=(),
        seconds=answered.seconds,
        target_s=asked.target_s,
        hints=answered.hints,
    )


def error_text(value: float | None, truth: Truth) -> str:
    """Return how far off an answer is: "1.16× too low", "spot on", or "" without an answer."""
    signed = signed_error(value, truth)
    if signed is None:
        return ""
    low, high = ends(truth)
    factor: float = 10 ** abs(signed)
    if factor < _MIN_SHOWN_FACTOR:
        return _("spot on") if low == high else _("inside the range")
    message = _("{factor}× too low") if signed < 0 else _("{factor}× too high")
    digits = _SMALL_FACTOR_DIGITS if factor < _SMALL_FACTOR_BELOW else _FACTOR_DIGITS
    rounded = round_digits(Fraction(factor), digits)
    return message.format(factor=rounded_text(rounded, decimal_comma=has_decimal_comma()))


def one_line_summary(feedback: DrillFeedback) -> str:
    """Return the answer with its error and the verdict in one line."""
    if not feedback.answer:
        return feedback.verdict
    message = (
        _("You said {answer}: {error}. {verdict}")
        if feedback.error_text
        else _("You said {answer}. {verdict}")
    )
    return message.format(
        answer=feedback.answer, error=feedback.error_text, verdict=feedback.verdict
    )


def _step_feedback(
    instance: Instance, step: SolvedStep, verdict: Verdict, answered: AnswerDetails
) -> StepFeedback:
    if step.name == instance.template.answer:
        given, is_off = answered.given, verdict.reason not in _RIGHT
    else:
        given = answered.steps.get(step.name)
        is_off = given is not None and _is_off(instance, step, given)
    own = "" if given is None else answer_text(given, parse_unit(step.unit))
    return StepFeedback(step.name, step.explanation, step.text, own, is_off)


def _is_off(instance: Instance, step: SolvedStep, given: Quantity) -> bool:
    """Return whether a step is further off than Good allows; exact drills allow rounded steps."""
    truth = step.value * float(parse_unit(step.unit).scale)
    if truth <= 0:
        return False
    allowed = max(bands_of(instance.template).good, CLOSED.good)
    return error_in_decades(given.value, truth) > allowed + TOLERANCE_DECADES


def _first_wrong_step(steps: tuple[StepFeedback, ...]) -> int | None:
    return next((at for at, step in enumerate(steps) if step.is_wrong), None)


def _assumption_feedback(assumption: Assumption) -> AssumptionFeedback:
    unit = parse_unit(assumption.unit)
    span = ""
    if assumption.span is not None:
        low, high = (_shown(end, unit) for end in assumption.span)
        span = _("{low} to {high}").format(low=low, high=high)
    usual = _shown(assumption.usual, unit)
    return AssumptionFeedback(assumption.say, usual, span, assumption.source)


def _label(param: Param) -> str:
    return param.label or param.name.replace("_", " ")


def _shown(number: float, unit: Unit) -> str:
    return format_quantity(number, unit, decimal_comma=has_decimal_comma())
