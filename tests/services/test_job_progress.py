"""A long job reports its progress, and stops when it is cancelled."""

import gc
from itertools import islice

import pytest

from flashdesign.errors import CancelledError
from flashdesign.services.job_progress import ProgressReporter, pause_garbage_collection


def test_each_hundredth_step_is_told_with_all_that_there_will_be() -> None:
    heard: list[tuple[int, int]] = []
    reporter = ProgressReporter(lambda done, total: heard.append((done, total)))
    assert list(reporter.watch(range(250), 250)) == list(range(250))
    assert heard == [(0, 250), (100, 250), (200, 250)]


def test_a_second_part_of_the_act_counts_anew() -> None:
    heard: list[tuple[int, int]] = []
    reporter = ProgressReporter(lambda done, total: heard.append((done, total)))
    for steps in (150, 100):
        list(reporter.watch(range(steps), steps))
    assert heard == [(0, 150), (100, 150), (0, 100), (100, 100)]


def test_it_stops_at_the_next_hundredth_step() -> None:
    stop = False
    reporter = ProgressReporter(cancelled=lambda: stop)
    items = reporter.watch(iter(range(1_000)))
    assert list(islice(items, 150)) == list(range(150))
    stop = True
    assert list(islice(items, 49)) == list(range(150, 199))
    with pytest.raises(CancelledError):
        next(items)


def test_an_act_that_nobody_stops_goes_on() -> None:
    reporter = ProgressReporter()
    reporter.check()
    assert sum(1 for _ in reporter.watch(range(300))) == 300


@pytest.mark.parametrize(
    "was_enabled", [pytest.param(True, id="it was on"), pytest.param(False, id="it was off")]
)
def test_the_garbage_collector_is_off_in_a_large_job_and_afterwards_as_before(
    *, was_enabled: bool
) -> None:
    before = gc.isenabled()
    (gc.enable if was_enabled else gc.disable)()
    try:
        with pause_garbage_collection():
            assert not gc.isenabled()
        assert gc.isenabled() == was_enabled
    finally:
        (gc.enable if before else gc.disable)()
