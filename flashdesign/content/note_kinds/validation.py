"""Validation of each kind of question beyond what its types check."""

import re
from collections.abc import Sequence

from flashdesign.domain.drills.validation import find_problems, format_place
from flashdesign.domain.notes.cloze import MAX_DEPTH, numbers
from flashdesign.domain.notes.question_kinds import (
    MAX_OPTIONS_SHOWN,
    MIN_OPTIONS_SHOWN,
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
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _


def find_number_problem(question: Number) -> str | None:
    """Return the first problem with the unit, the answer or the range, or None."""
    try:
        unit = parse_unit(question.unit)
    except QuantityError as error:
        return _("the unit {unit!r} cannot be read: {problem}").format(
            unit=question.unit, problem=error
        )
    try:
        answer = parse_quantity(question.answer, unit).exact
        bounds = [parse_quantity(bound, unit).exact for bound in question.span or ()]
    except QuantityError as error:
        return _("the number cannot be read: {problem}").format(problem=error)
    if bounds and not bounds[0] <= answer <= bounds[1]:
        return _("'range' must go from low to high and include the answer {answer}").format(
            answer=question.answer
        )
    return None


MIN_WRONG = 2
MIN_ORDERED, MIN_PAIRS, MIN_BUCKETS, MIN_LISTED = 3, 2, 2, 2
MAX_OVERLAP = 3
# Cards times characters of a cloze: each card holds the whole text.
_MAX_CLOZE_SIZE = 5_000_000
_ANY_GAP = re.compile(r"\{\{\s*\d+\s*::")
_VALID_GAP = re.compile(r"\{\{[1-9][0-9]{0,2}::")


def check_basic(question: Basic) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if question.reverse_front is not None and not question.reverse:
        return _("`reverse_front` has no effect unless `reverse` is true")
    return None


def check_cloze(question: Cloze) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    gaps = _ANY_GAP.findall(question.text)
    if not gaps:
        return _("a cloze needs a gap such as {{1::answer}}")
    if len(_VALID_GAP.findall(question.text)) != len(gaps):
        return _("gaps are numbered from 1 to 999, without spaces: {{1::answer}}")
    found = numbers(question.text)
    if len(set(found)) * len(question.text) > _MAX_CLOZE_SIZE:
        return _(
            "its {n} cards of {characters} characters each are too much for one cloze; "
            "split the text"
        ).format(n=number(len(set(found))), characters=number(len(question.text)))
    if len(found) != len(gaps):
        return _("a gap is not closed, or gaps are nested more than {most} deep").format(
            most=MAX_DEPTH
        )
    return None


def check_choice(question: MultipleChoice) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    texts = [*question.correct, *(option.text for option in question.wrong)]
    if not question.correct or len(question.wrong) < MIN_WRONG:
        return _("add at least one option to `correct` and {least} to `wrong`").format(
            least=MIN_WRONG
        )
    if duplicate := _first_duplicate(texts):
        return _("there are two options {text!r}").format(text=duplicate)
    if not MIN_OPTIONS_SHOWN <= question.show <= MAX_OPTIONS_SHOWN:
        return _("`show` must be between {least} and {most}").format(
            least=MIN_OPTIONS_SHOWN, most=MAX_OPTIONS_SHOWN
        )
    return None


def check_order(question: Ordering) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if len(question.items) < MIN_ORDERED:
        return _("add at least {least} `items`").format(least=MIN_ORDERED)
    if duplicate := _first_duplicate((*question.items, *question.extra)):
        return _("there are two items {text!r}").format(text=duplicate)
    if not 0 <= question.overlap <= MAX_OVERLAP:
        return _("`overlap` must be between 1 and {most}, or left out").format(most=MAX_OVERLAP)
    return _check_single_line((*question.items, *question.extra))


def check_match(question: Match) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    lefts, rights = zip(*question.pairs, strict=True) if question.pairs else ((), ())
    if len(lefts) < MIN_PAIRS:
        return _("add at least {least} `pairs`").format(least=MIN_PAIRS)
    if duplicate := _first_duplicate(lefts):
        return _("two pairs begin with {text!r}").format(text=duplicate)
    if paired := next((text for text in question.extra if text in rights), None):
        return _("{text!r} is both in a pair and in `extra`").format(text=paired)
    return _check_single_line((*lefts, *rights, *question.extra))


def check_classify(question: Classify) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    items = [item for bucket in question.buckets for item in bucket.items]
    if len(question.buckets) < MIN_BUCKETS:
        return _("add at least {least} `buckets`").format(least=MIN_BUCKETS)
    if duplicate := _first_duplicate([bucket.name for bucket in question.buckets]):
        return _("two groups are called {name!r}").format(name=duplicate)
    if duplicate := _first_duplicate(items):
        return _("{text!r} is in the groups twice").format(text=duplicate)
    if not items:
        return _("all groups are empty")
    return _check_single_line((*items, *(bucket.name for bucket in question.buckets)))


def check_list(question: List) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    if len(question.items) < MIN_LISTED:
        return _("add at least {least} `items`").format(least=MIN_LISTED)
    names = [name for item in question.items for name in (item.text, *item.accept)]
    if duplicate := _first_duplicate(names):
        return _("{text!r} is listed twice").format(text=duplicate)
    if question.need is not None and not 1 <= question.need <= len(question.items):
        return _("`need` must be between 1 and {most}, the number of items").format(
            most=len(question.items)
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


def check_number(question: Number) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    bands = question.bands
    if isinstance(bands, tuple) and not 0 < bands[0] <= bands[1] <= bands[2]:
        return _("`bands` must be three numbers above 0, the narrowest first")
    return find_number_problem(question)


def check_drill(question: Drill) -> str | None:
    """Return the first problem that makes the question unusable, or None."""
    found_flaws = find_problems(question.template)
    if not found_flaws:
        return None
    flaw = found_flaws[0]
    place = format_place(flaw.place)
    if not place:
        return flaw.message
    return _("{place}: {problem}").format(place=place, problem=flaw.message)
