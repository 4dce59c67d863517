"""The texts of each kind of question for programs and checks that know only front and back."""

import re
from collections.abc import Iterable

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.notes.question import (
    Classify,
    Cloze,
    List,
    Match,
    MultipleChoice,
    Number,
    Ordering,
    options,
    rank,
)

# Options and items have the same order in every export, so unchanged notes do not differ.
_SEED = 0
_GAP = re.compile(f"{GAP_OPEN}([^{GAP_OPEN}{GAP_CLOSE}]*+){GAP_CLOSE}")


def choice_front(face: MultipleChoice, part: str) -> str:
    """Return the question with its options."""
    return _add_list(face.prompt_text(part), [option.text for option in options(face, _SEED)])


def choice_back(face: MultipleChoice, part: str) -> str:
    """Return the right option, and why others are wrong."""
    text = face.answer_text(part)
    wrong = [f"{option.text}: {option.why}" for option in face.wrong if option.why]
    return _add_list(f"{text}\n\nNot:", wrong) if wrong else text


def match_front(face: Match, part: str) -> str:
    """Return the question with both sides of the pairs."""
    right = _shuffle([*(pair[1] for pair in face.pairs), *face.extra])
    left = _add_list(face.prompt_text(part), [pair[0] for pair in face.pairs])
    return _add_list(f"{left}\n\nto:", right)


def classify_front(face: Classify, part: str) -> str:
    """Return the question with the groups and their items."""
    names = ", ".join(bucket.name for bucket in face.buckets)
    items = _shuffle([item for bucket in face.buckets for item in bucket.items])
    return _add_list(f"{face.prompt_text(part)}\n\n{names}:", items)


def order_front(face: Ordering, part: str) -> str:
    """Return the question; if it asks for the whole order, with the items."""
    text = face.prompt_text(part)
    return text if face.overlap else _add_list(text, _shuffle([*face.items, *face.extra]))


def list_front(face: List, part: str) -> str:
    """Return the question, and how many items are needed."""
    return f"{face.prompt_text(part)} ({face.need or len(face.items)})"


def cloze_answers(face: Cloze, part: str) -> Iterable[str]:
    """Return the texts in the gaps of a card."""
    gaps: list[str] = _GAP.findall(face.answer_text(part))
    return gaps


def choice_answers(face: MultipleChoice, _part: str) -> Iterable[str]:
    """Return the right options."""
    return face.correct


def choice_rivals(face: MultipleChoice) -> Iterable[str]:
    """Return the wrong options."""
    return (option.text for option in face.wrong)


def order_answers(face: Ordering, part: str) -> Iterable[str]:
    """Return the items that a card asks for."""
    step = face.step_of(part)
    return face.items if step is None else (face.items[step],)


def match_answers(face: Match, _part: str) -> Iterable[str]:
    """Return the right sides of the pairs."""
    return (right for _left, right in face.pairs)


def classify_answers(face: Classify, _part: str) -> Iterable[str]:
    """Return the items of all groups."""
    return (item for bucket in face.buckets for item in bucket.items)


def list_answers(face: List, _part: str) -> Iterable[str]:
    """Return the items to name."""
    return (item.text for item in face.items)


def number_answers(face: Number, _part: str) -> Iterable[str]:
    """Return the number without its unit."""
    return (face.answer,)


def _shuffle(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: rank(_SEED, text))


def _add_list(head: str, lines: list[str]) -> str:
    return head + "\n\n" + "\n".join(f"- {line}" for line in lines)
