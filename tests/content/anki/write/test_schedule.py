"""State and log of a card in Anki's columns."""

import json

import pytest

from flashdesign.content.anki.write.schedule import LogRow, card_columns, log_rows
from flashdesign.domain.ids import CardKey, ReviewId
from flashdesign.domain.scheduling.memory import NEW, Memory, Rating, State
from flashdesign.domain.scheduling.review_log import Review, ReviewKind
from flashdesign.domain.scheduling.study_day import (
    MS_PER_DAY,
    MS_PER_HOUR,
    MS_PER_MINUTE,
    StudyMoment,
)
from flashdesign.domain.transfer.export import ExportedCard

TODAY = StudyMoment(1_772_452_800_000, zone_min=60)
NOON = TODAY.day_start(TODAY.day) + 12 * MS_PER_HOUR
KNOWN = Memory(
    State.REVIEW, None, NOON + 3 * MS_PER_DAY, 12.34567, 4.5678, NOON - 7 * MS_PER_DAY, None, 4, 1
)


def row(
    at: int, kind: ReviewKind, rating: Rating | None = None, revokes: int | None = None
) -> Review:
    uid = ReviewId(at.to_bytes(16))
    target = None if revokes is None else ReviewId(revokes.to_bytes(16))
    return Review(uid, CardKey("a/b"), StudyMoment(at, 60), kind, rating, 4_000, target)


def test_a_new_card_has_only_its_position() -> None:
    stands = card_columns(ExportedCard("", flag=3), 17, TODAY)
    assert (stands.type, stands.queue, stands.due, stands.flags, stands.data) == (0, 0, 17, 3, "{}")


@pytest.mark.parametrize(("suspended", "queue"), [(False, 2), (True, -1)])
def test_a_review_card_is_due_in_days(suspended: bool, queue: int) -> None:
    stands = card_columns(ExportedCard("", KNOWN, suspended), 1, TODAY)
    assert (stands.type, stands.queue, stands.due, stands.ivl) == (2, queue, 3, 10)
    assert (stands.reps, stands.lapses, stands.left) == (4, 1, 0)
    values = {"s": 12.3457, "d": 4.568, "decay": 0.154, "lrt": (NOON - 7 * MS_PER_DAY) // 1000}
    assert json.loads(stands.data) == values


@pytest.mark.parametrize(
    ("state", "step", "left"),
    [
        (State.LEARNING, 0, 1002),
        (State.LEARNING, 1, 1001),
        (State.RELEARNING, 0, 1001),
    ],
)
def test_a_learning_card_is_due_at_a_second(state: State, step: int, left: int) -> None:
    due = TODAY.at + MS_PER_MINUTE
    stands = card_columns(ExportedCard("", Memory(state, step, due, 2.0, 5.0, TODAY.at)), 1, TODAY)
    assert (stands.type, stands.queue, stands.due) == (int(state), 1, due // 1000)
    assert stands.left == left


def test_the_log_has_the_answers_in_effect_with_the_time_to_the_next() -> None:
    first, reset = TODAY.at - 9 * MS_PER_DAY, TODAY.at - 5 * MS_PER_DAY
    rows = (
        row(first, ReviewKind.LEARN, Rating.AGAIN),
        row(first + 60_000, ReviewKind.LEARN, Rating.GOOD),
        row(first + MS_PER_DAY, ReviewKind.REVIEW, Rating.EASY),
        row(first + MS_PER_DAY + 1, ReviewKind.REVIEW, Rating.AGAIN),
        row(first + MS_PER_DAY + 2, ReviewKind.REVOKE, revokes=first + MS_PER_DAY + 1),
        row(first + MS_PER_DAY + 60_000, ReviewKind.LEARN, Rating.GOOD),
        row(first + 2 * MS_PER_DAY, ReviewKind.SET),
        row(reset, ReviewKind.MANUAL),
        row(reset + 1_000, ReviewKind.LEARN, Rating.HARD),
    )
    assert list(log_rows(rows, KNOWN, TODAY)) == [
        LogRow(first, 1, -60, 0, 0, 4_000, 0),
        LogRow(first + 60_000, 3, 1, -60, 0, 4_000, 0),
        LogRow(first + MS_PER_DAY, 4, -60, 1, 2_500, 4_000, 1),
        LogRow(first + MS_PER_DAY + 60_000, 3, 3, -60, 2_500, 4_000, 2),
        LogRow(reset, 0, 0, 3, 0, 0, 4),
        LogRow(reset + 1_000, 2, 10, 0, 0, 4_000, 0),
    ]
    assert list(log_rows((), NEW, TODAY)) == []
