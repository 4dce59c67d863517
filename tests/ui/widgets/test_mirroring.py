"""Painted widgets in a layout from right to left: mirrored, or the same where figures have axes."""

from collections.abc import Callable
from datetime import date
from itertools import product
from typing import cast

import pytest
from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QPainter
from PySide6.QtWidgets import QPushButton, QWidget
from pytestqt.qtbot import QtBot

from flashdesign.domain.drills.grading import Bands
from flashdesign.ui.drills.widgets.drill_card import TimeRing
from flashdesign.ui.drills.widgets.log_scale import LogScale, ScaleFigures
from flashdesign.ui.drills.widgets.scratch_pad import ScratchPad
from flashdesign.ui.edit.fields.text_box import TextBox
from flashdesign.ui.review.forgetting_curve import Curve, CurvePoint, ForgettingCurve, ReviewMark
from flashdesign.ui.theme import icons
from flashdesign.ui.theme.styled_widgets import label
from flashdesign.ui.widgets.charts.bar_chart import Bar, BarChart
from flashdesign.ui.widgets.charts.heat_map import HeatMap
from flashdesign.ui.widgets.charts.progress_line import ProgressLine
from flashdesign.ui.widgets.controls.key_cap import KeyCap
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow
from flashdesign.ui.widgets.controls.switch import Switch
from flashdesign.ui.widgets.layout.flow_layout import FlowWidget

LEFT_TO_RIGHT, RIGHT_TO_LEFT = Qt.LayoutDirection.LeftToRight, Qt.LayoutDirection.RightToLeft
WIDTH_PX, HEIGHT_PX = 300, 200
LAST = date(2026, 3, 2)


def progress() -> QWidget:
    """Return a line that is a quarter full."""
    line = ProgressLine()
    line.set_progress(1, 4)
    return line


def switch() -> QWidget:
    """Return a switch that is on."""
    box = Switch("on")
    box.setChecked(True)
    return box


def bars() -> QWidget:
    """Return a chart that rises."""
    chart = BarChart("Reviews", "reviews")
    chart.set_bars([Bar("1", 1), Bar("2", 2), Bar("3", 5)])
    return chart


def curve() -> QWidget:
    """Return a forgetting curve."""
    chart = ForgettingCurve()
    points = (CurvePoint(0, 1), CurvePoint(4, 0.8), CurvePoint(9, 0.6))
    chart.set_curve(Curve(points, (ReviewMark(0, "Good", passed=True),), 3, 0.9))
    return chart


def scale() -> QWidget:
    """Return the scale of an answer that is too high."""
    chart = LogScale()
    chart.set_figures(ScaleFigures("3", "2", "×1.5", 0.18, Bands(0.1, 0.2, 0.5)))
    return chart


def ring() -> QWidget:
    """Return a clock with a third of its time left."""
    clock = TimeRing()
    clock.set_time(20, 60)
    return clock


def picture(widget: QWidget, direction: Qt.LayoutDirection) -> QImage:
    """Return what a widget paints in a direction."""
    widget.setLayoutDirection(direction)
    widget.resize(WIDTH_PX, HEIGHT_PX)
    return widget.grab().toImage().convertToFormat(QImage.Format.Format_RGB32)


def difference(one: QImage, other: QImage) -> int:
    """Return the number of pixels with clearly different colors."""
    pairs = zip(_grays(one), _grays(other), strict=True)
    return sum(abs(first - second) > 40 for first, second in pairs)


def _grays(image: QImage) -> bytes:
    """Return the lightness of each pixel, from 0 to 255, row by row."""
    gray = image.convertToFormat(QImage.Format.Format_Grayscale8)
    lines = (cast(memoryview, gray.constScanLine(row)) for row in range(gray.height()))
    return b"".join(bytes(line)[: gray.width()] for line in lines)


@pytest.mark.parametrize("make", [progress, switch])
def test_a_control_is_mirrored(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    usual, mirrored = picture(widget, LEFT_TO_RIGHT), picture(widget, RIGHT_TO_LEFT)
    assert difference(usual, mirrored) > 20
    assert difference(usual.flipped(Qt.Orientation.Horizontal), mirrored) == 0


@pytest.mark.parametrize("make", [bars, curve, scale, ring, lambda: KeyCap("Ctrl+Z")])
def test_axes_clocks_and_keys_stay_as_they_are(qtbot: QtBot, make: Callable[[], QWidget]) -> None:
    widget = make()
    qtbot.addWidget(widget)
    usual = picture(widget, LEFT_TO_RIGHT)
    assert picture(widget, RIGHT_TO_LEFT) == usual


def test_a_calendar_begins_at_the_right_edge(qtbot: QtBot) -> None:
    calendar = HeatMap()
    qtbot.addWidget(calendar)
    calendar.setLayoutDirection(RIGHT_TO_LEFT)
    calendar.set_days({LAST: 3}, LAST, weeks=10)
    calendar.resize(WIDTH_PX, HEIGHT_PX)
    points = product(range(0, HEIGHT_PX, 4), range(0, WIDTH_PX, 4))
    row = [calendar.tooltip_at(QPointF(x, y)) for y, x in points]
    days = [text for text in row if text.startswith("Mon")]
    assert days[0].startswith("Mon 02 Mar 2026: 3 reviews")
    assert "Dec" in days[-1]


@pytest.mark.parametrize(
    ("name", "is_mirrored"), [("arrow-right", True), ("undo", True), ("search", False)]
)
def test_an_icon_that_points_is_mirrored(name: str, is_mirrored: bool) -> None:
    images = []
    for direction in (LEFT_TO_RIGHT, RIGHT_TO_LEFT):
        image = QImage(48, 48, QImage.Format.Format_RGB32)
        image.fill(Qt.GlobalColor.white)
        painter = QPainter(image)
        painter.setLayoutDirection(direction)
        icons.paint(painter, name, QRectF(0, 0, 48, 48), QColor("black"))
        painter.end()
        images.append(image)
    usual, painted = images
    assert (painted != usual) is is_mirrored
    if is_mirrored:
        assert difference(usual.flipped(Qt.Orientation.Horizontal), painted) == 0


def test_a_flow_and_a_row_of_buttons_begin_at_the_right_edge(qtbot: QtBot) -> None:
    flow, row = FlowWidget(), OverflowRow({"a": QPushButton("a"), "b": QPushButton("b")})
    qtbot.addWidget(flow)
    qtbot.addWidget(row)
    for text in ("a", "b"):
        QPushButton(text, flow)
    for widget in (flow, row):
        widget.setLayoutDirection(RIGHT_TO_LEFT)
        widget.resize(WIDTH_PX, HEIGHT_PX)
        widget.show()
        buttons = {button.text(): button.geometry() for button in widget.findChildren(QPushButton)}
        assert buttons["a"].right() == WIDTH_PX - 1
        assert buttons["b"].right() < buttons["a"].left()


def test_calculations_and_code_run_from_left_to_right(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    window.setLayoutDirection(RIGHT_TO_LEFT)
    pad, code, prose = ScratchPad(window), TextBox(window, is_code=True), TextBox(window)
    assert pad.sheet.layoutDirection() is LEFT_TO_RIGHT
    assert code.layoutDirection() is LEFT_TO_RIGHT
    assert prose.layoutDirection() is RIGHT_TO_LEFT


def test_a_label_in_english_begins_at_the_right_edge(qtbot: QtBot) -> None:
    window = QWidget()
    qtbot.addWidget(window)
    usual = label("Decks", parent=window)
    window.setLayoutDirection(RIGHT_TO_LEFT)
    mirrored = label("Decks", parent=window)
    assert not usual.alignment() & Qt.AlignmentFlag.AlignRight
    assert mirrored.alignment() & Qt.AlignmentFlag.AlignRight
    assert mirrored.alignment() & Qt.AlignmentFlag.AlignAbsolute
