"""A bar chart."""

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, log10

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QPainter
from PySide6.QtWidgets import QWidget

from flashdesign.i18n.formatting import number
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

_LEVELS = 4
_WIDEST_BAR_PX = 40.0
_NOTHING = N_("Nothing to show yet")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar; `detail` is added to its tooltip."""

    label: str
    value: float
    emphasis: bool = False
    detail: str = ""


class BarChart(Chart):
    """Shows figures as bars on one baseline."""

    def __init__(self, title: str, unit: str, parent: QWidget | None = None) -> None:
        self._bars: tuple[Bar, ...] = ()
        self._unit = unit
        super().__init__(title, parent)
        self.update_figures()

    def set_bars(self, bars: Sequence[Bar]) -> None:
        """Replace the bars."""
        self._bars = tuple(bars)
        self.update_figures()

    def table(self) -> ChartTable:
        rows = tuple((bar.label, self._format_value(bar), bar.detail) for bar in self._bars)
        # Not `capitalize`, which changes the nouns of some languages to lower case.
        heading = f"{self._unit[:1].upper()}{self._unit[1:]}"
        return ChartTable(("", heading, _("Remark")), rows)

    def summary(self) -> str:
        if not self._bars:
            return _(_NOTHING)
        highest = max(self._bars, key=lambda bar: bar.value)
        count = len(self._bars)
        return ngettext(
            "{n} bar, highest {value} at {label}",
            "{n} bars, highest {value} at {label}",
            count,
        ).format(n=number(count), value=self._format_value(highest), label=highest.label)

    def tooltip_at(self, place: QPointF) -> str:
        plot = self._plot()
        if not self._bars or not plot.contains(place):
            return ""
        position = int((place.x() - plot.left()) / plot.width() * len(self._bars))
        bar = self._bars[min(position, len(self._bars) - 1)]
        message = _("{label}: {value}, {detail}") if bar.detail else _("{label}: {value}")
        return message.format(label=bar.label, value=self._format_value(bar), detail=bar.detail)

    def paint_figures(self, painter: QPainter) -> None:
        plot, top = self._plot(), self._top()
        if not self._bars:
            font = with_size(self.font(), self.sizes.body_px)
            middle = Qt.AlignmentFlag.AlignHCenter
            painting.paint_text(
                painter, QRectF(self.rect()), _(_NOTHING), font, self.tokens.muted, middle
            )
            return
        marks = [
            (step / _LEVELS, _format_number(top * step / _LEVELS)) for step in range(_LEVELS + 1)
        ]
        paint_grid(painter, plot, marks, self)
        slot = plot.width() / len(self._bars)
        width = min(_WIDEST_BAR_PX, slot * 0.72)
        for position, bar in enumerate(self._bars):
            height = bar.value / top * plot.height()
            left = plot.left() + position * slot + (slot - width) / 2
            rect = QRectF(left, plot.bottom() - height, width, height)
            color = self.tokens.accent if bar.emphasis else self.tokens.heat[3]
            radius = min(3.0, width / 3, height / 2)
            painting.box(painter, rect, fill=color, radius_px=radius)
        painter.fillRect(
            QRectF(plot.left(), plot.bottom(), plot.width(), 1), QColor(self.tokens.control_line)
        )
        self._paint_labels(painter, plot, slot)

    def _paint_labels(self, painter: QPainter, plot: QRectF, slot: float) -> None:
        widest = max(painting.text_width(bar.label, self.small_font) for bar in self._bars)
        every = max(1, ceil((widest + 12) / slot))
        for position in range(0, len(self._bars), every):
            x = plot.left() + (position + 0.5) * slot
            paint_label_below(painter, plot, x, self._bars[position].label, self)

    def _top(self) -> float:
        highest = max((bar.value for bar in self._bars), default=0.0)
        return _round_up(highest / _LEVELS) * _LEVELS

    def _plot(self) -> QRectF:
        return plot_rect(self, _format_number(self._top()) + "0")

    def _format_value(self, bar: Bar) -> str:
        return _("{n} {unit}").format(n=_format_number(bar.value), unit=self._unit)


def _round_up(step: float) -> float:
    if step <= 0:
        return 1.0
    size = 10.0 ** int(log10(step) // 1)
    return next(size * factor for factor in (1, 2, 2.5, 5, 10) if size * factor >= step * 0.999)


def _format_number(value: float) -> str:
    decimals = 0 if value == int(value) else len(f"{value:g}".partition(".")[2])
    return number(value, decimals)
