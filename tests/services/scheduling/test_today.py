"""Today's plan: limits of the collection and of decks with their subtrees, raises, siblings."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId, NoteKey
from flashdesign.domain.notes.note import Deck, Note
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.queue import Plan, QueuedCard, QueueKind, RemainingLimits
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.domain.settings import Settings
from flashdesign.services.decks import daily_limits
from flashdesign.services.editing import decks, notes, undo
from flashdesign.services.scheduling.today import Counts, allowances, counts
from flashdesign.storage.notes.deck_tree import deck_and_parents, subtree
from flashdesign.storage.notes.decks import ExtraCards, StoredDeck
from tests.support.learner import (
    BASICS,
    CHOICES,
    GAPS,
    NUMBERS,
    ROOT,
    Learner,
    answer,
    basic_deck,
    current_key,
    finish,
    note,
    small_decks,
)

DAY = 20_000
LEFT, RIGHT, LEAF = DeckId("left"), DeckId("right"), DeckId("leaf")


def tree(**changed: StoredDeck) -> list[StoredDeck]:
    """Return root with left and right, and leaf in left; `decks` replace the plain ones."""
    plain = {
        "root": StoredDeck(ROOT, "Root"),
        "left": StoredDeck(LEFT, "Left", parent=ROOT),
        "leaf": StoredDeck(LEAF, "Leaf", parent=LEFT),
        "right": StoredDeck(RIGHT, "Right", parent=ROOT),
    }
    return list((plain | changed).values())


@pytest.mark.parametrize(
    ("stored", "used", "expected"),
    [
        pytest.param(
            tree(),
            {},
            {None: RemainingLimits(10, 200), ROOT: RemainingLimits(), LEAF: RemainingLimits()},
            id="decks have no limits but the collection's",
        ),
        pytest.param(
            tree(left=StoredDeck(LEFT, "", parent=ROOT, new_limit=4, review_limit=0)),
            {LEAF: DayStat(DAY, new=3, reviews=5), RIGHT: DayStat(DAY, new=1, reviews=2)},
            {None: RemainingLimits(6, 193), LEFT: RemainingLimits(1, 0), LEAF: RemainingLimits()},
            id="used cards count for all parents",
        ),
        pytest.param(
            tree(leaf=StoredDeck(LEAF, "", parent=LEFT, extra=ExtraCards(DAY, 5, 7))),
            {LEAF: DayStat(DAY, new=10)},
            {None: RemainingLimits(5, 207), LEFT: RemainingLimits(), LEAF: RemainingLimits()},
            id="extra cards raise each limit up the tree",
        ),
        pytest.param(
            tree(leaf=StoredDeck(LEAF, "", parent=LEFT, new_limit=2, extra=ExtraCards(DAY, 5, 0))),
            {LEAF: DayStat(DAY, new=3)},
            {None: RemainingLimits(12, 200), LEAF: RemainingLimits(4, None)},
            id="and the deck's own limit",
        ),
        pytest.param(
            tree(leaf=StoredDeck(LEAF, "", parent=LEFT, extra=ExtraCards(DAY - 1, 5, 7))),
            {LEAF: DayStat(DAY, new=12)},
            {None: RemainingLimits(0, 200)},
            id="yesterday's extra cards do not count, and no limit is negative",
        ),
    ],
)
def test_allowances(
    stored: list[StoredDeck],
    used: dict[DeckId, DayStat],
    expected: dict[DeckId | None, RemainingLimits],
) -> None:
    allowed = allowances(Settings(), stored, used, DAY)
    assert {deck: allowed[deck] for deck in expected} == expected


def test_the_tree_is_walked_down_and_up() -> None:
    stored = tree()
    assert subtree(stored, LEFT) == {LEFT, LEAF}
    assert subtree(stored, ROOT) == {ROOT, LEFT, LEAF, RIGHT}
    parents = {deck.id: deck.parent for deck in stored}
    assert list(deck_and_parents(LEAF, parents)) == [LEAF, LEFT, ROOT, None]
    assert list(deck_and_parents(None, parents)) == [None]


def test_counts_tell_the_heaps_apart() -> None:
    def card(queue_kind: QueueKind) -> QueuedCard:
        return QueuedCard(CardKey("leaf/n"), NoteKey("leaf/n"), LEAF, queue_kind)

    plan = Plan(
        (card(QueueKind.LEARNING),), (card(QueueKind.NEW), card(QueueKind.DUE), card(QueueKind.DUE))
    )
    assert counts(plan) == Counts(new=1, learning=1, due=2)
    assert counts(plan).total == 4


def test_of_each_note_one_card_is_for_today_and_another_tomorrow(learner: Learner) -> None:
    learner.store(*small_decks())
    assert learner.left() == Counts(new=8)
    first = finish(learner.start_review(), Rating.EASY)
    assert [key for key in first if "#" in key] == ["gaps/one#c1", "gaps/two#c1"]
    assert learner.left() == Counts()
    learner.clock.advance(days=1)
    assert finish(learner.start_review(), Rating.EASY) == ["basics/both#r", "gaps/two#c2"]


def test_topics_are_mixed_unless_switched_off(learner: Learner) -> None:
    learner.store(*small_decks())
    learner.prefer(new_per_day=5)
    assert finish(learner.start_review(), Rating.EASY) == [
        "basics/plain",
        "gaps/one#c1",
        "choices/cap",
        "numbers/day",
        "basics/both",
    ]


@pytest.mark.parametrize("sittings", [1, 3])
def test_cards_of_own_decks_take_turns_with_built_in_ones_from_the_day_they_are_added(
    learner: Learner, sittings: int
) -> None:
    learner.store(*(replace(deck, notes=as_core(deck)) for deck in small_decks()))
    own = decks.create(learner.context, "Mine")
    for name in ("one", "two"):
        notes.add_note(learner.context, note(own, name))
    learner.prefer(new_per_day=5)
    assert learner.left() == Counts(new=5)
    met: list[str] = []
    for sitting in range(sittings):
        session = learner.start_review()
        while len(met) < 5 * (sitting + 1) // sittings and session.state.card is not None:
            met.append(current_key(session))
            answer(session, Rating.EASY)
    assert met == ["mine/one", "basics/plain", "mine/two", "gaps/one#c1", "choices/cap"]


def as_core(deck: Deck) -> tuple[Note, ...]:
    return tuple(replace(core, priority=1) for core in deck.notes)


def test_the_limit_of_new_cards_is_for_the_day_not_for_the_session(learner: Learner) -> None:
    learner.store(*small_decks())
    learner.prefer(new_per_day=3)
    assert len(finish(learner.start_review(), Rating.EASY)) == 3
    assert learner.left() == Counts()
    learner.restart()
    assert finish(learner.start_review()) == []
    learner.clock.advance(days=1)
    assert learner.left() == Counts(new=3)


def test_the_limit_of_reviews_holds_and_learning_cards_are_beyond_limits(
    learner: Learner,
) -> None:
    learner.store(basic_deck(6, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=30)
    learner.prefer(reviews_per_day=2, new_per_day=0)
    assert learner.left() == Counts(due=2)
    answer(learner.start_review(), Rating.AGAIN)
    assert learner.left() == Counts(learning=1, due=1)
    assert len(finish(learner.start_review())) == 2
    assert learner.left() == Counts()


def test_a_decks_own_limit_holds_for_its_subtree_and_leaves_the_others_alone(
    learner: Learner,
) -> None:
    learner.store(*small_decks())
    daily_limits.set_limits(learner.context, GAPS, 1, None)
    assert learner.left() == Counts(new=7)
    assert learner.left_of(GAPS) == Counts(new=1)
    daily_limits.set_limits(learner.context, ROOT, 3, None)
    assert learner.left() == Counts(new=3)
    daily_limits.set_limits(learner.context, GAPS, 0, None)
    daily_limits.set_limits(learner.context, ROOT, None, None)
    assert learner.left() == Counts(new=6)
    assert learner.left_of(GAPS) == Counts()


def test_a_raise_is_for_the_deck_that_was_raised_and_for_today_only(learner: Learner) -> None:
    learner.store(*small_decks())
    learner.prefer(new_per_day=2, mix_topics=False)
    assert finish(learner.start_review(), Rating.EASY) == ["basics/plain", "basics/both"]
    assert learner.left() == Counts()
    daily_limits.raise_limits_today(learner.context, NUMBERS, new=1)
    assert learner.left() == Counts(new=1)
    assert learner.left_of(NUMBERS) == Counts(new=1), "not for the decks before it"
    assert finish(learner.start_review(NUMBERS), Rating.EASY) == ["numbers/day"]
    assert learner.left() == Counts()
    daily_limits.raise_limits_today(learner.context, CHOICES, new=1)
    learner.clock.advance(days=1)
    assert learner.left() == Counts(new=2), "a raise ends with its day"
    assert learner.left_of(CHOICES) == Counts(new=2), "chosen, a deck gets all of the day"


@pytest.mark.parametrize("deck", [BASICS, NUMBERS])
def test_a_raise_of_reviews_is_for_the_deck_too(learner: Learner, deck: DeckId) -> None:
    learner.store(basic_deck(4, parent=None), basic_deck(4, deck=NUMBERS, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=30)
    learner.prefer(reviews_per_day=0, new_per_day=0)
    assert learner.left() == Counts()
    daily_limits.raise_limits_today(learner.context, deck, reviews=2)
    assert learner.left() == learner.left_of(deck) == Counts(due=2)


def test_a_second_raise_of_the_day_adds_to_the_first(learner: Learner) -> None:
    learner.store(basic_deck(9, parent=None))
    learner.prefer(new_per_day=0)
    for expected in (["basics/q01", "basics/q02"], ["basics/q03", "basics/q04"]):
        daily_limits.raise_limits_today(learner.context, BASICS, new=2)
        assert finish(learner.start_review(), Rating.EASY) == expected
    assert learner.left() == Counts()


@pytest.mark.parametrize(
    ("minutes_before", "expected"),
    [
        pytest.param(12, Counts(learning=1), id="due again before the day ends"),
        pytest.param(5, Counts(learning=1), id="due again a few minutes into the next day"),
    ],
)
def test_a_card_missed_just_before_the_rollover_is_left_today(
    learner: Learner, minutes_before: int, expected: Counts
) -> None:
    learner.store(basic_deck(1, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=30, hours=16, minutes=-minutes_before)
    session = learner.start_review()
    assert answer(session, Rating.AGAIN).left == expected
    assert learner.left() == expected
    learner.clock.advance(minutes=minutes_before)
    assert learner.left() == expected, "on either side of four o'clock"


def test_a_card_that_was_reset_is_offered_again_today(learner: Learner) -> None:
    learner.store(basic_deck(12, parent=None))
    answered = finish(learner.start_review(), Rating.EASY)
    assert len(answered) == 10
    assert learner.left() == Counts()
    notes.reset_cards(learner.context, [CardKey(answered[3])])
    assert learner.left() == Counts(new=1), "its start does not count in the daily limit"
    assert learner.left_of(BASICS) == Counts(new=1)
    learner.clock.advance(minutes=1)
    session = learner.start_review()
    assert current_key(session) == answered[3], "it comes before cards later in the deck"
    undo.undo(learner.context)
    assert learner.left() == Counts()


def test_a_reset_card_is_next_when_there_is_no_other_new_card(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    answered = finish(learner.start_review(), Rating.EASY)
    notes.reset_cards(learner.context, [CardKey(answered[1])])
    assert finish(learner.start_review(), Rating.EASY) == [answered[1]]
    assert learner.left() == Counts()
