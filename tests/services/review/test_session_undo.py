"""Undo in a review session: answers, suspended, buried and flagged cards, across midnight."""

from random import Random

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import Basic
from flashdesign.domain.scheduling.memory import NEW, Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import Counts, todays_plan
from flashdesign.storage import stored_settings
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

ONE, TWO, THREE = "basics/q01", "basics/q02", "basics/q03"


@pytest.mark.parametrize("restarts", [False, True], ids=["in this session", "after a restart"])
@pytest.mark.parametrize("act", ["answer", "suspend", "bury", "flag"])
def test_undo(three: Learner, act: str, *, restarts: bool) -> None:
    session = three.start_review()
    if act == "answer":
        answer(session, Rating.AGAIN)
    else:
        getattr(session, act)()
    assert session.state.can_undo
    if restarts:
        three.restart()
        session = three.start_review()
        assert session.state.can_undo
    state = session.undo()
    assert current_key(session) == ONE
    assert (state.left, state.answer_count, state.can_undo) == (Counts(new=3), 0, False)
    assert state.card is not None
    assert not state.card.is_flagged
    assert session.answers == ()
    assert three.left() == Counts(new=3)
    assert three.memory(ONE) == NEW
    three.assert_sound()
    assert finish(session, Rating.EASY) == [ONE, TWO, THREE]


def test_undo_shows_the_card_of_the_table_behind_the_one_taken_back(three: Learner) -> None:
    session = three.start_review()
    answer(session, Rating.EASY)
    answer(session, Rating.EASY)
    session.undo()
    session.undo()
    assert finish(session, Rating.EASY) == [ONE, TWO, THREE]
    assert [found.key for found in session.answers] == [ONE, TWO, THREE]


def test_undo_goes_back_to_the_start_of_the_day_and_no_further(reviewer: Learner) -> None:
    session = reviewer.start_review()
    first = current_key(session)
    before = {key: reviewer.memory(key) for key in (ONE, TWO, THREE)}
    finish(session, Rating.GOOD)
    session = reviewer.start_review()
    assert session.state.card is None
    steps = 0
    while session.state.can_undo:
        session.undo()
        steps += 1
        assert session.state.left == reviewer.left()
        reviewer.assert_sound()
    assert (steps, current_key(session)) == (3, first)
    assert {key: reviewer.memory(key) for key in before} == before
    state = session.state
    assert session.undo() == state
    assert reviewer.left() == Counts(due=3)


def test_undo_and_answer_in_turns(three: Learner) -> None:
    session = three.start_review()
    for rating in Rating:
        answer(session, rating)
        assert three.memory(ONE).reps == 1
        session.undo()
        assert (current_key(session), three.memory(ONE)) == (ONE, NEW)
    answer(session, Rating.AGAIN)
    three.clock.advance(minutes=1)
    answer(session, Rating.EASY)
    assert current_key(session) == ONE
    answer(session, Rating.EASY)
    session.undo()
    assert (current_key(session), three.memory(ONE).state) == (ONE, State.LEARNING)
    session.undo()
    assert (current_key(session), three.memory(TWO)) == (TWO, NEW)
    assert session.state.left == three.left() == Counts(new=2, learning=1)
    three.assert_sound()


def test_undoing_what_concerned_a_card_not_for_today_shows_no_card(reviewer: Learner) -> None:
    finish(reviewer.start_review())
    card_actions.set_flag(reviewer.context, CardKey(TWO), 1)
    session = reviewer.start_review()
    assert session.undo().card is None
    with_practice = ReviewSession(reviewer.context, practice=[CardKey(ONE)])
    answer(with_practice, Rating.GOOD)
    finished = reviewer.start_review()
    assert finished.undo().card is not None, "practice is passed over: the answer before it"
    assert finished.state.left == reviewer.left()


def test_a_flag_stays_on_the_table_and_comes_off_again(three: Learner) -> None:
    session = three.start_review()
    session.reveal()
    state = session.flag()
    assert state.card is not None
    assert (state.card.is_flagged, state.is_revealed, state.can_undo) == (True, True, True)
    state = session.flag()
    assert state.card is not None
    assert not state.card.is_flagged
    state = session.undo()
    assert state.card is not None
    assert (state.card.key, state.card.is_flagged) == (ONE, True)
    assert state.left == three.left() == Counts(new=3)


@pytest.mark.parametrize("act", ["answer", "suspend", "bury", "flag"])
@pytest.mark.parametrize(
    "minutes",
    [
        pytest.param(10, id="ten minutes later"),
        pytest.param(9 * 60, id="when the lid is opened next morning"),
    ],
)
def test_undo_reaches_over_the_rollover_back_to_the_start_of_the_session(
    learner: Learner, act: str, minutes: int
) -> None:
    learner.store(basic_deck(4, parent=None))
    learner.prefer(new_per_day=9)
    learner.clock.advance(hours=15, minutes=50)
    answer(learner.start_review(), Rating.EASY)
    earlier = len(learner.log())
    learner.restart()
    learner.clock.advance(minutes=5)
    session = learner.start_review()
    answer(session, Rating.EASY)
    if act == "answer":
        answer(session, Rating.EASY)
    else:
        getattr(session, act)()
    learner.clock.advance(minutes=minutes)
    answer(session, Rating.EASY)
    undone = []
    while session.state.can_undo:
        session.undo()
        undone.append(current_key(session))
        assert session.state.left == learner.left()
        learner.assert_sound()
    assert len(undone) == 3
    assert undone[1:] == [THREE, TWO]
    assert session.answers == ()
    assert (
        len(learner.log([ReviewKind.LEARN])) - len(learner.log([ReviewKind.REVOKE])) == earlier == 1
    ), "what was answered before the restart, on the day before, stands"


@pytest.mark.parametrize(
    ("act", "expected"),
    [
        ("suspend", "Undone: suspended “Why does a write-ahead log come before…”"),
        ("bury", "Undone: buried “Why does a write-ahead log come before…”"),
        ("flag", "Undone: flag of “Why does a write-ahead log come before…”"),
        ("answer", "Undone: Hard on “Why does a write-ahead log come before…”"),
    ],
)
def test_a_sentence_tells_what_was_undone(learner: Learner, act: str, expected: str) -> None:
    question = Basic("Why does a *write-ahead* log come before the page itself?", "To repeat it")
    learner.store(Deck(BASICS, "Basics", (note(BASICS, "log", question),)))
    session = learner.start_review()
    assert session.undone_text == ""
    if act == "answer":
        answer(session, Rating.HARD)
    else:
        getattr(session, act)()
    session.undo()
    assert session.undone_text == expected


@pytest.mark.parametrize("seed", range(6))
def test_after_undo_the_session_has_the_cards_of_the_plan(learner: Learner, seed: int) -> None:
    learner.store(*small_decks(), basic_deck(8, DeckId("more")))
    learner.prefer(new_per_day=7, reviews_per_day=5)
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=40)
    session, chance = learner.start_review(), Random(seed)
    for _ in range(12):
        if session.state.card is not None and chance.random() < 0.6:
            answer(session, chance.choice(list(Rating)))
        else:
            learner.clock.advance(seconds=chance.choice([1, 50, 700]))
            session.undo()
    answer(session, Rating.AGAIN)
    shown = current_key(session)
    session.undo()
    assert session.state.left == learner.left()
    with learner.context.database.read() as connection:
        moment = learner.context.moment(stored_settings.load(connection))
        plan = todays_plan(connection, stored_settings.load(connection), moment)
    planned = {card.card for card in (*plan.learning, *plan.fresh)}
    assert shown in planned
    assert set(finish(session, Rating.EASY)) == planned


def test_undo_keeps_the_order_of_the_cards_that_follow(learner: Learner) -> None:
    learner.store(basic_deck(9, parent=None))
    learner.prefer(new_per_day=4)
    finish(learner.start_review(), Rating.EASY)
    learner.clock.advance(days=40)
    session = learner.start_review()
    shown = []
    for _ in range(4):
        shown.append(current_key(session))
        answer(session, Rating.EASY)
    rest = current_key(session)
    for _ in range(3):
        session.undo()
    assert finish(session, Rating.EASY)[:4] == [*shown[1:], rest]
