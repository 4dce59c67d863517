"""Today's plan: order, limits along the deck tree, siblings, and lazy reading."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.scheduling.queue import Allowance, Heap, Waiting, plan, spread

ROOT, PHASES, SCALING = DeckId("root"), DeckId("phases"), DeckId("scaling")
PARENTS: dict[DeckId, DeckId | None] = {ROOT: None, PHASES: ROOT, SCALING: ROOT}


def card(name: str, heap: Heap, deck: DeckId = PHASES, note: str = "", due: int = 0) -> Waiting:
    return Waiting(CardKey(name), NoteKey(note or name), deck, heap, due)


def due(*names: str, deck: DeckId = PHASES) -> list[Waiting]:
    return [card(name, Heap.DUE, deck) for name in names]


def new(*names: str, deck: DeckId = PHASES) -> list[Waiting]:
    return [card(name, Heap.NEW, deck) for name in names]


def names(cards: tuple[Waiting, ...]) -> str:
    return " ".join(waiting.card for waiting in cards)


@pytest.mark.parametrize(
    ("reviews", "fresh", "allowances", "expected"),
    [
        pytest.param(
            due("r1", "r2"), new("n1"), {}, "r1 n1 r2", id="new cards lie between reviews"
        ),
        pytest.param([], [], {}, "", id="nothing to do"),
        pytest.param(
            due("r1", "r2", "r3"),
            new("n1", "n2"),
            {None: Allowance(new=1, reviews=2)},
            "r1 n1 r2",
            id="the collection's limits hold",
        ),
        pytest.param(
            due("r1"),
            new("n1"),
            {None: Allowance(new=0, reviews=0)},
            "",
            id="limits that are used up leave nothing",
        ),
        pytest.param(
            [],
            new("p1", "p2") + new("s1", "s2", deck=SCALING),
            {PHASES: Allowance(new=1)},
            "p1 s1 s2",
            id="a deck's own limit leaves the others alone",
        ),
        pytest.param(
            [],
            new("p1", "p2") + new("s1", "s2", deck=SCALING),
            {ROOT: Allowance(new=3)},
            "p1 p2 s1",
            id="a parent's limit holds for its whole subtree",
        ),
        pytest.param(
            due("r1"),
            [card("n1", Heap.NEW, note="r1"), card("n2", Heap.NEW)],
            {},
            "r1 n2",
            id="a sibling of a review waits for another day",
        ),
        pytest.param(
            [],
            [card("n1", Heap.NEW, note="seen"), card("n2", Heap.NEW)],
            {},
            "n2",
            id="a note answered today is not asked again",
        ),
    ],
)
def test_plan(
    reviews: list[Waiting],
    fresh: list[Waiting],
    allowances: dict[DeckId | None, Allowance],
    expected: str,
) -> None:
    today = plan(
        [],
        reviews,
        fresh,
        parents=PARENTS,
        allowances=allowances,
        notes_seen=[NoteKey("seen")],
    )
    assert names(today.fresh) == expected


def test_learning_cards_are_sorted_by_due_time_and_exclude_their_siblings() -> None:
    learning = [
        card("b", Heap.LEARNING, due=20),
        card("a", Heap.LEARNING, due=10, note="shared"),
    ]
    today = plan(
        learning,
        [card("r", Heap.DUE, note="shared")],
        new("n"),
        parents=PARENTS,
        allowances={None: Allowance(0, 0)},
    )
    assert names(today.learning) == "a b"
    assert names(today.fresh) == ""


def test_candidates_are_read_only_up_to_the_limits() -> None:
    read = 0

    def cursor() -> Iterator[Waiting]:
        nonlocal read
        for at in range(100_000):
            read += 1
            yield card(f"r{at}", Heap.DUE)

    today = plan([], cursor(), [], parents=PARENTS, allowances={None: Allowance(reviews=3)})
    assert names(today.fresh) == "r0 r1 r2"
    assert read == 3


@given(st.integers(0, 40), st.integers(0, 40))
def test_spread_keeps_both_orders_and_loses_nothing(reviews: int, fresh: int) -> None:
    old = due(*(f"r{at:02}" for at in range(reviews)))
    young = new(*(f"n{at:02}" for at in range(fresh)))
    mixed = list(spread(old, young))
    assert [waiting for waiting in mixed if waiting.heap is Heap.DUE] == old
    assert [waiting for waiting in mixed if waiting.heap is Heap.NEW] == young
