"""A table of drill answers: own answer, correct answer, error, time and grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QSize, Qt, Signal
from PySide6.QtGui import QColor, QFont, QKeyEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from flashdesign.i18n.translation import _
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of

_Index = QModelIndex | QPersistentModelIndex
_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


_ARROW = "\u203a"
_CELL_PADDING_PX = 8


class _ColoredText(QStyledItemDelegate):
    """Paints the text of a cell in its own color, also in a selected row.

    The style sheet has one text color for all selected cells.
    """

    def paint(self, painter: QPainter, option: QStyleOptionViewItem, index: _Index) -> None:
        shown = QStyleOptionViewItem(option)
        self.initStyleOption(shown, index)
        text, shown.text = shown.text, ""
        view = shown.widget
        view.style().drawControl(QStyle.ControlElement.CE_ItemViewItem, shown, painter, view)
        painter.save()
        painter.setFont(shown.font)
        brush = index.data(Qt.ItemDataRole.ForegroundRole)
        painter.setPen(brush.color() if brush else tokens_of(view.palette()).text)
        inner = shown.rect.adjusted(_CELL_PADDING_PX, 0, -_CELL_PADDING_PX, 0)
        painter.drawText(inner, int(shown.displayAlignment), text)
        painter.restore()


@dataclass(frozen=True, slots=True)
class Column:
    """A column; numbers are right-aligned, and columns with `rank` 2 are hidden first.

    An optional column is hidden last, and only if its texts would be cut.
    """

    heading: str
    is_number: bool = True
    rank: int = 0
    is_optional: bool = False


@dataclass(frozen=True, slots=True)
class Row:
    """The texts of a row; `color` is the color token of its last text, `tooltip` its tooltip.

    A heading has one text, which is as wide as the table, and cannot be selected.
    """

    texts: tuple[str, ...]
    color: str = "text"
    tooltip: str = ""
    is_heading: bool = False


class AnswerTable(QTableWidget):
    """Shows all rows without scrolling; the page around it scrolls.

    Signals:
        row_opened: the index of a row, on Return, a double click, or a click on its arrow.
    """

    row_opened = Signal(int)
    _EMS_FOR_RANK = (0, 40, 62)

    def __init__(
        self,
        name: str,
        columns: Sequence[Column],
        parent: QWidget | None = None,
        *,
        opens: bool = False,
    ) -> None:
        columns = (*columns, Column("", is_number=False)) if opens else tuple(columns)
        super().__init__(0, len(columns), parent)
        self._columns, self._opens = columns, opens
        self._grade_at = len(columns) - (2 if opens else 1)
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setItemDelegateForColumn(self._grade_at, _ColoredText(self))
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda index: self._open(index.row()))
        self.clicked.connect(self._open_by_arrow)
        self.verticalHeader().hide()
        self._set_headings()

    def _set_headings(self) -> None:
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for at, column in enumerate(self._columns):
            item = QTableWidgetItem(column.heading)
            if not column.heading:  # that of the arrows
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Open the worked solution"))
            item.setTextAlignment(_RIGHT if column.is_number else _LEFT)
            self.setHorizontalHeaderItem(at, item)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self._rows = tuple(rows)
        self.clearSpans()
        self.setRowCount(0)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            if row.is_heading:
                self._add_heading(at, row.texts[0])
            else:
                self._add_cells(at, row)
        self._color_rows()
        self._fit()

    def first_row_below(self, heading: int) -> int:
        """Return the index of the first row below the heading of this number, counted from 0."""
        places = [at for at, row in enumerate(self._rows) if row.is_heading]
        return places[heading] + 1

    def _add_heading(self, at: int, text: str) -> None:
        item = QTableWidgetItem(text)
        item.setFlags(Qt.ItemFlag.NoItemFlags)
        font = self.font()
        font.setWeight(QFont.Weight.DemiBold)
        item.setFont(font)
        item.setForeground(QColor(tokens_of(self.palette()).text))
        self.setItem(at, 0, item)
        self.setSpan(at, 0, 1, len(self._columns))

    def _add_cells(self, at: int, row: Row) -> None:
        texts = (*row.texts, _ARROW) if self._opens else row.texts
        for position, (text, column) in enumerate(zip(texts, self._columns, strict=True)):
            item = QTableWidgetItem(text)
            item.setTextAlignment(_RIGHT if column.is_number else _LEFT)
            item.setToolTip(row.tooltip)
            if text == _ARROW:
                item.setToolTip(_("Open the worked solution"))
                item.setData(Qt.ItemDataRole.AccessibleTextRole, _("Open the worked solution"))
            self.setItem(at, position, item)

    def _open_by_arrow(self, index: QModelIndex) -> None:
        if self._opens and index.column() == len(self._columns) - 1:
            self._open(index.row())

    def _open(self, row: int) -> None:
        if 0 <= row < len(self._rows) and not self._rows[row].is_heading:
            self.row_opened.emit(row)

    def _color_rows(self) -> None:
        tokens = tokens_of(self.palette())
        for at, row in enumerate(self._rows):
            last = self.item(at, 0 if row.is_heading else self._grade_at)
            if last is not None:
                last.setForeground(QColor(getattr(tokens, row.color)))

    def _fit(self) -> None:
        """Hide low-ranked columns in a narrow table, and fit the height to the rows."""
        ems = self.width() / sizes_of(self.font()).body_px
        for at, column in enumerate(self._columns):
            self.setColumnHidden(at, ems < self._EMS_FOR_RANK[column.rank])
        least_important = sorted(
            (at for at, column in enumerate(self._columns) if column.rank or column.is_optional),
            key=lambda at: (-self._columns[at].rank, -at),
        )
        for at in least_important:
            if self._needed_px() > self.viewport().width():
                self.setColumnHidden(at, True)
        self.resizeRowsToContents()
        self.updateGeometry()

    def _needed_px(self) -> int:
        """Return the width at which only the texts of the first column may be cut."""
        header = self.horizontalHeader()
        return sum(
            max(header.sectionSizeHint(at), self.sizeHintForColumn(at) if at else 0)
            for at in range(len(self._columns))
            if not self.isColumnHidden(at)
        )

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in {Qt.Key.Key_Return, Qt.Key.Key_Enter} and self.currentRow() >= 0:
            self._open(self.currentRow())
        else:
            super().keyPressEvent(event)

    def sizeHint(self) -> QSize:
        rows_px = sum(self.rowHeight(at) for at in range(self.rowCount()))
        frame_px = 2 * self.frameWidth() + 12
        header_px = self.horizontalHeader().sizeHint().height()
        return QSize(480, header_px + rows_px + frame_px)

    def minimumSizeHint(self) -> QSize:
        return QSize(160, self.sizeHint().height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.PaletteChange and self.rowCount():
            self._color_rows()
