"""Today's plan: order, limits along the deck tree, siblings, and lazy reading."""

from collections.abc import Iterator

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.scheduling.queue import (
    QueuedCard,
    QueueKind,
    RemainingLimits,
    interleave,
    plan_chosen,
    plan_today,
)

ROOT, PHASES, SCALING = DeckId("root"), DeckId("phases"), DeckId("scaling")
PARENTS: dict[DeckId, DeckId | None] = {ROOT: None, PHASES: ROOT, SCALING: ROOT}


def card(
    name: str, queue_kind: QueueKind, deck: DeckId = PHASES, note: str = "", due: int = 0
) -> QueuedCard:
    return QueuedCard(CardKey(name), NoteKey(note or name), deck, queue_kind, due)


def due(*names: str, deck: DeckId = PHASES) -> list[QueuedCard]:
    return [card(name, QueueKind.DUE, deck) for name in names]


def new(*names: str, deck: DeckId = PHASES) -> list[QueuedCard]:
    return [card(name, QueueKind.NEW, deck) for name in names]


def names(cards: tuple[QueuedCard, ...]) -> str:
    return " ".join(waiting.card for waiting in cards)


@pytest.mark.parametrize(
    ("reviews", "fresh", "allowances", "expected"),
    [
        pytest.param(
            due("r1", "r2"), new("n1"), {}, "r1 n1 r2", id="new cards are between reviews"
        ),
        pytest.param([], [], {}, "", id="nothing to do"),
        pytest.param(
            due("r1", "r2", "r3"),
            new("n1", "n2"),
            {None: RemainingLimits(new=1, reviews=2)},
            "r1 n1 r2",
            id="the collection's limits apply",
        ),
        pytest.param(
            due("r1"),
            new("n1"),
            {None: RemainingLimits(new=0, reviews=0)},
            "",
            id="limits that are used up leave nothing",
        ),
        pytest.param(
            [],
            new("p1", "p2") + new("s1", "s2", deck=SCALING),
            {PHASES: RemainingLimits(new=1)},
            "p1 s1 s2",
            id="a deck's own limit leaves the others alone",
        ),
        pytest.param(
            [],
            new("p1", "p2") + new("s1", "s2", deck=SCALING),
            {ROOT: RemainingLimits(new=3)},
            "p1 p2 s1",
            id="a parent's limit applies to its whole subtree",
        ),
        pytest.param(
            due("r1"),
            [card("n1", QueueKind.NEW, note="r1"), card("n2", QueueKind.NEW)],
            {},
            "r1 n2",
            id="a sibling of a review waits for another day",
        ),
        pytest.param(
            [],
            [card("n1", QueueKind.NEW, note="seen"), card("n2", QueueKind.NEW)],
            {},
            "n2",
            id="a note answered today is not asked again",
        ),
    ],
)
def test_plan(
    reviews: list[QueuedCard],
    fresh: list[QueuedCard],
    allowances: dict[DeckId | None, RemainingLimits],
    expected: str,
) -> None:
    today = plan_today(
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
        card("b", QueueKind.LEARNING, due=20),
        card("a", QueueKind.LEARNING, due=10, note="shared"),
    ]
    today = plan_today(
        learning,
        [card("r", QueueKind.DUE, note="shared")],
        new("n"),
        parents=PARENTS,
        allowances={None: RemainingLimits(0, 0)},
    )
    assert names(today.learning) == "a b"
    assert names(today.fresh) == ""


def test_candidates_are_read_only_up_to_the_limits() -> None:
    read = 0

    def cursor() -> Iterator[QueuedCard]:
        nonlocal read
        for at in range(100_000):
            read += 1
            yield card(f"r{at}", QueueKind.DUE)

    today = plan_today(
        [], cursor(), [], parents=PARENTS, allowances={None: RemainingLimits(reviews=3)}
    )
    assert names(today.fresh) == "r0 r1 r2"
    assert read == 3


@given(st.integers(0, 40), st.integers(0, 40))
def test_spread_keeps_both_orders_and_loses_nothing(reviews: int, fresh: int) -> None:
    old = due(*(f"r{at:02}" for at in range(reviews)))
    young = new(*(f"n{at:02}" for at in range(fresh)))
    mixed = list(interleave(old, young))
    assert [waiting for waiting in mixed if waiting.queue_kind is QueueKind.DUE] == old
    assert [waiting for waiting in mixed if waiting.queue_kind is QueueKind.NEW] == young


@pytest.mark.parametrize(
    ("chosen", "answered", "fresh", "learning"),
    [
        pytest.param([], "", "", "", id="nothing is chosen"),
        pytest.param(
            [*due("r1"), *new("n1"), *due("r2")], "", "r1 n1 r2", "", id="in the given order"
        ),
        pytest.param([*due("r1"), *due("r1")], "", "r1", "", id="each card once"),
        pytest.param([*due("r1"), *new("n1")], "r1", "n1", "", id="an answered card is done"),
        pytest.param(
            [card("l1", QueueKind.LEARNING, due=50), *due("r1")],
            "",
            "l1 r1",
            "",
            id="a learning card is asked at once",
        ),
        pytest.param(
            [
                card("l2", QueueKind.LEARNING, due=60),
                card("l1", QueueKind.LEARNING, due=50),
                card("l3", QueueKind.LEARNING, due=100),
            ],
            "l1 l2 l3",
            "",
            "l1 l2",
            id="answered cards return while they are learned, if due soon",
        ),
        pytest.param(
            [
                card("a1", QueueKind.NEW, note="a"),
                card("a2", QueueKind.NEW, note="a"),
                card("b1", QueueKind.DUE, note="b"),
                card("a3", QueueKind.NEW, note="a"),
                card("b2", QueueKind.DUE, note="b"),
            ],
            "",
            "a1 b1 a2 b2 a3",
            "",
            id="cards of one note are kept apart",
        ),
    ],
)
def test_chosen_cards_are_asked_whatever_is_due(
    chosen: list[QueuedCard], answered: str, fresh: str, learning: str
) -> None:
    plan = plan_chosen(chosen, {CardKey(name) for name in answered.split()}, 100)
    assert (names(plan.fresh), names(plan.learning)) == (fresh, learning)
