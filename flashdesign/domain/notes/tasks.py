"""The task of a card: choose an option, match rows, name items."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from hashlib import blake2b
from typing import TypeVar

Shuffled = TypeVar("Shuffled")
STEP_OPTIONS = 4
_MIN_OPTIONS = 3


def rank(seed: int, text: str) -> bytes:
    """Return the sort key of `text` for the order given by `seed`."""
    return blake2b(f"{seed}\0{text}".encode(), digest_size=8).digest()


@dataclass(frozen=True, slots=True)
class Option:
    """An option of a multiple-choice question as it is shown."""

    text: str
    right: bool
    why: str = ""


@dataclass(frozen=True, slots=True)
class Item:
    """An item to name, and its other accepted names."""

    text: str
    accept: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class NamingTask:
    """Items to name from memory, and how many of them are needed."""

    items: tuple[Item, ...]
    needed: int


@dataclass(frozen=True, slots=True)
class MatchingTask:
    """Markdown rows and choices; `right` is the index of each row's right choice.

    With `once` each choice can be used in one row only.
    """

    rows: tuple[str, ...]
    choices: tuple[str, ...]
    right: tuple[int, ...]
    once: bool = True


def shuffle_options(options: Iterable[Option], seed: int) -> tuple[Option, ...]:
    """Return the options in the order given by `seed`."""
    return tuple(sorted(options, key=lambda option: rank(seed + 1, option.text)))


def offer_next(
    shown: Sequence[str], others: Iterable[str], right: str, seed: int
) -> tuple[Option, ...]:
    """Return the options for what comes next: `right` and some of `others` that are not shown.

    There are none if they would be fewer than three.
    """
    distractors = [item for item in others if item not in shown]
    distractors.sort(key=lambda item: rank(seed, item))
    texts = [right, *distractors[: STEP_OPTIONS - 1]]
    if len(texts) < _MIN_OPTIONS:
        return ()
    return shuffle_options((Option(text, right=text == right) for text in texts), seed)


def match_each(
    rows: tuple[str, ...], rights: tuple[str, ...], extra: tuple[str, ...], seed: int
) -> MatchingTask:
    """Return a task with the right choice of each row, and `extra` ones, shuffled by `seed`.

    The right choices are not shown in the order of the rows, unless their texts are all the same.
    """
    texts = (*rights, *extra)
    order = sorted(range(len(texts)), key=lambda at: rank(seed, f"{at}\0{texts[at]}"))
    places = [place for place, at in enumerate(order) if at < len(rights)]
    if [texts[order[place]] for place in places] == list(rights):
        _swap_neighbors(order, places, [texts[order[place]] for place in places], seed)
    choices = tuple(texts[at] for at in order)
    return MatchingTask(rows, choices, tuple(order.index(at) for at in range(len(rights))))


def sort_into(groups: Sequence[tuple[str, Sequence[str]]], seed: int) -> MatchingTask:
    """Return a task with the items of all groups, shuffled by `seed`, to sort into them.

    The items are not shown group by group in the order of the groups.
    """
    items = [(item, at) for at, (_name, members) in enumerate(groups) for item in members]
    items.sort(key=lambda item: rank(seed, item[0]))
    by_group = [at for _item, at in items]
    if by_group == sorted(by_group):
        _swap_neighbors(items, range(len(items)), by_group, seed)
    return MatchingTask(
        rows=tuple(text for text, _at in items),
        choices=tuple(name for name, _members in groups),
        right=tuple(at for _text, at in items),
        once=False,
    )


def _swap_neighbors(
    items: list[Shuffled], places: Sequence[int], keys: Sequence[object], seed: int
) -> None:
    """Swap the items in two neighboring `places`, drawn by `seed`, whose `keys` are different."""
    pairs = [
        (one, other)
        for one, other, key, next_key in zip(places, places[1:], keys, keys[1:], strict=False)
        if key != next_key
    ]
    if pairs:
        one, other = pairs[seed % len(pairs)]
        items[one], items[other] = items[other], items[one]
