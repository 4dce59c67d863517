"""The review log: uids, order and revoked rows."""

from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.ids import CardKey, ReviewId, new_review_id
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.review_log import Review, ReviewKind, effective_rows, in_order
from flashdesign.domain.scheduling.study_day import StudyMoment

TIMES = st.integers(0, 2**46)
CHANCE = st.integers(0, 2**74 - 1)


def row(
    n: int, at: int, kind: ReviewKind = ReviewKind.REVIEW, revokes: ReviewId | None = None
) -> Review:
    rating = None if kind in (ReviewKind.REVOKE, ReviewKind.MANUAL) else Rating.GOOD
    return Review(uid(n), CardKey("d/n"), StudyMoment(at), kind, rating, revokes=revokes)


def uid(n: int) -> ReviewId:
    return ReviewId(n.to_bytes(16))


@given(TIMES, CHANCE)
def test_a_uid_is_a_uuid_of_version_7_with_its_time(at: int, chance: int) -> None:
    made = UUID(bytes=new_review_id(at, chance))
    assert made.version == 7
    assert made.variant == "specified in RFC 4122"
    assert made.int >> 80 == at


@given(TIMES, TIMES, CHANCE, CHANCE)
def test_a_uid_sorts_after_the_previous_one_even_if_the_clock_stands_still(
    first: int, second: int, chance: int, other: int
) -> None:
    before = new_review_id(first, chance)
    after = new_review_id(second, other, after=before)
    assert after > before
    assert UUID(bytes=after).version == 7


@pytest.mark.parametrize(
    ("at", "shown_ms"),
    [
        pytest.param(3, 6, id="a slow clock: one ms after the newest"),
        pytest.param(5, 6, id="a stopped clock: one ms after the newest"),
        pytest.param(6, 6, id="a clock that runs: its own time"),
    ],
)
def test_a_uid_after_another_has_new_random_bits(at: int, shown_ms: int) -> None:
    newest = new_review_id(5, 2**74 - 1)
    made = {new_review_id(at, chance, after=newest) for chance in (0, 1, 2**74 - 1)}
    assert len(made) == 3, "two copies of a collection count on from the same newest uid"
    assert {int.from_bytes(uid[:6]) for uid in made} == {shown_ms}


def test_after_the_last_possible_time_uids_share_it() -> None:
    last = new_review_id(2**48 - 1, 2**74 - 1)
    assert new_review_id(5, 1, after=last)[:6] == last[:6]
    assert new_review_id(5, 1, after=last) != new_review_id(5, 2, after=last)


def test_rows_are_ordered_by_time_then_uid() -> None:
    rows = [row(3, 20), row(2, 10), row(1, 10)]
    assert [r.uid for r in in_order(rows)] == [uid(1), uid(2), uid(3)]


def test_revoked_rows_and_cramming_do_not_affect_memory() -> None:
    rows = [
        row(1, 10),
        row(2, 20),
        row(3, 30, ReviewKind.REVOKE, revokes=uid(2)),
        row(4, 40, ReviewKind.CRAM),
        row(5, 50, ReviewKind.MANUAL),
    ]
    assert [r.uid for r in effective_rows(rows)] == [uid(1), uid(5)]
