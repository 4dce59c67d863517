"""Positions of cards: by priority, then in the order of the deck."""

from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.priority import PRIORITIES, USUAL_PRIORITY
from flashdesign.storage.rows.card_order import first_position, position_bounds

notes = st.tuples(st.sampled_from(PRIORITIES), st.integers(-1_000, 10**7))


@given(notes, notes)
def test_positions_are_in_the_order_of_priority_then_of_the_deck(
    one: tuple[int, int], other: tuple[int, int]
) -> None:
    first, second = (first_position(at, priority) for priority, at in (one, other))
    assert (first < second) == (one < other)


@given(st.sampled_from(PRIORITIES), st.integers(0, 10**7))
def test_bounds_contain_the_cards_of_their_priority_only(priority: int, at: int) -> None:
    position = first_position(at, priority)
    within = [p for p in PRIORITIES if position_bounds(p)[0] <= position < position_bounds(p)[1]]
    assert within == [priority]


def test_the_usual_priority_has_the_positions_of_older_collections() -> None:
    assert first_position(7, USUAL_PRIORITY) == 7_000
