"""Browse: search all cards, preview one, and edit many at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import (
    QLineEdit,
    QMenu,
    QSplitter,
    QStackedWidget,
    QToolButton,
    QVBoxLayout,
    QWidget,
)

from flashdesign.domain.search.query import SortKey
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import N_, _, ngettext, pgettext
from flashdesign.services.browse.search import Preview, SearchResult
from flashdesign.ui.browse.card_table import CardTable
from flashdesign.ui.browse.card_table_model import (
    HEADINGS,
    CardTableModel,
    Column,
    kind_label,
)
from flashdesign.ui.cards.card_view import CardView, PictureLoader
from flashdesign.ui.cards.review_text import full_content
from flashdesign.ui.theme.roles import ButtonKind, Role, button, label, set_role
from flashdesign.ui.theme.sizes import GRID_PX
from flashdesign.ui.widgets.controls.overflow_row import OverflowRow, open_below
from flashdesign.ui.widgets.controls.shortcut import WIDGET, add_shortcut
from flashdesign.ui.widgets.layout.elided_label import ElidedLabel
from flashdesign.ui.widgets.layout.empty_state import EmptyState
from flashdesign.ui.widgets.layout.page import Page

_SAMPLES = N_(
    'words  "a phrase"  deck:…  tag:…  is:due  flag:1  kind:cloze  lapses>3  due<7d  -not  or'
)
_NO_MATCH = N_("No cards match.")
_TABLE_SHARE, _CARD_SHARE = 3, 2
_MAX_FLAG = 7
_HANDLE_PX = 3


class BrowseScreen(Page):
    """The cards that a search finds.

    Signals:
        searched: the text of the search changed.
        sort_requested: sort by an `SortKey`, descending or not.
        action_requested: run an action (its name) on the selected cards.
        flag_requested: give the selected cards this flag.
        selection_changed: the selection changed.
        link_opened: a link of the card was clicked.
    """

    searched = Signal(str)
    sort_requested = Signal(object, bool)
    action_requested = Signal(str)
    flag_requested = Signal(int)
    selection_changed = Signal()
    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(_("Browse"), parent=parent, scrolls=False)
        self.search, self.status_label = QLineEdit(), label("", Role.SMALL, wrap=True)
        self._status, self._selected_count = "", 0
        self._card_count: int | None = None
        self.is_suspended = False
        self.model, self.preview_panel = CardTableModel(self), QWidget()
        self.table, self.card = CardTable(self.model), CardView()
        self.card_label = ElidedLabel(role=Role.MUTED)
        self.empty = EmptyState(_(_NO_MATCH), icon="search")
        self.action_buttons = {
            name: button(text, ButtonKind.QUIET) for name, text in _action_labels().items()
        }
        self.act_row, self.flags = OverflowRow(self.action_buttons), QMenu(self)
        self._arrange_parts()
        self._connect()
        self.render_chosen(0, is_suspended=False)

    def render_result(self, found: SearchResult) -> None:
        """Show the result of a search."""
        self.model.set_found(found.rows, found.lines)
        self.result_stack.setCurrentIndex(0 if found.rows else 1)
        if not found.rows:
            text = _(_NO_MATCH) if self.search.text() else _("There are no cards yet.")
            self.empty.set_text(text, found.hint)
        if found.is_all:
            self._render_count(len(found.rows))
        else:
            self.render_status(_("Counting…"))

    def render_all(self, rows: Sequence[int]) -> None:
        """Show all cards, after the first ones."""
        if not self.model.extend(rows):
            self.model.set_found(rows, ())
        self._render_count(len(rows))

    def render_status(self, text: str, *, is_error: bool = False) -> None:
        """Show a status other than the number of cards, or the error of the search."""
        self._status, self._card_count = text, None
        self._show_status()
        set_role(self.status_label, Role.ERROR if is_error else Role.SMALL)

    def render_chosen(self, chosen: int, *, is_suspended: bool) -> None:
        """Enable the actions for this number of selected cards."""
        for name, push_button in self.action_buttons.items():
            push_button.setEnabled(chosen == 1 if name == "edit" else chosen > 0)
        self.is_suspended = is_suspended
        self.action_buttons["suspend"].setText(_("Unsuspend") if is_suspended else _("Suspend"))
        # Below the table, so that rows do not move under the mouse.
        self.preview_panel.setVisible(chosen > 0)
        self._selected_count = chosen
        self._show_status()

    def render_preview(self, preview: Preview, resources: PictureLoader) -> None:
        """Show the question and answer of a card."""
        tags = "  ".join(f"#{tag}" for tag in preview.tags)
        parts = (preview.asked.deck_title, kind_label(preview.asked.kind), preview.note, tags)
        self.card_label.set_text(" · ".join(part for part in parts if part))
        self.card.show_card(full_content(preview.asked), resources)

    def open_flags(self) -> None:
        """Open the menu of flags for the selected cards."""
        if self.action_buttons["flag"].isEnabled():
            open_below(self.flags, self.act_row.anchor("flag"))

    def _render_count(self, cards: int) -> None:
        self.render_status(ngettext("{n} card", "{n} cards", cards).format(n=number(cards)))
        self._card_count = cards
        self._show_status()

    def _show_status(self) -> None:
        status = self._status
        if self._selected_count > 1 and self._card_count is not None:
            status = _("{n} of {total} selected").format(
                n=number(self._selected_count), total=number(self._card_count)
            )
        self.status_label.setText(status)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self.table.setFocus)
        add_shortcut(self.search, Qt.Key.Key_Down, self.table.focus_selection, scope=WIDGET)
        self.table.selection_changed.connect(self.selection_changed)
        self.table.doubleClicked.connect(lambda _index: self.action_requested.emit("edit"))
        self.table.return_pressed.connect(lambda: self.action_requested.emit("edit"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.sort_requested.connect(self._sort)
        self.card.link_opened.connect(self.link_opened)
        for name, push_button in self.action_buttons.items():
            push_button.clicked.connect(
                lambda _checked=False, name=name: self.action_requested.emit(name)
            )
            entry = QAction(push_button.text(), self.table)
            entry.triggered.connect(
                lambda _checked=False, name=name: self.action_requested.emit(name)
            )
            self.table.addAction(entry)
        self._add_sort_menu()
        for flag in range(_MAX_FLAG + 1):
            title = _("Flag {flag}").format(flag=flag) if flag else _("No flag")
            entry = QAction(title, self.flags)
            entry.triggered.connect(
                lambda _checked=False, flag=flag: self.flag_requested.emit(flag)
            )
            self.flags.addAction(entry)

    def _add_sort_menu(self) -> None:
        """Offer to sort by each column in the table's menu: keys cannot reach its headings."""
        self.sort_menu = QMenu(_("Sort by"), self.table)
        for column in Column:
            entry = QAction(_(HEADINGS[column]), self.sort_menu)
            entry.triggered.connect(
                lambda _checked=False, column=column: self.table.sort_by(column)
            )
            self.sort_menu.addAction(entry)
        self.table.addAction(self.sort_menu.menuAction())

    def _sort(self, column: int, descending: bool) -> None:
        order = SortKey(Column(column).name.lower()) if column >= 0 else SortKey.ADDED
        self.sort_requested.emit(order, descending)

    def _arrange_parts(self) -> None:
        self.search.setPlaceholderText(_(_SAMPLES))
        self.search.setToolTip(_(_SAMPLES))
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName(_("Search"))
        for clear in self.search.findChildren(QToolButton):
            clear.setAccessibleName(_("Clear the search"))
        self.flags.setAccessibleName(pgettext("verb", "Flag"))
        self.result_stack = QStackedWidget()
        self.result_stack.addWidget(self.table)
        self.result_stack.addWidget(self.empty)
        column = QVBoxLayout(self.preview_panel)
        column.setContentsMargins(0, GRID_PX, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.act_row)
        column.addWidget(self.card_label)
        column.addWidget(self.card, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(_HANDLE_PX)
        for part, share in ((self.result_stack, _TABLE_SHARE), (self.preview_panel, _CARD_SHARE)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, share)
        self.body.setSpacing(GRID_PX)
        self.body.addWidget(self.search)
        self.body.addWidget(self.status_label)
        self.body.addWidget(parts, 1)


def _action_labels() -> dict[str, str]:
    """Return the labels of the buttons for the selected cards, by the name of their action."""
    return {
        "edit": pgettext("verb", "Edit"),
        "suspend": pgettext("verb", "Suspend"),
        "flag": pgettext("verb", "Flag"),
        "tag": pgettext("verb", "Tag"),
        "move": pgettext("verb", "Move"),
        "export": pgettext("verb", "Export"),
        "reset": pgettext("verb", "Reset"),
        "delete": _("Delete"),
    }
