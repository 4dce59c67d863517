"""The queue of a session: next card, returning cards, remaining counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.scheduling.queue import Heap, Plan, Waiting
from flashdesign.domain.scheduling.session_queue import LEARN_AHEAD_MS, Sitting
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE

NOW = 1_000 * MS_PER_MINUTE


def card(name: str, heap: Heap = Heap.NEW, minutes: int = 0) -> Waiting:
    due = NOW + minutes * MS_PER_MINUTE
    return Waiting(CardKey(name), NoteKey(name), DeckId("d"), heap, due)


def learning(*names_and_minutes: tuple[str, int]) -> tuple[Waiting, ...]:
    return tuple(card(name, Heap.LEARNING, minutes) for name, minutes in names_and_minutes)


def drawn(sitting: Sitting, now: int = NOW) -> list[str]:
    """Draw until no card is left."""
    names: list[str] = []
    while (found := sitting.draw(now)) is not None:
        names.append(found.card)
    return names


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(Plan(), "", id="nothing to do"),
        pytest.param(Plan(fresh=(card("a"), card("b"))), "a b", id="fresh cards in their order"),
        pytest.param(
            Plan(learning(("l", 0)), (card("a"),)), "l a", id="a minute that has come goes first"
        ),
        pytest.param(
            Plan(learning(("l", 1)), (card("a"),)), "a l", id="one early only behind the fresh"
        ),
        pytest.param(
            Plan(learning(("late", 20), ("soon", 5))), "soon late", id="up to twenty minutes early"
        ),
        pytest.param(Plan(learning(("l", 21))), "", id="not earlier than that"),
        pytest.param(
            Plan(learning(("b", 3), ("a", 3))), "a b", id="two of one minute by their names"
        ),
    ],
)
def test_order_of_cards(plan: Plan, expected: str) -> None:
    assert " ".join(drawn(Sitting(plan))) == expected


def test_the_current_card_counts_as_left_until_the_next_is_drawn() -> None:
    sitting = Sitting(Plan(learning(("l", 0)), (card("n"), card("r", Heap.DUE))))
    assert sitting.current is None
    assert sitting.left() == {Heap.NEW: 1, Heap.LEARNING: 1, Heap.DUE: 1}
    first = sitting.draw(NOW)
    assert first is sitting.current
    assert sitting.left() == {Heap.NEW: 1, Heap.LEARNING: 1, Heap.DUE: 1}
    sitting.draw(NOW)
    assert sitting.left() == {Heap.NEW: 1, Heap.DUE: 1}
    assert drawn(sitting) == ["r"]
    assert sitting.current is None
    assert sitting.left() == {}


def test_a_returning_card_is_drawn_at_its_due_time() -> None:
    sitting = Sitting(Plan(fresh=(card("a"), card("b"), card("c"))))
    sitting.draw(NOW)
    assert sitting.comes_back_at() is None
    sitting.bring_back(card("a", Heap.LEARNING, 1))
    assert sitting.comes_back_at() == NOW + MS_PER_MINUTE
    assert sitting.left() == {Heap.NEW: 3, Heap.LEARNING: 1}, "a is still on the table too"
    assert sitting.draw(NOW) == card("b")
    assert sitting.draw(NOW + MS_PER_MINUTE) == card("a", Heap.LEARNING, 1)
    assert sitting.draw(NOW + MS_PER_MINUTE) == card("c")


def test_no_card_is_current_until_a_later_card_is_due() -> None:
    sitting = Sitting(Plan(learning(("l", 60))))
    assert sitting.draw(NOW) is None
    assert sitting.comes_back_at() == NOW + 60 * MS_PER_MINUTE
    assert sitting.left() == {Heap.LEARNING: 1}
    assert sitting.draw(NOW + 60 * MS_PER_MINUTE - LEARN_AHEAD_MS) is not None


def test_a_card_shown_first_is_drawn_once_before_all_others() -> None:
    plan = Plan(learning(("l", 0)), (card("a"), card("b")))
    sitting = Sitting(plan)
    sitting.show_first(card("b"))
    sitting.show_first(card("l", Heap.LEARNING))
    assert sitting.left() == {Heap.NEW: 2, Heap.LEARNING: 1}
    assert drawn(sitting) == ["l", "b", "a"]


def test_a_forgotten_card_is_not_drawn() -> None:
    sitting = Sitting(Plan(learning(("l", 0), ("m", 1)), (card("a"), card("b"))))
    sitting.show_first(card("b"))
    for name in ("l", "a", "b"):
        sitting.forget(CardKey(name))
    assert drawn(sitting) == ["m"]


@given(
    st.lists(st.integers(0, 40), max_size=12),
    st.integers(0, 12),
    st.lists(st.integers(0, 15), max_size=30),
)
def test_all_cards_are_drawn_once_and_count_until_then(
    minutes: list[int], fresh: int, pauses: list[int]
) -> None:
    plan = Plan(
        learning(*((f"l{at}", minute) for at, minute in enumerate(minutes))),
        tuple(card(f"n{at}") for at in range(fresh)),
    )
    sitting, now, seen = Sitting(plan), NOW, []
    for pause in (*pauses, *[60] * (len(minutes) + fresh)):
        now += pause * MS_PER_MINUTE
        before = sitting.left().total() - (sitting.current is not None)
        found = sitting.draw(now)
        assert sitting.left().total() == before
        if found is not None:
            seen.append(found.card)
    assert sorted(seen) == sorted(card.card for card in (*plan.learning, *plan.fresh))
