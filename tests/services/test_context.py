"""Uids in the order of writing, the current time, the current session and the listeners."""

from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from flashdesign.domain.scheduling.study_day import MS_PER_MINUTE, StudyMoment
from flashdesign.domain.settings import Settings
from flashdesign.services.context import Broadcast, Changes, CurrentSession, IdGenerator
from tests.support.learner import MONDAY_NOON_MS, Learner


@given(st.lists(st.integers(0, 3_000), min_size=1, max_size=40), st.integers(0, 99))
def test_each_uid_is_greater_than_the_last_whatever_the_clock_says(
    times: list[int], seed: int
) -> None:
    uids = IdGenerator(Random(seed))
    made = [uids.next(at) for at in times]
    assert made == sorted(set(made))
    # A uid is never older than its row: the log is read by it as by an index on time.
    assert all(int.from_bytes(uid[:6]) >= at for uid, at in zip(made, times, strict=True))


def test_uids_continue_after_the_newest_of_the_last_run() -> None:
    newest = IdGenerator(Random(1)).next(5_000)
    assert IdGenerator(Random(2), newest).next(4_000) > newest


@pytest.mark.parametrize(
    ("touched", "at", "since"),
    [
        pytest.param([], 500, 500, id="no session"),
        pytest.param([100, 130], 150, 100, id="from its beginning on"),
        pytest.param([100, 130], 191, 191, id="a pause of more than an hour ends it"),
        pytest.param([100, 190, 200], 210, 190, id="the one after the pause"),
        pytest.param([100, 70, 75], 80, 80, id="the clock was set back a little"),
        pytest.param([200, 70, 75], 80, 70, id="the clock was set back far"),
    ],
)
def test_a_session_lasts_until_a_long_pause(touched: list[int], at: int, since: int) -> None:
    session = CurrentSession()
    for minute in touched:
        session.record_activity(MONDAY_NOON_MS + minute * MS_PER_MINUTE)
    assert session.began_at(MONDAY_NOON_MS + at * MS_PER_MINUTE) == (
        MONDAY_NOON_MS + since * MS_PER_MINUTE
    )


def test_the_current_time_has_the_zone_and_rollover_of_the_user(learner: Learner) -> None:
    learner.clock.zone = lambda _: -480
    moment = learner.context.moment(Settings(rollover_h=3))
    assert moment == StudyMoment(MONDAY_NOON_MS, -480, 3)


def test_each_listener_gets_each_change_in_order() -> None:
    received: list[tuple[str, Changes]] = []
    broadcast = Broadcast()
    broadcast.notify(Changes(decks=True))
    broadcast.add_listener(lambda changes: received.append(("first", changes)))
    broadcast.add_listener(lambda changes: received.append(("second", changes)))
    broadcast.notify(Changes(cards=True, reviews=True))
    changes = Changes(decks=False, cards=True, reviews=True, settings=False)
    assert received == [("first", changes), ("second", changes)]
    assert broadcast.change_count == 2
