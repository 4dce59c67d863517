"""Heat map: colors, tooltips and size."""

from datetime import date, timedelta

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.charts.heat_map import HeatMap, heat_step

LAST = date(2026, 11, 20)


@pytest.mark.parametrize(
    ("count", "highest", "step"),
    [
        pytest.param(0, 40, 0, id="no reviews"),
        pytest.param(1, 40, 1, id="one review can be seen"),
        pytest.param(20, 40, 2, id="half"),
        pytest.param(40, 40, 4, id="the best day"),
        pytest.param(5, 0, 0, id="nothing to compare with"),
    ],
)
def test_heat_step(count: int, highest: int, step: int) -> None:
    assert heat_step(count, highest) == step


def test_summary_tooltips_and_table(qtbot: QtBot) -> None:
    heat = HeatMap()
    qtbot.addWidget(heat)
    heat.resize(800, 240)
    heat.show()
    assert heat.summary() == "No reviews yet"
    assert heat.tooltip_at(QPointF(100, 100)) == ""
    heat.set_days({LAST: 1, LAST - timedelta(days=1): 30, date(2020, 1, 1): 9}, LAST)
    assert heat.accessibleDescription() == "31 reviews on 2 days, best day 30"
    tooltips = {
        heat.tooltip_at(QPointF(x, y)) for x in range(0, 800, 14) for y in range(0, 240, 14)
    }
    assert {"Fri 20 Nov 2026: 1 review", "Thu 19 Nov 2026: 30 reviews"} <= tooltips
    assert heat.table().rows[0] == ("Fri 20 Nov 2026", "1")
    assert not heat.grab().isNull()


def test_its_height_follows_its_width(qtbot: QtBot) -> None:
    heat = HeatMap()
    qtbot.addWidget(heat)
    heat.set_days({LAST: 1}, LAST)
    heat.show()
    heat.resize(400, 200)
    narrow = heat.sizeHint().height()
    heat.resize(900, 300)
    assert heat.sizeHint().height() > narrow
