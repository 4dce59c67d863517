"""Bar chart: summary, tooltips and table."""

import pytest
from PySide6.QtCore import QPointF
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.charts.bar_chart import Bar, BarChart

BARS = (Bar("today", 55, emphasis=True), Bar("+1", 20, detail="5 new"), Bar("+2", 0))


@pytest.fixture
def chart(qtbot: QtBot) -> BarChart:
    chart = BarChart("Forecast", "cards")
    chart.resize(400, 260)
    qtbot.addWidget(chart)
    chart.show()
    return chart


def test_summary_tooltips_and_table(chart: BarChart) -> None:
    assert chart.accessibleDescription() == "Nothing to show yet"
    assert chart.tooltip_at(QPointF(200, 100)) == ""
    assert not chart.grab().isNull()
    chart.set_bars(BARS)
    assert chart.accessibleDescription() == "3 bars, highest 55 cards at today"
    found = {chart.tooltip_at(QPointF(x, 100)) for x in range(400)}
    assert {"today: 55 cards", "+1: 20 cards, 5 new", "+2: 0 cards"} <= found
    assert chart.table().rows[1] == ("+1", "20 cards", "5 new")
    assert not chart.grab().isNull()


@pytest.mark.parametrize("value", [0.0, 0.3, 1.0, 7.0, 99.0, 12_345.0])
def test_any_size_of_figures_can_be_drawn(chart: BarChart, value: float) -> None:
    chart.set_bars([Bar("x" * 30, value)] * 40)
    assert not chart.grab().isNull()
    chart.set_table_shown(shown=True)
    chart.resize(300, 200)
    assert chart.is_table_shown
