"""A calendar heat map of reviews per day."""

from collections.abc import Mapping
from datetime import date, timedelta
from math import ceil

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QResizeEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.ui.theme import painting
from flashdesign.ui.widgets.charts.chart import Chart, ChartTable

_DAYS_A_WEEK = 7
_GAP_PX = 3.0
_LARGEST_CELL_PX = 28.0
_WEEKDAYS = (N_("Mon"), N_("Tue"), N_("Wed"), N_("Thu"), N_("Fri"), N_("Sat"), N_("Sun"))
_NAMED_WEEKDAYS = (0, 2, 4)
_MONTHS = (
    N_("Jan"), N_("Feb"), N_("Mar"), N_("Apr"), N_("May"), N_("Jun"),
    N_("Jul"), N_("Aug"), N_("Sep"), N_("Oct"), N_("Nov"), N_("Dec"),
)  # fmt: skip
_STEPS = 4


class HeatMap(Chart):
    """Shows the number of reviews of each day as a color."""

    is_mirrored = True

    def __init__(self, parent: QWidget | None = None) -> None:
        self._days: dict[date, int] = {}
        self._first: date | None = None
        self._last: date | None = None
        self._weeks = 26
        super().__init__(_("Reviews per day"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.update_figures()

    def set_days(self, days: Mapping[date, int], last: date, weeks: int = 26) -> None:
        """Show the number of reviews of each day in the `weeks` that end with `last`."""
        monday = last - timedelta(days=last.weekday())
        self._first = monday - timedelta(weeks=weeks - 1)
        self._last = last
        self._weeks = weeks
        self._days = {day: count for day, count in days.items() if self._first <= day <= last}
        self.updateGeometry()
        self.update_figures()

    def table(self) -> ChartTable:
        rows = sorted(self._days.items(), reverse=True)
        return ChartTable(
            (_("Day"), _("Reviews")),
            tuple((_format_day(day), number(count)) for day, count in rows),
        )

    def summary(self) -> str:
        active = [count for count in self._days.values() if count > 0]
        if not active:
            return _("No reviews yet")
        days = ngettext("{n} day", "{n} days", len(active)).format(n=number(len(active)))
        reviews = ngettext(
            "{n} review on {days}, best day {best}",
            "{n} reviews on {days}, best day {best}",
            sum(active),
        )
        return reviews.format(n=number(sum(active)), days=days, best=number(max(active)))

    def tooltip_at(self, place: QPointF) -> str:
        for day, cell in self._cells():
            if painting.visual_rect(self, cell).contains(place):
                count = self._days.get(day, 0)
                message = ngettext("{day}: {n} review", "{day}: {n} reviews", count)
                return message.format(day=_format_day(day), n=number(count))
        return ""

    def sizeHint(self) -> QSize:
        return QSize(40 * self.sizes.body_px, self._height_px())

    def minimumSizeHint(self) -> QSize:
        return QSize(20 * self.sizes.body_px, self._height_px())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        # The height depends on the width, and with it the size hints.
        self.updateGeometry()

    def _height_px(self) -> int:
        top = painting.height_of(self.small_font) + 6
        return ceil(top + _DAYS_A_WEEK * (self._side_px(self.width()) + _GAP_PX))

    def paint_figures(self, painter: QPainter) -> None:
        cells = self._cells()
        highest = max(self._days.values(), default=0)
        for day, cell in cells:
            color = self.tokens.heat[heat_step(self._days.get(day, 0), highest)]
            place = painting.visual_rect(self, cell)
            painting.box(painter, place, fill=color, radius_px=cell.width() / 5)
        self._paint_names(painter, cells)

    def _paint_names(self, painter: QPainter, cells: list[tuple[date, QRectF]]) -> None:
        font, color = self.small_font, self.tokens.muted
        left, line_px = Qt.AlignmentFlag.AlignLeft, painting.height_of(self.small_font)
        free_from = 0.0
        for day, cell in cells:
            if day in {cells[0][0] + timedelta(days=offset) for offset in _NAMED_WEEKDAYS}:
                words = _(_WEEKDAYS[day.weekday()])
                place = QRectF(0, cell.center().y() - line_px / 2, cell.left() - 6, line_px)
                place = painting.visual_rect(self, place)
                painting.paint_text(painter, place, words, font, color, left)
            starts_month = day.weekday() == 0 and day.day <= _DAYS_A_WEEK
            if starts_month and cell.left() >= free_from:
                words = _(_MONTHS[day.month - 1])
                width = painting.text_width(words, font)
                place = painting.visual_rect(self, QRectF(cell.left(), 0, width, line_px))
                painting.paint_text(painter, place, words, font, color, left)
                free_from = cell.left() + width + 8

    def _cells(self) -> list[tuple[date, QRectF]]:
        if self._first is None or self._last is None:
            return []
        count = (self._last - self._first).days + 1
        left = self._names_px()
        top = painting.height_of(self.small_font) + 6
        side = self._side_px(self.width())
        step = side + _GAP_PX
        return [
            (
                self._first + timedelta(days=n),
                QRectF(left + n // 7 * step, top + n % 7 * step, side, side),
            )
            for n in range(count)
        ]

    def _side_px(self, width: int) -> float:
        return min(_LARGEST_CELL_PX, (width - self._names_px()) / self._weeks - _GAP_PX)

    def _names_px(self) -> int:
        """Return the room for the names of weekdays."""
        names = (_(_WEEKDAYS[weekday]) for weekday in _NAMED_WEEKDAYS)
        return max(painting.text_width(name, self.small_font) for name in names) + 8


def heat_step(count: int, highest: int) -> int:
    """Return the index in the color ramp: 0 for no review, 4 for the best day."""
    if count <= 0 or highest <= 0:
        return 0
    return max(1, ceil(_STEPS * count / highest))


def _format_day(day: date) -> str:
    return _("{weekday} {day} {month} {year}").format(
        weekday=_(_WEEKDAYS[day.weekday()]),
        day=f"{day.day:02}",
        month=_(_MONTHS[day.month - 1]),
        year=day.year,
    )
