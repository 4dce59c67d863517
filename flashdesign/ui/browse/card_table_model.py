"""Table model of the cards found; lines are loaded when they come into view."""

from collections import OrderedDict
from collections.abc import Iterable, Sequence
from datetime import date, datetime
from enum import IntEnum
from typing import Any, Protocol

from PySide6.QtCore import (
    QAbstractTableModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
    Signal,
)

from flashdesign.content.note_kinds.registry import kind_named
from flashdesign.i18n import formatting
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _
from flashdesign.services.browse.search import CardMark

PAGE_LINES = 60
_PAGES_KEPT = 40
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()
_DASH = "–"


class CardLine(Protocol):
    """A card as the table shows it."""

    @property
    def row(self) -> int: ...
    @property
    def question(self) -> str: ...
    @property
    def answer(self) -> str: ...
    @property
    def deck_title(self) -> str: ...
    @property
    def kind(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def mark(self) -> CardMark: ...
    @property
    def due(self) -> date | datetime | None: ...
    @property
    def days_left(self) -> int | None: ...
    @property
    def stability(self) -> float | None: ...
    @property
    def reps(self) -> int: ...
    @property
    def lapses(self) -> int: ...
    @property
    def flag(self) -> int: ...
    @property
    def is_inactive(self) -> bool: ...
    @property
    def is_suspended(self) -> bool: ...


class Column(IntEnum):
    """The columns in their usual order."""

    QUESTION = 0
    ANSWER = 1
    DECK = 2
    KIND = 3
    STANDING = 4
    DUE = 5
    STABILITY = 6
    REPS = 7
    LAPSES = 8
    FLAG = 9


HEADINGS = (
    N_("Question"),
    N_("Answer"),
    N_("Deck"),
    N_("Kind"),
    N_("State"),
    N_("Due"),
    N_("Stability"),
    N_("Reviews"),
    N_("Lapses"),
    N_("Flag"),
)
ASLEEP_ROLE = Qt.ItemDataRole.UserRole
MARK_ROLE = Qt.ItemDataRole.UserRole + 1
_TOLD = frozenset({Column.QUESTION, Column.ANSWER, Column.DECK, Column.STANDING})
_MAX_DAYS, _MAX_MONTHS = 99, 24
_DAYS_A_MONTH, _DAYS_A_YEAR = 30.44, 365.25
_NUMBERS = frozenset({Column.STABILITY, Column.REPS, Column.LAPSES, Column.FLAG})


class CardTableModel(QAbstractTableModel):
    """Rows of cards, and the lines loaded so far.

    Signals:
        lines_missing: a line on screen is not loaded; `take_missing` returns which.
    """

    lines_missing = Signal()

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[int, ...] = ()
        self._lines: OrderedDict[int, CardLine] = OrderedDict()
        self._missing: set[int] = set()

    @property
    def rows(self) -> tuple[int, ...]:
        """The database rows of the cards, from top to bottom."""
        return self._rows

    def set_found(self, rows: Sequence[int], lines: Iterable[CardLine]) -> None:
        """Show other cards."""
        self.beginResetModel()
        self._rows = tuple(rows)
        self._lines = OrderedDict((line.row, line) for line in lines)
        self._missing.clear()
        self.endResetModel()

    def extend(self, rows: Sequence[int]) -> bool:
        """Append the rest of the cards shown; return False if `rows` begins with other cards."""
        count = len(self._rows)
        if tuple(rows[:count]) != self._rows:
            return False
        if len(rows) > count:
            self.beginInsertRows(QModelIndex(), count, len(rows) - 1)
            self._rows = tuple(rows)
            self.endInsertRows()
        return True

    def set_lines(self, lines: Sequence[CardLine]) -> None:
        """Show lines that were loaded."""
        for line in lines:
            self._lines[line.row] = line
            self._lines.move_to_end(line.row)
        while len(self._lines) > _PAGES_KEPT * PAGE_LINES:
            self._lines.popitem(last=False)
        if lines:
            self.dataChanged.emit(
                self.index(0, 0), self.index(len(self._rows) - 1, len(Column) - 1)
            )

    def take_missing(self) -> tuple[int, ...]:
        """Return the rows of the cards to load: whole pages around those on screen."""
        pages = sorted({at // PAGE_LINES for at in self._missing})[-2:]
        self._missing.clear()
        wanted: list[int] = []
        for page in pages:
            wanted += self._rows[page * PAGE_LINES : (page + 1) * PAGE_LINES]
        return tuple(row for row in wanted if row not in self._lines)

    def line(self, at: int) -> CardLine | None:
        """Return the line at an index, if it is loaded."""
        return self._lines.get(self._rows[at]) if 0 <= at < len(self._rows) else None

    def rowCount(self, parent: _ANY_INDEX = _NONE) -> int:
        return 0 if parent.isValid() else len(self._rows)

    def columnCount(self, parent: _ANY_INDEX = _NONE) -> int:
        return 0 if parent.isValid() else len(Column)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(Column(section))
        return _(HEADINGS[section]) if role == Qt.ItemDataRole.DisplayRole else None

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        column = Column(index.column())
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return _alignment(column)
        if role not in (
            Qt.ItemDataRole.DisplayRole,
            Qt.ItemDataRole.AccessibleTextRole,
            Qt.ItemDataRole.ToolTipRole,
            ASLEEP_ROLE,
            MARK_ROLE,
        ):
            return None
        line = self.line(index.row())
        if line is None:
            self._request(index.row())
            return "…" if role == Qt.ItemDataRole.DisplayRole and not index.column() else None
        return _role_value(line, column, role)

    def _request(self, at: int) -> None:
        is_first = not self._missing
        self._missing.add(at)
        if is_first:
            self.lines_missing.emit()


def kind_label(kind: str) -> str:
    """Return the label of a kind of note; `kind` is its name in deck files."""
    known = kind_named(kind)
    return kind if known is None else known.label()


def format_cell(line: CardLine, column: Column) -> str:
    """Return the text of one cell."""
    match column:
        case Column.DUE:
            return format_days_left(line.days_left)
        case Column.STABILITY:
            return _DASH if line.stability is None else _format_days(line.stability)
        case Column.REPS | Column.LAPSES:
            return number(line.reps if column is Column.REPS else line.lapses)
        case Column.FLAG:
            return str(line.flag or "")
        case Column.QUESTION | Column.ANSWER:
            return line.question if column is Column.QUESTION else line.answer
        case Column.DECK:
            return line.deck_title
        case Column.KIND | Column.STANDING:
            return kind_label(line.kind) if column is Column.KIND else line.state


def format_days_left(days: int | None) -> str:
    """Return when a card is due, as short as possible: "today", "in 3 d", "in 5 mo", "2 d late"."""
    if days is None:
        return _DASH
    if days == 0:
        return _("today")
    message = _("{time} late") if days < 0 else _("in {time}")
    days = abs(days)
    if days <= _MAX_DAYS:
        time = _("{n} d").format(n=number(days))
    elif days <= _MAX_MONTHS * _DAYS_A_MONTH:
        time = _("{n} mo").format(n=number(days / _DAYS_A_MONTH))
    else:
        time = _("{n} y").format(n=formatting.short_number(days / _DAYS_A_YEAR))
    return message.format(time=time)


def _format_due(due: date | datetime) -> str:
    if isinstance(due, datetime):
        return formatting.date_time(due.astimezone())
    return formatting.date(due)


def _format_days(days: float) -> str:
    return _("{n} d").format(n=number(days, 1))


def _role_value(line: CardLine, column: Column, role: int) -> str | bool | None:
    if role == ASLEEP_ROLE:
        return line.is_inactive
    if role == Qt.ItemDataRole.AccessibleTextRole:
        value = format_cell(line, column)
        if column is Column.DUE and line.due is not None:
            value = f"{value} ({_format_due(line.due)})"
        return _("{heading}: {value}").format(heading=_(HEADINGS[column]), value=value)
    if role == MARK_ROLE:
        return line.mark.value if column is Column.STANDING else None
    if role == Qt.ItemDataRole.ToolTipRole:
        if column is Column.DUE:
            return None if line.due is None else _format_due(line.due)
        return format_cell(line, column) if column in _TOLD else None
    return format_cell(line, column)


def _alignment(column: Column) -> Qt.AlignmentFlag:
    side = Qt.AlignmentFlag.AlignRight if column in _NUMBERS else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter
