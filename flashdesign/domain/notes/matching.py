"""Matching tasks: each row gets one of several choices; used by Order, Match and Classify."""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.notes.question import (
    Classify,
    Match,
    Option,
    Ordering,
    Question,
    rank,
    step_of,
)
from flashdesign.domain.scheduling.memory import Rating

STEP_OPTIONS = 4
_MIN_OPTIONS = 3
# At least 75 % right is Hard, less is Again.
_HARD_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class MatchingTask:
    """Markdown rows and choices; `right` is the index of each row's right choice.

    With `once` each choice can be used in one row only.
    """

    rows: tuple[str, ...]
    choices: tuple[str, ...]
    right: tuple[int, ...]
    once: bool = True


Placement = tuple[int | None, ...]


def matching_task(question: Question, part: str, seed: int) -> MatchingTask | None:
    """Return the matching task of a question, shuffled by `seed`; None for other types."""
    match question:
        case Ordering() if step_of(question, part) is None:
            places = tuple(str(at) for at in range(1, len(question.items) + 1))
            return _shuffle_choices(places, question.items, question.extra, seed)
        case Match():
            lefts, rights = (tuple(pair[side] for pair in question.pairs) for side in (0, 1))
            return _shuffle_choices(lefts, rights, question.extra, seed)
        case Classify():
            return _shuffle_items(question, seed)
        case _:
            return None


def step_options(order: Ordering, part: str, seed: int) -> tuple[Option, ...]:
    """Return the options for the next step of an order; empty if there are fewer than three."""
    step = step_of(order, part)
    if step is None:
        return ()
    shown = order.items[max(0, step - order.overlap) : step + 1]
    distractors = [item for item in (*order.items, *order.extra) if item not in shown]
    distractors.sort(key=lambda item: rank(seed, item))
    texts = [order.items[step], *distractors[: STEP_OPTIONS - 1]]
    if len(texts) < _MIN_OPTIONS:
        return ()
    texts.sort(key=lambda item: rank(seed + 1, item))
    return tuple(Option(text, right=text == order.items[step]) for text in texts)


def mark_rows(task: MatchingTask, placed: Sequence[int | None]) -> tuple[bool, ...]:
    """Return for each row whether it has the right choice or one with the same text."""
    return tuple(
        choice is not None and task.choices[choice] == task.choices[right]
        for choice, right in zip(placed, task.right, strict=True)
    )


def grade_matching(right: int, wanted: int) -> Rating:
    """Return the grade for `right` out of `wanted` items."""
    if right >= wanted:
        return Rating.GOOD
    return Rating.HARD if right >= wanted * _HARD_SHARE else Rating.AGAIN


def _shuffle_choices(
    rows: tuple[str, ...], rights: tuple[str, ...], extra: tuple[str, ...], seed: int
) -> MatchingTask:
    texts = (*rights, *extra)
    order = sorted(range(len(texts)), key=lambda at: rank(seed, f"{at}\0{texts[at]}"))
    choices = tuple(texts[at] for at in order)
    return MatchingTask(rows, choices, tuple(order.index(at) for at in range(len(rights))))


def _shuffle_items(question: Classify, seed: int) -> MatchingTask:
    items = [(item, at) for at, bucket in enumerate(question.buckets) for item in bucket.items]
    items.sort(key=lambda item: rank(seed, item[0]))
    return MatchingTask(
        rows=tuple(text for text, _at in items),
        choices=tuple(bucket.name for bucket in question.buckets),
        right=tuple(at for _text, at in items),
        once=False,
    )
