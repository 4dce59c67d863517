"""Boards to arrange: rows that each want one of several choices, and how an arrangement is marked.

An order, a match and a classify are all asked this way.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from flashdesign.domain.faces import Classify, Face, Match, Option, Order, step_of
from flashdesign.domain.ratings import Rating
from flashdesign.domain.shuffling import rank

STEP_OPTIONS = 4
_FEWEST_OPTIONS = 3
# So much of it right is a hard recall, less is none.
_HARD_SHARE = 0.75


@dataclass(frozen=True, slots=True)
class Board:
    """Markdown rows and choices; `right` is the place of each row's choice.

    With `once` each choice goes into one row only.
    """

    rows: tuple[str, ...]
    choices: tuple[str, ...]
    right: tuple[int, ...]
    once: bool = True


Placed = tuple[int | None, ...]


def board_of(face: Face, part: str, seed: int) -> Board | None:
    """Return the board that asks the face, shuffled by `seed` alone; None for other kinds."""
    match face:
        case Order() if step_of(face, part) is None:
            places = tuple(str(at) for at in range(1, len(face.items) + 1))
            return _board(places, face.items, face.extra, seed)
        case Match():
            lefts, rights = (tuple(pair[side] for pair in face.pairs) for side in (0, 1))
            return _board(lefts, rights, face.extra, seed)
        case Classify():
            return _sorting(face, seed)
        case _:
            return None


def step_options(order: Order, part: str, seed: int) -> tuple[Option, ...]:
    """Return what may come next in an order; nothing where too little is left to choose from."""
    step = step_of(order, part)
    if step is None:
        return ()
    shown = order.items[max(0, step - order.overlap) : step + 1]
    rivals = [item for item in (*order.items, *order.extra) if item not in shown]
    rivals.sort(key=lambda item: rank(seed, item))
    texts = [order.items[step], *rivals[: STEP_OPTIONS - 1]]
    if len(texts) < _FEWEST_OPTIONS:
        return ()
    texts.sort(key=lambda item: rank(seed + 1, item))
    return tuple(Option(text, right=text == order.items[step]) for text in texts)


def marks(board: Board, placed: Sequence[int | None]) -> tuple[bool, ...]:
    """Return which rows have the right choice, or one that says the same."""
    return tuple(
        given is not None and board.choices[given] == board.choices[right]
        for given, right in zip(placed, board.right, strict=True)
    )


def grade(right: int, wanted: int) -> Rating:
    """Return the grade for `right` things out of `wanted`."""
    if right >= wanted:
        return Rating.GOOD
    return Rating.HARD if right >= wanted * _HARD_SHARE else Rating.AGAIN


def _board(
    rows: tuple[str, ...], rights: tuple[str, ...], extra: tuple[str, ...], seed: int
) -> Board:
    texts = (*rights, *extra)
    order = sorted(range(len(texts)), key=lambda at: rank(seed, f"{at}\0{texts[at]}"))
    choices = tuple(texts[at] for at in order)
    return Board(rows, choices, tuple(order.index(at) for at in range(len(rights))))


def _sorting(face: Classify, seed: int) -> Board:
    items = [(item, at) for at, bucket in enumerate(face.buckets) for item in bucket.items]
    items.sort(key=lambda item: rank(seed, item[0]))
    return Board(
        rows=tuple(text for text, _ in items),
        choices=tuple(bucket.name for bucket in face.buckets),
        right=tuple(at for _, at in items),
        once=False,
    )
