"""The table of decks: what is new, being learned and due, and how well each is known."""

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

from flashdesign.ui.models.deck_model import (
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
from flashdesign.ui.theme import resized, set_style_property, sizes_of, tokens_of
from flashdesign.ui.widgets import painting

_BAR_WIDTH_PX = 88
_BARS_FROM_EMS = 40
_TITLE_EMS = 13
_BAR_HEIGHT_PX = 6.0
_CELL_PADDING_PX = 16
_ROW_PADDING_PX = 9


@dataclass(frozen=True, slots=True)
class DeckAction:
    """Something that can be done with a deck from its menu; some only with a person's own."""

    id: str
    label: str
    is_for_own: bool = False


class DeckDelegate(QStyledItemDelegate):
    """Draws zeros muted, totals bold and mastery as a bar."""

    def initStyleOption(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> None:
        super().initStyleOption(option, index)
        # The stubs know no members of a style option.
        tokens = tokens_of(option.palette)
        is_total = bool(index.data(IS_TOTAL_ROLE))
        option.font = resized(option.font, sizes_of(option.font).body_px, bold=is_total)
        if is_total:
            # It cannot be chosen, yet it is no less to be read.
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
        painter.save()
        painter.setRenderHint(QPainter.RenderHint.Antialiasing)
        painting.box(painter, groove, fill=tokens.track, radius_px=_BAR_HEIGHT_PX / 2)
        if mastery > 0:
            painting.box(painter, filled, fill=tokens.accent, radius_px=_BAR_HEIGHT_PX / 2)
        painter.restore()

    def sizeHint(
        self, option: QStyleOptionViewItem, index: QModelIndex | QPersistentModelIndex
    ) -> QSize:
        font = resized(option.font, sizes_of(option.font).body_px, bold=True)
        words = str(index.data(Qt.ItemDataRole.DisplayRole))
        if index.column() == Column.MASTERY:
            width = painting.width_of("100%", font) + _BAR_WIDTH_PX + 2 * _CELL_PADDING_PX
        else:
            width = painting.width_of(words, font) + 2 * _CELL_PADDING_PX
        return QSize(width, painting.height_of(font) + 2 * _ROW_PADDING_PX)


class DeckTree(QTreeView):
    """Choose a deck.

    Signals:
        deck_activated: the id of the deck that was opened by Return or a double click.
        action_requested: the id of an action from the menu, and the id of the deck.
    """

    deck_activated = Signal(str)
    action_requested = Signal(str, str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._model = DeckModel(self)
        self._actions: tuple[DeckAction, ...] = ()
        self._closed: set[str] = set()
        self.setModel(self._model)
        self.setItemDelegate(DeckDelegate(self))
        self.setAccessibleName("Decks")
        self.setUniformRowHeights(True)
        self.setAllColumnsShowFocus(True)
        self.setExpandsOnDoubleClick(False)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setSizeAdjustPolicy(QAbstractItemView.SizeAdjustPolicy.AdjustToContents)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Maximum)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self._set_columns()
        self.activated.connect(lambda index: self._activate(index))
        self.collapsed.connect(lambda index: self._closed.add(str(index.data(ID_ROLE))))
        self.expanded.connect(lambda index: self._closed.discard(str(index.data(ID_ROLE))))

    def set_rows(self, rows: Sequence[DeckRow], today: Counts | None = None) -> None:
        """Show other decks; the current one and the closed ones are kept.

        `today` is what all decks together offer, which limits may hold below their sum.
        """
        current = self.current_deck()
        closed = set(self._closed)
        self._model.set_rows(rows, today)
        self.setRootIsDecorated(self._model.has_children)
        set_style_property(self.header(), "nested", self._model.has_children)
        self.expandAll()
        for deck_id in closed:
            self.collapse(self._model.index_of(deck_id))
        self._set_widths()
        self.updateGeometry()
        if current is not None:
            self.select(current)

    def set_actions(self, actions: Sequence[DeckAction]) -> None:
        """Offer these actions in the menu of each deck."""
        self._actions = tuple(actions)

    def current_deck(self) -> str | None:
        """Return the id of the marked deck."""
        index = self.currentIndex()
        return str(index.data(ID_ROLE)) if index.isValid() else None

    def select(self, deck_id: str) -> None:
        """Mark a deck and bring it into view."""
        index = self._model.index_of(deck_id)
        if index.isValid():
            self.setCurrentIndex(index)

    def menu_for(self, deck_id: str) -> QMenu:
        """Return the menu of one deck."""
        menu = QMenu(self)
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        is_own = bool(self._model.index_of(deck_id).data(IS_OWN_ROLE))
        for action in self._actions:
            if action.is_for_own and not is_own:
                continue
            entry = QAction(action.label, menu)
            entry.triggered.connect(
                lambda _=False, chosen=action.id: self.action_requested.emit(chosen, deck_id)
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
            resized(self.font(), sizes.small_px),
            resized(self.font(), sizes.body_px, bold=True),
        )
        for column in (Column.NEW, Column.LEARNING, Column.DUE):
            heading = painting.width_of(HEADINGS[column], small)
            digits = painting.width_of("00000", font)
            self.header().resizeSection(column, max(heading, digits) + _CELL_PADDING_PX + 8)
        mastery = painting.width_of("100%", font) + 2 * _CELL_PADDING_PX
        bar = _BAR_WIDTH_PX + _CELL_PADDING_PX if self._has_bars else 0
        heading = painting.width_of(HEADINGS[Column.MASTERY], small) + 2 * _CELL_PADDING_PX
        self.header().resizeSection(Column.MASTERY, max(heading, mastery + bar))
        self._hide_columns()

    def _hide_columns(self) -> None:
        """Leave the titles room to be read; what is due today matters more than the rest."""
        room = self.width() - _TITLE_EMS * sizes_of(self.font()).body_px
        header, kept = self.header(), [Column.DUE, Column.NEW, Column.LEARNING, Column.MASTERY]
        for column in kept:
            header.setSectionHidden(column, False)
        for at, column in enumerate(kept):
            needed = sum(header.sectionSize(other) for other in kept[: at + 1])
            header.setSectionHidden(column, needed > room)

    def _activate(self, index: QModelIndex) -> None:
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
        by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        index = self.currentIndex() if by_key else self.indexAt(event.pos())
        if not self._actions or not index.isValid() or index.data(IS_TOTAL_ROLE):
            return
        place = self.visualRect(index).bottomLeft() if by_key else event.pos()
        self.menu_for(str(index.data(ID_ROLE))).popup(self.viewport().mapToGlobal(place))
