"""A logarithmic scale with the own and the correct answer, and the range of each grade."""

from dataclasses import dataclass
from math import ceil, floor, log10

from PySide6.QtCore import QPointF, QRectF, QSize, Qt
from PySide6.QtGui import QColor, QPainter, QPen
from PySide6.QtWidgets import QSizePolicy, QWidget

from flashdesign.domain.drills.grading import Bands
from flashdesign.i18n.formatting import number, times
from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import with_size
from flashdesign.ui.widgets.charts.chart import Chart, ChartTable, paint_label_below

_BAR_PX, _GAP_PX, _SIDE_PX, _DOT_PX = 26.0, 6.0, 12.0, 7.0
_RING_PX = 4.0
_MIN_DECADES, _ROOM_DECADES = 0.55, 0.22
_FINE_DECADES, _MAX_MARKS = 2.4, 9
_TABLE_LINES = 9
_FINE_FACTORS = (2, 5, 10)
_POWERS_FROM = 5


@dataclass(frozen=True, slots=True)
class ScaleFigures:
    """`signed_log10` is the error in powers of ten; None if there is no answer to show."""

    own_answer: str
    correct_answer: str
    error: str
    signed_log10: float | None
    bands: Bands


class LogScale(Chart):
    """Shows the error of an answer, and the grade it gets; smaller is left in every language."""

    def __init__(self, parent: QWidget | None = None) -> None:
        self._figures: ScaleFigures | None = None
        super().__init__(_("Your answer and the correct one"), parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)

    def set_figures(self, figures: ScaleFigures) -> None:
        """Show an answer."""
        self._figures = figures
        self.update_figures()

    def set_table_shown(self, *, shown: bool) -> None:
        """Show the figures as a table or as a chart, and update the height."""
        super().set_table_shown(shown=shown)
        self.updateGeometry()

    def table(self) -> ChartTable:
        shown = self._figures
        if shown is None:
            return ChartTable(("", ""), ())
        rows = [
            (_("Your answer"), shown.own_answer or _("none")),
            (_("Off by"), shown.error or "–"),
            (_("Correct answer"), shown.correct_answer),
        ]
        rows += [
            (
                _("{grade} up to").format(grade=grade),
                _("a factor of {n}").format(n=number(10**reach, 2)),
            )
            for grade, reach, _token in self._grade_bands()
        ]
        return ChartTable(("", _("Value")), tuple(rows))

    def summary(self) -> str:
        shown = self._figures
        if shown is None:
            return ""
        if not shown.own_answer:
            return _("No answer. Correct answer: {answer}.").format(answer=shown.correct_answer)
        message = (
            _("Your answer: {own}, {error}. Correct answer: {answer}.")
            if shown.error
            else _("Your answer: {own}. Correct answer: {answer}.")
        )
        return message.format(own=shown.own_answer, error=shown.error, answer=shown.correct_answer)

    def tooltip_at(self, place: QPointF) -> str:
        bar = self._bar()
        if self._figures is None or not bar.left() <= place.x() <= bar.right():
            return ""
        low, high = self._span()
        at = low + (place.x() - bar.left()) / bar.width() * (high - low)
        grades = (grade for grade, reach, _token in self._grade_bands() if abs(at) <= reach)
        grade = next(grades, pgettext("grade", "Again"))
        message = _("{factor}× too high: {grade}") if at > 0 else _("{factor}× too low: {grade}")
        return message.format(factor=times(abs(at)), grade=grade)

    def paint_figures(self, painter: QPainter) -> None:
        if self._figures is None:
            return
        self._paint_bands(painter)
        self._paint_axis(painter)
        bar = self._bar()
        mark = QRectF(self._x(0) - 1, bar.top() - _GAP_PX, 2, bar.height() + 2 * _GAP_PX)
        painter.fillRect(mark, QColor(self.tokens.text))
        answer = _("Answer: {value}").format(value=self._figures.correct_answer)
        self._paint_name(painter, 0, answer, bar.top() - self._line_px())
        signed = self._figures.signed_log10
        if signed is None:
            return
        painter.setPen(QPen(QColor(self.tokens.panel), 2))
        painter.setBrush(QColor(self.tokens.accent))
        painter.drawEllipse(QPointF(self._x(signed), bar.center().y()), _DOT_PX, _DOT_PX)
        own = _("You: {value}").format(value=self._figures.own_answer)
        self._paint_name(painter, signed, own, bar.bottom() + _GAP_PX)

    def sizeHint(self) -> QSize:
        line_px = self.sizes.body_px
        if self.is_table_shown:
            return QSize(20 * line_px, 2 * _TABLE_LINES * line_px)
        height = 2 * self._line_px() + _BAR_PX + 3 * _GAP_PX + self._small_px() + 10 + 2 * _RING_PX
        return QSize(20 * line_px, ceil(height))

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * self.sizes.body_px, self.sizeHint().height())

    def _grade_bands(self) -> tuple[tuple[str, float, str], ...]:
        """Return the name, the largest error and the token of each grade, the best first."""
        bands = self._figures.bands if self._figures else Bands(0, 0, 0)
        return (
            (pgettext("grade", "Easy"), bands.easy, "easy"),
            (pgettext("grade", "Good"), bands.good, "good"),
            (pgettext("grade", "Hard"), bands.hard, "hard"),
        )

    def _span(self) -> tuple[float, float]:
        reach = max(_MIN_DECADES, self._grade_bands()[-1][1] + _ROOM_DECADES)
        signed = (self._figures.signed_log10 if self._figures else None) or 0.0
        return min(-reach, signed - _ROOM_DECADES), max(reach, signed + _ROOM_DECADES)

    def _bar(self) -> QRectF:
        top = self._line_px() + _GAP_PX + _RING_PX
        return QRectF(_SIDE_PX, top, max(1.0, self.width() - 2 * _SIDE_PX), _BAR_PX)

    def _x(self, decades: float) -> float:
        low, high = self._span()
        bar = self._bar()
        return bar.left() + (decades - low) / (high - low) * bar.width()

    def _line_px(self) -> float:
        return painting.height_of(with_size(self.font(), self.sizes.body_px, bold=True)) + 2.0

    def _small_px(self) -> float:
        return painting.height_of(self.small_font)

    def _paint_bands(self, painter: QPainter) -> None:
        bar, tokens = self._bar(), self.tokens
        painting.box(painter, bar, fill=tokens.error_tint, line=tokens.line, radius_px=6)
        tint = {"hard": "warning_tint", "good": "success_tint", "easy": "accent_tint"}
        inner = 0.0
        edges: list[tuple[str, float, float, str]] = []
        for grade, far, token in self._grade_bands():
            edges.append((grade, inner, far, token))
            inner = far
        for _grade, _inner, far, token in reversed(edges):
            left, right = self._x(-far), self._x(far)
            rect = QRectF(left, bar.top() + 1, right - left, bar.height() - 2)
            painter.fillRect(rect, QColor(getattr(tokens, tint[token])))
            painter.setPen(QPen(QColor(getattr(tokens, token)), 1))
            for x in (left, right):
                painter.drawLine(QPointF(x, bar.top() + 1), QPointF(x, bar.bottom() - 1))
        self._name_bands(
            painter, [*edges, (pgettext("grade", "Again"), inner, self._span()[1], "again")]
        )

    def _name_bands(self, painter: QPainter, edges: list[tuple[str, float, float, str]]) -> None:
        """Paint the names of the grades in bands that are wide enough, away from the marks."""
        bar = self._bar()
        signed = (self._figures.signed_log10 if self._figures else None) or 0.0
        for name, inner, far, token in edges:
            left, right = (
                (self._x(inner), self._x(far))
                if signed <= 0
                else (self._x(max(-far, self._span()[0])), self._x(-inner))
            )
            room = QRectF(left + 3, bar.top(), right - left - 6, bar.height())
            if painting.text_width(name, self.small_font) <= room.width():
                color = getattr(self.tokens, token)
                middle = Qt.AlignmentFlag.AlignHCenter
                painting.paint_text(painter, room, name, self.small_font, color, middle)

    def _paint_axis(self, painter: QPainter) -> None:
        y = self._bar().bottom() + _GAP_PX + self._line_px()
        painter.setPen(QPen(QColor(self.tokens.control_line), 1))
        painter.drawLine(QPointF(self._bar().left(), y), QPointF(self._bar().right(), y))
        axis = QRectF(self._bar().left(), y - 1, self._bar().width(), 1)
        for at, words in _list_marks(*self._span()):
            painter.setPen(QPen(QColor(self.tokens.control_line), 1))
            painter.drawLine(QPointF(self._x(at), y), QPointF(self._x(at), y + 4))
            paint_label_below(painter, axis, self._x(at), words, self)

    def _paint_name(self, painter: QPainter, at: float, words: str, top: float) -> None:
        font = with_size(self.font(), self.sizes.body_px, bold=True)
        width = min(float(painting.text_width(words, font)), self._bar().width())
        left = self._x(at) - width / 2
        left = min(max(self._bar().left(), left), self._bar().right() - width)
        place = QRectF(
            left,
            top - _GAP_PX if at == 0 and top < self._bar().top() else top,
            width,
            self._line_px(),
        )
        middle = Qt.AlignmentFlag.AlignHCenter
        painting.paint_text(painter, place, words, font, self.tokens.text, middle)


def _list_marks(low: float, high: float) -> list[tuple[float, str]]:
    """Return the positions and labels of the axis: "÷10", "1×", "2×"."""
    if high - low <= _FINE_DECADES:
        factors = [f for f in _FINE_FACTORS if log10(f) <= max(-low, high)]
        marks = [(0.0, "1×")]
        marks += [(-log10(factor), f"÷{factor}") for factor in factors]
        marks += [(log10(factor), f"{factor}×") for factor in factors]
        return [mark for mark in marks if low <= mark[0] <= high]
    step = ceil((high - low) / _MAX_MARKS)
    first = ceil(low / step) * step
    return [(float(at), _format_power(at)) for at in range(first, floor(high) + 1, step)]


def _format_power(decades: int) -> str:
    if decades == 0:
        return "1×"
    sign = "×" if decades > 0 else "÷"
    return (
        f"{sign}{number(10 ** abs(decades))}"
        if abs(decades) < _POWERS_FROM
        else f"{sign}10^{abs(decades)}"
    )
