"""Drill instances: the question, true answer, steps and mistakes for a template and a seed."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from flashdesign.domain.drills.grading import EstimateTask, Truth, ends, error_in_decades
from flashdesign.domain.drills.sampling import (
    DrawResult,
    PreparedTemplate,
    assumed_values,
    calculate,
    prepare,
    solve,
)
from flashdesign.domain.drills.template import Template, bands_of, given_names
from flashdesign.domain.quantities.answer_unit import UnconvertedUnitError, parse_answer
from flashdesign.domain.quantities.numeral import QuantityError, round_digits, rounded_text
from flashdesign.domain.quantities.quantity import (
    Quantity,
    format_short,
    make_quantity,
)
from flashdesign.domain.quantities.unit import Unit, UnitFamily, WrongFamilyError, parse_unit
from flashdesign.domain.quantities.unit_table import (
    BARE,
    MULTIPLIER_NAMES,
    PERCENT,
    Atom,
    UnitDimension,
)
from flashdesign.i18n.formatting import has_decimal_comma
from flashdesign.i18n.translation import N_, LazyText, _

PLACEHOLDER = re.compile(r"\{([A-Za-z_][A-Za-z0-9_]*)\}")
# The answer is rounded like the last step, which computes it.
_GIVEN_DIGITS, _RESULT_DIGITS = 6, 3
SAME_MISTAKE_DECADES = 0.03
"""Mistakes nearer to each other are named together."""


class GivenCountedError(QuantityError):
    """An answer counts what the question gives, such as users, and not what it asks for."""

    def __init__(self, text: str, counted: str, asked: str) -> None:
        problem = LazyText(N_("This counts {things}, which the question gives"), things=counted)
        super().__init__(text, 1, problem, LazyText(N_("Answer in {unit}."), unit=asked))


@dataclass(frozen=True, slots=True)
class SolvedStep:
    """A step with its value in its own unit."""

    name: str
    explanation: str
    value: float
    unit: str
    ask: bool

    @property
    def text(self) -> str:
        """The value with its unit: "3,470 posts/s"."""
        return _shown_quantity(self.value, parse_unit(self.unit), _RESULT_DIGITS)


@dataclass(frozen=True, slots=True)
class KnownMistake:
    """The result of a common mistake for these values, in the base unit."""

    explanation: str
    value: float


@dataclass(frozen=True, slots=True)
class Instance:
    """A drill with drawn values; `values` has those of the parameters and assumptions."""

    template: Template
    question: str
    values: Mapping[str, float]
    truth: Truth
    steps: tuple[SolvedStep, ...]
    mistakes: tuple[KnownMistake, ...]
    unit: Unit

    @property
    def truth_text(self) -> str:
        """The true answer with three digits, or the range of right answers."""
        scale = float(self.unit.scale)
        low, high = (
            _shown_quantity(end / scale, self.unit, _RESULT_DIGITS) for end in ends(self.truth)
        )
        if low == high:
            return low
        number, _space, unit = low.partition(" ")
        return _("{low} to {high}").format(
            low=number if high.endswith(f" {unit}") else low, high=high
        )


def draw(template: Template, seed: int) -> Instance:
    """Return the instance for `seed`, always the same one; raise DrillError if there is none."""
    prepared = prepare(template)
    return _build(prepared, solve(prepared, seed))


def instance_of(template: Template, given: Mapping[str, float]) -> Instance:
    """Return the instance with these parameter values, as stored in an attempt."""
    prepared = prepare(template)
    values = {param.name: given[param.name] for param in template.params}
    return _build(prepared, calculate(prepared, assumed_values(template) | values))


def task(instance: Instance, target_s: float | None = None) -> EstimateTask:
    """Return the data that an answer is graded by; `target_s` replaces the author's target time."""
    template = instance.template
    return EstimateTask(
        truth=instance.truth,
        bands=bands_of(template),
        target_s=template.target_s if target_s is None else target_s,
        mistakes=tuple(mistake.value for mistake in instance.mistakes),
        is_share=instance.unit.family is UnitFamily.SHARE,
    )


def read_answer(instance: Instance, text: str, *, decimal_comma: bool = False) -> Quantity:
    """Parse a typed answer in the drill's unit or in one of its other accepted units.

    Raises QuantityError; an answer in another time base, or in bytes for bits, is not converted,
    nor is one that counts a given thing and not what is asked.
    """
    try:
        given = parse_answer(text, instance.unit, decimal_comma=decimal_comma)
    except (WrongFamilyError, UnconvertedUnitError):
        for other in map(parse_unit, instance.template.accept_units):
            try:
                return parse_answer(text, other, decimal_comma=decimal_comma)
            except (WrongFamilyError, UnconvertedUnitError):
                continue
        raise
    if given.unit.top != instance.unit.top and given.unit.top in _given_things(instance.template):
        raise GivenCountedError(text, given.unit.top.plural, instance.unit.text)
    return given


def _given_things(template: Template) -> frozenset[Atom]:
    """Return the things that the question gives the number of, such as users."""
    tops = (parse_unit(param.measure or param.unit).top for param in template.params)
    return frozenset(top for top in tops if top.kind is UnitDimension.COUNT and top != BARE)


def format_quantity(
    number: float, unit: Unit, digits: int = _GIVEN_DIGITS, *, decimal_comma: bool = False
) -> str:
    """Return a number with its unit for the text of a drill: "300 million", "30 TB/day", "20 %".

    The text of a question has a decimal point, as the rest of it comes from an English deck.
    """
    quantity = make_quantity(number, unit)
    if (
        unit.top.kind not in (UnitDimension.COUNT, UnitDimension.MONEY)
        and unit.top.singular != unit.top.symbol
    ):
        return format_short(quantity, digits, decimal_comma=decimal_comma)
    exact = round_digits(quantity.number, digits)
    multiple = max((m for m in MULTIPLIER_NAMES if 10**6 <= m <= exact), default=1)
    name = unit.top.symbol
    if unit.top.kind is not UnitDimension.MONEY:
        name = unit.top.singular if exact == 1 else unit.top.plural
    text = rounded_text(exact / multiple, decimal_comma=decimal_comma)
    words = (text, MULTIPLIER_NAMES.get(multiple, ""), name)
    return " ".join(word for word in words if word) + unit.per_text


def _build(prepared: PreparedTemplate, numbers: DrawResult) -> Instance:
    template, values = prepared.template, numbers.values
    texts = {
        param.name: format_quantity(values[param.name], parse_unit(param.unit))
        for param in template.params
    }
    return Instance(
        template=template,
        question=PLACEHOLDER.sub(lambda match: texts.get(match[1], match[0]), template.prompt),
        values={name: values[name] for name in given_names(template)},
        truth=numbers.truth,
        steps=tuple(
            SolvedStep(step.name, step.say, values[step.name], step.unit, step.ask)
            for step in template.steps
        ),
        mistakes=_known_mistakes(prepared, numbers),
        unit=prepared.unit,
    )


def _known_mistakes(prepared: PreparedTemplate, numbers: DrawResult) -> tuple[KnownMistake, ...]:
    """Return the mistakes; those that cannot be told apart by their number are named together."""
    listed = [
        (mistake.say, value)
        for mistake, value in zip(prepared.template.mistakes, numbers.mistakes, strict=True)
    ]
    if prepared.unit.top == PERCENT and not isinstance(numbers.truth, tuple):
        say = _("You typed a share of 1: in percent the number is 100 times as large.")
        listed.append((say, numbers.truth * float(PERCENT.scale)))
    nearest = 0.0 if bands_of(prepared.template).exact else SAME_MISTAKE_DECADES
    return tuple(
        KnownMistake(
            _name_together([text for text, other in listed if _meet(value, other, nearest)]), value
        )
        for _say, value in listed
    )


def _meet(first: float, second: float, decades: float) -> bool:
    # Only numbers above zero have a distance in decades.
    return first == second or (
        min(first, second) > 0 and error_in_decades(first, second) <= decades
    )


def _name_together(explanations: list[str]) -> str:
    first, *others = explanations
    if not others:
        return first
    second, *more = others
    for other in more:
        second = _("{first} Or: {second}").format(first=second, second=other)
    return _("Either: {first} Or: {second}").format(first=first, second=second)


def _shown_quantity(number: float, unit: Unit, digits: int) -> str:
    return format_quantity(number, unit, digits, decimal_comma=has_decimal_comma())
