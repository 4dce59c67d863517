"""The side list of Browse: decks, states, tags, flags and saved searches to choose from."""

from collections.abc import Iterable, Sequence

from PySide6.QtCore import QEvent, QModelIndex, QPersistentModelIndex, Qt, Signal
from PySide6.QtGui import QAction, QContextMenuEvent, QKeyEvent, QMouseEvent, QPainter
from PySide6.QtWidgets import (
    QAbstractItemView,
    QMenu,
    QStyleOptionViewItem,
    QTreeWidget,
    QTreeWidgetItem,
    QVBoxLayout,
    QWidget,
)

from flashdesign.domain.search.query import MAX_FLAG
from flashdesign.i18n.translation import N_, _, pgettext
from flashdesign.services.browse.side_list import SideEntry, SideLists
from flashdesign.ui.theme import painting
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.theme.styled_widgets import ButtonKind, button
from flashdesign.ui.widgets.controls.shortcut import key_text

_TERM_ROLE, _ID_ROLE = Qt.ItemDataRole.UserRole, Qt.ItemDataRole.UserRole + 1
_SAVED = "saved"
_FOLDED_AT_FIRST = frozenset({"flags", "tags"})
_CHOOSING = frozenset({Qt.Key.Key_Return, Qt.Key.Key_Enter, Qt.Key.Key_Space})
_OWN_KEYS = frozenset({*_CHOOSING, Qt.Key.Key_Delete, Qt.Key.Key_F2})
_GROUPS = {
    _SAVED: N_("Saved searches"),
    "decks": N_("Decks"),
    "states": N_("State"),
    "flags": N_("Flags"),
    "tags": N_("Tags"),
}


class SideTree(QTreeWidget):
    """Groups of entries, each of which stands for a term of a search.

    Signals:
        chosen: a term was chosen, with `Qt.KeyboardModifier`s that say how to add it.
        rename_requested: rename a saved search (its name).
        remove_requested: remove a saved search (its name).
        folded: the user folded or unfolded a group.
    """

    chosen = Signal(str, object)
    rename_requested = Signal(str)
    remove_requested = Signal(str)
    folded = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._folded = set(_FOLDED_AT_FIRST)
        self._is_filling = False
        self._by_term: dict[str, QTreeWidgetItem] = {}
        self.setHeaderHidden(True)
        self.setAccessibleName(_("Filters"))
        self.setProperty("mirrored", self.isRightToLeft())
        self.setProperty("role", "side")
        self.setIndentation(2 * GRID_PX)
        self.setUniformRowHeights(True)
        self.setEditTriggers(QAbstractItemView.EditTrigger.NoEditTriggers)
        self.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.setTextElideMode(Qt.TextElideMode.ElideRight)
        self.setExpandsOnDoubleClick(True)
        self.setMinimumHeight(8 * GRID_PX)
        self.itemCollapsed.connect(lambda item: self._note_fold(item, is_folded=True))
        self.itemExpanded.connect(lambda item: self._note_fold(item, is_folded=False))

    def folded_groups(self) -> list[str]:
        """Return what is folded, to store it."""
        return sorted(self._folded)

    def fold(self, groups: Iterable[str]) -> None:
        """Fold these and unfold the others."""
        self._folded = set(groups)
        self._apply_folds()

    def render_lists(self, lists: SideLists) -> None:
        """Show these entries; the current one and the folds stay."""
        current = self.currentItem()
        kept = None if current is None else current.data(0, _ID_ROLE)
        self._is_filling = True
        self.clear()
        self._by_term = {}
        self._add(None, _("All cards"), "", "all")
        groups: dict[str, Sequence[SideEntry]] = {
            _SAVED: lists.saved,
            "decks": lists.decks,
            "states": _states(),
            "flags": _flags(),
            "tags": lists.tags,
        }
        for name, entries in groups.items():
            if entries:
                self._add_group(name, entries)
        self._is_filling = False
        self._apply_folds()
        for item in self._items():
            if item.data(0, _ID_ROLE) == kept:
                self._make_current(item)

    def mark(self, text: str) -> None:
        """Select the entry that stands for the search `text`, if there is one."""
        item = self._by_term.get(text.strip())
        if item is None:
            self.clearSelection()
        elif not item.isSelected():
            self._make_current(item)

    def _make_current(self, item: QTreeWidgetItem) -> None:
        """Make an entry current, and scroll to it unless a group above it is folded.

        To scroll to an entry, Qt unfolds the groups above it.
        """
        above, is_folded = item.parent(), False
        while above is not None:
            is_folded, above = is_folded or not above.isExpanded(), above.parent()
        self.setAutoScroll(not is_folded)
        self.setCurrentItem(item)
        self.setAutoScroll(True)

    def choose(self, item: QTreeWidgetItem, modifiers: Qt.KeyboardModifier) -> None:
        """Choose an entry; a group is folded or unfolded instead."""
        term = item.data(0, _TERM_ROLE)
        if term is None:
            item.setExpanded(not item.isExpanded())
        else:
            self.chosen.emit(term, modifiers)

    def item_named(self, label: str) -> QTreeWidgetItem | None:
        """Return the first entry with a label."""
        return next((item for item in self._items() if item.text(0) == label), None)

    def _items(self) -> Iterable[QTreeWidgetItem]:
        waiting = [self.topLevelItem(at) for at in range(self.topLevelItemCount())]
        while waiting:
            item = waiting.pop()
            if item is not None:
                yield item
                waiting += [item.child(at) for at in range(item.childCount())]

    def _add_group(self, name: str, entries: Sequence[SideEntry]) -> None:
        path = [self._add(None, _(_GROUPS[name]), None, name)]
        font = path[0].font(0)
        font.setBold(True)
        path[0].setFont(0, font)
        for entry in entries:
            del path[entry.depth + 1 :]
            entry_id = f"{name}:{entry.label if name == _SAVED else entry.term}"
            path.append(self._add(path[-1], entry.label, entry.term, entry_id))

    def _add(
        self, parent: QTreeWidgetItem | None, label: str, term: str | None, entry_id: str
    ) -> QTreeWidgetItem:
        item = QTreeWidgetItem([label])
        item.setData(0, _TERM_ROLE, term)
        item.setData(0, _ID_ROLE, entry_id)
        if term:
            item.setToolTip(0, f"{label}\n{term}")
        if term is not None:
            self._by_term.setdefault(term, item)
        if parent is None:
            self.addTopLevelItem(item)
        else:
            parent.addChild(item)
        return item

    def _apply_folds(self) -> None:
        self._is_filling = True
        for item in self._items():
            item.setExpanded(item.data(0, _ID_ROLE) not in self._folded)
        self._is_filling = False

    def _note_fold(self, item: QTreeWidgetItem, *, is_folded: bool) -> None:
        if not self._is_filling:
            entry_id = {str(item.data(0, _ID_ROLE))}
            self._folded = self._folded | entry_id if is_folded else self._folded - entry_id
            self.folded.emit()

    def saved_name(self, item: QTreeWidgetItem | None) -> str:
        """Return the name of the saved search of an entry, or "" if it is another entry."""
        parent = None if item is None else item.parent()
        if item is None or parent is None or parent.data(0, _ID_ROLE) != _SAVED:
            return ""
        return item.text(0)

    def event(self, event: QEvent) -> bool:
        # Otherwise Del would delete the selected notes.
        is_override = event.type() is QEvent.Type.ShortcutOverride
        if isinstance(event, QKeyEvent) and is_override and event.key() in _OWN_KEYS:
            event.accept()
            return True
        return super().event(event)

    def keyPressEvent(self, event: QKeyEvent) -> None:
        item, name = self.currentItem(), self.saved_name(self.currentItem())
        if event.key() in _CHOOSING and item is not None:
            self.choose(item, event.modifiers())
        elif event.key() == Qt.Key.Key_F2 and name:
            self.rename_requested.emit(name)
        elif event.key() == Qt.Key.Key_Delete:
            if name:
                self.remove_requested.emit(name)
        else:
            super().keyPressEvent(event)

    def mouseReleaseEvent(self, event: QMouseEvent) -> None:
        item = self.itemAt(event.position().toPoint())
        super().mouseReleaseEvent(event)
        is_left = event.button() is Qt.MouseButton.LeftButton
        if is_left and item is not None and item.data(0, _TERM_ROLE) is not None:
            # Beside it is the arrow that folds it.
            rect, x = self.visualItemRect(item), event.position().x()
            if x <= rect.right() if self.isRightToLeft() else x >= rect.left():
                self.choose(item, event.modifiers())

    def contextMenuEvent(self, event: QContextMenuEvent) -> None:
        is_by_key = event.reason() is QContextMenuEvent.Reason.Keyboard
        item = self.currentItem() if is_by_key else self.itemAt(event.pos())
        if item is None or item.data(0, _TERM_ROLE) is None:
            return
        place = self.visualItemRect(item).bottomLeft() if is_by_key else event.pos()
        self.menu_for(item).popup(self.viewport().mapToGlobal(place))

    def menu_for(self, item: QTreeWidgetItem) -> QMenu:
        """Return the menu of an entry, which may be deleted while the menu is open."""
        term, name = item.data(0, _TERM_ROLE), self.saved_name(item)
        menu, none = QMenu(self), Qt.KeyboardModifier.NoModifier
        menu.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        menu.setAccessibleName(item.text(0))
        for text, key, modifiers in (
            (_("Search for this"), "Return", none),
            (_("Also require this"), "Ctrl+Return", Qt.KeyboardModifier.ControlModifier),
            (_("Or this"), "Shift+Return", Qt.KeyboardModifier.ShiftModifier),
        ):
            entry = QAction(f"{text}\t{key_text(key)}", menu)
            entry.triggered.connect(
                lambda _checked=False, modifiers=modifiers: self.chosen.emit(term, modifiers)
            )
            menu.addAction(entry)
        if name:
            menu.addSeparator()
            rename = QAction("\t".join((_("Rename…"), key_text("F2"))), menu)
            rename.triggered.connect(lambda _checked=False: self.rename_requested.emit(name))
            remove = QAction("\t".join((_("Remove"), key_text("Del"))), menu)
            remove.triggered.connect(lambda _checked=False: self.remove_requested.emit(name))
            menu.addActions([rename, remove])
        return menu

    def drawRow(
        self,
        painter: QPainter,
        options: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        painting.fill_selected_row(self, painter, options, index)
        super().drawRow(painter, options, index)


class SidePane(QWidget):
    """The side list, and the button that saves the current search.

    Signals:
        save_requested: save the current search.
    """

    save_requested = Signal()

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tree = SideTree()
        self.save_button = button(_("Save search…"), ButtonKind.PLAIN)
        self.save_button.clicked.connect(lambda: self.save_requested.emit())
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.setSpacing(GRID_PX)
        layout.addWidget(self.tree, 1)
        layout.addWidget(self.save_button)
        self.render_search("")

    def render_search(self, text: str) -> None:
        """Show which entry stands for the search, and whether there is anything to save."""
        self.tree.mark(text)
        self.save_button.setEnabled(bool(text.strip()))


def _states() -> tuple[SideEntry, ...]:
    return (
        SideEntry(pgettext("card state", "Due today"), "is:due"),
        SideEntry(pgettext("card state", "New"), "is:new"),
        SideEntry(pgettext("card state", "Learning"), "is:learning"),
        SideEntry(pgettext("card state", "Review"), "is:review"),
        SideEntry(pgettext("card state", "Suspended"), "is:suspended"),
        SideEntry(pgettext("card state", "Buried"), "is:buried"),
        SideEntry(pgettext("card state", "Leech"), "is:leech"),
    )


def _flags() -> tuple[SideEntry, ...]:
    return tuple(
        SideEntry(_("Flag {flag}").format(flag=flag), f"flag:{flag}")
        for flag in range(1, MAX_FLAG + 1)
    )
