"""The timer ring."""

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.ui.drills.widgets.drill_card import TimeRing


@pytest.mark.parametrize(
    ("left_s", "total_s", "words"),
    [
        pytest.param(41.2, 60.0, "42", id="a started second counts"),
        pytest.param(-3.0, 60.0, "0", id="never below zero"),
        pytest.param(0.0, 0.0, "∞", id="no limit"),
    ],
)
def test_the_shown_seconds(qtbot: QtBot, left_s: float, total_s: float, words: str) -> None:
    ring = TimeRing()
    qtbot.addWidget(ring)
    ring.set_time(left_s, total_s)
    assert ring.words == words
    assert ring.accessibleDescription() == words
    assert not ring.grab().isNull()
