"""Base class of charts: plot, tooltip, and a table of the figures."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QPointF, QRectF, QSize, Qt
from PySide6.QtGui import (
    QAccessible,
    QAction,
    QColor,
    QContextMenuEvent,
    QFont,
    QHelpEvent,
    QKeyEvent,
    QPainter,
    QPaintEvent,
    QPen,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QToolTip,
    QWidget,
)

from flashdesign.i18n.translation import _
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import Sizes, sizes_of, with_size

_HEIGHT_IN_LINES = 13


@dataclass(frozen=True, slots=True)
class ChartTable:
    """The figures of a chart as a table of texts."""

    headings: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


class Chart(QWidget):
    """Paints figures; Return or the menu shows them as a table."""

    # Axes of numbers run from left to right in every language; only a calendar is mirrored.
    is_mirrored = False

    accessible_role = QAccessible.Role.Chart

    def __init__(self, name: str, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setAccessibleName(name)
        self.setMouseTracking(True)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._table: QTableWidget | None = None

    def table(self) -> ChartTable:
        """Return all figures."""
        raise NotImplementedError

    def summary(self) -> str:
        """Return a one-sentence description of the chart."""
        raise NotImplementedError

    def tooltip_at(self, place: QPointF) -> str:
        """Return the tooltip at a position in the widget; empty for none."""
        raise NotImplementedError

    def paint_figures(self, painter: QPainter) -> None:
        """Draw the figures."""
        raise NotImplementedError

    @property
    def is_table_shown(self) -> bool:
        """Whether the table is shown instead of the chart."""
        return self._table is not None

    def set_table_shown(self, *, shown: bool) -> None:
        """Show the figures as a table or as a chart."""
        if shown == self.is_table_shown:
            return
        if self._table is not None:
            self._table.hide()
            self._table.deleteLater()
            self._table = None
            return
        self._table = _table_widget(self.table(), self)
        self._table.setGeometry(self.rect())
        self._table.setAccessibleName(self.accessibleName())
        self._table.show()

    def update_figures(self) -> None:
        """Repaint, and update the accessible description."""
        self.setAccessibleDescription(self.summary())
        if self.is_table_shown:
            self.set_table_shown(shown=False)
            self.set_table_shown(shown=True)
        self.update()

    @property
    def tokens(self) -> Tokens:
        """The current color tokens."""
        return tokens_of(self.palette())

    @property
    def sizes(self) -> Sizes:
        """The current font sizes."""
        return sizes_of(self.font())

    @property
    def small_font(self) -> QFont:
        """The font of axis labels."""
        return with_size(self.font(), self.sizes.small_px)

    def sizeHint(self) -> QSize:
        line_px = self.sizes.body_px
        return QSize(20 * line_px, _HEIGHT_IN_LINES * line_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(12 * self.sizes.body_px, 9 * self.sizes.body_px)

    def paintEvent(self, _event: QPaintEvent) -> None:
        painter = painting.start_painter(self)
        if not self.is_mirrored:
            painter.setLayoutDirection(Qt.LayoutDirection.LeftToRight)
        self.paint_figures(painter)
        if self.hasFocus():
            painting.ring(painter, QRectF(self.rect()), self.tokens.focus)
        painter.end()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        if self._table is not None:
            self._table.setGeometry(self.rect())

    def event(self, event: QEvent) -> bool:
        if isinstance(event, QHelpEvent) and event.type() is QEvent.Type.ToolTip:
            QToolTip.showText(event.globalPos(), self.tooltip_at(QPointF(event.pos())), self)
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter}:
            self.set_table_shown(shown=not self.is_table_shown)
        else:
            super().keyPressEvent(event)

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(self.accessibleName())
        words = _("Show as chart") if self.is_table_shown else _("Show as table")
        toggle = QAction(words, menu)
        toggle.triggered.connect(lambda: self.set_table_shown(shown=not self.is_table_shown))
        menu.addAction(toggle)
        menu.popup(event.globalPos())


def paint_grid(
    painter: QPainter, plot: QRectF, marks: Sequence[tuple[float, str]], chart: Chart
) -> None:
    """Draw horizontal grid lines at shares of the height (0 is the base), labeled on the left."""
    for share, words in marks:
        y = plot.bottom() - share * plot.height()
        painter.setPen(QPen(QColor(chart.tokens.line), 1))
        painter.drawLine(QPointF(plot.left(), y), QPointF(plot.right(), y))
        line_px = painting.height_of(chart.small_font)
        place = QRectF(0, y - line_px / 2, plot.left() - 8, line_px)
        right = Qt.AlignmentFlag.AlignRight
        painting.paint_text(painter, place, words, chart.small_font, chart.tokens.muted, right)


def paint_label_below(painter: QPainter, plot: QRectF, x: float, words: str, chart: Chart) -> None:
    """Draw a text below the plot, centered on `x` but within the widget."""
    width = painting.text_width(words, chart.small_font)
    left = min(max(0.0, x - width / 2), chart.width() - width - 1.0)
    place = QRectF(left, plot.bottom() + 6, width, painting.height_of(chart.small_font))
    middle = Qt.AlignmentFlag.AlignHCenter
    painting.paint_text(painter, place, words, chart.small_font, chart.tokens.muted, middle)


def plot_rect(chart: Chart, widest_mark: str) -> QRectF:
    """Return the plot area, which excludes the labels of both axes."""
    left = painting.text_width(widest_mark, chart.small_font) + 12
    line_px = painting.height_of(chart.small_font)
    bottom = line_px + 10
    return QRectF(chart.rect()).adjusted(left, line_px / 2 + 4, -12, -bottom)


def _table_widget(table: ChartTable, parent: QWidget) -> QTableWidget:
    widget = QTableWidget(len(table.rows), len(table.headings), parent)
    widget.setHorizontalHeaderLabels(list(table.headings))
    widget.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
    widget.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
    widget.setShowGrid(False)
    widget.verticalHeader().hide()
    widget.horizontalHeader().setSectionResizeMode(QHeaderView.ResizeMode.Stretch)
    widget.horizontalHeader().setDefaultAlignment(Qt.AlignmentFlag.AlignLeft)
    for row, texts in enumerate(table.rows):
        for column, words in enumerate(texts):
            widget.setItem(row, column, QTableWidgetItem(words))
    return widget
