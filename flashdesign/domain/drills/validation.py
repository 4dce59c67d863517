"""Validation of drill templates: names, units, formulas and sample draws."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import assert_never

from flashdesign.domain.drills.instance import PLACEHOLDER
from flashdesign.domain.drills.sampling import DrillError, prepare, solve
from flashdesign.domain.drills.template import (
    Distribution,
    LocatedFormula,
    OneOf,
    Place,
    RoundNumber,
    Template,
    WholeNumber,
    bands_of,
    constraints_of,
    formulas_of,
    round_number_values,
)
from flashdesign.domain.drills.unit_check import unit_problems
from flashdesign.domain.formulas.formula import FUNCTIONS, FormulaError, parse, parse_condition
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.i18n.formatting import number, plain_number
from flashdesign.i18n.translation import _, ngettext

MAX_ENTRIES = 20
MAX_VALUES = 200
MAX_FORMULA_CHARACTERS, MAX_CONSTRAINT_CHARACTERS = 2_000, 500
"""Limits for the sum of all formulas, as the time of a draw grows with it."""

TRIED_SEEDS = 3
_LARGEST = 1e30
_LONGEST_PROMPT_CHARACTERS = 2_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TEN = 10
_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class TemplateProblem:
    """A problem in a template, and its place."""

    place: Place
    message: str


def find_problems(template: Template) -> tuple[TemplateProblem, ...]:
    """Return all problems; units are compared and values drawn only if there is no other one."""
    problems = [flaw for rule in _RULES for flaw in rule(template)]
    # The later checks need readable units and formulas.
    problems = problems or [TemplateProblem(*found) for found in unit_problems(template)]
    return tuple(problems) if problems else tuple(_failing_draws(template))


def format_place(place: Place) -> str:
    """Return a place in words, counted from 1: "steps 2, expr"."""
    words = [f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place]
    return "".join(words).removeprefix(", ")


def _too_many(template: Template) -> Iterator[TemplateProblem]:
    for name in ("params", "constraints", "assumptions", "steps", "mistakes", "accept_units"):
        entries = len(getattr(template, name))
        if entries > MAX_ENTRIES:
            message = ngettext(
                "'{field}' has {n} entry; the limit is {limit}",
                "'{field}' has {n} entries; the limit is {limit}",
                entries,
            )
            text = message.format(field=name, n=number(entries), limit=number(MAX_ENTRIES))
            yield TemplateProblem((name,), text)
    if not template.steps:
        yield TemplateProblem(("steps",), _("a drill needs a step"))
    yield from _too_long(_("formulas"), formulas_of(template), MAX_FORMULA_CHARACTERS)
    yield from _too_long(_("constraints"), constraints_of(template), MAX_CONSTRAINT_CHARACTERS)


def _too_long(
    field: str, formulas: Iterable[LocatedFormula], most: int
) -> Iterator[TemplateProblem]:
    characters = sum(len(placed.text) for placed in formulas)
    if characters > most:
        message = ngettext(
            "the {field} have {n} character; the limit is {limit}",
            "the {field} have {n} characters; the limit is {limit}",
            characters,
        )
        yield TemplateProblem(
            (), message.format(field=field, n=number(characters), limit=number(most))
        )


def _names(template: Template) -> Iterator[TemplateProblem]:
    listed: list[tuple[Place, str]] = [
        ((field, index, "name"), entry.name)
        for field in ("params", "assumptions", "steps")
        for index, entry in enumerate(getattr(template, field))
    ]
    for place, name in listed:
        if _NAME.fullmatch(name) is None:
            message = _("{name!r} is not a valid name; use lowercase letters, digits and _")
            yield TemplateProblem(place, message.format(name=name))
        elif name in FUNCTIONS:
            message = _("{name!r} is not a valid name; it is a function")
            yield TemplateProblem(place, message.format(name=name))
    for name, times in Counter(name for _place, name in listed).items():
        if times > 1:
            last_place = next(place for place, other in reversed(listed) if other == name)
            yield TemplateProblem(
                last_place, _("the name {name!r} is used twice").format(name=name)
            )


def _answer(template: Template) -> Iterator[TemplateProblem]:
    steps = [step.name for step in template.steps]
    if template.answer not in steps:
        near = get_close_matches(template.answer, steps, n=1)
        message = (
            _("there is no step {name!r}; did you mean {near!r}?").format(
                name=template.answer, near=near[0]
            )
            if near
            else _("there is no step {name!r}; the steps are: {steps}").format(
                name=template.answer, steps=", ".join(steps)
            )
        )
        yield TemplateProblem(("answer",), message)
    if template.level not in _LEVELS:
        yield TemplateProblem(("level",), _("'level' must be 1, 2 or 3"))
    if not template.target_s > 0:
        yield TemplateProblem(("target_s",), _("'target_s' must be more than 0 seconds"))
    try:
        bands_of(template)
    except ValueError:
        message = _("'bands' must be three numbers of 0 or more, the narrowest first")
        yield TemplateProblem(("bands",), message)


def _prompt(template: Template) -> Iterator[TemplateProblem]:
    prompt = template.prompt
    if len(prompt) > _LONGEST_PROMPT_CHARACTERS:
        message = ngettext(
            "the prompt has more than {n} character",
            "the prompt has more than {n} characters",
            _LONGEST_PROMPT_CHARACTERS,
        )
        yield TemplateProblem(("prompt",), message.format(n=number(_LONGEST_PROMPT_CHARACTERS)))
    used, params = set(PLACEHOLDER.findall(prompt)), [param.name for param in template.params]
    for name in sorted(used.difference(params)):
        yield TemplateProblem(("prompt",), _unknown_placeholder(name, params))
    for index, name in enumerate(params):
        if name not in used:
            message = _("the prompt does not mention {placeholder}, so it cannot be answered")
            place = ("params", index, "name")
            yield TemplateProblem(place, message.format(placeholder=f"{{{name}}}"))
    if re.search(r"[{}]", PLACEHOLDER.sub("", prompt)):
        message = _("a brace is not part of a placeholder such as {example}")
        yield TemplateProblem(("prompt",), message.format(example="{dau}"))


def _unknown_placeholder(name: str, params: Sequence[str]) -> str:
    near = get_close_matches(name, params, n=1, cutoff=0.5)
    placeholder = f"{{{name}}}"
    if near:
        message = _("{placeholder} is not a parameter; did you mean {near}?")
        return message.format(placeholder=placeholder, near=f"{{{near[0]}}}")
    message = _("{placeholder} is not a parameter; the parameters are: {names}")
    return message.format(placeholder=placeholder, names=", ".join(params))


def _spreads(template: Template) -> Iterator[TemplateProblem]:
    for index, param in enumerate(template.params):
        problem = _spread_problem(param.spread)
        if problem:
            yield TemplateProblem(("params", index), problem)
    for index, assumption in enumerate(template.assumptions):
        low, high = assumption.span or (assumption.usual, assumption.usual)
        if not 0 < low <= assumption.usual <= high <= _LARGEST:
            message = _("'range' must go from low to high, above 0, and contain 'usual'")
            yield TemplateProblem(("assumptions", index), message)


def _spread_problem(spread: Distribution) -> str | None:
    match spread:
        case OneOf(values=values):
            return _values_problem(values)
        case WholeNumber(first=first, last=last, step=step):
            if step < 1 or last < first:
                return _("'int' must go from low to high, in steps of 1 or more")
            return _values_problem((first, last))
        case RoundNumber(low=low, high=high, mantissas=mantissas):
            if not 1 / _LARGEST <= low <= high <= _LARGEST:
                return _("'nice' must go from low to high, above 0")
            if len(mantissas) > MAX_ENTRIES or not all(1 <= m < _TEN for m in mantissas):
                message = _("'mantissas' must be numbers from 1 to below 10, {limit} at most")
                return message.format(limit=number(MAX_ENTRIES))
            return _values_problem(round_number_values(spread).values)
        case _:
            assert_never(spread)


def _values_problem(values: Sequence[float]) -> str | None:
    if not values:
        return _("there is no value to draw")
    if len(values) > MAX_VALUES:
        message = ngettext(
            "there is {n} value; the limit is {limit}",
            "there are {n} values; the limit is {limit}",
            len(values),
        )
        return message.format(n=number(len(values)), limit=number(MAX_VALUES))
    if not all(abs(value) <= _LARGEST for value in values):
        return _("a value is above {limit}").format(limit=plain_number(_LARGEST))
    return None


def _units(template: Template) -> Iterator[TemplateProblem]:
    units: list[tuple[Place, str]] = [(("unit",), template.unit)]
    for field in ("params", "assumptions", "steps"):
        entries = enumerate(getattr(template, field))
        units += [((field, index, "unit"), entry.unit) for index, entry in entries]
    units += [
        (("params", index, "measure"), param.measure) for index, param in enumerate(template.params)
    ]
    units += [
        (("mistakes", index, "unit"), mistake.unit)
        for index, mistake in enumerate(template.mistakes)
    ]
    units += [(("accept_units", index), unit) for index, unit in enumerate(template.accept_units)]
    for place, unit in units:
        try:
            parse_unit(unit)
        except QuantityError as error:
            message = _("the unit {unit!r} is not valid: {error}")
            yield TemplateProblem(place, message.format(unit=unit, error=error))


def _formulas(template: Template) -> Iterator[TemplateProblem]:
    for placed in (*formulas_of(template), *constraints_of(template)):
        try:
            if placed.place[0] == "constraints":
                parse_condition(placed.text, placed.known)
            else:
                parse(placed.text, placed.known)
        except FormulaError as error:
            yield TemplateProblem(placed.place, str(error))


_RULES = (_too_many, _names, _answer, _prompt, _spreads, _units, _formulas)


def _failing_draws(template: Template) -> Iterator[TemplateProblem]:
    prepared = prepare(template)
    try:
        for seed in range(TRIED_SEEDS):
            solve(prepared, seed)
    except DrillError as error:
        yield TemplateProblem(error.place, error.problem)
