"""The texts of each kind of question for programs and checks that know only front and back."""

import re
from collections.abc import Iterable

from flashdesign.domain.notes.cloze import GAP_CLOSE, GAP_OPEN
from flashdesign.domain.notes.question_kinds import (
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


def choice_front(question: MultipleChoice, part: str) -> str:
    """Return the question with its options."""
    return _add_list(
        question.prompt_text(part), [option.text for option in options(question, _SEED)]
    )


def choice_back(question: MultipleChoice, part: str) -> str:
    """Return the right option, and why others are wrong."""
    text = question.answer_text(part)
    wrong = [f"{option.text}: {option.why}" for option in question.wrong if option.why]
    return _add_list(f"{text}\n\nNot:", wrong) if wrong else text


def match_front(question: Match, part: str) -> str:
    """Return the question with both sides of the pairs."""
    right = _shuffle([*(pair[1] for pair in question.pairs), *question.extra])
    left = _add_list(question.prompt_text(part), [pair[0] for pair in question.pairs])
    return _add_list(f"{left}\n\nto:", right)


def classify_front(question: Classify, part: str) -> str:
    """Return the question with the groups and their items."""
    names = ", ".join(bucket.name for bucket in question.buckets)
    items = _shuffle([item for bucket in question.buckets for item in bucket.items])
    return _add_list(f"{question.prompt_text(part)}\n\n{names}:", items)


def order_front(question: Ordering, part: str) -> str:
    """Return the question; if it asks for the whole order, with the items."""
    text = question.prompt_text(part)
    return (
        text if question.overlap else _add_list(text, _shuffle([*question.items, *question.extra]))
    )


def list_front(question: List, part: str) -> str:
    """Return the question, and how many items are needed."""
    return f"{question.prompt_text(part)} ({question.need or len(question.items)})"


def cloze_answers(question: Cloze, part: str) -> Iterable[str]:
    """Return the texts in the gaps of a card."""
    gaps: list[str] = _GAP.findall(question.answer_text(part))
    return gaps


def choice_answers(question: MultipleChoice, _part: str) -> Iterable[str]:
    """Return the right options."""
    return question.correct


def choice_rivals(question: MultipleChoice) -> Iterable[str]:
    """Return the wrong options."""
    return (option.text for option in question.wrong)


def order_answers(question: Ordering, part: str) -> Iterable[str]:
    """Return the items that a card asks for."""
    step = question.step_of(part)
    return question.items if step is None else (question.items[step],)


def match_answers(question: Match, _part: str) -> Iterable[str]:
    """Return the right sides of the pairs."""
    return (right for _left, right in question.pairs)


def classify_answers(question: Classify, _part: str) -> Iterable[str]:
    """Return the items of all groups."""
    return (item for bucket in question.buckets for item in bucket.items)


def list_answers(question: List, _part: str) -> Iterable[str]:
    """Return the items to name."""
    return (item.text for item in question.items)


def number_answers(question: Number, _part: str) -> Iterable[str]:
    """Return the number without its unit."""
    return (question.answer,)


def _shuffle(texts: list[str]) -> list[str]:
    return sorted(texts, key=lambda text: rank(_SEED, text))


def _add_list(head: str, lines: list[str]) -> str:
    return head + "\n\n" + "\n".join(f"- {line}" for line in lines)
