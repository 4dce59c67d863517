"""The queue of a session: next card, returning cards, remaining counts."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.scheduling.queue import Plan, QueuedCard, QueueKind
from flashdesign.domain.scheduling.session_queue import LEARN_AHEAD_MS, SessionQueue
from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE

NOW = 1_000 * MS_PER_MINUTE


def card(name: str, queue_kind: QueueKind = QueueKind.NEW, minutes: int = 0) -> QueuedCard:
    due = NOW + minutes * MS_PER_MINUTE
    return QueuedCard(CardKey(name), NoteKey(name), DeckId("d"), queue_kind, due)


def learning(*names_and_minutes: tuple[str, int]) -> tuple[QueuedCard, ...]:
    return tuple(card(name, QueueKind.LEARNING, minutes) for name, minutes in names_and_minutes)


def drawn(session: SessionQueue, now: int = NOW) -> list[str]:
    """Draw until no card is left."""
    names: list[str] = []
    while (found := session.next_card(now)) is not None:
        names.append(found.card)
    return names


@pytest.mark.parametrize(
    ("plan", "expected"),
    [
        pytest.param(Plan(), "", id="nothing to do"),
        pytest.param(Plan(fresh=(card("a"), card("b"))), "a b", id="fresh cards in their order"),
        pytest.param(
            Plan(learning(("l", 0)), (card("a"),)),
            "l a",
            id="a learning card that is due goes first",
        ),
        pytest.param(
            Plan(learning(("l", 1)), (card("a"),)),
            "a l",
            id="an early one only after the fresh cards",
        ),
        pytest.param(
            Plan(learning(("late", 20), ("soon", 5))), "soon late", id="up to twenty minutes early"
        ),
        pytest.param(Plan(learning(("l", 21))), "", id="not earlier than that"),
        pytest.param(Plan(learning(("b", 3), ("a", 3))), "a b", id="two due in one minute by name"),
    ],
)
def test_order_of_cards(plan: Plan, expected: str) -> None:
    assert " ".join(drawn(SessionQueue(plan))) == expected


def test_the_current_card_counts_as_left_until_the_next_is_drawn() -> None:
    session = SessionQueue(Plan(learning(("l", 0)), (card("n"), card("r", QueueKind.DUE))))
    assert session.current is None
    assert session.left() == {QueueKind.NEW: 1, QueueKind.LEARNING: 1, QueueKind.DUE: 1}
    first = session.next_card(NOW)
    assert first is session.current
    assert session.left() == {QueueKind.NEW: 1, QueueKind.LEARNING: 1, QueueKind.DUE: 1}
    session.next_card(NOW)
    assert session.left() == {QueueKind.NEW: 1, QueueKind.DUE: 1}
    assert drawn(session) == ["r"]
    assert session.current is None
    assert session.left() == {}


def test_a_returning_card_is_drawn_at_its_due_time() -> None:
    session = SessionQueue(Plan(fresh=(card("a"), card("b"), card("c"))))
    session.next_card(NOW)
    assert session.next_due_at() is None
    session.requeue(card("a", QueueKind.LEARNING, 1))
    assert session.next_due_at() == NOW + MS_PER_MINUTE
    assert session.left() == {QueueKind.NEW: 3, QueueKind.LEARNING: 1}, (
        "a is still on the table too"
    )
    assert session.next_card(NOW) == card("b")
    assert session.next_card(NOW + MS_PER_MINUTE) == card("a", QueueKind.LEARNING, 1)
    assert session.next_card(NOW + MS_PER_MINUTE) == card("c")


def test_no_card_is_current_until_a_later_card_is_due() -> None:
    session = SessionQueue(Plan(learning(("l", 60))))
    assert session.next_card(NOW) is None
    assert session.next_due_at() == NOW + 60 * MS_PER_MINUTE
    assert session.left() == {QueueKind.LEARNING: 1}
    assert session.next_card(NOW + 60 * MS_PER_MINUTE - LEARN_AHEAD_MS) is not None


def test_a_card_shown_first_is_drawn_once_before_all_others() -> None:
    plan = Plan(learning(("l", 0)), (card("a"), card("b")))
    session = SessionQueue(plan)
    session.show_first(card("b"))
    session.show_first(card("l", QueueKind.LEARNING))
    assert session.left() == {QueueKind.NEW: 2, QueueKind.LEARNING: 1}
    assert drawn(session) == ["l", "b", "a"]


def test_a_forgotten_card_is_not_drawn() -> None:
    session = SessionQueue(Plan(learning(("l", 0), ("m", 1)), (card("a"), card("b"))))
    session.show_first(card("b"))
    for name in ("l", "a", "b"):
        session.remove(CardKey(name))
    assert drawn(session) == ["m"]


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
    session, now, seen = SessionQueue(plan), NOW, []
    for pause in (*pauses, *[60] * (len(minutes) + fresh)):
        now += pause * MS_PER_MINUTE
        before = session.left().total() - (session.current is not None)
        found = session.next_card(now)
        assert session.left().total() == before
        if found is not None:
            seen.append(found.card)
    assert sorted(seen) == sorted(card.card for card in (*plan.learning, *plan.fresh))
