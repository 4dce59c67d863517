"""Actions on one card are stored, can be undone, and keep the memory equal to the log."""

from dataclasses import replace

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.scheduling.memory import NEW, Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.settings import Settings
from flashdesign.errors import NotFoundError
from flashdesign.services.collection import maintenance
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.card_actions import UndoneAction
from flashdesign.services.scheduling.rules import rules_by_deck
from flashdesign.storage.notes import cards
from flashdesign.storage.notes.cards import StoredCard
from flashdesign.storage.notes.decks import StoredDeck
from tests.support.learner import ROOT, Learner, basic_deck, finish

ONE, TWO = CardKey("basics/q01"), CardKey("basics/q02")


def stored(learner: Learner, key: CardKey = ONE) -> StoredCard:
    with learner.context.database.read() as connection:
        return cards.card(connection, key)


def grade(learner: Learner, rating: Rating, key: CardKey = ONE, duration_ms: int = 5_000) -> None:
    """Grade a card as in a session, and check the stored result."""
    moment = learner.context.moment(Settings())
    rules = rules_by_deck(Settings(), ())(DeckId("basics"))
    card = stored(learner, key)
    memory = card_actions.grade(learner.context, card, rating, moment, duration_ms, rules)
    assert learner.memory(key) == memory
    learner.assert_sound()


@pytest.mark.parametrize(
    ("deck", "expected"),
    [
        pytest.param("plain", 0.92, id="that of the settings"),
        pytest.param("own", 0.8, id="the deck's own"),
        pytest.param("child", 0.8, id="that of the nearest parent"),
        pytest.param("grandchild", 0.95, id="its own before its parents'"),
        pytest.param("unknown", 0.92, id="a missing deck"),
    ],
)
def test_retention_is_inherited_down_the_tree(deck: str, expected: float) -> None:
    decks = (
        StoredDeck(DeckId("plain"), ""),
        StoredDeck(DeckId("own"), "", retention=0.8),
        StoredDeck(DeckId("child"), "", parent=DeckId("own")),
        StoredDeck(DeckId("grandchild"), "", parent=DeckId("child"), retention=0.95),
    )
    rules = rules_by_deck(Settings(retention=0.92), decks)
    assert rules(DeckId(deck)).retention == expected


def test_an_answer_is_logged_with_its_details(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    learner.clock.zone = lambda _: 60
    grade(learner, Rating.GOOD)
    learner.clock.advance(minutes=10)
    grade(learner, Rating.GOOD)
    learner.clock.advance(days=4)
    grade(learner, Rating.AGAIN)
    kinds = [(row.kind, row.rating, row.moment.zone_min) for row in learner.log()]
    assert kinds == [
        (ReviewKind.LEARN, Rating.GOOD, 60),
        (ReviewKind.LEARN, Rating.GOOD, 60),
        (ReviewKind.REVIEW, Rating.AGAIN, 60),
    ]
    assert learner.memory(ONE).state is State.RELEARNING


@pytest.mark.parametrize(("took_ms", "stored_ms"), [(119_999, 119_999), (3_600_000, 120_000)])
def test_a_long_time_at_a_card_counts_as_an_interruption(
    learner: Learner, took_ms: int, stored_ms: int
) -> None:
    learner.store(basic_deck(1, parent=None))
    grade(learner, Rating.GOOD, duration_ms=took_ms)
    card_actions.log_practice(
        learner.context, stored(learner), Rating.GOOD, learner.log()[0].moment, took_ms
    )
    assert [row.duration_ms for row in learner.log()] == [stored_ms] * 2


def test_a_clock_set_back_between_answers_keeps_memory_equal_to_the_log(
    learner: Learner,
) -> None:
    learner.store(basic_deck(2, parent=None))
    grade(learner, Rating.EASY)
    learner.clock.advance(days=10)
    grade(learner, Rating.GOOD)
    learner.clock.set_back(days=5)
    grade(learner, Rating.AGAIN)
    assert learner.memory(ONE).last_at == learner.clock.at + 5 * 86_400_000
    learner.clock.set_back(days=9)
    grade(learner, Rating.HARD)
    learner.restart()
    grade(learner, Rating.GOOD, TWO)
    learner.clock.advance(days=30)
    grade(learner, Rating.GOOD)
    assert len(learner.log()) == 6


def test_answers_of_one_millisecond_keep_their_order_over_a_restart(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    for rating in (Rating.GOOD, Rating.AGAIN, Rating.EASY, Rating.AGAIN, Rating.HARD):
        grade(learner, rating)
        learner.restart()
    assert [row.rating for row in learner.log()] == [3, 1, 4, 1, 2]


def test_the_last_action_is_undone_even_with_the_clock_set_back(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    grade(learner, Rating.GOOD, ONE)
    learner.clock.set_back(hours=2)
    learner.restart()
    grade(learner, Rating.GOOD, TWO)
    card_actions.set_flag(learner.context, CardKey("basics/q03"), 2)
    learner.clock.set_back(hours=2)
    learner.restart()
    undone = [card_actions.undo(learner.context) for _ in range(4)]
    assert undone == [
        UndoneAction(CardKey("basics/q03"), was_answer=False, was_today=True, changed="flag"),
        UndoneAction(TWO, was_answer=True, was_today=True, rating=Rating.GOOD),
        UndoneAction(ONE, was_answer=True, was_today=True, rating=Rating.GOOD),
        None,
    ]
    assert learner.memory(ONE) == learner.memory(TWO) == NEW
    learner.assert_sound()


def test_in_another_zone_the_due_date_stays_and_days_are_local(
    learner: Learner,
) -> None:
    learner.store(basic_deck(1, parent=None))
    learner.clock.zone = lambda _: 9 * 60
    grade(learner, Rating.EASY)
    due = learner.memory(ONE).due
    learner.clock.zone = lambda _: -8 * 60
    learner.assert_sound()
    assert learner.memory(ONE).due == due
    learner.clock.advance(days=12)
    grade(learner, Rating.GOOD)
    assert [row.moment.zone_min for row in learner.log()] == [540, -480]
    maintenance.rebuild(learner.context)
    learner.assert_sound()


def test_practice_does_not_change_memory_and_counts(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    grade(learner, Rating.EASY)
    before, left = learner.memory(ONE), learner.left()
    moment = learner.context.moment(Settings())
    card_actions.log_practice(learner.context, stored(learner), Rating.AGAIN, moment, 100)
    assert [row.kind for row in learner.log()] == [ReviewKind.LEARN, ReviewKind.CRAM]
    assert learner.memory(ONE) == before
    assert learner.left() == left
    learner.assert_sound()
    assert card_actions.undo(learner.context) == UndoneAction(
        ONE, was_answer=True, was_today=True, rating=Rating.EASY
    ), "the one before it"
    assert learner.memory(ONE) == NEW
    learner.assert_sound()


def test_actions_are_undone_from_the_last_to_the_first_of_today(
    learner: Learner,
) -> None:
    learner.store(basic_deck(3, parent=None))
    grade(learner, Rating.EASY)
    learner.clock.advance(days=9)
    yesterday = learner.memory(ONE)
    grade(learner, Rating.AGAIN)
    card_actions.set_suspended(learner.context, TWO, suspended=True)
    card_actions.bury(learner.context, ONE)
    card_actions.set_flag(learner.context, ONE, 3)
    grade(learner, Rating.HARD)
    learner.restart()
    undone = []
    while (act := card_actions.undo(learner.context)) is not None:
        undone.append((act.card, act.was_answer))
        learner.assert_sound()
        learner.restart()
    assert undone == [(ONE, True), (ONE, False), (ONE, False), (TWO, False), (ONE, True)]
    assert learner.memory(ONE) == yesterday
    assert (stored(learner).flag, stored(learner).buried_until) == (0, 0)
    assert stored(learner, TWO).suspended == 0


def test_an_undone_action_can_be_repeated_and_undone_again(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    grade(learner, Rating.GOOD)
    learnt = learner.memory(ONE)
    for _ in range(3):
        assert card_actions.undo(learner.context) == UndoneAction(
            ONE, was_answer=True, was_today=True, rating=Rating.GOOD
        )
        assert learner.memory(ONE) == NEW
        grade(learner, Rating.GOOD)
        assert learner.memory(ONE) == learnt
    assert card_actions.undo(learner.context) is not None
    assert card_actions.undo(learner.context) is None
    assert len(learner.log()) == 8, "nothing is ever taken out of the log"


def test_actions_can_be_undone_until_the_study_day_ends(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    grade(learner, Rating.GOOD)
    for hours, expected in ((15.9, True), (0.2, False)):
        learner.clock.advance(hours=hours)
        with learner.context.database.read() as connection:
            moment = learner.context.moment(Settings())
            since = learner.context.undo_since(moment)
            assert (card_actions.newest_action(connection, since) is not None) is expected
    assert card_actions.undo(learner.context) is None


def test_a_suspended_card_can_be_unsuspended(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    card_actions.set_suspended(learner.context, ONE, suspended=True)
    learner.clock.advance(days=3)
    assert finish(learner.start_review(), Rating.EASY) == [TWO]
    card_actions.set_suspended(learner.context, ONE, suspended=False)
    assert finish(learner.start_review(), Rating.EASY) == [ONE]


def test_a_buried_card_is_back_tomorrow(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    card_actions.bury(learner.context, ONE)
    assert learner.left().total == 0
    learner.clock.advance(hours=15.9)
    assert learner.left().total == 0
    learner.clock.advance(hours=0.2)
    assert learner.left().new == 1


def test_undo_uses_the_retention_of_the_deck(learner: Learner) -> None:
    root = replace(basic_deck(0, deck=ROOT, parent=None), retention=0.75)
    learner.store(root, basic_deck(1))
    assert finish(learner.start_review(), Rating.EASY) == [ONE]
    before = learner.memory(ONE)
    learner.clock.advance(days=60)
    assert finish(learner.start_review(), Rating.GOOD) == [ONE]
    card_actions.undo(learner.context)
    assert learner.memory(ONE) == before
    learner.assert_sound()


def test_a_card_that_does_not_exist_is_named(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    with pytest.raises(NotFoundError, match=r"no card 'basics/q91'.*'basics/q01'"):
        card_actions.bury(learner.context, CardKey("basics/q91"))
