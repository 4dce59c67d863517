"""Counts of days and cards."""

from flashdesign.domain.ids import CardKey
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.statistics import DayStat
from flashdesign.storage.notes import save
from flashdesign.storage.queries import statistics
from flashdesign.storage.queries.statistics import DeckProgress
from tests.support.storage.collections import (
    CACHE,
    KAFKA,
    LRU,
    QUEUES,
    TODAY,
    TTL,
    StorageLearner,
    at,
)


def test_days_are_summed_over_decks(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY - 1))
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.answer(CardKey(f"{KAFKA}#c1"), Rating.AGAIN, at(TODAY))
    with learner.database.read() as conn:
        assert statistics.day_stats(conn, TODAY) == [DayStat(TODAY, 2, 1, 1, 0, 0, 10_000)]
        assert statistics.day_stats_by_deck(conn, TODAY) == {
            CACHE: DayStat(TODAY, 1, 1, 0, 0, 0, 5_000),
            QUEUES: DayStat(TODAY, 1, 0, 1, 0, 0, 5_000),
        }
        assert statistics.day_stats_by_deck(conn, TODAY + 1) == {}
        assert statistics.study_days(conn) == {TODAY - 1, TODAY}


def test_a_day_with_only_undone_answers_is_not_a_study_day(learner: StorageLearner) -> None:
    learner.answer(LRU, Rating.GOOD, at(TODAY))
    learner.undo(at(TODAY))
    with learner.database.read() as conn:
        assert statistics.study_days(conn) == set()


def test_progress(learner: StorageLearner) -> None:
    for day in (0, 20, 80):
        learner.answer(LRU, Rating.EASY, at(TODAY + day))
    learner.answer(TTL, Rating.GOOD, at(TODAY))
    learner.change(TTL, "suspended", 1, at(TODAY))
    with learner.database.transaction() as conn:
        save.retire_notes(conn, [learner.card(TTL).card.note])
        assert statistics.deck_progress(conn) == {
            CACHE: DeckProgress(total=2, seen=2, mature=1, suspended=1, new=0),
            QUEUES: DeckProgress(total=2, seen=0, mature=0, suspended=0, new=2),
        }


def test_a_lapsed_card_is_not_mature(learner: StorageLearner) -> None:
    for day in (0, 20, 80):
        learner.answer(LRU, Rating.EASY, at(TODAY + day))
    learner.answer(LRU, Rating.AGAIN, at(TODAY + 200))
    with learner.database.read() as conn:
        assert statistics.deck_progress(conn)[CACHE].mature == 0
