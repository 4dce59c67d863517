"""Settings are stored, listeners are notified, and values out of range are refused."""

import pytest

from flashdesign.domain.settings import Settings
from flashdesign.errors import SettingError
from flashdesign.services.collection import settings
from flashdesign.services.context import Changes
from tests.support.learner import Learner


def test_a_new_collection_has_the_defaults(learner: Learner) -> None:
    assert settings.load(learner.context) == Settings()


def test_a_change_is_told_and_outlives_a_restart(learner: Learner) -> None:
    heard: list[Changes] = []
    learner.context.broadcast.add_listener(heard.append)
    changed = settings.change(learner.context, new_per_day=5, keys={"undo": "U"})
    assert changed == Settings(new_per_day=5, keys={"undo": "U"})
    assert heard == [Changes(decks=True, settings=True)]
    learner.restart()
    assert settings.load(learner.context) == changed


def test_a_value_out_of_range_changes_nothing(learner: Learner) -> None:
    heard: list[Changes] = []
    learner.context.broadcast.add_listener(heard.append)
    with pytest.raises(SettingError, match=r"retention: 0\.99 is out of range"):
        settings.change(learner.context, new_per_day=5, retention=0.99)
    assert settings.load(learner.context) == Settings()
    assert heard == []


def test_small_facts_are_kept_with_the_collection(learner: Learner) -> None:
    assert settings.get_value(learner.context, "window.place") is None
    settings.set_value(learner.context, "window.place", [1, 2, 800, 600])
    learner.restart()
    assert settings.get_value(learner.context, "window.place") == [1, 2, 800, 600]
