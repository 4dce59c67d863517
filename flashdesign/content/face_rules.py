"""Say whether a face can be asked at all: what the types cannot rule out."""

import re
from collections.abc import Sequence
from typing import assert_never

from flashdesign.content.number_text import broken_number
from flashdesign.domain.cloze_gaps import MOST_DEEP, numbers
from flashdesign.domain.drill_rules import flaws, place_text
from flashdesign.domain.faces import (
    Basic,
    Choice,
    Classify,
    Cloze,
    Drill,
    Face,
    List,
    Match,
    Number,
    Order,
)

FEWEST_WRONG, FEWEST_SHOWN, MOST_SHOWN = 2, 3, 6
FEWEST_ORDERED, FEWEST_PAIRS, FEWEST_BUCKETS, FEWEST_LISTED = 3, 2, 2, 2
MOST_OVERLAP = 3
_ANY_GAP = re.compile(r"\{\{\s*\d+\s*::")
_SOUND_GAP = re.compile(r"\{\{[1-9][0-9]{0,2}::")


def broken_rule(face: Face) -> str | None:
    """Return what makes the face impossible to ask, or None."""
    match face:
        case Basic():
            return _basic(face)
        case Cloze():
            return _cloze(face)
        case Choice():
            return _choice(face)
        case Order() | Match() | Classify() | List():
            return _many(face)
        case Number():
            return _number(face)
        case Drill():
            return _drill(face)
        case _:
            assert_never(face)


def _basic(face: Basic) -> str | None:
    if face.reverse_front is not None and not face.reverse:
        return "'reverse_front' has no effect without `reverse: true`"
    return None


def _cloze(face: Cloze) -> str | None:
    gaps = _ANY_GAP.findall(face.text)
    if not gaps:
        return "a cloze needs a gap such as {{1::answer}}"
    if len(_SOUND_GAP.findall(face.text)) != len(gaps):
        return "gaps are numbered from 1 to 999, without spaces: {{1::answer}}"
    if len(numbers(face.text)) != len(gaps):
        return f"a gap is not closed, or gaps stand in one another more than {MOST_DEEP} deep"
    return None


def _choice(face: Choice) -> str | None:
    texts = [*face.correct, *(option.text for option in face.wrong)]
    if not face.correct or len(face.wrong) < FEWEST_WRONG:
        return f"a choice needs one `correct` option and {FEWEST_WRONG} `wrong` ones or more"
    if twice := _twice(texts):
        return f"the option {twice!r} stands here twice"
    if not FEWEST_SHOWN <= face.show <= MOST_SHOWN:
        return f"'show' must be between {FEWEST_SHOWN} and {MOST_SHOWN}"
    return None


def _many(face: Order | Match | Classify | List) -> str | None:
    match face:
        case Order():
            return _order(face)
        case Match():
            return _match(face)
        case Classify():
            return _classify(face)
        case List():
            return _list(face)


def _order(face: Order) -> str | None:
    if len(face.items) < FEWEST_ORDERED:
        return f"an order needs {FEWEST_ORDERED} `items` or more"
    if twice := _twice((*face.items, *face.extra)):
        return f"the item {twice!r} stands here twice"
    if not 0 <= face.overlap <= MOST_OVERLAP:
        return f"'overlap' must be between 1 and {MOST_OVERLAP}, or not given"
    return _one_line((*face.items, *face.extra))


def _match(face: Match) -> str | None:
    lefts, rights = zip(*face.pairs, strict=True) if face.pairs else ((), ())
    if len(lefts) < FEWEST_PAIRS:
        return f"a match needs {FEWEST_PAIRS} `pairs` or more"
    if twice := _twice(lefts):
        return f"two pairs begin with {twice!r}"
    if wrong := next((text for text in face.extra if text in rights), None):
        return f"{wrong!r} is both in a pair and `extra`"
    return _one_line((*lefts, *rights, *face.extra))


def _classify(face: Classify) -> str | None:
    items = [item for bucket in face.buckets for item in bucket.items]
    if len(face.buckets) < FEWEST_BUCKETS:
        return f"a classify needs {FEWEST_BUCKETS} `buckets` or more"
    if twice := _twice([bucket.name for bucket in face.buckets]):
        return f"two buckets are called {twice!r}"
    if twice := _twice(items):
        return f"{twice!r} stands in the buckets twice"
    if not items:
        return "the buckets are empty"
    return _one_line((*items, *(bucket.name for bucket in face.buckets)))


def _list(face: List) -> str | None:
    if len(face.items) < FEWEST_LISTED:
        return f"a list needs {FEWEST_LISTED} `items` or more"
    names = [name for item in face.items for name in (item.text, *item.accept)]
    if twice := _twice(names):
        return f"{twice!r} is named twice"
    if face.need is not None and not 1 <= face.need <= len(face.items):
        return f"'need' must be between 1 and {len(face.items)}, the number of items"
    return _one_line(names)


def _twice(texts: Sequence[str]) -> str | None:
    """Return a text that stands among `texts` more than once."""
    if len(set(texts)) == len(texts):
        return None
    return next(text for text in texts if texts.count(text) > 1)


def _one_line(texts: Sequence[str]) -> str | None:
    long = next((text for text in texts if len(text.splitlines()) > 1), None)
    return None if long is None else f"an item is one line of text, not {long.splitlines()[0]!r}..."


def _number(face: Number) -> str | None:
    bands = face.bands
    if isinstance(bands, tuple) and not 0 < bands[0] <= bands[1] <= bands[2]:
        return "'bands' must be three numbers above 0, the narrowest first"
    return broken_number(face)


def _drill(face: Drill) -> str | None:
    found = flaws(face.template)
    if not found:
        return None
    place = place_text(found[0].place)
    return f"{place}: {found[0].message}" if place else found[0].message
