"""Say how an answer to a drill went: the chain, how far off it is, where the path was left."""

from collections.abc import Mapping
from dataclasses import dataclass
from fractions import Fraction

from flashdesign.domain.attempts import finite, signed_error
from flashdesign.domain.drill_instances import Instance, Worked, written
from flashdesign.domain.drills import Assumption, Param, bands_of
from flashdesign.domain.numerals import rounded, shown
from flashdesign.domain.quantities import Quantity, Unit, parse_unit
from flashdesign.domain.scoring import (
    CLOSED,
    TOLERANCE_DECADES,
    Reason,
    Task,
    Truth,
    Verdict,
    ends,
    error_in_decades,
)
from flashdesign.services.drill_states import AssumptionTold, DrillFeedback, Given, StepTold

_SAID = {
    Reason.NO_ANSWER: "No answer.",
    Reason.NOT_POSITIVE: "Zero is never the answer.",
    Reason.OVER_ALL: "A share cannot be over 100 %.",
    Reason.MISTAKE: "A known mistake.",
    Reason.WRONG: "Too far off.",
    Reason.COARSE: "Near, but rounded too coarsely.",
    Reason.HINT: "Right, with help.",
    Reason.SLOW: "Right, but slow.",
    Reason.FAST: "Right and fast.",
    Reason.RIGHT: "Right.",
}
_RIGHT = (Reason.HINT, Reason.SLOW, Reason.FAST, Reason.RIGHT)
_FACTOR_DIGITS = 3
# Nearer than this to the truth, the factor is not worth telling.
_WORTH_TELLING = 1.005


@dataclass(frozen=True, slots=True)
class Answered:
    """An answer with the way to it: the steps that were asked, and what was said to each."""

    given: Quantity | None
    seconds: float | None
    hints: int
    steps: Mapping[str, Quantity | None]


def givens(instance: Instance) -> tuple[Given, ...]:
    """Return what was drawn, as rows of a table."""
    return tuple(
        Given(_label(param), written(instance.values[param.name], parse_unit(param.unit)))
        for param in instance.template.params
    )


def own_text(given: Quantity, asked: Unit) -> str:
    """Return an answer in the question's unit if it measures the same, else in its own."""
    unit = (asked if given.unit.kinds == asked.kinds else given.unit).plain
    return written(float(given.exact / unit.scale), unit)


def feedback(instance: Instance, task: Task, verdict: Verdict, answered: Answered) -> DrillFeedback:
    """Return what to tell of an answer."""
    given, template = answered.given, instance.template
    value = None if given is None else given.value
    steps = tuple(_told(instance, step, verdict, answered) for step in instance.steps)
    return DrillFeedback(
        own="" if given is None else own_text(given, instance.unit),
        truth=instance.truth_text,
        off=off_text(value, instance.truth),
        said=_SAID[verdict.reason],
        automatic=verdict.rating,
        error_log10=finite(verdict.error_log10),
        signed_log10=signed_error(value, instance.truth),
        bands=task.bands,
        mistake="" if verdict.mistake is None else instance.mistakes[verdict.mistake].say,
        steps=steps,
        left_at=_left_at(steps) if answered.steps else None,
        short_cut=template.short_cut,
        assumptions=tuple(_assumption(one) for one in template.assumptions),
        sources=template.sources,
        seconds=answered.seconds,
        target_s=task.target_s,
        hints=answered.hints,
    )


def off_text(value: float | None, truth: Truth) -> str:
    """Return how far off an answer is: "1.16x low", "spot on", or nothing where there is none."""
    signed = signed_error(value, truth)
    if signed is None:
        return ""
    low, high = ends(truth)
    factor: float = 10 ** abs(signed)
    if factor < _WORTH_TELLING:
        return "spot on" if low == high else "inside the range"
    return f"{shown(rounded(Fraction(factor), _FACTOR_DIGITS))}x {'low' if signed < 0 else 'high'}"


def in_one_line(told: DrillFeedback) -> str:
    """Return the verdict as one sentence or two."""
    if not told.own:
        return told.said
    off = f": {told.off}" if told.off else ""
    return f"You said {told.own}{off}. {told.said}"


def _told(instance: Instance, step: Worked, verdict: Verdict, answered: Answered) -> StepTold:
    if step.name == instance.template.answer:
        given, is_off = answered.given, verdict.reason not in _RIGHT
    else:
        given = answered.steps.get(step.name)
        is_off = given is not None and _is_off(instance, step, given)
    own = "" if given is None else own_text(given, parse_unit(step.unit))
    return StepTold(step.name, step.say, step.text, own, is_off)


def _is_off(instance: Instance, step: Worked, given: Quantity) -> bool:
    """Tell whether a step is further off than Good allows; exact drills may round on the way."""
    truth = step.value * float(parse_unit(step.unit).scale)
    if truth <= 0:
        return False
    allowed = max(bands_of(instance.template).good, CLOSED.good)
    return error_in_decades(given.value, truth) > allowed + TOLERANCE_DECADES


def _left_at(steps: tuple[StepTold, ...]) -> int | None:
    return next((at for at, step in enumerate(steps) if step.is_off), None)


def _assumption(one: Assumption) -> AssumptionTold:
    unit = parse_unit(one.unit)
    span = "" if one.span is None else " to ".join(written(end, unit) for end in one.span)
    return AssumptionTold(one.say, written(one.usual, unit), span, one.source)


def _label(param: Param) -> str:
    return param.label or param.name.replace("_", " ")
