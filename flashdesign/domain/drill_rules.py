"""Say what keeps a drill from being asked: names, units, formulas, and draws that fail."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from difflib import get_close_matches
from typing import assert_never

from flashdesign.domain.drill_instances import PLACEHOLDER
from flashdesign.domain.drill_numbers import DrillError, prepare, solve
from flashdesign.domain.drills import (
    Nice,
    OneOf,
    Place,
    Placed,
    Spread,
    Template,
    Whole,
    bands_of,
    constraints_of,
    formulas_of,
    nice_values,
)
from flashdesign.domain.formulas import FUNCTIONS, FormulaError, parse, parse_condition
from flashdesign.domain.quantities import QuantityError, parse_unit

MOST_ENTRIES = 20
MOST_VALUES = 200
MOST_FORMULA_CHARACTERS, MOST_CONSTRAINT_CHARACTERS = 2_000, 500
"""In all of them together: the time that a draw takes goes with that."""

TRIED_SEEDS = 3
_LARGEST = 1e30
_LONGEST_PROMPT_CHARACTERS = 2_000
_NAME = re.compile(r"[a-z][a-z0-9_]{0,31}")
_TEN = 10
_LEVELS = (1, 2, 3)


@dataclass(frozen=True, slots=True)
class Flaw:
    """One thing wrong in a template, and where it stands."""

    place: Place
    message: str


def flaws(template: Template) -> tuple[Flaw, ...]:
    """Return everything that is wrong; draws are tried only where nothing else is."""
    found = [flaw for rule in _RULES for flaw in rule(template)]
    return tuple(found) if found else tuple(_failing_draws(template))


def place_text(place: Place) -> str:
    """Return a place in words, counted from 1: "steps 2, expr"."""
    words = [f" {part + 1}" if isinstance(part, int) else f", {part}" for part in place]
    return "".join(words).removeprefix(", ")


def _too_many(template: Template) -> Iterator[Flaw]:
    for name in ("params", "constraints", "assumptions", "steps", "mistakes", "accept_units"):
        entries = len(getattr(template, name))
        if entries > MOST_ENTRIES:
            yield Flaw((name,), f"there are {entries} {name}; {MOST_ENTRIES} are allowed")
    if not template.steps:
        yield Flaw(("steps",), "a drill needs a step")
    yield from _too_long("formulas", formulas_of(template), MOST_FORMULA_CHARACTERS)
    yield from _too_long("constraints", constraints_of(template), MOST_CONSTRAINT_CHARACTERS)


def _too_long(name: str, formulas: Iterable[Placed], most: int) -> Iterator[Flaw]:
    characters = sum(len(placed.text) for placed in formulas)
    if characters > most:
        yield Flaw((), f"the {name} have {characters} characters; {most} are allowed")


def _names(template: Template) -> Iterator[Flaw]:
    listed: list[tuple[Place, str]] = [
        ((field, index, "name"), one.name)
        for field in ("params", "assumptions", "steps")
        for index, one in enumerate(getattr(template, field))
    ]
    for place, name in listed:
        if _NAME.fullmatch(name) is None:
            yield Flaw(place, f"{name!r} cannot be a name: small letters, digits and _ are allowed")
        elif name in FUNCTIONS:
            yield Flaw(place, f"{name!r} cannot be a name: it is a function")
    for name, times in Counter(name for _, name in listed).items():
        if times > 1:
            again = next(place for place, other in reversed(listed) if other == name)
            yield Flaw(again, f"the name {name!r} is used twice")


def _answer(template: Template) -> Iterator[Flaw]:
    steps = [step.name for step in template.steps]
    if template.answer not in steps:
        near = get_close_matches(template.answer, steps, n=1)
        right = f"did you mean {near[0]!r}?" if near else f"there are: {', '.join(steps)}"
        yield Flaw(("answer",), f"there is no step {template.answer!r}; {right}")
    if template.level not in _LEVELS:
        yield Flaw(("level",), "'level' must be 1, 2 or 3")
    if not template.target_s > 0:
        yield Flaw(("target_s",), "'target_s' must be more than 0 seconds")
    try:
        bands_of(template)
    except ValueError:
        yield Flaw(("bands",), "'bands' must be three numbers from 0 on, the narrowest first")


def _prompt(template: Template) -> Iterator[Flaw]:
    prompt = template.prompt
    if len(prompt) > _LONGEST_PROMPT_CHARACTERS:
        message = f"the prompt has more than {_LONGEST_PROMPT_CHARACTERS} characters"
        yield Flaw(("prompt",), message)
    asked, params = set(PLACEHOLDER.findall(prompt)), [param.name for param in template.params]
    for name in sorted(asked.difference(params)):
        near = get_close_matches(name, params, n=1, cutoff=0.5)
        right = f"did you mean {{{near[0]}}}?" if near else f"there are: {', '.join(params)}"
        yield Flaw(("prompt",), f"{{{name}}} is no parameter; {right}")
    for index, name in enumerate(params):
        if name not in asked:
            message = f"the prompt does not tell {{{name}}}; nobody could know it"
            yield Flaw(("params", index, "name"), message)
    if re.search(r"[{}]", PLACEHOLDER.sub("", prompt)):
        yield Flaw(("prompt",), "a brace stands alone; placeholders are names such as {dau}")


def _spreads(template: Template) -> Iterator[Flaw]:
    for index, param in enumerate(template.params):
        wrong = _wrong_spread(param.spread)
        if wrong:
            yield Flaw(("params", index), wrong)
    for index, one in enumerate(template.assumptions):
        low, high = one.span or (one.usual, one.usual)
        if not 0 < low <= one.usual <= high <= _LARGEST:
            yield Flaw(("assumptions", index), "'range' must rise from above 0 and hold 'usual'")


def _wrong_spread(spread: Spread) -> str | None:
    match spread:
        case OneOf(values=values):
            return _wrong_values(values)
        case Whole(first=first, last=last, step=step):
            if step < 1 or last < first:
                return "'int' must go from low to high, in steps of 1 or more"
            return _wrong_values((first, last))
        case Nice(low=low, high=high, mantissas=mantissas):
            if not 1 / _LARGEST <= low <= high <= _LARGEST:
                return "'nice' must go from low to high, from above 0 on"
            if len(mantissas) > MOST_ENTRIES or not all(1 <= one < _TEN for one in mantissas):
                return f"'mantissas' are at most {MOST_ENTRIES} numbers from 1 to below 10"
            return _wrong_values(nice_values(spread).values)
        case _:
            assert_never(spread)


def _wrong_values(values: Sequence[float]) -> str | None:
    if not values:
        return "there is no value to draw"
    if len(values) > MOST_VALUES:
        return f"there are {len(values)} values; {MOST_VALUES} are allowed"
    if not all(abs(value) <= _LARGEST for value in values):
        return f"a value is beyond {_LARGEST:g}"
    return None


def _units(template: Template) -> Iterator[Flaw]:
    units: list[tuple[Place, str]] = [(("unit",), template.unit)]
    for field in ("params", "assumptions", "steps"):
        entries = enumerate(getattr(template, field))
        units += [((field, index, "unit"), one.unit) for index, one in entries]
    units += [(("accept_units", index), unit) for index, unit in enumerate(template.accept_units)]
    for place, unit in units:
        try:
            parse_unit(unit)
        except QuantityError as error:
            yield Flaw(place, f"the unit {unit!r} cannot be read: {error}")


def _formulas(template: Template) -> Iterator[Flaw]:
    for placed in (*formulas_of(template), *constraints_of(template)):
        try:
            if placed.place[0] == "constraints":
                parse_condition(placed.text, placed.known)
            else:
                parse(placed.text, placed.known)
        except FormulaError as error:
            yield Flaw(placed.place, str(error))


_RULES = (_too_many, _names, _answer, _prompt, _spreads, _units, _formulas)


def _failing_draws(template: Template) -> Iterator[Flaw]:
    prepared = prepare(template)
    try:
        for seed in range(TRIED_SEEDS):
            solve(prepared, seed)
    except DrillError as error:
        yield Flaw(error.place, error.problem)
