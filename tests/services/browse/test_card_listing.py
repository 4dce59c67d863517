"""Lists of cards and of the log: their content, order, texts and dates."""

from collections.abc import Callable
from contextlib import closing
from datetime import UTC, date, datetime
from threading import Thread

import pytest

from flashdesign.domain.ids import CardKey, DeckId
from flashdesign.domain.notes.note import Deck
from flashdesign.domain.scheduling.memory import Rating, State
from flashdesign.domain.scheduling.review_log import ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment, as_date
from flashdesign.domain.search.parser import QueryError
from flashdesign.errors import NotFoundError
from flashdesign.services.browse import card_listing
from flashdesign.services.browse.card_listing import ListedCard
from flashdesign.services.scheduling import card_actions
from flashdesign.storage.notes import save
from flashdesign.storage.review_log import reviews
from tests.support.learner import BASICS, GAPS, ROOT, Learner, answer, basic_deck, small_decks


def listed(
    learner: Learner, deck: DeckId | None = None, search: str | None = None
) -> dict[CardKey, ListedCard]:
    with closing(card_listing.iterate_cards(learner.context, deck=deck, search=search)) as found:
        return {card.key: card for card in found}


def test_cards_come_deck_by_deck_with_all_their_parts(learner: Learner) -> None:
    learner.store(*small_decks())
    assert list(listed(learner)) == [
        *("basics/plain", "basics/both", "basics/both#r"),
        *("gaps/one#c1", "gaps/two#c1", "gaps/two#c2"),
        *("choices/cap", "choices/quorum", "numbers/day", "numbers/port"),
    ]


@pytest.mark.parametrize(
    ("deck", "search", "count"),
    [
        pytest.param(ROOT, None, 10, id="a deck with its subdecks"),
        pytest.param(BASICS, None, 3, id="one deck"),
        pytest.param(None, "gap", 3, id="a word"),
        pytest.param(BASICS, "gap", 0, id="a word of another deck"),
        pytest.param(None, "is:new -gap deck:basics", 3, id="as in Browse"),
        pytest.param(None, "no such words", 0, id="nothing found"),
    ],
)
def test_cards_by_deck_and_word(
    learner: Learner, deck: DeckId | None, search: str | None, count: int
) -> None:
    learner.store(*small_decks())
    assert len(listed(learner, deck, search)) == count


def test_a_search_for_nothing_that_there_is_fails_before_the_first_card(learner: Learner) -> None:
    learner.store(*small_decks())
    with pytest.raises(QueryError, match="There is no deck “nowhere”"):
        card_listing.iterate_cards(learner.context, search="deck:nowhere")


@pytest.mark.parametrize(
    ("key", "front", "back"),
    [
        pytest.param("basics/both#r", "Fro!", "To?", id="asked in reverse"),
        pytest.param("gaps/two#c1", "[…] gaps.", "Two gaps.", id="one gap is asked at a time"),
        pytest.param(
            "choices/cap",
            "What does CAP give up in a partition?",
            "Consistency or availability",
            id="a choice without its wrong options",
        ),
        pytest.param("numbers/day", "Seconds in a day?", "86400 s", id="a number with its unit"),
    ],
)
def test_front_and_back(learner: Learner, key: str, front: str, back: str) -> None:
    learner.store(*small_decks())
    card = listed(learner)[CardKey(key)]
    assert (card.front, card.back) == (front, back)


def test_due_is_nothing_then_an_instant_then_a_day(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    session = learner.start_review()
    answer(session, Rating.GOOD)
    answer(session, Rating.EASY)
    first, second, third = listed(learner).values()
    assert (first.state, first.due) == (
        State.LEARNING,
        datetime(2026, 3, 2, 12, 10, tzinfo=UTC),
    )
    assert second.state is State.REVIEW
    assert type(second.due) is date
    assert second.due == as_date(StudyMoment(learner.memory("basics/q02").due or 0).day)
    assert (third.state, third.due) == (State.NEW, None)


def test_what_no_longer_ships_is_left_out_and_what_is_put_away_is_not(learner: Learner) -> None:
    decks = small_decks()
    learner.store(*decks)
    with learner.context.database.transaction() as connection:
        save.retire_notes(connection, [decks[1].notes[0].key])
    card_actions.set_suspended(learner.context, CardKey("basics/both"), suspended=True)
    assert [(card.key, card.is_suspended) for card in listed(learner, BASICS).values()] == [
        ("basics/both", True),
        ("basics/both#r", False),
    ]


def beside(act: Callable[[], object]) -> bool:
    """Run something in another thread, and return whether it ended in time."""
    thread = Thread(target=act, daemon=True)
    thread.start()
    thread.join(10)
    return not thread.is_alive()


def test_an_answer_does_not_wait_for_the_whole_list(learner: Learner) -> None:
    learner.store(*small_decks())
    with closing(card_listing.iterate_cards(learner.context)) as found:
        assert next(found).key == "basics/plain"
        assert beside(lambda: card_actions.bury(learner.context, CardKey("basics/plain")))
        assert len(list(found)) == 9


def test_an_answer_does_not_wait_for_the_whole_log(learner: Learner) -> None:
    learner.store(basic_deck(3, parent=None))
    answer(learner.start_review(), Rating.GOOD)
    with closing(card_listing.iterate_reviews(learner.context)) as rows:
        assert next(rows).kind is ReviewKind.LEARN
        assert beside(lambda: answer(learner.start_review(), Rating.GOOD))


def test_long_lists_are_whole_and_in_order(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_listing, "_CARD_BATCH", 2)
    monkeypatch.setattr(card_listing, "_ROW_BATCH", 2)
    learner.store(basic_deck(5, parent=None))
    session = learner.start_review()
    for _ in range(4):
        answer(session, Rating.GOOD)
    assert [card.key for card in card_listing.iterate_cards(learner.context)] == [
        f"basics/q{number:02}" for number in range(1, 6)
    ]
    with learner.context.database.read() as connection:
        assert list(card_listing.iterate_reviews(learner.context)) == list(
            reviews.review_log(connection)
        )


def test_a_card_deleted_meanwhile_is_not_listed(
    learner: Learner, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(card_listing, "_CARD_BATCH", 1)
    decks = small_decks()
    learner.store(*decks)
    with closing(card_listing.iterate_cards(learner.context)) as found:
        assert next(found).key == "basics/plain"
        with learner.context.database.transaction() as connection:
            save.retire_notes(connection, [decks[1].notes[1].key])
        assert [card.key for card in found][:2] == ["gaps/one#c1", "gaps/two#c1"]


def test_the_log_is_listed_as_written(learner: Learner) -> None:
    learner.store(basic_deck(2, parent=None))
    session = learner.start_review()
    answer(session, Rating.AGAIN)
    session.undo()
    with closing(card_listing.iterate_reviews(learner.context)) as rows:
        assert [row.kind for row in rows] == [ReviewKind.LEARN, ReviewKind.REVOKE]


def test_find_deck(learner: Learner) -> None:
    learner.store(*small_decks())
    assert card_listing.find_deck(learner.context, "gaps") == GAPS
    with pytest.raises(NotFoundError, match="Did you mean 'gaps'"):
        card_listing.find_deck(learner.context, "gasp")


def test_a_deck_is_found_by_its_title_where_that_is_one_deck_s_alone(learner: Learner) -> None:
    hashed = DeckId("d-52843eaaa04a")
    learner.store(Deck(hashed, "Очереди"), Deck(DeckId("one"), "Two"), Deck(DeckId("two"), "Two"))
    assert card_listing.find_deck(learner.context, "очереди") == hashed
    assert card_listing.find_deck(learner.context, "two") == "two"
    with pytest.raises(NotFoundError, match="Did you mean 'one'"):
        card_listing.find_deck(learner.context, "TWO")
