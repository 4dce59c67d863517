"""A stopwatch counts the time while it runs."""

from flashdesign.services.drills.active_drill import Stopwatch
from tests.support.learner import ManualClock


def test_what_passes_while_it_stands_still_does_not_count() -> None:
    clock = ManualClock()
    watch = Stopwatch(clock.monotonic)
    clock.advance(seconds=5)
    for _ in range(2):
        watch.stop()
        clock.advance(seconds=100)
    assert watch.seconds() == 5
    for _ in range(2):
        watch.start()
        clock.advance(seconds=1)
    assert watch.seconds() == 7


def test_the_hands_of_the_wall_clock_do_not_matter() -> None:
    clock = ManualClock()
    watch = Stopwatch(clock.monotonic)
    clock.set_back(days=1)
    assert watch.seconds() == 0
