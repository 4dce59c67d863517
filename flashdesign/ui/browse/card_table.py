"""The table of found cards, with sorting and multiple selection."""

from collections.abc import Callable
from functools import cache

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    QRectF,
    QSize,
    Qt,
    Signal,
)
from PySide6.QtGui import (
    QColor,
    QIcon,
    QKeyEvent,
    QPainter,
    QPainterPath,
    QPalette,
    QPen,
    QPixmap,
    QResizeEvent,
)
from PySide6.QtWidgets import (
    QAbstractItemView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from flashdesign.i18n.translation import _
from flashdesign.services.browse.search import state_labels
from flashdesign.ui.browse.card_table_model import ASLEEP_ROLE, MARK_ROLE, CardTableModel
from flashdesign.ui.browse.table_columns import STATE_MARK_PX, TableColumns
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.colors import Tokens
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.widgets.number_runs import find_runs

_ROW_PADDING_PX = 12
_CELL_PADDING_PX = 24
_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
_DOT_PX = STATE_MARK_PX
_DOT_SCALE = 3
_DOT_COLORS: dict[str, Callable[[Tokens], str]] = {
    "new": lambda tokens: tokens.easy,
    "learning": lambda tokens: tokens.hard,
    "review": lambda tokens: tokens.good,
    "relearning": lambda tokens: tokens.again,
}


class _Delegate(QStyledItemDelegate):
    """Paints suspended and buried cards in a muted color, and a dot for the state of a card.

    The word of the state is beside the dot where it has room, and always told to screen readers.
    `words_px` is the width of the widest one.
    """

    words_px = 0

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(ASLEEP_ROLE):
            muted = tokens_of(option.palette).muted
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)
        if mark := index.data(MARK_ROLE):
            option.features |= QStyleOptionViewItem.ViewItemFeature.HasDecoration
            option.icon = QIcon()
            for mode in (QIcon.Mode.Normal, QIcon.Mode.Selected):
                option.icon.addPixmap(_dot(mark, tokens_of(option.palette)), mode)
            option.decorationSize = QSize(_DOT_PX, _DOT_PX)
            if option.rect.width() < self.words_px + _DOT_PX + _CELL_PADDING_PX:
                option.text = ""


@cache
def _dot(mark: str, tokens: Tokens) -> QPixmap:
    """Return the mark of a state; its shape also tells states apart, without its color."""
    side, width = _DOT_PX * _DOT_SCALE, _DOT_SCALE * 2
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    color = QColor(_DOT_COLORS[mark](tokens) if mark in _DOT_COLORS else tokens.muted)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.setPen(QPen(color, width))
    is_filled = mark in {"learning", "review", "relearning"}
    painter.setBrush(color if is_filled else Qt.BrushStyle.NoBrush)
    rect = QRectF(width, width, side - 2 * width, side - 2 * width)
    if mark in {"learning", "relearning"}:
        triangle = QPainterPath(rect.bottomLeft())
        triangle.lineTo(side / 2, rect.top())
        triangle.lineTo(rect.bottomRight())
        triangle.closeSubpath()
        painter.drawPath(triangle)
    elif mark in {"suspended", "buried"}:
        painter.drawRect(rect)
    else:
        painter.drawEllipse(rect)
    painter.end()
    pixmap.setDevicePixelRatio(_DOT_SCALE)
    return pixmap


class CardTable(QTableView):
    """Shows the found cards, any number of them selected.

    Signals:
        selection_changed: the selection or the current card changed.
        sort_requested: the column to sort by, and whether descending.
        return_pressed: Return was pressed on the selected card.
    """

    selection_changed = Signal()
    return_pressed = Signal()
    sort_requested = Signal(int, bool)

    def __init__(self, model: CardTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self._delegate = _Delegate(self)
        self.setItemDelegate(self._delegate)
        self.setAccessibleName(_("Cards"))
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_headers()
        self.columns = TableColumns(self)
        self.fit()
        self.selectionModel().selectionChanged.connect(lambda *_args: self.selection_changed.emit())
        self.selectionModel().currentRowChanged.connect(
            lambda *_args: self.selection_changed.emit()
        )

    def selected_rows(self) -> list[int]:
        """Return the rows of the selected cards from top to bottom."""
        ranges = self.selectionModel().selection()
        rows: set[int] = set()
        for at in range(ranges.size()):
            block = ranges.at(at)
            rows.update(range(block.top(), block.bottom() + 1))
        return sorted(rows)

    def selected_count(self) -> int:
        """Return the number of selected cards."""
        return len(self.selected_rows())

    def select_rows(self, places: list[int], current: int) -> None:
        """Select these rows (sorted) instead of others, and scroll to the current one."""
        last = self._model.columnCount() - 1
        selection = QItemSelection()
        for top, bottom in find_runs(places):
            selection.select(self._model.index(top, 0), self._model.index(bottom, last))
        model = self.selectionModel()
        model.select(selection, QItemSelectionModel.SelectionFlag.ClearAndSelect)
        if current >= 0:
            flag = QItemSelectionModel.SelectionFlag.NoUpdate
            model.setCurrentIndex(self._model.index(current, 0), flag)
            self.scrollTo(self._model.index(current, 0))

    def _set_headers(self) -> None:
        self.verticalHeader().hide()
        header = self.horizontalHeader()
        header.setHighlightSections(False)
        header.setMinimumSectionSize(24)
        header.setSortIndicator(-1, Qt.SortOrder.AscendingOrder)
        # Otherwise a click on a heading selects all rows; the model itself does not sort.
        self.setSortingEnabled(True)
        # With the table's own model, each paint of the header checks if all rows are selected.
        header.setSelectionModel(QItemSelectionModel(self._model, header))
        header.sortIndicatorChanged.connect(
            lambda column, order: self.sort_requested.emit(
                column, order is Qt.SortOrder.DescendingOrder
            )
        )

    def fit(self) -> None:
        """Set the widths of the columns and the height of the rows for the size and the font."""
        self.columns.fit()
        # Measured here, as the cells of each paint need it.
        words_px = (painting.text_width(word, self.font()) for word in state_labels())
        self._delegate.words_px = max(words_px)
        height_px = painting.height_of(self.font()) + _ROW_PADDING_PX
        self.verticalHeader().setDefaultSectionSize(height_px)

    def sort_by(self, column: int) -> None:
        """Sort by a column, or reverse the order if it is sorted by it, like a click does."""
        header = self.horizontalHeader()
        is_reversed = header.sortIndicatorSection() == column
        was_ascending = header.sortIndicatorOrder() is Qt.SortOrder.AscendingOrder
        descending = is_reversed and was_ascending
        order = Qt.SortOrder.DescendingOrder if descending else Qt.SortOrder.AscendingOrder
        header.setSortIndicator(column, order)

    def focus_selection(self) -> None:
        """Take the focus; select the current card if none is selected."""
        self.setFocus()
        if not self.selectionModel().hasSelection():
            self.selectRow(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not self.selectionModel().hasSelection():
            # Otherwise a step would skip the first card, and a single card could not be selected.
            self.focus_selection()
        elif event.key() in _ENTER and self.selectionModel().hasSelection():
            self.return_pressed.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self.fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self.fit()
