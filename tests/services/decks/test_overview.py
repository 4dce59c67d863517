"""The decks as Home shows them."""

from flashdesign.domain.ids import DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.study_day import MS_PER_HOUR
from flashdesign.services.decks import overview
from flashdesign.services.decks.overview import DeckSummary
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import Counts
from flashdesign.storage.notes import decks
from tests.support.learner import (
    BASICS,
    GAPS,
    ROOT,
    Learner,
    answer,
    basic_deck,
    finish,
    small_decks,
)


def line(learner: Learner, deck: str) -> DeckSummary:
    return next(item for item in overview.overview(learner.context).decks if item.id == deck)


def test_an_empty_collection(learner: Learner) -> None:
    shown = overview.overview(learner.context)
    assert (shown.decks, shown.today, shown.minutes) == ((), Counts(), 0)
    assert (shown.streak, shown.recall, shown.answered_today) == (0, None, 0)
    assert shown.next_due is None


def test_a_deck_shows_the_sums_of_its_subtree(learner: Learner) -> None:
    learner.store(*small_decks())
    lines = overview.overview(learner.context).decks
    assert [(line.id, line.parent, line.total, line.today.new) for line in lines] == [
        (ROOT, None, 10, 8),
        (BASICS, ROOT, 3, 2),
        (GAPS, ROOT, 3, 2),
        ("choices", ROOT, 2, 2),
        ("numbers", ROOT, 2, 2),
    ]
    assert {line.mastery for line in lines} == {0.0}
    assert (
        overview.left_today(learner.context) == overview.overview(learner.context).today.total == 8
    )
    assert overview.overview(learner.context).minutes > 0


def test_seen_and_mature_cards(learner: Learner) -> None:
    learner.store(*small_decks())
    finish(learner.start_review(BASICS), Rating.EASY)
    assert (line(learner, BASICS).seen, line(learner, ROOT).seen) == (2, 2)
    for _ in range(3):
        learner.clock.advance(days=40)
        finish(learner.start_review(BASICS), Rating.EASY)
    mastery = {deck.id: deck.mastery for deck in overview.overview(learner.context).decks}
    assert mastery[BASICS] == 1.0
    assert mastery[ROOT] == 0.3


def test_an_empty_deck_has_no_mastery(learner: Learner) -> None:
    with learner.context.database.transaction() as connection:
        decks.save_deck(connection, basic_deck(0, parent=None), 0, "own")
    assert (line(learner, BASICS).mastery, line(learner, BASICS).total) == (None, 0)


def test_streak_recall_and_answers_of_today(learner: Learner) -> None:
    learner.store(basic_deck(4, parent=None))
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=1)
    shown = overview.overview(learner.context)
    assert (shown.streak, shown.recall, shown.answered_today) == (1, None, 0)
    learner.clock.advance(days=20)
    session = learner.start_review()
    answer(session, Rating.AGAIN)
    for _ in range(3):
        answer(session, Rating.GOOD)
    shown = overview.overview(learner.context)
    assert (shown.streak, shown.recall, shown.answered_today) == (1, 0.75, 4)
    card_actions.undo(learner.context)
    shown = overview.overview(learner.context)
    assert (shown.recall, shown.answered_today) == (2 / 3, 3)


def test_when_the_next_card_is_due(learner: Learner) -> None:
    learner.store(basic_deck(1, parent=None))
    finish(learner.start_review(), Rating.EASY)
    due = learner.memory("basics/q01").due
    assert overview.overview(learner.context).next_due == due
    assert due is not None
    learner.clock.at = due - 7 * MS_PER_HOUR
    assert learner.left() == Counts(due=1), "it is due from the beginning of its day"
    assert overview.overview(learner.context).next_due is None


def test_a_suspended_card_is_not_due_but_counts_in_the_deck(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    learner.start_review().suspend()
    assert (line(learner, BASICS).total, line(learner, BASICS).today.new) == (2, 1)


def test_the_titles_are_those_of_the_decks_that_home_shows(learner: Learner) -> None:
    shelf = small_decks()
    learner.store(*shelf)
    with learner.context.database.transaction() as connection:
        decks.save_deck(connection, Deck(DeckId("gone"), "Gone", parent=ROOT), 9, "shipped")
        decks.save_deck(connection, Deck(DeckId("mine"), "Mine"), 10, "own")
    shown = [(line.id, line.title) for line in overview.overview(learner.context).decks]
    assert list(overview.titles(learner.context)) == shown
    assert (DeckId("mine"), "Mine") in shown


def test_subdecks_are_counted_on_all_levels(learner: Learner) -> None:
    learner.store(Deck(ROOT, "Top"), basic_deck(1), basic_deck(1, DeckId("deep"), BASICS))
    assert overview.subdeck_counts(learner.context) == {ROOT: 2, BASICS: 1, "deep": 0}
