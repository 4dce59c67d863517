"""Tree model of the decks with their card counts."""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from typing import Any

from PySide6.QtCore import (
    QAbstractItemModel,
    QModelIndex,
    QObject,
    QPersistentModelIndex,
    Qt,
)

from flashdesign.i18n.formatting import number, percent
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.decks.daily_limits import EXTRA_NEW_CARDS

ALL_DECKS = ""
# The numbers of new, learning and due cards.
Counts = tuple[int, int, int]
_ANY_INDEX = QModelIndex | QPersistentModelIndex
_NONE = QModelIndex()


@dataclass(frozen=True, slots=True)
class DeckRow:
    """One deck; the counts and the total of a parent include those of its children.

    `new`, `learning` and `due` are its part of today's cards, and `due_beyond` the due cards that
    the daily limits leave for later days. If it `is_done`, a review of it has no card now.
    """

    id: str
    title: str
    parent: str | None
    new: int
    learning: int
    due: int
    mastery: float | None
    total: int
    is_own: bool = False
    seen: int = 0
    due_beyond: int = 0
    is_done: bool = False


class Column(IntEnum):
    """The columns from left to right."""

    TITLE = 0
    NEW = 1
    LEARNING = 2
    DUE = 3
    MASTERY = 4
    BUTTONS = 5


HEADINGS = (N_("Deck"), N_("New"), N_("Learning"), N_("Due"), N_("Known"), "")
ID_ROLE = Qt.ItemDataRole.UserRole
MASTERY_ROLE = Qt.ItemDataRole.UserRole + 1
COUNT_ROLE = Qt.ItemDataRole.UserRole + 2
IS_TOTAL_ROLE = Qt.ItemDataRole.UserRole + 3
IS_OWN_ROLE = Qt.ItemDataRole.UserRole + 4
DETAIL_ROLE = Qt.ItemDataRole.UserRole + 5
SEEN_ROLE = Qt.ItemDataRole.UserRole + 6


class DeckModel(QAbstractItemModel):
    """A tree of `DeckRow`; with several top decks it ends with a row of totals."""

    def __init__(self, parent: QObject | None = None) -> None:
        super().__init__(parent)
        self._rows: tuple[DeckRow, ...] = ()
        self._children: dict[int, list[int]] = {}
        self._parents: list[int] = []
        self._indexes_in_parent: list[int] = []

    def set_rows(self, rows: Sequence[DeckRow], today: Counts | None = None) -> None:
        """Show other decks; children may come before their parents.

        `today` are the counts of all decks together, which limits may keep below their sum.
        """
        self.beginResetModel()
        top = [row for row in rows if row.parent is None]
        self._rows = (*rows, make_total_row(top, today)) if len(top) > 1 else tuple(rows)
        by_id = {row.id: position for position, row in enumerate(rows)}
        self._parents = [by_id.get(row.parent or "", -1) for row in self._rows]
        self._children, self._indexes_in_parent = {}, []
        for position, parent in enumerate(self._parents):
            siblings = self._children.setdefault(parent, [])
            self._indexes_in_parent.append(len(siblings))
            siblings.append(position)
        self.endResetModel()

    def index_of(self, deck_id: str) -> QModelIndex:
        """Return the index of a deck; an invalid one if it is not shown."""
        for position, row in enumerate(self._rows):
            if row.id == deck_id:
                return self.createIndex(self._indexes_in_parent[position], 0, position)
        return QModelIndex()

    @property
    def has_children(self) -> bool:
        """Whether any deck has subdecks."""
        return any(parent >= 0 for parent in self._parents)

    def rowCount(self, parent: _ANY_INDEX = _NONE) -> int:
        if parent.column() > 0:
            return 0
        return len(self._children.get(int(parent.internalId()) if parent.isValid() else -1, []))

    def columnCount(self, _parent: _ANY_INDEX = _NONE) -> int:
        return len(Column)

    def index(self, row: int, column: int, parent: _ANY_INDEX = _NONE) -> QModelIndex:
        if not self.hasIndex(row, column, parent):
            return QModelIndex()
        position = int(parent.internalId()) if parent.isValid() else -1
        return self.createIndex(row, column, self._children[position][row])

    def parent(self, index: _ANY_INDEX = _NONE) -> Any:
        parent = self._parents[int(index.internalId())] if index.isValid() else -1
        return (
            self.createIndex(self._indexes_in_parent[parent], 0, parent)
            if parent >= 0
            else QModelIndex()
        )

    def flags(self, index: _ANY_INDEX) -> Qt.ItemFlag:
        if index.isValid() and self._row(index).id == ALL_DECKS:
            return Qt.ItemFlag.NoItemFlags
        return super().flags(index)

    def headerData(
        self,
        section: int,
        orientation: Qt.Orientation,
        role: int = Qt.ItemDataRole.DisplayRole,
    ) -> Any:
        if orientation is not Qt.Orientation.Horizontal:
            return None
        if role == Qt.ItemDataRole.TextAlignmentRole:
            return column_alignment(Column(section))
        if role == Qt.ItemDataRole.AccessibleTextRole and section == Column.BUTTONS:
            return _("Actions")
        if role != Qt.ItemDataRole.DisplayRole:
            return None
        return _(HEADINGS[section]) if HEADINGS[section] else ""

    def data(self, index: _ANY_INDEX, role: int = Qt.ItemDataRole.DisplayRole) -> Any:
        if not index.isValid():
            return None
        row, column = self._row(index), Column(index.column())
        match role:
            case Qt.ItemDataRole.DisplayRole:
                return shown(row, column)
            case Qt.ItemDataRole.TextAlignmentRole:
                return column_alignment(column)
            case Qt.ItemDataRole.AccessibleTextRole if column is Column.BUTTONS:
                return _("Actions")
            case Qt.ItemDataRole.AccessibleTextRole:
                return _("{heading}: {value}").format(
                    heading=_(HEADINGS[column]), value=shown(row, column)
                )
            case Qt.ItemDataRole.AccessibleDescriptionRole if column is Column.TITLE:
                return detail(row)
            case _:
                return _role_value(row, column, role)

    def _row(self, index: _ANY_INDEX) -> DeckRow:
        return self._rows[int(index.internalId())]


def shown(row: DeckRow, column: Column) -> str:
    """Return the text of one cell."""
    match column:
        case Column.TITLE:
            return row.title
        case Column.MASTERY:
            return percent(row.mastery)
        case Column.BUTTONS:
            return ""
        case _:
            return number(_count(row, column))


def detail(row: DeckRow) -> str:
    """Return how many cards a deck has, how many are seen, and what waits beyond the limits."""
    cards = ngettext("{n} card", "{n} cards", row.total).format(n=number(row.total))
    if row.due_beyond:
        return _("{cards} · {seen} seen · {due} more due").format(
            cards=cards, seen=number(row.seen), due=number(row.due_beyond)
        )
    if row.seen:
        return _("{cards} · {seen} seen").format(cards=cards, seen=number(row.seen))
    return cards


def column_alignment(column: Column) -> Qt.AlignmentFlag:
    """Return the alignment of a column: numbers to the right."""
    is_number = column in {Column.NEW, Column.LEARNING, Column.DUE, Column.MASTERY}
    side = Qt.AlignmentFlag.AlignRight if is_number else Qt.AlignmentFlag.AlignLeft
    return side | Qt.AlignmentFlag.AlignVCenter


def make_total_row(rows: Sequence[DeckRow], today: Counts | None = None) -> DeckRow:
    """Return the row of totals of `rows`; its mastery is weighted by the number of cards."""
    shares = [(row.mastery, row.total) for row in rows if row.mastery is not None]
    cards = sum(total for _share, total in shares)
    summed = (
        sum(row.new for row in rows),
        sum(row.learning for row in rows),
        sum(row.due for row in rows),
    )
    new, learning, due = today or summed
    return DeckRow(
        id=ALL_DECKS,
        title=_("All decks"),
        parent=None,
        new=new,
        learning=learning,
        due=due,
        mastery=sum(share * total for share, total in shares) / cards if cards else None,
        total=sum(row.total for row in rows),
        seen=sum(row.seen for row in rows),
        due_beyond=sum(row.due_beyond for row in rows),
    )


def _count(row: DeckRow, column: Column) -> int:
    return {Column.NEW: row.new, Column.LEARNING: row.learning, Column.DUE: row.due}[column]


def _role_value(row: DeckRow, column: Column, role: int) -> str | float | bool | None:
    if role == ID_ROLE:
        return row.id
    if role == IS_OWN_ROLE:
        return row.is_own
    if role == IS_TOTAL_ROLE:
        return row.id == ALL_DECKS
    if role == DETAIL_ROLE and column is Column.TITLE:
        return detail(row)
    if role == MASTERY_ROLE and column is Column.MASTERY:
        return row.mastery
    if role == SEEN_ROLE and column is Column.MASTERY:
        return row.seen / row.total if row.total else 0.0
    if role == COUNT_ROLE and column in {Column.NEW, Column.LEARNING, Column.DUE}:
        return _count(row, column)
    return None


def learn_more_label() -> str:
    """Return the label of the entry that adds new cards of a deck to today's."""
    return _("Learn {n} more today").format(n=number(EXTRA_NEW_CARDS))
