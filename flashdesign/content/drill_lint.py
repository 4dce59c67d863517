"""Say what keeps a drill from being a good one: draws, mistakes, numbers, sources."""

from collections.abc import Iterator
from functools import lru_cache
from math import log10

from flashdesign.domain.cards import Note
from flashdesign.domain.drill_instances import PLACEHOLDER, draw
from flashdesign.domain.drill_numbers import DrillError, Numbers, prepare, solve
from flashdesign.domain.drills import Param, Template, Whole, bands_of, plain
from flashdesign.domain.faces import Drill
from flashdesign.domain.scoring import CLEAR_MISTAKE_DECADES, ends, error_in_decades

DRAWS = 500
MOST_DIGITS = 2
_FULL_PERCENT = 100.0
_KNOWN_NUMBERS = {365.0}


def failing_draws(note: Note) -> Iterator[str]:
    """Find values for which the drill has no question or no positive answer."""
    if not isinstance(note.face, Drill):
        return
    template = note.face.template
    try:
        _draws(template)
        question = draw(template, 0).question
    except DrillError as error:
        yield f"it cannot be drawn: {error}"
        return
    for left in PLACEHOLDER.findall(question):
        yield f"the question still holds {{{left}}}"


def hidden_mistakes(note: Note) -> Iterator[str]:
    """Find mistakes that lie too near to the truth, whatever is drawn."""
    if not isinstance(note.face, Drill):
        return
    template = note.face.template
    try:
        draws = _draws(template)
    except DrillError:
        return
    for index, mistake in enumerate(template.mistakes):
        if not any(_is_clear(template, numbers, index) for numbers in draws):
            yield f"nobody could tell this mistake from the truth: {mistake.expr}"


def odd_numbers(note: Note) -> Iterator[str]:
    """Find values that are no use for sums in the head."""
    for param in note.face.template.params if isinstance(note.face, Drill) else ():
        odd = [value for value in _values(param) if not _is_nice(value)]
        if odd:
            yield f"{odd[0]:g} is hard to reckon with; give {param.name} rounder values"


def bare_range(note: Note) -> Iterator[str]:
    """Find open drills that do not say what their range rests on."""
    template = note.face.template if isinstance(note.face, Drill) else None
    if template is None or template.span is None:
        return
    if not template.assumptions:
        yield "a range of answers needs `assumptions`"
    if not (note.source or template.sources or any(one.source for one in template.assumptions)):
        yield "a range of answers needs `sources`, or an assumption's `source`"
    for numbers in _draws(template):
        low, high = ends(numbers.truth)
        usual = numbers.values[template.answer] * prepare(template).scale
        if not low <= usual <= high:
            yield f"the usual assumptions give {usual:g}, outside the range {low:g} to {high:g}"
            return


@lru_cache(maxsize=1)
def _draws(template: Template) -> tuple[Numbers, ...]:
    """Return many draws; one rule after another asks for those of one drill."""
    prepared = prepare(template)
    return tuple(solve(prepared, seed) for seed in range(DRAWS))


def _is_clear(template: Template, numbers: Numbers, index: int) -> bool:
    mistake, truth = numbers.mistakes[index], numbers.truth
    distance = error_in_decades(mistake, truth)
    return distance > 0 if bands_of(template).exact else distance >= CLEAR_MISTAKE_DECADES


def _values(param: Param) -> tuple[float, ...]:
    spread = plain(param.spread)
    # Whole numbers are counted off, round or not.
    return () if isinstance(spread, Whole) else spread.values


def _is_nice(value: float) -> bool:
    """Tell whether a value has two digits: itself, what it lacks of 100 %, or exceeds 1 by."""
    forms = (value, _FULL_PERCENT - value, value - 1)
    return value in _KNOWN_NUMBERS or any(_digits(form) <= MOST_DIGITS for form in forms)


def _digits(value: float) -> int:
    """Return how many significant digits a value has, floating-point dust aside."""
    if value == 0:
        return 1
    scaled = round(abs(value) / 10.0 ** int(log10(abs(value)) - 9))
    return len(str(scaled).rstrip("0"))
