"""Counts of today's cards: equal to those of the plan, in any collection and on any day."""

from collections import Counter
from dataclasses import replace
from random import Random

import pytest

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import Basic, Cloze
from flashdesign.domain.priority import PRIORITIES
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.decks import daily_limits, overview
from flashdesign.services.review.review_day import SessionCards, plan_day
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import Counts, todays_plan
from flashdesign.services.scheduling.todays_counts import TodaysCounts, todays_counts
from flashdesign.storage import stored_settings
from flashdesign.storage.notes import decks
from flashdesign.storage.notes.deck_tree import subtree
from flashdesign.storage.queries import queue
from tests.support.learner import (
    BASICS,
    Learner,
    answer,
    basic_deck,
    current_key,
    finish,
    note,
    small_decks,
)
from tests.support.storage.statements import statements_of

ROOT, LEFT, LEAF, RIGHT = (DeckId(name) for name in ("root", "left", "leaf", "right"))
PARENTS = {ROOT: None, LEFT: ROOT, LEAF: LEFT, RIGHT: ROOT}
_IDS_OF_DECKS = 'SELECT deck.id, deck.parent_id, deck."key" \nFROM deck'
QUESTIONS = (
    Basic("To?", "Fro!"),
    Basic("To?", "Fro!", reverse=True),
    Cloze("{{1::One}}, {{2::two}} and {{3::three}}."),
)


@pytest.mark.parametrize("mixes", [False, True], ids=["deck by deck", "mixed topics"])
@pytest.mark.parametrize("seed", range(8))
def test_the_counts_are_those_of_the_plan(learner: Learner, seed: int, *, mixes: bool) -> None:
    chance = Random(seed)
    learner.store(*(_deck(deck, chance) for deck in PARENTS))
    learner.prefer(mix_topics=mixes)
    for _ in range(5):
        _change_limits(learner, chance)
        _study(learner, chance)
        _compare(learner)
        learner.clock.advance(days=chance.choice([0, 1, 3, 20]), minutes=chance.choice([1, 30]))
        _compare(learner)


def _deck(deck: DeckId, chance: Random) -> Deck:
    notes = (
        replace(note(deck, f"n{at}", chance.choice(QUESTIONS)), priority=chance.choice(PRIORITIES))
        for at in range(chance.randrange(7))
    )
    return Deck(deck, deck.title(), tuple(notes), PARENTS[deck])


def _change_limits(learner: Learner, chance: Random) -> None:
    new, reviews = chance.choice([0, 2, 30]), chance.choice([0, 3, 50])
    learner.prefer(new_per_day=new, reviews_per_day=reviews)
    for deck in PARENTS:
        new_limit, review_limit = (chance.choice([None, None, 1, 4]) for _ in range(2))
        daily_limits.set_limits(learner.context, deck, new_limit, review_limit)
    if chance.random() < 0.5:
        daily_limits.raise_limits_today(
            learner.context, chance.choice(list(PARENTS)), new=2, reviews=1
        )


def _study(learner: Learner, chance: Random) -> None:
    session = learner.start_review()
    for _ in range(chance.randrange(12)):
        if not current_key(session):
            break
        act = chance.random()
        if act < 0.8:
            answer(session, chance.choice(list(Rating)))
        elif act < 0.9:
            session.undo()
        else:
            card_actions.bury(learner.context, session.state.card.key)  # type: ignore[union-attr]
            session = learner.start_review()


def test_the_counts_read_the_day_once_if_a_limit_holds_reviews_back(learner: Learner) -> None:
    learner.store(basic_deck(4, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=90)
    learner.prefer(reviews_per_day=2)
    with statements_of(learner.context) as found:
        assert overview.left_today(learner.context) == 2
    assert _repeated(found) == []


def test_a_session_reads_what_its_plan_depends_on_once(learner: Learner) -> None:
    learner.store(*small_decks())
    settings = collection_settings.load(learner.context)
    with statements_of(learner.context) as found:
        plan_day(learner.context, settings, SessionCards(BASICS))
    assert _repeated(found) == []


def _repeated(found: list[str]) -> list[str]:
    """Return the queries that ran more than once, except that of the ids of the decks."""
    runs = Counter(
        text
        for text in found
        if text.upper().startswith("SELECT") and not text.startswith(_IDS_OF_DECKS)
    )
    return [text for text, count in runs.items() if count > 1]


def _compare(learner: Learner) -> None:
    """Compare the counts with those of a plan that was made in full."""
    with learner.context.database.read() as connection:
        settings = stored_settings.load(connection)
        moment = learner.context.moment(settings)
        stored, keys = decks.decks(connection), decks.deck_keys(connection)
        counted = todays_counts(connection, settings, moment, stored, keys)
        plan = todays_plan(connection, settings, moment)
        begun = queue.answered_notes(connection, moment.day_start(moment.day))
    cards = (*plan.learning, *plan.fresh)

    def count(within: frozenset[DeckId]) -> Counts:
        kinds = [card.queue_kind for card in cards if card.deck in within]
        return Counts(*(kinds.count(kind) for kind in QueueKind))

    assert counted == TodaysCounts(
        count(frozenset(PARENTS)),
        counted.by_deck,
        len(begun),
        len(begun.union(card.note for card in cards)),
    )
    for deck in PARENTS:
        numbers = counted.by_deck[deck]
        assert numbers.planned == count(subtree(stored, deck))
        with learner.context.database.read() as connection:
            alone = todays_plan(connection, settings, moment, subtree(stored, deck))
        assert numbers.offered.learning == len(alone.learning)
