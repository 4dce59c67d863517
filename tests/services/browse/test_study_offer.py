"""A session of chosen cards: what it asks, what it tells, and what its answers change."""

from pathlib import Path

import pytest

from flashdesign.domain.ids import CardKey, NoteKey
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.browse import search as browse_search
from flashdesign.services.browse.study_offer import (
    StudyOffer,
    describe_offer,
    new_cards,
    study_offer,
)
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.notes import cards
from tests.support.learner import Learner, basic_deck, current_key, finish

KEYS = [CardKey(f"basics/q{at:02}") for at in range(1, 6)]


@pytest.fixture
def learner(tmp_path: Path) -> Learner:
    """Return a learner who learned the first two of five cards an hour ago, and was away."""
    person = Learner(tmp_path).store(basic_deck(5, parent=None))
    person.prefer(new_per_day=2)
    finish(person.start_review(), Rating.EASY)
    person.clock.advance(hours=1)
    return person


def offer(learner: Learner, text: str = "") -> StudyOffer:
    search = browse_search.parse(learner.context, text)
    return study_offer(learner.context, browse_search.find_all(learner.context, search))


def test_all_found_cards_are_offered_whatever_the_limit(learner: Learner) -> None:
    card_actions.set_suspended(learner.context, KEYS[4], suspended=True)
    assert offer(learner) == StudyOffer(tuple(KEYS[:4]), new=2, due=0, early=2, left_out=1)
    told = describe_offer(offer(learner))
    assert told[0].startswith("2 cards are new.")
    assert "2 cards are not due yet. Your answers count and move their due dates" in told[1]
    assert told[2] == "1 suspended or buried card is left out."


def test_due_cards_are_told_apart(learner: Learner) -> None:
    learner.clock.advance(days=60)
    found = offer(learner, "is:due")
    assert (found.new, found.due, found.early) == (0, 2, 0)
    assert describe_offer(found) == ["2 cards are due."]


def test_the_cards_of_notes_are_those_that_are_still_new(learner: Learner) -> None:
    card_actions.set_suspended(learner.context, KEYS[3], suspended=True)
    notes = [NoteKey(name) for name in ("basics/q05", "basics/q01", "basics/q04", "basics/gone")]
    assert new_cards(learner.context, notes) == [KEYS[4]]


def test_nothing_to_study_is_told(learner: Learner) -> None:
    card_actions.bury(learner.context, KEYS[0])
    assert describe_offer(offer(learner, "zzz")) == ["There is no card to study."]


def test_exactly_the_chosen_cards_are_asked(learner: Learner) -> None:
    chosen = [KEYS[3], KEYS[0]]
    session = ReviewSession(learner.context, chosen=chosen)
    assert session.is_of_today is False
    assert session.state.left.total == 2
    asked = []
    while session.state.card is not None:
        asked.append(current_key(session))
        session.reveal()
        session.grade(Rating.EASY)
    assert asked == chosen


def test_an_early_answer_counts_and_moves_the_due_date(learner: Learner) -> None:
    with learner.context.database.read() as connection:
        before = cards.card(connection, KEYS[0]).memory
    learner.clock.advance(days=2)
    session = ReviewSession(learner.context, chosen=[KEYS[0]])
    session.reveal()
    session.grade(Rating.GOOD)
    with learner.context.database.read() as connection:
        after = cards.card(connection, KEYS[0]).memory
    assert before.due is not None
    assert after.due is not None
    assert (after.state, after.reps) == (State.REVIEW, before.reps + 1)
    assert after.due > before.due
    assert learner.log()[-1].kind is ReviewKind.REVIEW


def test_a_missed_card_returns_and_undo_asks_it_again(learner: Learner) -> None:
    session = ReviewSession(learner.context, chosen=[KEYS[2], KEYS[3]])
    assert not session.state.can_undo, "earlier answers are not undone from here"
    session.reveal()
    session.grade(Rating.AGAIN)
    assert current_key(session) == KEYS[3]
    session.undo()
    assert current_key(session) == KEYS[2]
    session.reveal()
    session.grade(Rating.AGAIN)
    session.reveal()
    session.grade(Rating.EASY)
    assert current_key(session) == KEYS[2], "nothing else is left"
    session.reveal()
    session.grade(Rating.EASY)
    assert session.state.card is None


def test_a_change_elsewhere_keeps_to_the_chosen_cards(learner: Learner) -> None:
    session = ReviewSession(learner.context, chosen=KEYS[1:4])
    session.reveal()
    session.grade(Rating.EASY)
    card_actions.set_suspended(learner.context, KEYS[3], suspended=True)
    learner.prefer(new_per_day=3)
    session.reload()
    assert (current_key(session), session.state.left.total) == (KEYS[2], 1)
