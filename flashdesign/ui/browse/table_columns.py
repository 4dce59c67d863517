"""The columns of the table of cards: which are shown, in which order, and how wide."""

from collections.abc import Mapping
from typing import Any

from PySide6.QtCore import QObject, QPoint, Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QHeaderView, QMenu, QTableView

from flashdesign.content.note_kinds import registry as note_kinds
from flashdesign.i18n.translation import _
from flashdesign.services.browse.search import state_labels
from flashdesign.ui.browse.card_table_model import (
    HEADINGS,
    Column,
    format_days_left,
    kind_label,
)
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import sizes_of, with_size

_PADDING_PX = 28
STATE_MARK_PX = 10
"""The width of the mark before the word of a state."""
_SORT_MARK = " ▾"
_LEAST_QUESTION_SHARE, _LEAST_QUESTION_EMS = 0.45, 12
_LEAST_PX, _MOST_PX = 32, 2_000
_ANSWER_SHARE = 0.25
_DECK_EMS = 5
_USUAL = frozenset({Column.QUESTION, Column.DECK, Column.STANDING, Column.DUE, Column.LAPSES})
# Columns in the order they get room.
_BY_IMPORTANCE = (
    Column.STANDING,
    Column.DUE,
    Column.ANSWER,
    Column.DECK,
    Column.LAPSES,
    Column.STABILITY,
    Column.FLAG,
    Column.KIND,
    Column.REPS,
)


class TableColumns(QObject):
    """Lays out the columns of a table; the question has the room that the others leave.

    Signals:
        changed: the user chose, moved or resized columns.
    """

    changed = Signal()

    def __init__(self, table: QTableView) -> None:
        super().__init__(table)
        self._table, self._header = table, table.horizontalHeader()
        self._shown, self._widths = set(_USUAL), dict[Column, int]()
        self._is_fitting = False
        self._has_state_words = True
        header = self._header
        header.setSectionResizeMode(QHeaderView.ResizeMode.Interactive)
        header.setSectionsMovable(True)
        header.setContextMenuPolicy(Qt.ContextMenuPolicy.CustomContextMenu)
        header.customContextMenuRequested.connect(self._open_menu)
        header.sectionResized.connect(self._note_width)
        header.sectionMoved.connect(lambda *_args: self._note_change())

    def state(self) -> dict[str, Any]:
        """Return the user's choices, to store them."""
        order = sorted(Column, key=self._header.visualIndex)
        return {
            "shown": sorted(column.name for column in self._shown),
            "order": [column.name for column in order],
            "widths": {column.name: width for column, width in self._widths.items()},
        }

    def restore(self, state: object) -> None:
        """Lay out the columns as stored; what cannot be read is as usual."""
        stored = state if isinstance(state, Mapping) else {}
        shown, order, widths = (stored.get(name) for name in ("shown", "order", "widths"))
        names = {column.name: column for column in Column}
        self._shown = set(_USUAL)
        if isinstance(shown, list):
            self._shown = {names[name] for name in shown if name in names} | {Column.QUESTION}
        self._widths = {}
        if isinstance(widths, Mapping):
            self._widths = {
                names[name]: min(max(width, _LEAST_PX), _MOST_PX)
                for name, width in widths.items()
                if name in names and isinstance(width, int)
            }
        wanted = [name for name in order if name in names] if isinstance(order, list) else []
        self._is_fitting = True
        for place, name in enumerate(dict.fromkeys([*wanted, *names])):
            self._header.moveSection(self._header.visualIndex(names[name]), place)
        self._is_fitting = False
        self.fit()

    def show_column(self, column: Column, *, shown: bool) -> None:
        """Show or hide a column, as the user wants."""
        self._shown = self._shown | {column} if shown else self._shown - {column}
        self._note_change()

    def reset(self) -> None:
        """Show the usual columns in their order and width."""
        self.restore(None)
        self.changed.emit()

    def fill_menu(self, menu: QMenu) -> None:
        """Fill a menu with an entry for each column, checked if it is shown."""
        menu.clear()
        for column in Column:
            heading = _(HEADINGS[column])
            if column in self._shown and self._table.isColumnHidden(column):
                heading = _("{column} (no room)").format(column=heading)
            entry = QAction(heading, menu)
            entry.setCheckable(True)
            entry.setChecked(column in self._shown)
            entry.setEnabled(column is not Column.QUESTION)
            entry.triggered.connect(
                lambda checked, column=column: self.show_column(column, shown=checked)
            )
            menu.addAction(entry)
        menu.addSeparator()
        entry = QAction(_("Reset columns"), menu)
        entry.triggered.connect(lambda _checked=False: self.reset())
        menu.addAction(entry)

    def fit(self) -> None:
        """Set the widths; hide the columns that leave too little room for the question.

        The words of the states are left out if a column would be hidden for them.
        """
        self._has_state_words = True
        self._fit()
        if any(self._table.isColumnHidden(column) for column in self._shown):
            self._has_state_words = False
            self._fit()

    def _fit(self) -> None:
        self._is_fitting = True
        table, body_px = self._table, sizes_of(self._table.font()).body_px
        room_px = table.viewport().width()
        is_usual = self._shown == _USUAL and not self._widths
        least = _LEAST_QUESTION_SHARE * room_px if is_usual else 0
        left_px = room_px - max(round(least), _LEAST_QUESTION_EMS * body_px)
        question_px = room_px
        for column in _BY_IMPORTANCE:
            width = self._widths.get(column) or self._usual_width(column)
            if column in self._shown:
                left_px -= width  # a less important column does not take the place of this one
            is_shown = column in self._shown and left_px >= 0
            table.setColumnHidden(column, not is_shown)
            if is_shown:
                table.setColumnWidth(column, width)
                question_px -= width
        table.setColumnWidth(Column.QUESTION, max(_LEAST_PX, question_px))
        self._is_fitting = False

    def _usual_width(self, column: Column) -> int:
        font = self._table.font()
        if column is Column.ANSWER:
            return max(_LEAST_PX, round(_ANSWER_SHARE * self._table.viewport().width()))
        small = with_size(font, sizes_of(font).small_px)
        heading_px = painting.text_width(_(HEADINGS[column]), small)
        heading_px += painting.text_width(_SORT_MARK, small)
        texts_px = [painting.text_width(text, font) for text in _samples(column)]
        if column is Column.STANDING and self._has_state_words:
            texts_px = [painting.text_width(text, font) + STATE_MARK_PX for text in state_labels()]
        if column is Column.DECK:
            texts_px = [_DECK_EMS * sizes_of(font).body_px]
        return max(heading_px, *texts_px, 0) + _PADDING_PX

    def _note_width(self, section: int, old: int, new: int) -> None:
        """Keep a width that the user set; the column after the question gives way to it."""
        if self._is_fitting or not (old and new):
            return
        column = Column(section)
        if column is Column.QUESTION:
            following = self._next_shown(column)
            if following is None:
                return
            column = following
            new = self._table.columnWidth(following) - (new - old)
        self._widths[column] = min(max(new, _LEAST_PX), _MOST_PX)
        self._note_change()

    def _next_shown(self, column: Column) -> Column | None:
        start = self._header.visualIndex(column) + 1
        places = map(self._header.logicalIndex, range(start, len(Column)))
        return next((Column(at) for at in places if not self._table.isColumnHidden(at)), None)

    def _note_change(self) -> None:
        if not self._is_fitting:
            self.fit()
            self.changed.emit()

    def _open_menu(self, place: QPoint) -> None:
        menu = QMenu(self._table)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(_("Columns"))
        self.fill_menu(menu)
        menu.popup(self._header.mapToGlobal(place))


def _samples(column: Column) -> tuple[str, ...]:
    """Return wide texts of a column; none if the heading is wider than they are.

    The widest one depends on the language.
    """
    match column:
        case Column.DUE:
            return (format_days_left(30), format_days_left(-30), format_days_left(300))
        case Column.KIND:
            return tuple(map(kind_label, note_kinds.names()))
        case Column.STABILITY:
            return (_("{n} d").format(n="000.0"),)
        case _:
            return ()
