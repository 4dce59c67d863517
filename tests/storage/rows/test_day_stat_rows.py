"""The counts that a card's log adds to its days."""

import pytest

from flashdesign.domain.ids import ReviewId
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.storage.rows.day_stat_rows import card_counts
from tests.support.storage.collections import LRU, TODAY, at


def row(number: int, kind: ReviewKind, rating: Rating | None = None, revokes: int = 0) -> Review:
    """Return the row written as number `number`, an hour after the one before."""
    revoked = ReviewId(revokes.to_bytes(16)) if revokes else None
    moment: StudyMoment = at(TODAY, 5 + number)
    return Review(ReviewId(number.to_bytes(16)), LRU, moment, kind, rating, 100, revoked)


LEARNT = row(1, ReviewKind.LEARN, Rating.AGAIN)
PASSED = row(2, ReviewKind.LEARN, Rating.GOOD)
REVIEWED = row(3, ReviewKind.REVIEW, Rating.HARD)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        pytest.param([], {}, id="no answers, no days"),
        pytest.param([LEARNT], {TODAY: (1, 0, 1, 0, 0, 100)}, id="a first answer, missed"),
        pytest.param([LEARNT, PASSED], {TODAY: (2, 1, 1, 0, 0, 200)}, id="a card is new once"),
        pytest.param([PASSED, LEARNT], {TODAY: (2, 1, 1, 0, 0, 200)}, id="in any order"),
        pytest.param(
            [LEARNT, PASSED, REVIEWED], {TODAY: (3, 2, 1, 1, 1, 300)}, id="a scheduled review"
        ),
        pytest.param(
            [LEARNT, PASSED, row(4, ReviewKind.REVOKE, revokes=2)],
            {TODAY: (1, 0, 1, 0, 0, 100)},
            id="an undone answer does not count",
        ),
        pytest.param(
            [LEARNT, PASSED, row(4, ReviewKind.REVOKE, revokes=1)],
            {TODAY: (1, 1, 1, 0, 0, 100)},
            id="if the first is undone, the second is new",
        ),
        pytest.param(
            [LEARNT, row(4, ReviewKind.REVOKE, revokes=1)],
            {},
            id="a day without answers is dropped",
        ),
        pytest.param(
            [LEARNT, row(2, ReviewKind.MANUAL), row(3, ReviewKind.LEARN, Rating.GOOD)],
            {TODAY: (2, 1, 2, 0, 0, 200)},
            id="after a reset it is new again",
        ),
        pytest.param([row(1, ReviewKind.CRAM, Rating.GOOD)], {}, id="practice does not count"),
    ],
)
def test_tallies(rows: list[Review], expected: dict[int, tuple[int, ...]]) -> None:
    assert card_counts(rows) == expected
