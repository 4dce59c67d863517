"""Browse: search all cards, preview one, and edit many at once."""

from collections.abc import Mapping, Sequence
from typing import Any

from PySide6.QtCore import QEvent, Qt, Signal
from PySide6.QtGui import QAction, QResizeEvent, QShowEvent
from PySide6.QtWidgets import (
    QHBoxLayout,
    QLineEdit,
    QMenu,
    QProgressBar,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flashdesign.domain.search.query import SortKey
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext
from flashdesign.services.browse.search import Preview, SearchResult, Selection
from flashdesign.ui.browse.action_bar import ActionBar
from flashdesign.ui.browse.card_table import CardTable
from flashdesign.ui.browse.card_table_model import (
    HEADINGS,
    CardTableModel,
    Column,
    kind_label,
)
from flashdesign.ui.browse.side_pane import SidePane
from flashdesign.ui.cards.card_view import CardView, PictureLoader
from flashdesign.ui.cards.review_text import full_content
from flashdesign.ui.theme.sizes import GRID_PX, sizes_of
from flashdesign.ui.theme.styled_widgets import TextRole, label, set_text_role
from flashdesign.ui.widgets.controls.icon_button import IconButton
from flashdesign.ui.widgets.controls.shortcut import WIDGET, add_shortcut, key_text, with_key
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.key_splitter import KeySplitter
from flashdesign.ui.widgets.layout.page import Page

_NO_MATCH = N_("No cards match.")
_NO_CARD = N_("Select a card to see it here.")
_BUSY_LINE_PX = 3
_BESIDE_FROM_EMS = 85
_SIDE_FROM_PX = 680
_SIDE_PX, _PART_MIN_PX = 190, 96
# More than there is: a splitter then divides the room in this ratio.
_TABLE_PX, _CARD_PX = 62_000, 38_000


class BrowseScreen(Page):
    """The cards that a search finds.

    Signals:
        searched: the text of the search changed.
        sort_requested: sort by an `SortKey`, descending or not.
        action_requested: run an action (its name) on the selected cards.
        flag_requested: give the selected cards this flag.
        selection_changed: the selection changed.
        link_opened: a link of the card was clicked.
        help_requested: show how to search.
        layout_changed: the user changed the layout, which `layout_state` returns.
    """

    searched = Signal(str)
    sort_requested = Signal(object, bool)
    action_requested = Signal(str)
    flag_requested = Signal(int)
    selection_changed = Signal()
    link_opened = Signal(str)
    help_requested = Signal()
    layout_changed = Signal()
    is_wide = True

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Browse"), parent=parent, scrolls=False)
        self.search, self.status_label = QLineEdit(), label("", TextRole.SMALL, wrap=True)
        self._status, self._busy_text, self._selected_count = "", "", 0
        self._card_count: int | None = None
        self._empty_texts = _(_NO_MATCH), ""
        self._is_side_wanted, self._sizes = True, dict[str, list[int]]()
        self.is_suspended = self._is_placed = False
        self.side = SidePane()
        self.side_button = IconButton("list", _("Filters"))
        self.help_button = IconButton("quiz", _("How to search"))
        self.model, self.preview_panel = CardTableModel(self), QWidget()
        self.table, self.card = CardTable(self.model), CardView()
        self.card_label = ElidedLabel(role=TextRole.MUTED)
        self.preview_hint = label("", TextRole.MUTED, wrap=True)
        self.empty = EmptyState(_(_NO_MATCH), icon="search")
        self.busy_line = QProgressBar()
        self.act_row = ActionBar()
        self.action_buttons, self.flags = self.act_row.buttons, self.act_row.flags
        self._arrange_parts()
        self._connect()
        self.render_chosen(0, is_suspended=False)

    def render_result(self, found: SearchResult) -> None:
        """Show the result of a search."""
        self.model.set_found(found.rows, found.lines)
        self.result_stack.setCurrentIndex(0 if found.rows else 1)
        text = _(_NO_MATCH) if self.search.text() else _("There are no cards yet.")
        self._empty_texts = text, found.hint
        self.render_busy(self._busy_text)
        if found.is_all:
            self._render_count(len(found.rows))
        else:
            self.act_row.render_found(len(found.rows), is_counted=False)
            self.render_status(_("Counting…"))

    def render_all(self, rows: Sequence[int]) -> None:
        """Show all cards, after the first ones."""
        if not self.model.extend(rows):
            self.model.set_found(rows, ())
        self._render_count(len(rows))

    def render_status(self, text: str, *, is_error: bool = False) -> None:
        """Show a status other than the number of cards, or the error of the search.

        With an error there are no actions: what is shown is not what was searched for.
        """
        self._status, self._card_count = text, None
        self.act_row.render_blocked(text if is_error else "")
        set_text_role(self.status_label, TextRole.ERROR if is_error else TextRole.SMALL)
        self._show_status()

    def render_busy(self, text: str) -> None:
        """Show what an action that is running does; "" when it has ended."""
        self._busy_text = text
        self.busy_line.setVisible(bool(text))
        self.empty.set_text(*((text, "") if text else self._empty_texts))
        self._show_status()

    def render_chosen(self, chosen: int, *, is_suspended: bool) -> None:
        """Enable the actions for this number of selected cards."""
        self._selected_count, self.is_suspended = chosen, is_suspended
        self.act_row.render_chosen(chosen, len(self.model.rows), is_suspended=is_suspended)
        if not chosen:
            self.hide_preview(_(_NO_CARD), TextRole.MUTED)
        elif self.preview_stack.currentIndex():
            self.hide_preview()  # until the card is loaded
        self._show_status()

    def render_selection(self, selection: Selection, *, can_undo: bool) -> None:
        """Enable what depends on which notes are selected, and say why if one cannot be moved."""
        self.act_row.render_selection(selection, can_undo=can_undo)
        self._show_status()

    def hide_preview(self, reason: str = "", role: TextRole = TextRole.ERROR) -> None:
        """Show no card, but why there is none; "" while it is being loaded."""
        set_text_role(self.preview_hint, role)
        self.preview_hint.setText(reason)
        self.preview_stack.setCurrentIndex(1)

    def render_preview(self, preview: Preview, resources: PictureLoader) -> None:
        """Show the question and answer of a card."""
        tags = "  ".join(f"#{tag}" for tag in preview.tags)
        parts = (preview.asked.deck_title, kind_label(preview.asked.kind), tags)
        note_id = _("Id: {id}").format(id=preview.note)
        self.card_label.set_text(" · ".join(part for part in parts if part), note_id)
        self.card.show_card(full_content(preview.asked), resources)
        if self._selected_count:
            self.preview_stack.setCurrentIndex(0)

    def render_keys(self, keys: Mapping[str, str]) -> None:
        """Show the keys of the actions, by the ids of these."""
        self.act_row.render_keys(keys)
        self.side_button.setToolTip(with_key(_("Filters"), keys["browse.side"]))
        self.help_button.setToolTip(with_key(_("How to search"), keys["browse.help"]))
        self.side.save_button.setToolTip(key_text(keys["browse.save"]))

    def toggle_side(self) -> None:
        """Show the side list and go to it, or hide it."""
        self._is_side_wanted = self.side.isHidden()
        self.side.setVisible(self._is_side_wanted)
        self._apply_sizes()
        (self.side.tree if self._is_side_wanted else self.search).setFocus()
        self.layout_changed.emit()

    def layout_state(self) -> dict[str, Any]:
        """Return what the user chose of the layout, to store it."""
        return {
            "side": self._is_side_wanted,
            "folded": self.side.tree.folded_groups(),
            "sizes": self._sizes,
            "columns": self.table.columns.state(),
        }

    def restore_layout(self, state: object) -> None:
        """Lay out the page as stored; what cannot be read is as usual."""
        stored = state if isinstance(state, Mapping) else {}
        self._is_side_wanted = stored.get("side") is not False
        folded, sizes = stored.get("folded"), stored.get("sizes")
        if isinstance(folded, list):
            self.side.tree.fold(str(name) for name in folded)
        if isinstance(sizes, Mapping):
            self._sizes = {name: pair for name, pair in sizes.items() if _is_pair(pair)}
        self.table.columns.restore(stored.get("columns"))
        self._place_parts()

    def _render_count(self, cards: int) -> None:
        self.render_status(ngettext("{n} card", "{n} cards", cards).format(n=number(cards)))
        self._card_count = cards
        self.act_row.render_found(cards, is_counted=True)
        self._show_status()

    def _show_status(self) -> None:
        status = self._status
        if self._selected_count > 1 and self._card_count is not None:
            status = _("{n} of {total} selected").format(
                n=number(self._selected_count), total=number(self._card_count)
            )
        told = (status, self.act_row.move_refusal() if self._card_count is not None else "")
        self.status_label.setText(self._busy_text or " · ".join(filter(None, told)))

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.textChanged.connect(self.side.render_search)
        self.search.returnPressed.connect(self.table.setFocus)
        add_shortcut(self.search, Qt.Key.Key_Down, self.table.focus_selection, scope=WIDGET)
        self.table.selection_changed.connect(self.selection_changed)
        self.table.doubleClicked.connect(lambda _index: self.action_requested.emit("edit"))
        self.table.return_pressed.connect(lambda: self.action_requested.emit("edit"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.sort_requested.connect(self._sort)
        self.card.link_opened.connect(self.link_opened)
        self.side_button.clicked.connect(self.toggle_side)
        self.help_button.clicked.connect(lambda: self.help_requested.emit())
        self.side.tree.folded.connect(self.layout_changed)
        self.table.columns.changed.connect(self.layout_changed)
        for splitter in (self.sides, self.parts):
            splitter.resized.connect(self._note_sizes)
        self.act_row.action_requested.connect(self.action_requested)
        self.act_row.flag_requested.connect(self.flag_requested)
        self._add_table_menus()

    def _add_table_menus(self) -> None:
        """Offer the actions, and sorting and columns: keys cannot reach the headings."""
        self.table.addActions(self.act_row.table_entries())
        self.sort_menu = QMenu(_("Sort by"), self.table)
        for column in Column:
            entry = QAction(_(HEADINGS[column]), self.sort_menu)
            entry.triggered.connect(
                lambda _checked=False, column=column: self.table.sort_by(column)
            )
            self.sort_menu.addAction(entry)
        self.column_menu = QMenu(_("Columns"), self.table)
        self.table.columns.fill_menu(self.column_menu)
        self.column_menu.aboutToShow.connect(lambda: self.table.columns.fill_menu(self.column_menu))
        self.table.addAction(self.sort_menu.menuAction())
        self.table.addAction(self.column_menu.menuAction())

    def _sort(self, column: int, descending: bool) -> None:
        order = SortKey(Column(column).name.lower()) if column >= 0 else SortKey.ADDED
        self.sort_requested.emit(order, descending)

    def _arrange_parts(self) -> None:
        self._name_parts()
        row = QHBoxLayout()
        row.setSpacing(GRID_PX)
        for control, share in ((self.side_button, 0), (self.search, 1), (self.help_button, 0)):
            row.addWidget(control, share)
        self.result_stack = QStackedWidget()
        self.result_stack.addWidget(self.table)
        self.result_stack.addWidget(self.empty)
        self.preview_stack = self._make_preview()
        self.parts = KeySplitter(Qt.Orientation.Vertical, _("Size of the preview"))
        for part in (self.result_stack, self.preview_stack):
            part.setMinimumSize(_PART_MIN_PX, _PART_MIN_PX)
            self.parts.addWidget(part)
        results = QWidget()
        inside = QVBoxLayout(results)
        inside.setContentsMargins(0, 0, 0, 0)
        inside.setSpacing(GRID_PX)
        inside.addWidget(self.parts, 1)
        self.sides = KeySplitter(Qt.Orientation.Horizontal, _("Width of the filters"))
        self.sides.addWidget(self.side)
        self.sides.addWidget(results)
        self.sides.setStretchFactor(1, 1)
        self.body.setSpacing(GRID_PX // 2)
        self.body.addLayout(row)
        self.body.addWidget(self.status_label)
        self.body.addWidget(self.busy_line)
        self.body.addWidget(self.act_row)
        self.body.addSpacing(GRID_PX // 2)
        self.body.addWidget(self.sides, 1)

    def _make_preview(self) -> QStackedWidget:
        column = QVBoxLayout(self.preview_panel)
        column.setContentsMargins(0, 0, 0, 0)
        self.preview_panel.setContentsMargins(0, GRID_PX, 0, 0)
        column.setSpacing(GRID_PX // 2)
        column.addWidget(self.card_label)
        column.addWidget(self.card, 1)
        self.preview_hint.setAlignment(Qt.AlignmentFlag.AlignCenter)
        stack = QStackedWidget()
        stack.addWidget(self.preview_panel)
        stack.addWidget(self.preview_hint)
        return stack

    def _name_parts(self) -> None:
        self.search.setPlaceholderText(_("Search the cards, e.g. cache is:due"))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("Search"))
        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(_("Clear the search"))
        self.busy_line.setAccessibleName(_("Working"))
        self.busy_line.setRange(0, 0)
        self.busy_line.setTextVisible(False)
        self.busy_line.setFixedHeight(_BUSY_LINE_PX)
        policy = self.busy_line.sizePolicy()
        policy.setRetainSizeWhenHidden(True)
        self.busy_line.setSizePolicy(policy)
        self.busy_line.hide()

    def _place_parts(self) -> None:
        """Place preview and side list where the width of the window has room for them."""
        is_beside = self.window().width() >= _BESIDE_FROM_EMS * sizes_of(self.font()).body_px
        orientation = Qt.Orientation.Horizontal if is_beside else Qt.Orientation.Vertical
        has_side = self._is_side_wanted and self.width() >= _SIDE_FROM_PX
        is_changed = orientation is not self.parts.orientation()
        if is_changed:
            self.parts.setOrientation(orientation)
            # Space between the text and the splitter, which is beside it or above it.
            left, top = (GRID_PX, 0) if is_beside else (0, GRID_PX)
            self.preview_panel.setContentsMargins(left, top, 0, 0)
        if has_side is self.side.isHidden():
            self.side.setVisible(has_side)
            is_changed = True
        if is_changed or not self._is_placed:
            self._apply_sizes()

    def _apply_sizes(self) -> None:
        self._is_placed = self.isVisible()
        side_px = self._sizes.get("filters", [_SIDE_PX, 0])[0]
        self.sides.setSizes([side_px, max(1, self.sides.width() - side_px)])
        self.parts.setSizes(self._sizes.get(self._preview_place(), [_TABLE_PX, _CARD_PX]))

    def _preview_place(self) -> str:
        is_beside = self.parts.orientation() is Qt.Orientation.Horizontal
        return "beside" if is_beside else "below"

    def _note_sizes(self) -> None:
        self._sizes[self._preview_place()] = self.parts.sizes()
        if not self.side.isHidden():
            self._sizes["filters"] = self.sides.sizes()
        self.layout_changed.emit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        super().resizeEvent(event)
        self._place_parts()

    def changeEvent(self, event: QEvent) -> None:
        super().changeEvent(event)
        if event.type() is QEvent.Type.FontChange and self.isVisible():
            self._place_parts()

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._place_parts()


def _is_pair(stored: object) -> bool:
    return (
        isinstance(stored, list)
        and len(stored) == len(("before", "after"))
        and all(isinstance(size, int) and size >= 0 for size in stored)
    )
