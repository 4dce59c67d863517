"""The forgetting curve: the chance of recall over time."""

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter, QPainterPath, QPen
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.formatting import number, percent
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import with_size
from flashdesign.ui.widgets.charts.chart import (
    Chart,
    ChartTable,
    paint_grid,
    paint_label_below,
    plot_rect,
)

_LEVELS_FROM_ZERO = 4
_LEVELS_FROM_HALF = 5
_HALF = 0.5
_MARK_RADIUS_PX = 4.0
_NOTHING = N_("No reviews yet")


@dataclass(frozen=True, slots=True)
class CurvePoint:
    """The retrievability (0 to 1) on a day."""

    day: float
    retrievability: float


@dataclass(frozen=True, slots=True)
class ReviewMark:
    """A review on a day: its grade, and whether the card was recalled."""

    day: float
    label: str
    passed: bool


@dataclass(frozen=True, slots=True)
class Curve:
    """Points in the order of days, from any origin; `target` is the desired retention."""

    points: tuple[CurvePoint, ...]
    marks: tuple[ReviewMark, ...]
    today: float
    target: float


class ForgettingCurve(Chart):
    """Shows how the chance of recall falls, and rises with each review."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._curve: Curve | None = None
        super().__init__(_("Forgetting curve"), parent)
        self.update_figures()

    def set_curve(self, curve: Curve | None) -> None:
        """Show a curve; None for a card without reviews."""
        self._curve = curve if curve and len(curve.points) > 1 else None
        self.update_figures()

    def table(self) -> ChartTable:
        curve = self._curve
        if curve is None:
            return ChartTable((_("Day"), _("Chance of recall")), ())
        rows = [(point.day, percent(point.retrievability), "") for point in curve.points]
        rows += [(mark.day, "", mark.label) for mark in curve.marks]
        return ChartTable(
            (_("Day"), _("Chance of recall"), _("Review")),
            tuple(
                (_format_day(day - curve.today), share, mark) for day, share, mark in sorted(rows)
            ),
        )

    def summary(self) -> str:
        curve = self._curve
        if curve is None:
            return _(_NOTHING)
        now = _retrievability_at(curve, curve.today)
        reviews = len(curve.marks)
        return ngettext(
            "{chance} chance of recall today, target {target}, {n} review",
            "{chance} chance of recall today, target {target}, {n} reviews",
            reviews,
        ).format(chance=percent(now), target=percent(curve.target), n=number(reviews))

    def tooltip_at(self, place: QPointF) -> str:
        curve, plot = self._curve, self._plot()
        if curve is None or not plot.adjusted(-4, -4, 4, 4).contains(place):
            return ""
        for mark in curve.marks:
            if (self._spot(curve, mark.day) - place).manhattanLength() < 3 * _MARK_RADIUS_PX:
                return f"{_format_day(mark.day - curve.today)}: {mark.label}"
        first, last = curve.points[0].day, curve.points[-1].day
        day = first + (place.x() - plot.left()) / plot.width() * (last - first)
        return f"{_format_day(day - curve.today)}: {percent(_retrievability_at(curve, day))}"

    def paint_figures(self, painter: QPainter) -> None:
        plot, curve = self._plot(), self._curve
        if curve is None:
            font = with_size(self.font(), self.sizes.body_px)
            middle = Qt.AlignmentFlag.AlignHCenter
            painting.paint_text(
                painter, QRectF(self.rect()), _(_NOTHING), font, self.tokens.muted, middle
            )
            return
        base = _find_base(curve)
        levels = _LEVELS_FROM_HALF if base > 0 else _LEVELS_FROM_ZERO
        shares = [step / levels for step in range(levels + 1)]
        marks = [(share, percent(base + share * (1 - base))) for share in shares]
        paint_grid(painter, plot, marks, self)
        self._paint_lines(painter, plot, curve)
        self._paint_path(painter, curve)
        for mark in curve.marks:
            self._paint_mark(painter, self._spot(curve, mark.day), passed=mark.passed)

    def _paint_lines(self, painter: QPainter, plot: QRectF, curve: Curve) -> None:
        painter.setPen(QPen(QColor(self.tokens.muted), 1, Qt.PenStyle.DashLine))
        y = self._y(curve, curve.target)
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        x = self._x(curve, curve.today)
        painter.setPen(QPen(QColor(self.tokens.control_line), 1))
        painter.drawLine(QPointF(x, plot.top()), QPointF(x, plot.bottom()))
        first, last = curve.points[0].day, curve.points[-1].day
        room = painting.text_width(_("today"), self.small_font) * 1.5
        for day in (first, last):
            if abs(self._x(curve, day) - x) > room:
                paint_label_below(
                    painter, plot, self._x(curve, day), _format_day(day - curve.today), self
                )
        paint_label_below(painter, plot, x, _("today"), self)

    def _paint_path(self, painter: QPainter, curve: Curve) -> None:
        path = QPainterPath(self._point(curve, curve.points[0]))
        for point in curve.points[1:]:
            path.lineTo(self._point(curve, point))
        pen = QPen(QColor(self.tokens.accent), 2)
        pen.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
        painter.strokePath(path, pen)

    def _paint_mark(self, painter: QPainter, spot: QPointF, *, passed: bool) -> None:
        tokens, radius = self.tokens, _MARK_RADIUS_PX
        if passed:
            painter.setPen(QPen(QColor(tokens.panel), 2))
            painter.setBrush(QColor(tokens.accent))
            painter.drawEllipse(spot, radius + 1, radius + 1)
            return
        # A lapse is a cross, so that it does not differ in color only.
        painter.setPen(QPen(QColor(tokens.again), 2))
        for dx, dy in ((radius, radius), (radius, -radius)):
            painter.drawLine(spot - QPointF(dx, dy), spot + QPointF(dx, dy))

    def _plot(self) -> QRectF:
        return plot_rect(self, percent(1))

    def _x(self, curve: Curve, day: float) -> float:
        first, last = curve.points[0].day, curve.points[-1].day
        plot = self._plot()
        return plot.left() + (day - first) / max(last - first, 1e-9) * plot.width()

    def _y(self, curve: Curve, share: float) -> float:
        plot, base = self._plot(), _find_base(curve)
        return plot.bottom() - (min(1.0, max(base, share)) - base) / (1 - base) * plot.height()

    def _point(self, curve: Curve, point: CurvePoint) -> QPointF:
        return QPointF(self._x(curve, point.day), self._y(curve, point.retrievability))

    def _spot(self, curve: Curve, day: float) -> QPointF:
        return QPointF(self._x(curve, day), self._y(curve, _retrievability_at(curve, day)))


def _find_base(curve: Curve) -> float:
    lowest = min(point.retrievability for point in curve.points)
    return _HALF if min(lowest, curve.target) > _HALF else 0.0


def _retrievability_at(curve: Curve, day: float) -> float:
    before = curve.points[0]
    for point in curve.points[1:]:
        if point.day >= day:
            span = point.day - before.day
            part = (day - before.day) / span if span > 0 else 1.0
            return before.retrievability + part * (point.retrievability - before.retrievability)
        before = point
    return before.retrievability


def _format_day(offset: float) -> str:
    days = round(offset)
    if days == 0:
        return _("today")
    if days > 0:
        return ngettext("in {n} day", "in {n} days", days).format(n=number(days))
    return ngettext("{n} day ago", "{n} days ago", -days).format(n=number(-days))
