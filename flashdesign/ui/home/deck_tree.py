"""The tree of decks with new, learning and due counts, and mastery."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QAction, QColor, QContextMenuEvent, QPainter, QPalette, QResizeEvent
from PySide6.QtWidgets import (
    QAbstractItemView,
    QHeaderView,
    QMenu,
    QSizePolicy,
    QStyle,
    QStyledItemDelegate,
    QStyleOptionViewItem,
    QTreeView,
    QWidget,
)

from flashdesign.i18n.formatting import percent
from flashdesign.i18n.translation import _
from flashdesign.ui.home.deck_model import (
    COUNT_ROLE,
    HEADINGS,
    ID_ROLE,
    IS_OWN_ROLE,
    IS_TOTAL_ROLE,
    MASTERY_ROLE,
    Column,
    Counts,
    DeckModel,
    DeckRow,
)
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.qt_palette import tokens_of
from flashdesign.ui.theme.roles import set_style_property
from flashdesign.ui.theme.sizes import sizes_of, with_size

_BAR_WIDTH_PX = 88
_BARS_FROM_EMS = 40
_TITLE_EMS = 13
_BAR_HEIGHT_PX = 6.0
_CELL_PADDING_PX = 16
_ROW_PADDING_PX = 9


@dataclass(frozen=True, slots=True)
class DeckAction:
    """An action in the menu of a deck; some are for the user's own decks only."""

    id: str
    label: str
    is_own_only: bool = False


class DeckDelegate(QStyledItemDelegate):
    """Paints zeros muted, totals bold and mastery as a bar."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # The type stubs have no members for a style option.
        tokens = tokens_of(option.palette)
        is_total = bool(index.data(IS_TOTAL_ROLE))
        option.font = with_size(option.font, sizes_of(option.font).body_px, bold=is_total)
        if is_total:
            # The row cannot be selected, but should not look disabled.
            option.state |= QStyle.StateFlag.State_Enabled
        if index.data(COUNT_ROLE) == 0 or index.column() == Column.MASTERY:
            for role in (QPalette.ColorRole.Text, QPalette.ColorRole.HighlightedText):
                option.palette.setColor(role, tokens.muted)

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        mastery = index.data(MASTERY_ROLE)
        super().paint(painter, option, index)
        if index.data(IS_TOTAL_ROLE):
            painter.setPen(QColor(tokens_of(option.palette).line))
            painter.drawLine(option.rect.topLeft(), option.rect.topRight())
        if mastery is None or option.rect.width() < 2 * _BAR_WIDTH_PX:
            return
        tokens = tokens_of(option.palette)
        rect = QRectF(option.rect)
        left = rect.right() - _BAR_WIDTH_PX - _CELL_PADDING_PX / 2
        groove = QRectF(left, rect.center().y() - 3, _BAR_WIDTH_PX, _BAR_HEIGHT_PX)
        filled = QRectF(groove)
        filled.setWidth(max(_BAR_HEIGHT_PX, groove.width() * float(mastery)))
        if option.direction is Qt.LayoutDirection.RightToLeft:
            for part in (groove, filled):
                part.moveLeft(rect.left() + rect.right() - part.right())
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.box(painter, groove, fill=tokens.track, radius_px=_BAR_HEIGHT_PX / 2)
        if mastery > 0:
            painting.box(painter, filled, fill=tokens.accent, radius_px=_BAR_HEIGHT_PX / 2)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        font = with_size(option.font, sizes_of(option.font).body_px, bold=True)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if index.column() == Column.MASTERY:
            width = painting.text_width(percent(1), font) + _BAR_WIDTH_PX + 2 * _CELL_PADDING_PX
        else:
            width = painting.text_width(words, font) + 2 * _CELL_PADDING_PX
        return QSize(width, painting.height_of(font) + 2 * _ROW_PADDING_PX)


class DeckTree(QTreeView):
    """Shows the decks, one of them current.

    Signals:
        deck_activated: the id of a deck, on Return or a double click.
        action_requested: the id of a menu action and the id of the deck.
    """

    deck_activated = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DeckModel(self)
        self._actions: tuple[DeckAction, ...] = ()
        self._collapsed: set[str] = set()
        self.setModel(self._model)
        self.setProperty("mirrored", self.isRightToLeft())
        self.setItemDelegate(DeckDelegate(self))
        self.setAccessibleName(_("Decks"))
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
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
        current = self.current_deck()
        collapsed = set(self._collapsed)
        self._model.set_rows(rows, today)
        self.setRootIsDecorated(self._model.has_children)
        nested = "nested_mirrored" if self.isRightToLeft() else "nested"
        set_style_property(self.header(), nested, self._model.has_children)
        self.expandAll()
        for deck_id in collapsed:
            self.collapse(self._model.index_of(deck_id))
        self._set_widths()
        self.updateGeometry()
        if current is not None:
            self.select(current)

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
            self.header().resizeSection(column, max(heading, digits) + _CELL_PADDING_PX + 8)
        mastery = painting.text_width(percent(1), font) + 2 * _CELL_PADDING_PX
        bar = _BAR_WIDTH_PX + _CELL_PADDING_PX if self._has_bars else 0
        heading = painting.text_width(_(HEADINGS[Column.MASTERY]), small) + 2 * _CELL_PADDING_PX
        self.header().resizeSection(Column.MASTERY, max(heading, mastery + bar))
        self._hide_columns()

    def _hide_columns(self) -> None:
        """Hide columns that leave too little room for the titles, the least important first."""
        room_px = self.width() - _TITLE_EMS * sizes_of(self.font()).body_px
        header, columns = self.header(), [Column.DUE, Column.NEW, Column.LEARNING, Column.MASTERY]
        for column in columns:
            header.setSectionHidden(column, False)
        for at, column in enumerate(columns):
            needed = sum(header.sectionSize(other) for other in columns[: at + 1])
            header.setSectionHidden(column, needed > room_px)

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
            self._set_widths()

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if is_by_key else self.indexAt(event.pos())
        if not self._actions or not index.isValid() or index.data(IS_TOTAL_ROLE):
            return
        position = self.visualRect(index).bottomLeft() if is_by_key else event.pos()
        self.menu_for(str(index.data(ID_ROLE))).popup(self.viewport().mapToGlobal(position))
