"""Browse: search all cards, look at one, and act on many at once."""

from collections.abc import Sequence

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QAction
from PySide6.QtWidgets import QLineEdit, QMenu, QSplitter, QStackedWidget, QVBoxLayout, QWidget

from flashdesign.domain.search_query import Order
from flashdesign.services.browsing import Found, Preview
from flashdesign.services.wording import count
from flashdesign.ui.models.card_table_model import CardTableModel, Column
from flashdesign.ui.screens.review_wording import whole
from flashdesign.ui.theme import GRID_PX, Kind, Role, button, label, set_role
from flashdesign.ui.widgets.act_row import ActRow
from flashdesign.ui.widgets.card_view import CardView, Resources
from flashdesign.ui.widgets.elided_label import ElidedLabel
from flashdesign.ui.widgets.empty_state import EmptyState
from flashdesign.ui.widgets.found_table import FoundTable
from flashdesign.ui.widgets.page import Page
from flashdesign.ui.widgets.shortcut import WIDGET, add_shortcut

ACTS = {
    "edit": "Edit",
    "suspend": "Suspend",
    "flag": "Flag",
    "tag": "Tag",
    "move": "Move",
    "export": "Export",
    "reset": "Reset",
    "delete": "Delete",
}
_SAMPLES = (
    'words  "a phrase"  deck:…  tag:…  is:due  flag:1  kind:cloze  lapses>3  due<7d  -not  or'
)
_TABLE_SHARE, _CARD_SHARE = 3, 2
_MOST_FLAGS = 7
_HANDLE_PX = 3


class BrowseScreen(Page):
    """The cards that a search finds.

    Signals:
        searched: another search is typed.
        sort_requested: an order (`Order`) is wanted, and whether downwards.
        act_requested: an act (its name) is to be done with the chosen cards.
        flag_requested: the chosen cards are to have this flag.
        chosen: other cards are chosen.
        link_opened: a link of the card was pressed.
    """

    searched = Signal(str)
    sort_requested = Signal(object, bool)
    act_requested = Signal(str)
    flag_requested = Signal(int)
    chosen = Signal()
    link_opened = Signal(str)

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__("Browse", parent=parent, scrolls=False)
        self.search, self.told = QLineEdit(), label("", Role.SMALL, wrap=True)
        self._told, self._chosen = "", 0
        self.model, self.beside = CardTableModel(self), QWidget()
        self.table, self.card = FoundTable(self.model), CardView()
        self.about = ElidedLabel(role=Role.MUTED)
        self.empty = EmptyState("No card is like that.", icon="search")
        self.acts = {name: button(text, Kind.QUIET) for name, text in ACTS.items()}
        self.act_row, self.flags = ActRow(self.acts), QMenu(self)
        self._arrange_parts()
        self._connect()
        self.render_chosen(0, is_suspended=False)

    def render_found(self, found: Found) -> None:
        """Show what a search found."""
        self.model.set_found(found.rows, found.lines)
        self.found.setCurrentIndex(0 if found.rows else 1)
        if not found.rows:
            text = "No card is like that." if self.search.text() else "There are no cards yet."
            self.empty.set_text(text, found.hint)
        self.render_told(count(len(found.rows), "card") if found.is_all else "Counting…")

    def render_all(self, rows: Sequence[int]) -> None:
        """Show all of the cards whose first ones are shown."""
        if not self.model.extend(rows):
            self.model.set_found(rows, ())
        self.render_told(count(len(rows), "card"))

    def render_told(self, text: str, *, is_error: bool = False) -> None:
        """Say how many cards there are, or what is wrong with the search."""
        self._told = text
        self._tell()
        set_role(self.told, Role.ERROR if is_error else Role.SMALL)

    def render_chosen(self, chosen: int, *, is_suspended: bool) -> None:
        """Offer what can be done with so many chosen cards."""
        for name, press in self.acts.items():
            press.setEnabled(chosen == 1 if name == "edit" else chosen > 0)
        self.acts["suspend"].setText("Wake" if is_suspended else "Suspend")
        # Below the table, so that nothing moves away under the mouse.
        self.beside.setVisible(chosen > 0)
        self._chosen = chosen
        self._tell()

    def render_preview(self, preview: Preview, resources: Resources) -> None:
        """Show a card as it is asked and answered."""
        tags = "  ".join(f"#{tag}" for tag in preview.tags)
        parts = (preview.asked.deck_title, preview.asked.kind, preview.note, tags)
        self.about.set_text(" · ".join(part for part in parts if part))
        self.card.show_card(whole(preview.asked), resources)

    def open_flags(self) -> None:
        """Ask which flag the chosen cards are to have."""
        press = self.acts["flag"]
        if press.isEnabled():
            at = self.act_row.anchor("flag")
            self.flags.popup(at.mapToGlobal(at.rect().bottomLeft()))

    def _tell(self) -> None:
        many = f" · {self._chosen:,} chosen" if self._chosen > 1 else ""
        self.told.setText(self._told + many)

    def _connect(self) -> None:
        self.search.textChanged.connect(self.searched)
        self.search.returnPressed.connect(self.table.setFocus)
        add_shortcut(self.search, Qt.Key.Key_Down, self.table.step_in, scope=WIDGET)
        self.table.chosen.connect(self.chosen)
        self.table.doubleClicked.connect(lambda _: self.act_requested.emit("edit"))
        self.table.entered_by_key.connect(lambda: self.act_requested.emit("edit"))
        self.table.setContextMenuPolicy(Qt.ContextMenuPolicy.ActionsContextMenu)
        self.table.sort_requested.connect(self._sort)
        self.card.link_opened.connect(self.link_opened)
        for name, press in self.acts.items():
            press.clicked.connect(lambda _=False, name=name: self.act_requested.emit(name))
            entry = QAction(ACTS[name], self.table)
            entry.triggered.connect(lambda _=False, name=name: self.act_requested.emit(name))
            self.table.addAction(entry)
        for flag in range(_MOST_FLAGS + 1):
            entry = QAction(f"Flag {flag}" if flag else "No flag", self.flags)
            entry.triggered.connect(lambda _=False, flag=flag: self.flag_requested.emit(flag))
            self.flags.addAction(entry)

    def _sort(self, column: int, descending: bool) -> None:
        order = Order(Column(column).name.lower()) if column >= 0 else Order.ADDED
        self.sort_requested.emit(order, descending)

    def _arrange_parts(self) -> None:
        self.search.setPlaceholderText(_SAMPLES)
        self.search.setClearButtonEnabled(True)
        self.search.setAccessibleName("Search")
        self.found = QStackedWidget()
        self.found.addWidget(self.table)
        self.found.addWidget(self.empty)
        column = QVBoxLayout(self.beside)
        column.setContentsMargins(0, GRID_PX, 0, 0)
        column.setSpacing(GRID_PX)
        column.addWidget(self.act_row)
        column.addWidget(self.about)
        column.addWidget(self.card, 1)
        parts = QSplitter(Qt.Orientation.Vertical)
        parts.setChildrenCollapsible(False)
        parts.setHandleWidth(_HANDLE_PX)
        for part, share in ((self.found, _TABLE_SHARE), (self.beside, _CARD_SHARE)):
            parts.addWidget(part)
            parts.setStretchFactor(parts.count() - 1, share)
        self.body.setSpacing(GRID_PX)
        self.body.addWidget(self.search)
        self.body.addWidget(self.told)
        self.body.addWidget(parts, 1)
