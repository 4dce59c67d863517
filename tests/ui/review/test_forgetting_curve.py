"""Forgetting curve: tooltips and table."""

import pytest
from PySide6.QtCore import QPointF, Qt
from PySide6.QtWidgets import QTableWidget
from pytestqt.qtbot import QtBot

from flashdesign.ui.review.forgetting_curve import Curve, CurvePoint, ForgettingCurve, ReviewMark

CURVE = Curve(
    points=(CurvePoint(0, 1.0), CurvePoint(10, 0.9), CurvePoint(20, 0.8)),
    marks=(ReviewMark(0, "Good", passed=True), ReviewMark(5, "Again", passed=False)),
    today=10.0,
    target=0.9,
)


@pytest.fixture
def chart(qtbot: QtBot) -> ForgettingCurve:
    chart = ForgettingCurve()
    chart.resize(400, 260)
    qtbot.addWidget(chart)
    with qtbot.waitActive(chart):
        chart.show()
    return chart


def test_without_reviews_there_is_a_message(chart: ForgettingCurve) -> None:
    chart.set_curve(Curve((CurvePoint(0, 1.0),), (), 0.0, 0.9))
    assert chart.summary() == chart.accessibleDescription() == "No reviews yet"
    assert chart.tooltip_at(QPointF(200, 100)) == ""
    assert chart.table().rows == ()
    assert not chart.grab().isNull()


def test_the_accessible_description_is_the_summary(chart: ForgettingCurve) -> None:
    chart.set_curve(CURVE)
    assert chart.accessibleDescription() == ("90 % chance of recall today, target 90 %, 2 reviews")


def test_the_tooltip_has_day_and_chance(chart: ForgettingCurve) -> None:
    chart.set_curve(CURVE)
    tooltips = {chart.tooltip_at(QPointF(x, 200)) for x in range(0, 400, 2)}
    assert {"today: 90 %", "in 10 days: 80 %", "1 day ago: 91 %"} <= tooltips
    near_first = {chart.tooltip_at(QPointF(x, y)) for x in range(30, 90) for y in range(30)}
    assert "10 days ago: Good" in near_first


def test_return_shows_the_table_and_the_picture_again(chart: ForgettingCurve, qtbot: QtBot) -> None:
    chart.set_curve(CURVE)
    chart.setFocus()
    qtbot.keyClick(chart, Qt.Key.Key_Return)
    table = chart.findChild(QTableWidget)
    assert table is not None
    assert table.isVisible()
    assert table.size() == chart.size()
    first = [item.text() for column in range(3) if (item := table.item(0, column)) is not None]
    assert first == ["10 days ago", "", "Good"]
    assert table.rowCount() == 5
    chart.set_curve(None)
    assert chart.is_table_shown
    chart.set_table_shown(shown=False)
    assert not chart.is_table_shown


@pytest.mark.parametrize("lowest", [0.95, 0.2], ids=["from a half", "from nothing"])
def test_any_curve_can_be_drawn(chart: ForgettingCurve, lowest: float) -> None:
    points = (CurvePoint(0, 1.0), CurvePoint(0, lowest), CurvePoint(9, lowest))
    chart.set_curve(Curve(points, CURVE.marks, 0.0, 0.9))
    assert not chart.grab().isNull()
