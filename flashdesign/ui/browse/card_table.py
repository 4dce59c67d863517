"""The table of found cards, with sorting and multiple selection."""

from collections.abc import Iterator
from datetime import UTC, datetime
from itertools import groupby

from PySide6.QtCore import (
    QEvent,
    QItemSelection,
    QItemSelectionModel,
    QModelIndex,
    QPersistentModelIndex,
    Qt,
    Signal,
)
from PySide6.QtGui import QKeyEvent, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTableView,
    QWidget,
)

from flashdesign.content.note_kinds import registry as note_kinds
from flashdesign.i18n import formatting
from flashdesign.i18n.translation import _, pgettext
from flashdesign.ui.browse.card_table_model import (
    ASLEEP_ROLE,
    CardTableModel,
    Column,
    kind_label,
)
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.sizes import sizes_of

_ROW_PADDING_PX = 12
_CELL_PADDING_PX = 24
_QUESTION_EMS = 22
_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# Columns in the order they get room.
_BY_IMPORTANCE = (
    Column.STANDING,
    Column.DUE,
    Column.DECK,
    Column.LAPSES,
    Column.STABILITY,
    Column.FLAG,
    Column.KIND,
    Column.REPS,
)
_SAMPLE_DECK = "A deck of questions"
_SAMPLE_TIME = datetime(2026, 12, 30, tzinfo=UTC)


class _Delegate(QStyledItemDelegate):
    """Paints suspended and buried cards in a muted color."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(ASLEEP_ROLE):
            muted = tokens_of(option.palette).muted
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)


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
        self.setItemDelegate(_Delegate(self))
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
        for top, bottom in _find_runs(places):
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
        header.setSectionResizeMode(QHeaderView.ResizeMode.Fixed)
        header.setSectionResizeMode(Column.QUESTION, QHeaderView.ResizeMode.Stretch)
        header.sortIndicatorChanged.connect(
            lambda column, order: self.sort_requested.emit(
                column, order is Qt.SortOrder.DescendingOrder
            )
        )
        self._fit()

    def _fit(self) -> None:
        """Set the column widths; hide columns that do not fit."""
        font, room_px = self.font(), self.width()
        room_px -= _QUESTION_EMS * sizes_of(font).body_px
        for column in _BY_IMPORTANCE:
            heading = f"{self._model.headerData(column, Qt.Orientation.Horizontal)} ▾"
            texts_px = (painting.text_width(text, font) for text in (heading, *_samples(column)))
            width = max(texts_px) + _CELL_PADDING_PX
            room_px -= width
            self.setColumnWidth(column, width)
            self.setColumnHidden(column, room_px < 0)
        self.verticalHeader().setDefaultSectionSize(painting.height_of(font) + _ROW_PADDING_PX)

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
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


def _samples(column: Column) -> tuple[str, ...]:
    """Return the wide texts of a column: which is the widest depends on the language.

    There are none if the heading is wider than the texts.
    """
    match column:
        case Column.STANDING:
            return (
                pgettext("card state", "Suspended"),
                pgettext("card state", "Buried"),
                pgettext("card state", "Learning"),
                pgettext("card state", "Review"),
                pgettext("card state", "Relearning"),
            )
        case Column.DUE:
            return (formatting.date_time(_SAMPLE_TIME),)
        case Column.DECK:
            return (_SAMPLE_DECK,)
        case Column.KIND:
            return tuple(map(kind_label, note_kinds.names()))
        case _:
            return ()


def _find_runs(rows: list[int]) -> Iterator[tuple[int, int]]:
    """Yield the first and last row of each run of consecutive rows."""
    for _offset, run in groupby(enumerate(rows), lambda pair: pair[1] - pair[0]):
        block = [row for _index, row in run]
        yield block[0], block[-1]
