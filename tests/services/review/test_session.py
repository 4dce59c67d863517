"""A review session: cards are shown, revealed, marked and graded, one after the other."""

from shutil import copyfile

import pytest

from flashdesign.domain.ids import CardKey
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.notes.question_kinds import Cloze
from flashdesign.domain.quantities.numeral import QuantityError
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.queue import QueueKind
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_MINUTE
from flashdesign.services.context import Changes
from flashdesign.services.decks import overview
from flashdesign.services.review.session import ReviewSession
from flashdesign.services.scheduling import card_actions
from flashdesign.services.scheduling.today import Counts
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

ONE, TWO, THREE = "basics/q01", "basics/q02", "basics/q03"


def test_nothing_to_do(learner: Learner) -> None:
    session = learner.start_review()
    state = session.state
    assert (state.card, state.left, state.answer_count) == (None, Counts(), 0)
    for same in (
        session.reveal,
        session.suspend,
        session.bury,
        session.flag,
        session.undo,
        session.check_wait,
        lambda: session.grade(Rating.GOOD),
        lambda: session.choose(0),
        lambda: session.submit("1"),
    ):
        assert same() == state
    assert session.describe_input("1") == ("", False)
    assert session.ms_until_next() is None
    assert learner.log() == []


def test_a_card_is_asked_revealed_and_graded(three: Learner) -> None:
    session = three.start_review()
    state = session.state
    assert state.card is not None
    assert (state.card.prompt, state.card.deck_title) == ("q01?", "Basics")
    assert (state.is_revealed, state.waits, state.can_undo) == (False, {}, False)
    assert session.grade(Rating.GOOD) is state, "no grade before the answer is shown"
    state = session.reveal()
    assert state.is_revealed
    assert session.reveal() is state
    assert state.waits == {
        Rating.AGAIN: MS_PER_MINUTE,
        Rating.HARD: round(5.5 * MS_PER_MINUTE),
        Rating.GOOD: 10 * MS_PER_MINUTE,
        Rating.EASY: 10 * MS_PER_DAY,
    }
    three.clock.advance(seconds=7)
    state = session.grade(Rating.EASY)
    assert (current_key(session), state.answer_count, state.can_undo) == (TWO, 1, True)
    assert [row.duration_ms for row in three.log()] == [7_000]
    (found,) = session.answers
    assert (found.key, found.prompt, found.answer, found.rating) == (
        ONE,
        "q01?",
        "q01!",
        Rating.EASY,
    )
    assert (found.was_review, found.duration_ms) == (False, 7_000)
    due = three.memory(ONE).due
    assert due is not None
    assert round((due - three.clock.at) / MS_PER_DAY) == 10, "what the button said"


def test_an_answer_is_on_the_disk_before_the_next_card_is_shown(
    three: Learner, tmp_path_factory: pytest.TempPathFactory
) -> None:
    answer(three.start_review(), Rating.EASY)
    # The files as they are now are what a power failure would leave.
    after = tmp_path_factory.mktemp("after")
    for part in three.paths.collection.parent.glob("*.flashdesign*"):
        copyfile(part, after / part.name)
    survivor = Learner(after, three.clock)
    assert [row.card for row in survivor.log()] == [ONE]
    assert current_key(survivor.start_review()) == TWO
    survivor.assert_sound()
    survivor.close()


def test_a_long_look_counts_as_two_minutes_everywhere(three: Learner) -> None:
    session = three.start_review()
    three.clock.advance(minutes=45)
    answer(session)
    assert [row.duration_ms for row in three.log()] == [120_000]
    assert [found.duration_ms for found in session.answers] == [120_000]


def test_a_missed_card_comes_back_until_it_is_passed(reviewer: Learner) -> None:
    session = reviewer.start_review()
    missed = current_key(session)
    state = answer(session, Rating.AGAIN)
    assert state.left == Counts(learning=1, due=2)
    others = [current_key(session)]
    answer(session)
    others.append(current_key(session))
    answer(session)
    assert missed not in others
    for _ in range(4):
        assert current_key(session) == missed, "nothing else is left: it comes early"
        assert session.state.left == Counts(learning=1)
        answer(session, Rating.AGAIN)
    state = answer(session, Rating.GOOD)
    assert (state.card, state.left) == (None, Counts())
    assert reviewer.memory(missed).state is State.REVIEW
    assert reviewer.memory(missed).lapses == 1
    reviewer.assert_sound()


def test_a_learning_card_goes_first_when_its_minute_has_come(three: Learner) -> None:
    session = three.start_review()
    answer(session, Rating.AGAIN)
    assert current_key(session) == TWO
    assert session.state.next_due_at == three.clock.at + MS_PER_MINUTE
    assert session.ms_until_next() == MS_PER_MINUTE
    three.clock.advance(minutes=2)
    assert session.ms_until_next() == 0
    answer(session, Rating.EASY)
    assert current_key(session) == ONE
    assert session.state.card is not None
    assert session.state.card.queue_kind is QueueKind.LEARNING


def test_a_card_that_comes_back_late_is_waited_for(three: Learner) -> None:
    answer(three.start_review(), Rating.AGAIN)
    three.clock.set_back(minutes=59)
    card_actions.set_suspended(three.context, CardKey(TWO), suspended=True)
    card_actions.set_suspended(three.context, CardKey(THREE), suspended=True)
    session = three.start_review()
    assert (session.state.card, session.state.left) == (None, Counts(learning=1))
    assert session.state.next_due_at == three.clock.at + 60 * MS_PER_MINUTE
    assert session.ms_until_next() == 60 * MS_PER_MINUTE
    three.clock.advance(minutes=39.9)
    assert session.check_wait().card is None
    three.clock.advance(minutes=0.2)
    assert session.check_wait().card is not None
    shown = session.state
    assert session.check_wait() is shown


def test_a_session_at_one_deck_stays_there(learner: Learner) -> None:
    learner.store(*small_decks())
    assert finish(learner.start_review(GAPS), Rating.EASY) == ["gaps/one#c1", "gaps/two#c1"]


def test_home_and_the_session_say_one_number_at_every_step(learner: Learner) -> None:
    learner.store(*small_decks())
    learner.prefer(new_per_day=4)
    ratings = iter([Rating.AGAIN, Rating.GOOD, Rating.EASY, Rating.HARD] * 9)
    session = learner.start_review()
    assert session.state.left == learner.left() == Counts(new=4)
    while current_key(session):
        answer(session, next(ratings))
        assert session.state.left == learner.left()
        for deck in (ROOT, BASICS, GAPS, CHOICES, NUMBERS):
            assert learner.start_review(deck).state.left == learner.left_of(deck)
        learner.clock.advance(minutes=2)
    assert learner.left() == Counts()


@pytest.mark.parametrize("act", ["suspend", "bury"])
def test_a_card_put_away_makes_room_for_the_next_one(learner: Learner, act: str) -> None:
    learner.store(basic_deck(5, parent=None))
    learner.prefer(new_per_day=2)
    session = learner.start_review()
    state = getattr(session, act)()
    assert (current_key(session), state.left, state.answer_count) == (TWO, Counts(new=2), 0)
    assert learner.left() == state.left
    state = session.undo()
    assert (current_key(session), state.left) == (ONE, Counts(new=2))
    assert learner.left() == state.left
    assert not state.can_undo
    assert finish(session, Rating.EASY) == [ONE, TWO]


@pytest.mark.parametrize("act", ["suspend", "bury"])
def test_a_sibling_takes_the_place_of_a_card_put_away_and_gives_it_back(
    learner: Learner, act: str
) -> None:
    nested = note(BASICS, "n", Cloze("A {{2::log with {{1::entries}}}}."))
    learner.store(Deck(BASICS, "Basics", (nested,)))
    session = learner.start_review()
    assert current_key(session) == "basics/n#c1"
    getattr(session, act)()
    assert current_key(session) == "basics/n#c2", "which hides the first gap as well"
    assert session.state.left == learner.left() == Counts(new=1)
    session.undo()
    assert current_key(session) == "basics/n#c1"
    assert session.state.left == learner.left() == Counts(new=1)
    assert finish(session, Rating.EASY) == ["basics/n#c1"], "siblings never on one day"


@pytest.mark.parametrize("act", ["suspend", "bury"])
def test_cards_that_show_the_answer_of_one_put_away_are_buried_with_it(
    learner: Learner, act: str
) -> None:
    gaps = note(BASICS, "gaps", Cloze("{{1::WAL}}: {{2::append}}, then {{3::apply}}."))
    learner.store(Deck(BASICS, "Basics", (gaps, note(BASICS, "other"))))
    session = learner.start_review()
    assert current_key(session) == "basics/gaps#c1"
    getattr(session, act)()
    assert current_key(session) == "basics/other"
    assert session.state.left == learner.left() == Counts(new=1)
    session.undo()
    assert current_key(session) == "basics/gaps#c1"
    assert session.state.left == learner.left() == Counts(new=2)
    assert finish(session, Rating.EASY) == ["basics/gaps#c1", "basics/other"]
    learner.clock.advance(days=1)
    assert current_key(learner.start_review()) == "basics/gaps#c2"
    learner.assert_sound()


def test_the_day_ends_in_mid_session(learner: Learner) -> None:
    learner.store(basic_deck(9, parent=None))
    learner.prefer(new_per_day=3)
    learner.clock.advance(hours=15, minutes=55)
    session = learner.start_review()
    answer(session, Rating.EASY)
    answer(session, Rating.AGAIN)
    assert session.state.left == learner.left() == Counts(new=1, learning=1)
    learner.clock.advance(minutes=10)
    state = answer(session, Rating.EASY)
    assert state.left == learner.left() == Counts(new=2, learning=1), "three a day, one answered"
    state = session.undo()
    assert state.can_undo, "the session goes on, and so does its undo"
    assert state.left == learner.left()
    assert {row.moment.day for row in learner.log([ReviewKind.LEARN])} == {20514, 20515}
    finish(session, Rating.EASY)
    assert learner.left() == Counts()
    learner.assert_sound()


def test_a_clock_set_back_in_mid_session_loses_nothing(reviewer: Learner) -> None:
    session = reviewer.start_review()
    for hours in (0, 3, 30, 24 * 40):
        reviewer.clock.set_back(hours=hours)
        if current_key(session):
            answer(session, Rating.AGAIN)
        assert session.state.left == reviewer.left()
        reviewer.assert_sound()
    answers = len(reviewer.log())
    reviewer.clock.advance(days=45)
    finish(reviewer.start_review())
    assert len(reviewer.log()) > answers
    reviewer.assert_sound()


def test_another_zone_in_mid_session(reviewer: Learner) -> None:
    session = reviewer.start_review()
    answer(session, Rating.AGAIN)
    reviewer.clock.zone = lambda _: 9 * 60
    answer(session, Rating.GOOD)
    assert session.state.left == reviewer.left()
    finish(session)
    assert session.state.left == reviewer.left() == Counts()
    reviewer.assert_sound()


def test_a_choice_is_marked_and_the_grade_can_be_another(learner: Learner) -> None:
    learner.store(*small_decks())
    session = learner.start_review(CHOICES)
    state = session.state
    assert state.card is not None
    wrong = next(at for at, option in enumerate(state.card.options) if option.why)
    for outside in (-1, len(state.card.options)):
        assert session.choose(outside) is state
    state = session.choose(wrong)
    assert state.outcome is not None
    assert state.is_revealed
    assert state.outcome.verdict == "Not quite: A partition is not chosen."
    assert (state.outcome.suggested, state.outcome.chosen_option) == (Rating.AGAIN, wrong)
    assert session.choose(0) is state, "it was answered already"
    session.grade(Rating.GOOD)
    assert [row.rating for row in learner.log()] == [Rating.GOOD], "the learner's grade counts"
    state = session.state
    assert state.card is not None
    right = next(at for at, option in enumerate(state.card.options) if option.right)
    state = session.choose(right)
    assert state.outcome is not None
    assert (state.outcome.verdict, state.outcome.suggested) == ("Correct.", Rating.GOOD)


def test_a_number_is_marked_and_a_text_that_is_none_costs_nothing(learner: Learner) -> None:
    learner.store(*small_decks())
    session = learner.start_review(NUMBERS)
    state = session.state
    assert session.describe_input("86k") == ("Reads as 86 thousand seconds", False)
    with pytest.raises(QuantityError):
        session.submit("soon")
    assert session.state is state
    assert learner.log() == []
    state = session.submit("50k")
    assert state.outcome is not None
    assert state.outcome.verdict == "You said 50,000 s: 1.73× too low."
    assert (state.outcome.suggested, state.is_revealed) == (Rating.HARD, True)
    assert state.waits
    assert session.submit("86400") is state, "it was answered already"
    session.grade(Rating.AGAIN)
    assert [row.rating for row in learner.log()] == [Rating.AGAIN]


def test_only_a_choice_is_chosen_and_only_a_number_submitted(three: Learner) -> None:
    session = three.start_review()
    state = session.state
    assert session.choose(0) is state
    assert session.submit("42") is state
    assert session.describe_input("42") == ("", False)


def test_practising_misses_leaves_memory_and_counts_alone(reviewer: Learner) -> None:
    finish(reviewer.start_review(), Rating.GOOD)
    keys = [CardKey(ONE), CardKey(TWO)]
    before = {key: reviewer.memory(key) for key in keys}
    shown = overview.overview(reviewer.context)
    session = ReviewSession(reviewer.context, practice=[*keys, keys[0]])
    assert session.state.left == Counts(due=2)
    assert session.reveal().waits == {}, "it changes no due date"
    session.grade(Rating.AGAIN)
    assert current_key(session) == TWO, "a missed card comes back behind the others"
    answer(session, Rating.GOOD)
    assert current_key(session) == ONE
    assert session.suspend() is session.bury() is session.state
    assert session.undo().can_undo is False
    assert session.flag().can_undo is False
    answer(session, Rating.GOOD)
    assert (session.state.card, session.state.answer_count) == (None, 3)
    assert [row.kind for row in reviewer.log()][-3:] == [ReviewKind.CRAM] * 3
    assert {key: reviewer.memory(key) for key in keys} == before
    assert overview.overview(reviewer.context) == shown
    reviewer.assert_sound()


def test_practice_goes_on_over_the_end_of_the_day(reviewer: Learner) -> None:
    session = ReviewSession(reviewer.context, practice=[CardKey(ONE), CardKey(TWO)])
    reviewer.clock.advance(days=1)
    answer(session)
    assert current_key(session) == TWO


def test_the_options_are_in_an_order_that_chance_decides(learner: Learner) -> None:
    learner.store(*small_decks())
    orders = set()
    for _ in range(20):
        state = learner.start_review(CHOICES).state
        assert state.card is not None
        orders.add(state.card.options)
    assert len(orders) > 2


def test_the_end_of_a_session_is_told_once(three: Learner) -> None:
    heard: list[Changes] = []
    three.context.broadcast.add_listener(heard.append)
    session = three.start_review()
    finish(session)
    session.close()
    assert heard == [Changes(cards=True, reviews=True)]
