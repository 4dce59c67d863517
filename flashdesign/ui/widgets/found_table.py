"""The table of found cards: sorted by a click, several chosen at once."""

from collections.abc import Iterator
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

from flashdesign.ui.models.card_table_model import ASLEEP_ROLE, CardTableModel, Column
from flashdesign.ui.theme import sizes_of, tokens_of
from flashdesign.ui.widgets import painting

_ROW_PADDING_PX = 12
_CELL_PADDING_PX = 24
_QUESTION_EMS = 22
_STEPS = (Qt.Key.Key_Down, Qt.Key.Key_Up)
_ENTER = (Qt.Key.Key_Return, Qt.Key.Key_Enter)
# What goes last where room is short, and the widest text that is usual there.
_WIDTHS = {
    Column.STANDING: "Relearning",
    Column.DUE: "2026-12-30 00:00",
    Column.DECK: "A deck of questions",
    Column.LAPSES: "Lapses ▾",
    Column.STABILITY: "Stability ▾",
    Column.FLAG: "Flag ▾",
    Column.KIND: "classify ▾",
    Column.REPS: "Reviews ▾",
}


class _Delegate(QStyledItemDelegate):
    """Writes what sleeps in a muted colour."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        if index.data(ASLEEP_ROLE):
            muted = tokens_of(option.palette).muted
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, muted)


class FoundTable(QTableView):
    """Choose among many cards.

    Signals:
        chosen: other cards are chosen, or another one is current.
        sort_requested: a column is to be sorted by, and whether downwards.
        entered_by_key: Return was pressed on the chosen card.
    """

    chosen = Signal()
    entered_by_key = Signal()
    sort_requested = Signal(int, bool)

    def __init__(self, model: CardTableModel, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = model
        self.setModel(model)
        self.setItemDelegate(_Delegate(self))
        self.setAccessibleName("Cards")
        self.setSelectionBehavior(QAbstractItemView.SelectionBehavior.SelectRows)
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setVerticalScrollMode(QAbstractItemView.ScrollMode.ScrollPerItem)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setShowGrid(False)
        self.setWordWrap(False)
        self.setTabKeyNavigation(False)
        self._set_headers()
        self.selectionModel().selectionChanged.connect(lambda *_: self.chosen.emit())
        self.selectionModel().currentRowChanged.connect(lambda *_: self.chosen.emit())

    def chosen_places(self) -> list[int]:
        """Return the places of the chosen cards from top to bottom."""
        ranges = self.selectionModel().selection()
        places: set[int] = set()
        for at in range(ranges.size()):
            one = ranges.at(at)
            places.update(range(one.top(), one.bottom() + 1))
        return sorted(places)

    def chosen_count(self) -> int:
        """Return how many cards are chosen."""
        return len(self.chosen_places())

    def choose(self, places: list[int], current: int) -> None:
        """Choose cards anew by their places in order, and show the current one."""
        last = self._model.columnCount() - 1
        picked = QItemSelection()
        for top, bottom in _runs(places):
            picked.select(self._model.index(top, 0), self._model.index(bottom, last))
        model = self.selectionModel()
        model.select(picked, QItemSelectionModel.SelectionFlag.ClearAndSelect)
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
        # Else a click on a heading chooses everything; the model itself sorts nothing.
        self.setSortingEnabled(True)
        # With the table's own, the header asks at each painting whether all rows are chosen.
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
        """Give columns their widths; where room is short, some go."""
        font, room = self.font(), self.width()
        room -= _QUESTION_EMS * sizes_of(font).body_px
        for column, sample in _WIDTHS.items():
            width = painting.width_of(sample, font) + _CELL_PADDING_PX
            room -= width
            self.setColumnWidth(column, width)
            self.setColumnHidden(column, room < 0)
        self.verticalHeader().setDefaultSectionSize(painting.height_of(font) + _ROW_PADDING_PX)

    def step_in(self) -> None:
        """Take the focus, with a card chosen."""
        self.setFocus()
        if not self.selectionModel().hasSelection():
            self.selectRow(max(0, self.currentIndex().row()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        if event.key() in _STEPS and not self.selectionModel().hasSelection():
            # Else a step would pass over the first card, and a single one stay out of reach.
            self.step_in()
        elif event.key() in _ENTER and self.selectionModel().hasSelection():
            self.entered_by_key.emit()
        else:
            super().keyPressEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._fit()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._fit()


def _runs(places: list[int]) -> Iterator[tuple[int, int]]:
    """Yield first and last of each run of places without a hole."""
    for _, run in groupby(enumerate(places), lambda one: one[1] - one[0]):
        found = [place for _, place in run]
        yield found[0], found[-1]
