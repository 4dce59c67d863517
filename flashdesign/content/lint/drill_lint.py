"""Quality rules for drills: draws, mistakes, numbers, sources."""

from collections.abc import Iterator
from functools import lru_cache
from math import log10

from flashdesign.domain.drills.grading import CLEAR_MISTAKE_DECADES, ends, error_in_decades
from flashdesign.domain.drills.instance import PLACEHOLDER, draw
from flashdesign.domain.drills.sampling import DrawResult, DrillError, prepare, solve
from flashdesign.domain.drills.template import Param, Template, WholeNumber, bands_of, expand_spread
from flashdesign.domain.notes.note import Note
from flashdesign.domain.notes.question_kinds import Drill
from flashdesign.i18n.formatting import plain_number
from flashdesign.i18n.translation import _

DRAWS = 500
MAX_DIGITS = 2
_FULL_PERCENT = 100.0
_KNOWN_NUMBERS = {365.0}


def check_draws(note: Note) -> Iterator[str]:
    """Yield a message where drawn values give no question or no positive answer."""
    if not isinstance(note.question, Drill):
        return
    template = note.question.template
    try:
        _draws(template)
        question = draw(template, 0).question
    except DrillError as error:
        yield _("no values can be drawn: {problem}").format(problem=error)
        return
    for name in PLACEHOLDER.findall(question):
        yield _("the question still contains the placeholder {placeholder}").format(
            placeholder=f"{{{name}}}"
        )


def check_mistakes(note: Note) -> Iterator[str]:
    """Yield a message for each mistake that is too close to the answer in every draw."""
    if not isinstance(note.question, Drill):
        return
    template = note.question.template
    try:
        draws = _draws(template)
    except DrillError:
        return
    for index, mistake in enumerate(template.mistakes):
        if not any(_is_clear(template, numbers, index) for numbers in draws):
            yield _("this mistake is too close to the right answer: {formula}").format(
                formula=mistake.expr
            )


def check_numbers(note: Note) -> Iterator[str]:
    """Yield a message for each parameter with values that are hard to calculate in the head."""
    for param in note.question.template.params if isinstance(note.question, Drill) else ():
        odd_values = [value for value in _values(param) if not _is_nice(value)]
        if odd_values:
            yield _("{value} is hard to calculate with; give {name} rounder values").format(
                value=plain_number(odd_values[0]), name=param.name
            )


def check_range(note: Note) -> Iterator[str]:
    """Yield a message where an open drill has a range without assumptions or sources."""
    template = note.question.template if isinstance(note.question, Drill) else None
    if template is None or template.span is None:
        return
    if not template.assumptions:
        yield _("a range of answers needs `assumptions`")
    sources = (assumption.source for assumption in template.assumptions)
    if not (note.source or template.sources or any(sources)):
        yield _("a range of answers needs `sources`, or an assumption's `source`")
    for numbers in _draws(template):
        low, high = ends(numbers.truth)
        usual = numbers.values[template.answer] * prepare(template).scale
        if not low <= usual <= high:
            yield _("the usual assumptions give {value}, outside the range {low} to {high}").format(
                value=plain_number(usual), low=plain_number(low), high=plain_number(high)
            )
            return


@lru_cache(maxsize=1)
def _draws(template: Template) -> tuple[DrawResult, ...]:
    """Return many draws; cached, since several rules in a row check the same drill."""
    prepared = prepare(template)
    return tuple(solve(prepared, seed) for seed in range(DRAWS))


def _is_clear(template: Template, numbers: DrawResult, index: int) -> bool:
    mistake, truth = numbers.mistakes[index], numbers.truth
    distance = error_in_decades(mistake, truth)
    return distance > 0 if bands_of(template).exact else distance >= CLEAR_MISTAKE_DECADES


def _values(param: Param) -> tuple[float, ...]:
    spread = expand_spread(param.spread)
    # Whole-number ranges may have any values: they are counts.
    return () if isinstance(spread, WholeNumber) else spread.values


def _is_nice(value: float) -> bool:
    """Return whether a value, its rest to 100 %, or its excess over 1 has two digits at most."""
    forms = (value, _FULL_PERCENT - value, value - 1)
    return value in _KNOWN_NUMBERS or any(_digits(form) <= MAX_DIGITS for form in forms)


def _digits(value: float) -> int:
    """Return how many significant digits a value has, ignoring floating-point error."""
    if value == 0:
        return 1
    scaled = round(abs(value) / 10.0 ** int(log10(abs(value)) - 9))
    return len(str(scaled).rstrip("0"))
