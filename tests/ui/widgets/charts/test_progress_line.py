"""The thin progress bar."""

import pytest
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.charts.progress_line import ProgressLine


@pytest.mark.parametrize(
    ("done", "total", "share"),
    [
        pytest.param(0, 0, 0.0, id="nothing to do"),
        pytest.param(17, 34, 0.5, id="half"),
        pytest.param(9, 8, 1.0, id="more than planned"),
    ],
)
def test_the_share(qtbot: QtBot, done: int, total: int, share: float) -> None:
    line = ProgressLine()
    qtbot.addWidget(line)
    line.set_progress(done, total)
    assert line.share == share
    assert line.accessibleName() == f"{done} of {total} done"
    assert not line.grab().isNull()
