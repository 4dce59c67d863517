"""The tree of decks with their cards, today's counts, mastery, and buttons."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QPoint, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QPainter, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QApplication,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from flashdesign.i18n.formatting import percent
from flashdesign.i18n.translation import _
from flashdesign.ui.home.deck_line import (
    BAR_WIDTH_PX,
    CELL_PADDING_PX,
    DeckButtons,
    DeckDelegate,
)
from flashdesign.ui.home.deck_model import (
    HEADINGS,
    ID_ROLE,
    IS_OWN_ROLE,
    IS_TOTAL_ROLE,
    Column,
    Counts,
    DeckModel,
    DeckRow,
    detail,
)
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import sizes_of, with_size
from flashdesign.ui.theme.styled_widgets import set_style_property

_BARS_FROM_EMS = 60
# The room for titles: at least the first, and at most the second if a title needs it.
_TITLE_EMS, _MAX_TITLE_EMS = 13, 26


@dataclass(frozen=True, slots=True)
class DeckAction:
    """An action in the menu of a deck; some are for the user's own decks only."""

    id: str
    label: str
    is_own_only: bool = False


class DeckTree(QTreeView):
    """Shows the decks, one of them current.

    Signals:
        deck_activated: the id of a deck, on Return, a double click or its button "Study".
        action_requested: the id of a menu action and the id of the deck.
    """

    deck_activated = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DeckModel(self)
        self._actions: tuple[DeckAction, ...] = ()
        self._collapsed: set[str] = set()
        self._shown: tuple[tuple[DeckRow, ...], Counts | None] | None = None
        self._buttons: dict[str, DeckButtons] = {}
        self._title_px = 0
        self.setModel(self._model)
        self.setProperty("mirrored", self.isRightToLeft())
        self.setItemDelegate(DeckDelegate(self))
        self.setAccessibleName(_("Decks"))
        self.setUniformRowHeights(True)
        self.setProperty("role", "decks")
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_columns()
        self.activated.connect(lambda index: self._emit_activated(index))
        self.collapsed.connect(lambda index: self._collapsed.add(str(index.data(ID_ROLE))))
        self.expanded.connect(lambda index: self._collapsed.discard(str(index.data(ID_ROLE))))

    def set_rows(self, rows: Sequence[DeckRow], today: Counts | None = None) -> None:
        """Replace the decks; the current deck and the collapsed ones stay so.

        `today` are the counts of all decks together, which a limit may keep below their sum.
        """
        if (tuple(rows), today) == self._shown:
            return
        self._shown = (tuple(rows), today)
        focused = QApplication.focusWidget()
        if focused is not None and self.viewport().isAncestorOf(focused):
            self.setFocus()  # the buttons are about to be replaced
        current = self.current_deck()
        collapsed = set(self._collapsed)
        self._model.set_rows(rows, today)
        self.setRootIsDecorated(self._model.has_children)
        nested = "nested_mirrored" if self.isRightToLeft() else "nested"
        set_style_property(self.header(), nested, self._model.has_children)
        self.expandAll()
        for deck_id in collapsed:
            self.collapse(self._model.index_of(deck_id))
        self._add_buttons(rows)
        self._measure_titles()
        self._set_widths()
        self.updateGeometry()
        if current is not None:
            self.select(current)

    def buttons_of(self, deck_id: str) -> DeckButtons:
        """Return the buttons of one deck."""
        return self._buttons[deck_id]

    def _add_buttons(self, rows: Sequence[DeckRow]) -> None:
        self._buttons = {row.id: DeckButtons(row) for row in rows}
        for deck_id, line in self._buttons.items():
            at = self._model.index_of(deck_id).siblingAtColumn(Column.BUTTONS)
            line.study_clicked.connect(lambda id=deck_id: self.deck_activated.emit(id))
            line.menu_clicked.connect(lambda id=deck_id: self._open_menu(id))
            self.setIndexWidget(at, line)
        self._mark_tab_stop()

    def _mark_tab_stop(self) -> None:
        """Let Tab reach the buttons of the current deck, else of the first one."""
        stop = self.current_deck() or next(iter(self._buttons), "")
        for deck_id, line in self._buttons.items():
            line.set_tab_stop(on=deck_id == stop)
        if line_at_stop := self._buttons.get(stop):
            self.setTabOrder(self, line_at_stop.study)
            self.setTabOrder(line_at_stop.study, line_at_stop.menu)

    def _open_menu(self, deck_id: str) -> None:
        button = self._buttons[deck_id].menu
        self.menu_for(deck_id).popup(button.mapToGlobal(QPoint(0, button.height())))

    def currentChanged(
        self,
        current: QModelIndex | QPersistentModelIndex,
        previous: QModelIndex | QPersistentModelIndex,
    ) -> None:
        super().currentChanged(current, previous)
        self._mark_tab_stop()

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painting.fill_selected_row(self, painter, options, index)
        super().drawRow(painter, options, index)

    def set_actions(self, actions: Sequence[DeckAction]) -> None:
        """Set the actions in the menu of each deck."""
        self._actions = tuple(actions)

    def current_deck(self) -> str | None:
        """Return the id of the current deck."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def select(self, deck_id: str) -> None:
        """Make a deck current and scroll to it."""
        index = self._model.index_of(deck_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def menu_for(self, deck_id: str) -> QMenu:
        """Return the menu of one deck."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(str(self._model.index_of(deck_id).data()))
        is_own = bool(self._model.index_of(deck_id).data(IS_OWN_ROLE))
        for action in self._actions:
            if action.is_own_only and not is_own:
                continue
            entry = QAction(action.label, menu)
            entry.triggered.connect(
                lambda _checked=False, id=action.id: self.action_requested.emit(id, deck_id)
            )
            menu.addAction(entry)
        return menu

    def _set_columns(self) -> None:
        header = self.header()
        header.setStretchLastSection(False)
        header.setSectionsMovable(False)
        header.setMinimumSectionSize(24)
        for column in Column:
            is_title = column is Column.TITLE
            mode = QHeaderView.ResizeMode.Stretch if is_title else QHeaderView.ResizeMode.Fixed
            header.setSectionResizeMode(column, mode)
        self._set_widths()

    def _set_widths(self) -> None:
        sizes = sizes_of(self.font())
        small, font = (
            with_size(self.font(), sizes.small_px),
            with_size(self.font(), sizes.body_px, bold=True),
        )
        for column in (Column.NEW, Column.LEARNING, Column.DUE):
            heading = painting.text_width(_(HEADINGS[column]), small)
            digits = painting.text_width("00000", font)
            self.header().resizeSection(column, max(heading, digits) + CELL_PADDING_PX + 8)
        mastery = painting.text_width(percent(1), font) + 2 * CELL_PADDING_PX
        bar = BAR_WIDTH_PX if self._has_bars else 0
        heading = painting.text_width(_(HEADINGS[Column.MASTERY]), small) + 2 * CELL_PADDING_PX
        self.header().resizeSection(Column.MASTERY, max(heading, mastery + bar))
        widths = [line.width_px() for line in self._buttons.values()]
        self.header().resizeSection(Column.BUTTONS, max(widths, default=0))
        self._hide_columns()
        if bar and self.header().isSectionHidden(Column.MASTERY):
            self.header().resizeSection(Column.MASTERY, max(heading, mastery))
            self._hide_columns()

    def _hide_columns(self) -> None:
        """Hide columns that leave too little room for the titles, the least important first."""
        room_px = self.width() - self._title_px - self.header().sectionSize(Column.BUTTONS)
        header, columns = self.header(), [Column.DUE, Column.NEW, Column.LEARNING, Column.MASTERY]
        for column in columns:
            header.setSectionHidden(column, False)
        for at, column in enumerate(columns):
            needed = sum(header.sectionSize(other) for other in columns[: at + 1])
            header.setSectionHidden(column, needed > room_px)

    def _measure_titles(self) -> None:
        """Find out how much room the titles, and the counts below them, need."""
        sizes = sizes_of(self.font())
        font = with_size(self.font(), sizes.body_px)
        small = with_size(self.font(), sizes.small_px)
        parents = {row.id: row.parent for row in self._shown[0]} if self._shown else {}
        widest = 0
        for row in self._shown[0] if self._shown else ():
            depth, parent = 1 if self._model.has_children else 0, row.parent
            while parent in parents:
                depth, parent = depth + 1, parents[parent]
            text = max(
                painting.text_width(row.title, font), painting.text_width(detail(row), small)
            )
            widest = max(widest, text + depth * self.indentation() + 2 * CELL_PADDING_PX)
        low, high = _TITLE_EMS * sizes.body_px, _MAX_TITLE_EMS * sizes.body_px
        self._title_px = min(max(widest, low), high)

    def _emit_activated(self, index: QModelIndex) -> None:
        if index.isValid() and not index.data(IS_TOTAL_ROLE):
            self.deck_activated.emit(str(index.data(ID_ROLE)))

    @property
    def _has_bars(self) -> bool:
        return self.width() >= _BARS_FROM_EMS * sizes_of(self.font()).body_px

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._set_widths()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange:
            self._measure_titles()
            self._set_widths()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        if not self._actions or not index.isValid() or index.data(IS_TOTAL_ROLE):
            return
        position = self.visualRect(index).bottomLeft() if is_by_key else event.pos()
        self.menu_for(str(index.data(ID_ROLE))).popup(self.viewport().mapToGlobal(position))
