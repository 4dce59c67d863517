"""A table of drill answers: own answer, correct answer, error, time and grade."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QSize, Qt, Signal
from PySide6.QtGui import QColor, QKeyEvent, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QSizePolicy,
    QTableWidget,
    QTableWidgetItem,
    QWidget,
)

from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of

_RIGHT = Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter
_LEFT = Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter


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
    """The texts of a row; `color` is the color token of its last text, `tooltip` its tooltip."""

    texts: tuple[str, ...]
    color: str = "text"
    tooltip: str = ""


class AnswerTable(QTableWidget):
    """Shows all rows without scrolling; the page around it scrolls.

    Signals:
        row_opened: the index of a row, on Return or a double click.
    """

    row_opened = Signal(int)
    _EMS_FOR_RANK = (0, 40, 62)

    def __init__(self, name: str, columns: Sequence[Column], parent: QWidget | None = None) -> None:
        super().__init__(0, len(columns), parent)
        self._columns = tuple(columns)
        self._rows: tuple[Row, ...] = ()
        self.setAccessibleName(name)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.SingleSelection)
        self.setShowGrid(False)
        self.setTabKeyNavigation(False)
        self.setWordWrap(False)
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.doubleClicked.connect(lambda index: self.row_opened.emit(index.row()))
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setSectionResizeMode(QHeaderView.ResizeMode.ResizeToContents)
        header.setSectionResizeMode(0, QHeaderView.ResizeMode.Stretch)
        header.setMinimumSectionSize(40)
        for at, column in enumerate(columns):
            item = QTableWidgetItem(column.heading)
            item.setTextAlignment(_RIGHT if column.is_number else _LEFT)
            self.setHorizontalHeaderItem(at, item)

    def set_rows(self, rows: Sequence[Row]) -> None:
        """Replace the rows."""
        self._rows = tuple(rows)
        self.setRowCount(len(rows))
        for at, row in enumerate(rows):
            for position, (text, column) in enumerate(zip(row.texts, self._columns, strict=True)):
                item = QTableWidgetItem(text)
                item.setTextAlignment(_RIGHT if column.is_number else _LEFT)
                item.setToolTip(row.tooltip)
                self.setItem(at, position, item)
        self._color_rows()
        self._fit()

    def _color_rows(self) -> None:
        tokens = tokens_of(self.palette())
        for at, row in enumerate(self._rows):
            last = self.item(at, len(self._columns) - 1)
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
            self.row_opened.emit(self.currentRow())
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
