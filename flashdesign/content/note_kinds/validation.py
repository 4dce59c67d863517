"""Validation of each kind of question beyond what its types check."""

import re
from collections.abc import Sequence

from flashdesign.domain.drills.validation import find_problems, format_place
from flashdesign.domain.notes.cloze import MOST_DEEP, numbers
from flashdesign.domain.notes.question import (
    Basic,
    Classify,
    Cloze,
    Drill,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
)
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.quantities.quantity import parse_quantity
from flashdesign.domain.quantities.unit import parse_unit
from flashdesign.i18n.translation import _


def find_number_problem(face: Number) -> str | None:
    """Return the first problem with the unit, the answer or the range, or None."""
    try:
        unit = parse_unit(face.unit)
    except QuantityError as error:
        return _("the unit {unit!r} cannot be read: {problem}").format(
            unit=face.unit, problem=error
        )
    try:
        answer = parse_quantity(face.answer, unit).exact
        bounds = [parse_quantity(bound, unit).exact for bound in face.span or ()]
    except QuantityError as error:
        return _("the number cannot be read: {problem}").format(problem=error)
    if bounds and not bounds[0] <= answer <= bounds[1]:
        return _("'range' must go from low to high and include the answer {answer}").format(
            answer=face.answer
        )
    return None


MIN_WRONG, MIN_SHOWN, MAX_SHOWN = 2, 3, 6
MIN_ORDERED, MIN_PAIRS, MIN_BUCKETS, MIN_LISTED = 3, 2, 2, 2
MAX_OVERLAP = 3
_ANY_GAP = re.compile(r"\{\{\s*\d+\s*::")
_VALID_GAP = re.compile(r"\{\{[1-9][0-9]{0,2}::")


def check_basic(face: Basic) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if face.reverse_front is not None and not face.reverse:
        return _("`reverse_front` has no effect unless `reverse` is true")
    return None


def check_cloze(face: Cloze) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    gaps = _ANY_GAP.findall(face.text)
    if not gaps:
        return _("a cloze needs a gap such as {{1::answer}}")
    if len(_VALID_GAP.findall(face.text)) != len(gaps):
        return _("gaps are numbered from 1 to 999, without spaces: {{1::answer}}")
    if len(numbers(face.text)) != len(gaps):
        return _("a gap is not closed, or gaps are nested more than {most} deep").format(
            most=MOST_DEEP
        )
    return None


def check_choice(face: MultipleChoice) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    texts = [*face.correct, *(option.text for option in face.wrong)]
    if not face.correct or len(face.wrong) < MIN_WRONG:
        return _("add at least one option to `correct` and {least} to `wrong`").format(
            least=MIN_WRONG
        )
    if duplicate := _first_duplicate(texts):
        return _("there are two options {text!r}").format(text=duplicate)
    if not MIN_SHOWN <= face.show <= MAX_SHOWN:
        return _("`show` must be between {least} and {most}").format(
            least=MIN_SHOWN, most=MAX_SHOWN
        )
    return None


def check_order(face: Ordering) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if len(face.items) < MIN_ORDERED:
        return _("add at least {least} `items`").format(least=MIN_ORDERED)
    if duplicate := _first_duplicate((*face.items, *face.extra)):
        return _("there are two items {text!r}").format(text=duplicate)
    if not 0 <= face.overlap <= MAX_OVERLAP:
        return _("`overlap` must be between 1 and {most}, or left out").format(most=MAX_OVERLAP)
    return _check_single_line((*face.items, *face.extra))


def check_match(face: Match) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    lefts, rights = zip(*face.pairs, strict=True) if face.pairs else ((), ())
    if len(lefts) < MIN_PAIRS:
        return _("add at least {least} `pairs`").format(least=MIN_PAIRS)
    if duplicate := _first_duplicate(lefts):
        return _("two pairs begin with {text!r}").format(text=duplicate)
    if paired := next((text for text in face.extra if text in rights), None):
        return _("{text!r} is both in a pair and in `extra`").format(text=paired)
    return _check_single_line((*lefts, *rights, *face.extra))


def check_classify(face: Classify) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    items = [item for bucket in face.buckets for item in bucket.items]
    if len(face.buckets) < MIN_BUCKETS:
        return _("add at least {least} `buckets`").format(least=MIN_BUCKETS)
    if duplicate := _first_duplicate([bucket.name for bucket in face.buckets]):
        return _("two groups are called {name!r}").format(name=duplicate)
    if duplicate := _first_duplicate(items):
        return _("{text!r} is in the groups twice").format(text=duplicate)
    if not items:
        return _("all groups are empty")
    return _check_single_line((*items, *(bucket.name for bucket in face.buckets)))


def check_list(face: List) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if len(face.items) < MIN_LISTED:
        return _("add at least {least} `items`").format(least=MIN_LISTED)
    names = [name for item in face.items for name in (item.text, *item.accept)]
    if duplicate := _first_duplicate(names):
        return _("{text!r} is listed twice").format(text=duplicate)
    if face.need is not None and not 1 <= face.need <= len(face.items):
        return _("`need` must be between 1 and {most}, the number of items").format(
            most=len(face.items)
        )
    return _check_single_line(names)


def _first_duplicate(texts: Sequence[str]) -> str | None:
    """Return a text that is in `texts` more than once."""
    if len(set(texts)) == len(texts):
        return None
    return next(text for text in texts if texts.count(text) > 1)


def _check_single_line(texts: Sequence[str]) -> str | None:
    long = next((text for text in texts if len(text.splitlines()) > 1), None)
    if long is None:
        return None
    return _("an item is one line of text, not {start!r}...").format(start=long.splitlines()[0])


def check_number(face: Number) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    bands = face.bands
    if isinstance(bands, tuple) and not 0 < bands[0] <= bands[1] <= bands[2]:
        return _("`bands` must be three numbers above 0, the narrowest first")
    return find_number_problem(face)


def check_drill(face: Drill) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    found_flaws = find_problems(face.template)
    if not found_flaws:
        return None
    flaw = found_flaws[0]
    place = format_place(flaw.place)
    if not place:
        return flaw.message
    return _("{place}: {problem}").format(place=place, problem=flaw.message)
