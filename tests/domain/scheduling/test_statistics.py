"""Streak, recall, pace and the estimated time for today."""

import pytest

from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.statistics import (
    DayStat,
    minutes_needed,
    pace_ms,
    recall,
    streak,
    tally,
)
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, MS_PER_HOUR, StudyMoment

MOMENT = StudyMoment(20_000 * MS_PER_DAY + 12 * MS_PER_HOUR)


@pytest.mark.parametrize(
    ("days", "expected"),
    [
        pytest.param(set(), 0, id="never"),
        pytest.param({10}, 1, id="today only"),
        pytest.param({9}, 1, id="today can still be done"),
        pytest.param({8}, 0, id="a missed day ends it"),
        pytest.param({10, 9, 8, 6}, 3, id="up to the last gap"),
    ],
)
def test_streak(days: set[int], expected: int) -> None:
    assert streak(days, today=10) == expected


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        pytest.param([], None, id="no reviews, no recall"),
        pytest.param([DayStat(1, answers=5)], None, id="learning does not count"),
        pytest.param(
            [DayStat(1, reviews=8, reviews_passed=7), DayStat(2, reviews=2, reviews_passed=2)],
            0.9,
            id="share of the reviews",
        ),
    ],
)
def test_recall(stats: list[DayStat], expected: float | None) -> None:
    assert recall(stats) == expected


@pytest.mark.parametrize(
    ("stats", "expected"),
    [
        pytest.param([], 12_000, id="no history: the usual pace"),
        pytest.param([DayStat(1, answers=19, duration_ms=19)], 12_000, id="too few answers"),
        pytest.param([DayStat(1, answers=20, duration_ms=100_000)], 5_000, id="the user's pace"),
    ],
)
def test_pace(stats: list[DayStat], expected: float) -> None:
    assert pace_ms(stats) == expected


def test_minutes_count_repeated_looks_at_a_card() -> None:
    assert minutes_needed([], new=10, learning=0, due=0) == pytest.approx(6.0)
    assert minutes_needed([], new=0, learning=5, due=100) == pytest.approx(24.0)


@pytest.mark.parametrize(
    ("kind", "rating", "before", "expected"),
    [
        pytest.param(
            ReviewKind.LEARN,
            Rating.GOOD,
            State.NEW,
            DayStat(20_000, answers=1, passed=1, new=1, duration_ms=900),
            id="a first answer is one new card",
        ),
        pytest.param(
            ReviewKind.LEARN,
            Rating.AGAIN,
            State.LEARNING,
            DayStat(20_000, answers=1, duration_ms=900),
            id="a learning step counts as an answer only",
        ),
        pytest.param(
            ReviewKind.LEARN,
            Rating.HARD,
            State.RELEARNING,
            DayStat(20_000, answers=1, passed=1, duration_ms=900),
            id="relearning counts as an answer only",
        ),
        pytest.param(
            ReviewKind.REVIEW,
            Rating.EASY,
            State.REVIEW,
            DayStat(20_000, answers=1, passed=1, reviews=1, reviews_passed=1, duration_ms=900),
            id="a review that was passed",
        ),
        pytest.param(
            ReviewKind.REVIEW,
            Rating.AGAIN,
            State.REVIEW,
            DayStat(20_000, answers=1, reviews=1, duration_ms=900),
            id="a review that was missed",
        ),
        pytest.param(
            ReviewKind.CRAM,
            Rating.GOOD,
            State.REVIEW,
            DayStat(20_000),
            id="practice does not count",
        ),
        pytest.param(
            ReviewKind.MANUAL, None, State.REVIEW, DayStat(20_000), id="a reset does not count"
        ),
        pytest.param(
            ReviewKind.REVOKE, None, State.NEW, DayStat(20_000), id="an undo does not count"
        ),
    ],
)
def test_tally(kind: ReviewKind, rating: Rating | None, before: State, expected: DayStat) -> None:
    row = Review(ReviewId(bytes(16)), CardKey("d/n"), MOMENT, kind, rating, duration_ms=900)
    assert tally(row, Memory(before)) == expected


def test_an_answer_belongs_to_its_local_study_day() -> None:
    before_four = StudyMoment(20_001 * MS_PER_DAY + 1 * MS_PER_HOUR, zone_min=120)
    row = Review(ReviewId(bytes(16)), CardKey("d/n"), before_four, ReviewKind.LEARN, Rating.GOOD)
    assert tally(row, NEW).day == 20_000
