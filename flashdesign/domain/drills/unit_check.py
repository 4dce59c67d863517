"""Check that each formula of a template gives a number in its declared unit."""

from collections.abc import Iterator, Mapping

from flashdesign.domain.drills.dimensions import Dimension, multiply
from flashdesign.domain.drills.template import (
    LocatedFormula,
    Place,
    Template,
    constraints_of,
    formulas_of,
)
from flashdesign.domain.drills.unit_algebra import (
    Measure,
    check_condition,
    is_conversion,
    measure_of_formula,
    measure_of_unit,
    size_of,
    unit_text,
)
from flashdesign.domain.formulas.formula import (
    Formula,
    FormulaError,
    names_of,
    parse,
    parse_condition,
)
from flashdesign.domain.quantities.unit import Unit, parse_unit
from flashdesign.domain.quantities.unit_table import BARE, UnitDimension
from flashdesign.i18n.translation import N_, LazyText, _


class _UnitsDifferError(FormulaError):
    """A formula gives another unit than the declared one; the column is always the first."""

    def __str__(self) -> str:
        """Return the problem and the cure without a column."""
        return str(
            LazyText(N_("{problem}. {advice}"), problem=self.problem, advice=self.suggestion)
        )


def unit_problems(template: Template) -> Iterator[tuple[Place, str]]:
    """Yield each place where units do not fit; all units and formulas must be readable."""
    names = _given_measures(template)
    for index, param in enumerate(template.params):
        if param.unit and param.measure and parse_unit(param.unit).top != _top(param.measure):
            message = _("the unit {unit} does not begin the measure {measure}")
            yield (
                ("params", index, "measure"),
                message.format(unit=param.unit, measure=param.measure),
            )
    for placed in formulas_of(template):
        try:
            measure = _checked(template, placed, names)
        except FormulaError as error:
            yield placed.place, str(error)
            measure = None
        if placed.place[0] == "steps":
            step = template.steps[int(placed.place[1])]
            declared = measure_of_unit(parse_unit(step.unit)) if step.unit else None
            names[step.name] = declared or measure or Measure(is_plain=True)
    yield from _answer_problem(template, names)
    for placed in constraints_of(template):
        try:
            check_condition(parse_condition(placed.text, placed.known), names)
        except FormulaError as error:
            yield placed.place, str(error)


def _top(measure: str) -> object:
    return parse_unit(measure).top


def _given_measures(template: Template) -> dict[str, Measure]:
    names = {
        param.name: measure_of_unit(parse_unit(param.measure or param.unit))
        for param in template.params
    }
    for assumption in template.assumptions:
        measure = measure_of_unit(parse_unit(assumption.unit))
        names |= {
            assumption.name + ending: measure
            for ending in (("", "_low", "_high") if assumption.span else ("",))
        }
    return names


def _checked(
    template: Template, placed: LocatedFormula, names: Mapping[str, Measure]
) -> Measure | None:
    """Return the measure of a formula; raise FormulaError if it is not in its declared unit."""
    formula = parse(placed.text, placed.known)
    measure = measure_of_formula(formula, names)
    declared = _declared_unit(template, placed.place)
    if declared is not None:
        _compare(formula, measure, parse_unit(declared), names)
    return None if measure.fits_any else measure


def _declared_unit(template: Template, place: Place) -> str | None:
    """Return the unit that a formula must have, or None: most mistakes have a wrong one."""
    index = int(place[1])
    if place[0] == "steps":
        return template.steps[index].unit or None
    if place[0] == "range":
        return template.unit
    return template.mistakes[index].unit or None


def _answer_problem(
    template: Template, names: Mapping[str, Measure]
) -> Iterator[tuple[Place, str]]:
    """Yield a problem if the last step is in another unit than the answer."""
    found = names[template.answer]
    asked = parse_unit(template.unit)
    wanted = measure_of_unit(asked)
    differs = found.dimension.kinds != wanted.dimension.kinds or is_conversion(
        wanted.scale / found.scale, found.kinds | wanted.kinds
    )
    if differs and not found.fits_any:
        message = _("step {name!r} is in {found}, but the answer is asked in {asked}")
        yield (
            ("unit",),
            message.format(name=template.answer, found=found.text, asked=wanted.text),
        )


def _compare(
    formula: Formula, found: Measure, declared: Unit, names: Mapping[str, Measure]
) -> None:
    """Raise FormulaError if a formula's number is not in the declared unit."""
    wanted = measure_of_unit(declared)
    if found.fits_any:
        return
    if found.dimension.kinds != wanted.dimension.kinds:
        raise _differ(found, wanted, _missing(found.dimension, wanted.dimension))
    counts_anything = found.is_plain or declared.top == BARE or not _things(found)
    if not counts_anything and _things(wanted) != _things(found):
        advice = LazyText(
            N_("Give what is counted: a measure such as {example}."), example="posts/user"
        )
        raise _differ(found, wanted, advice)
    factor = wanted.scale / found.scale
    kinds = wanted.kinds.union(*(names[name].kinds for name in names_of(formula)))
    if is_conversion(factor, kinds):
        action = N_("Divide by {number}.") if factor > 1 else N_("Multiply by {number}.")
        # As it is written in a formula: 86400, 1e6.
        number = f"{max(factor, 1 / factor):.6g}".replace("e+0", "e").replace("e+", "e")
        raise _differ(found, wanted, LazyText(action, number=number))


def _things(measure: Measure) -> frozenset[tuple[str, int]]:
    return frozenset(
        (atom.symbol, power)
        for atom, power in measure.dimension.powers
        if atom.kind is UnitDimension.COUNT
    )


def _differ(found: Measure, wanted: Measure, advice: LazyText) -> FormulaError:
    problem = LazyText(
        N_("This gives {found}, but the unit is {wanted}"), found=found.text, wanted=wanted.text
    )
    return _UnitsDifferError(1, problem, advice)


def _missing(found: Dimension, wanted: Dimension) -> LazyText:
    """Return the unit that is missing in a formula, as an advice."""
    below = [(atom, -power) for atom, power in found.powers if (atom.kind, power) in found.kinds]
    above = [(atom, power) for atom, power in wanted.powers if (atom.kind, power) in wanted.kinds]
    rest = multiply(above, below)
    return LazyText(
        N_("Multiply by a value in {unit}, or give one of the names its full unit or measure."),
        unit=unit_text(rest, size_of(rest.powers)),
    )
