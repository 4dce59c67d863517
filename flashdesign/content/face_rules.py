"""Say whether a face can be asked at all: what the types cannot rule out."""

import re
from typing import assert_never

from flashdesign.content.number_text import broken_number
from flashdesign.domain.drill_rules import flaws, place_text
from flashdesign.domain.faces import (
    GAP_OPEN,
    Basic,
    Choice,
    Cloze,
    Drill,
    Face,
    Number,
    parts,
    question,
)

FEWEST_WRONG, FEWEST_SHOWN, MOST_SHOWN = 2, 3, 6
_ANY_GAP = re.compile(r"\{\{\s*\d+\s*::")
_SOUND_GAP = re.compile(r"\{\{[1-9][0-9]?::")


def broken_rule(face: Face) -> str | None:
    """Return what makes the face impossible to ask, or None."""
    match face:
        case Basic():
            return _basic(face)
        case Cloze():
            return _cloze(face)
        case Choice():
            return _choice(face)
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
        return "gaps are numbered from 1 to 99, without spaces: {{1::answer}}"
    asked = sum(question(face, part).count(GAP_OPEN) for part in parts(face))
    if asked != len(gaps):
        return "a gap is not closed, or stands in another one; write {{1::answer}}"
    return None


def _choice(face: Choice) -> str | None:
    texts = [*face.correct, *(option.text for option in face.wrong)]
    if not face.correct or len(face.wrong) < FEWEST_WRONG:
        return f"a choice needs one `correct` option and {FEWEST_WRONG} `wrong` ones or more"
    if len(set(texts)) < len(texts):
        twice = next(text for text in texts if texts.count(text) > 1)
        return f"the option {twice!r} stands here twice"
    if not FEWEST_SHOWN <= face.show <= MOST_SHOWN:
        return f"'show' must be between {FEWEST_SHOWN} and {MOST_SHOWN}"
    return None


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
