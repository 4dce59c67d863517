"""The write-ahead log is checkpointed while the user pauses."""

from pytestqt.qtbot import QtBot

from flashdesign.domain.scheduling.memory import Rating
from flashdesign.services.collection import settings
from flashdesign.ui.app.idle_checkpoint import LARGE_WAL_BYTES, WalCheckpointer
from tests.support.learner import Learner, answer, basic_deck
from tests.ui.conftest import OpenWindow


def written(learner: Learner) -> int:
    return learner.context.database.wal_bytes()


def test_an_answer_is_checkpointed_at_the_second_check_after_it(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    driver = open_window(basic_deck(3, parent=None))
    learner.context.database.checkpoint()
    settling = WalCheckpointer(driver.controller, learner.context)
    settling.check()
    answer(learner.start_review(), Rating.EASY)
    stored = written(learner)
    settling.check()
    assert written(learner) == stored > 0, "the person may be in the midst of answering"
    settling.check()
    qtbot.waitUntil(lambda: written(learner) == 0)


def test_without_a_pause_a_large_log_is_checkpointed(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    driver = open_window(basic_deck(1, parent=None))
    settling = WalCheckpointer(driver.controller, learner.context)
    settings.set_value(learner.context, "large", "x" * LARGE_WAL_BYTES)
    settling.check()
    qtbot.waitUntil(lambda: written(learner) == 0)


def test_a_long_session_without_a_pause_keeps_the_log_small(
    qtbot: QtBot, open_window: OpenWindow, learner: Learner
) -> None:
    driver = open_window(basic_deck(100, parent=None))
    learner.prefer(new_per_day=100)
    settling = WalCheckpointer(driver.controller, learner.context)
    session, sizes = learner.start_review(), []
    for number in range(100):
        answer(session, Rating.EASY)
        sizes.append(written(learner))
        if number % 10 == 9:
            settling.check()
            if sizes[-1] >= LARGE_WAL_BYTES:
                qtbot.waitUntil(lambda: written(learner) == 0)
    assert len(learner.log()) == 100
    assert max(sizes) < 8 << 20


def test_a_closed_collection_is_not_checkpointed(open_window: OpenWindow, learner: Learner) -> None:
    driver = open_window(basic_deck(1, parent=None))
    settling = WalCheckpointer(driver.controller, learner.context)
    learner.context.database.close()
    settling.check()


def test_the_window_checkpoints_after_it_is_painted(open_window: OpenWindow) -> None:
    driver = open_window(basic_deck(1, parent=None))
    driver.controller.import_review()
    assert len(driver.controller.findChildren(WalCheckpointer)) == 1
