"""The menu, tooltip and table of charts."""

import pytest
from PySide6.QtCore import QEvent, QPoint
from PySide6.QtGui import QContextMenuEvent, QHelpEvent
from PySide6.QtWidgets import QApplication, QMenu, QToolTip
from pytestqt.qtbot import QtBot

from flashdesign.ui.widgets.charts.bar_chart import Bar, BarChart


@pytest.fixture
def chart(qtbot: QtBot) -> BarChart:
    chart = BarChart("Forecast", "cards")
    chart.set_bars([Bar("today", 5)])
    chart.resize(400, 260)
    qtbot.addWidget(chart)
    with qtbot.waitActive(chart):
        chart.show()
    return chart


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_menu_offers_the_table(chart: BarChart) -> None:
    event = QContextMenuEvent(
        QContextMenuEvent.Reason.Mouse, QPoint(9, 9), chart.mapToGlobal(QPoint(9, 9))
    )
    QApplication.sendEvent(chart, event)
    menu = chart.findChild(QMenu)
    assert menu is not None
    assert [action.text() for action in menu.actions()] == ["Show as table"]
    menu.actions()[0].trigger()
    assert chart.is_table_shown
    menu.close()


@pytest.mark.qt_log_ignore("does not support (raise|grabbing)", extend=True)
def test_the_tooltip_has_the_value_under_the_mouse(chart: BarChart) -> None:
    place = QPoint(200, 100)
    QApplication.sendEvent(chart, QHelpEvent(QEvent.Type.ToolTip, place, chart.mapToGlobal(place)))
    assert QToolTip.text() == "today: 5 cards"
    QToolTip.hideText()
