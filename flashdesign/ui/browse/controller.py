"""Controller of Browse; searches and previews run in the background."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Qt, QTimer, Signal

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.context import Context
from flashdesign.ui.browse.bulk_actions import BulkActions
from flashdesign.ui.browse.saved_searches import SavedSearches
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.domain.search.query import Search, SortKey
    from flashdesign.domain.settings import Settings
    from flashdesign.services.browse.search import Preview, SearchResult, Selection
    from flashdesign.services.browse.side_list import SideLists
    from flashdesign.ui.browse.screen import BrowseScreen

SIDEBAR_ENTRY = "browse"
# All rows are counted when typing pauses; until then the first ones are shown.
_PAUSE_MS = 150
_PREVIEW_AFTER_MS = 30
_STORE_AFTER_MS = 500
_LAYOUT = "browse.layout"


class BrowseController(QObject):
    """Runs searches and shows the cards found.

    Signals:
        edit_requested: edit a note (its key).
        link_opened: a link of a card was clicked.
    """

    edit_requested = Signal(str)
    link_opened = Signal(str)

    def __init__(
        self, window: MainWindow, context: Context, settings: "Callable[[], Settings]"
    ) -> None:
        super().__init__(window)
        self._window, self._context, self._settings = window, context, settings
        self._screen: BrowseScreen | None = None
        self._order: tuple[SortKey, bool] | None = None
        self._search: Search | None = None
        self._is_searching = self._is_outdated = self._returns_to_table = False
        self._kept_selection: tuple[set[int], int] = (set(), -1)
        self._pause, self._preview = _timer(self, _PAUSE_MS), _timer(self, _PREVIEW_AFTER_MS)
        self._storing = _timer(self, _STORE_AFTER_MS)
        self._pause.timeout.connect(self._find_all)
        self._preview.timeout.connect(self._find_preview)
        self._storing.timeout.connect(self._store_layout)
        self.bulk_actions = BulkActions(window, context, self._chosen_rows, self._rows_to_study)
        self.bulk_actions.setParent(self)
        self.bulk_actions.done.connect(self._search_after_action)
        self.bulk_actions.busy.connect(self._show_busy)
        self.bulk_actions.study_requested.connect(self._note_study)
        self.saved_searches = SavedSearches(window, context, self._load_side)
        self.saved_searches.setParent(self)

    @property
    def is_shown(self) -> bool:
        """Whether its page is on screen."""
        return self._screen is not None and self._screen.isVisible()

    def show(self) -> None:
        """Show the page as it was left, with current results."""
        screen = self._page()
        self._window.show_page(screen, SIDEBAR_ENTRY, actions.BROWSE)
        if self._returns_to_table:
            screen.table.setFocus()
        else:
            self.run_action("browse.search")
        self._returns_to_table = False
        screen.render_keys(actions.bound_keys(self._settings().keys))
        self._search_again()
        self._load_side()

    def search(self, query: str) -> None:
        """Run the search `query`."""
        self._page().search.setText(query)

    def run_action(self, action: str) -> None:
        """Run the action of a key of this page."""
        screen, name = self._page(), action.removeprefix("browse.")
        if name == "search":
            screen.search.setFocus()
            screen.search.selectAll()
        elif name == "clear":
            screen.search.clear()
            screen.search.setFocus()
        elif name == "redo":
            self.bulk_actions.turn(undone=True)
        elif name == "side":
            screen.toggle_side()
        elif name == "help":
            self._show_help()
        elif name == "save":
            self._save_search()
        else:
            self._run_action(name)

    def undo(self) -> bool:
        """Undo the last change of notes or cards."""
        self.bulk_actions.turn(undone=False)
        return True

    def refresh_after_outside_change(self) -> None:
        """Search again after another process changed the collection."""
        if self.is_shown:
            self._search_again()
            self._load_side()

    def close(self) -> None:
        """Remove the page: the collection is about to be closed."""
        self._pause.stop()
        self._preview.stop()
        if self._storing.isActive():
            self._storing.stop()
            collection_settings.set_value(self._context, _LAYOUT, self._page().layout_state())
        if self._screen is not None:
            self._window.remove_page(self._screen)
            self._screen = None

    def _run_action(self, name: str) -> None:
        screen = self._page()
        # What can be moved is looked up again: the button may be for an earlier selection.
        is_move = name == "move" and screen.action_buttons["tag"].isEnabled()
        if name not in screen.action_buttons:
            return
        if not (is_move or screen.action_buttons[name].isEnabled()):
            return
        if name == "edit":
            (at,) = screen.table.selected_rows()
            line = screen.model.line(at)
            if line is not None:
                self._returns_to_table = True
                self.edit_requested.emit(self._line(at).note)
        elif name == "flag":
            screen.act_row.open_flags()
        elif name == "undo":
            self.undo()
        else:
            self.bulk_actions.run(name, is_asleep=screen.is_suspended)

    def _search_after_action(self) -> None:
        # In the search field, the undo key would undo typing.
        self._page().table.setFocus()
        self._search_again()
        self._load_side()

    def _note_study(self, _cards: object, _practice: bool) -> None:
        # In the search field, the undo key would undo typing, not the last answer.
        self._returns_to_table = True

    def _show_busy(self, text: str) -> None:
        if self._screen is not None:
            self._screen.render_busy(text)

    def _search_again(self) -> None:
        """Search again; selected cards that are found again stay selected."""
        screen = self._page()
        current = screen.table.currentIndex().row()
        rows = screen.model.rows
        selected = {rows[at] for at in screen.table.selected_rows()}
        self._kept_selection = (selected, rows[current] if 0 <= current < len(rows) else -1)
        self._start()

    def _start(self) -> None:
        self._pause.stop()
        if self._is_searching:
            self._is_outdated = True
            return
        from flashdesign.services.browse import search as browse_search
        from flashdesign.ui.browse.card_table_model import PAGE_LINES

        text, (order, descending) = self._page().search.text(), self._sorting()

        def find() -> "tuple[Search, SearchResult]":
            search = browse_search.parse(self._context, text, order, descending=descending)
            return search, browse_search.find_first(self._context, search, PAGE_LINES)

        self._is_searching, self._is_outdated = True, False
        jobs.start(self, find, self._show_found, self._show_failure)

    def _show_found(self, result: "tuple[Search, SearchResult]") -> None:
        self._is_searching = False
        if self._screen is None:
            return
        if self._is_outdated:
            self._start()
            return
        self._search, found = result
        self._screen.render_result(found)
        self._restore_selection(is_all=found.is_all)
        # The table emits no signal when selected lines are gone.
        self._show_selection()
        if not found.is_all:
            self._pause.start()

    def _show_failure(self, error: BaseException) -> None:
        self._is_searching = False
        if self._screen is None:
            return
        if self._is_outdated:
            self._start()
        elif isinstance(error, FlashDesignError):
            self._search = None  # what is shown was found by an earlier one
            self._screen.render_status(str(error), is_error=True)
        else:
            raise error

    def _find_all(self) -> None:
        from flashdesign.services.browse import search as browse_search

        search = self._search
        if search is None or self._is_searching:
            return

        def show(rows: tuple[int, ...]) -> None:
            # Another search may have been typed in the meantime.
            if self._screen is not None and self._search is search and not self._is_searching:
                self._screen.render_all(rows)
                self._restore_selection(is_all=True)

        work = partial(browse_search.find_all, self._context, search)
        jobs.start(self, work, show, self._show_failure)

    def _restore_selection(self, *, is_all: bool) -> None:
        selected, current = self._kept_selection
        if not selected:
            return
        screen = self._page()
        places = {row: at for at, row in enumerate(screen.model.rows) if row in selected}
        if is_all or len(places) == len(selected):
            self._kept_selection = (set(), -1)
            screen.table.select_rows(list(places.values()), places.get(current, -1))

    def _load_lines(self) -> None:
        from flashdesign.services.browse import search as browse_search

        wanted = self._page().model.take_missing()
        if wanted:
            work = partial(browse_search.lines, self._context, wanted)
            jobs.start(self, work, self._put_lines, self._show_failure)

    def _put_lines(self, lines: Any) -> None:
        if self._screen is not None:
            self._screen.model.set_lines(lines)

    def _show_selection(self) -> None:
        screen = self._page()
        line = screen.model.line(screen.table.currentIndex().row())
        is_suspended = line is not None and line.is_suspended
        screen.render_chosen(screen.table.selected_count(), is_suspended=is_suspended)
        self._preview.start()

    def _count_notes(self) -> None:
        """Find out in the background which selected notes are built in, and what can be undone."""
        from flashdesign.services.browse import search as browse_search
        from flashdesign.services.editing import undo

        rows, context = self._chosen_rows(), self._context

        def show(found: "tuple[Selection, bool]") -> None:
            if self._screen is not None and self._chosen_rows() == rows:
                self._screen.render_selection(found[0], can_undo=found[1])

        def look() -> "tuple[Selection, bool]":
            return browse_search.selection(context, rows), undo.can_undo_latest(context)

        jobs.start(self, look, show, self._show_failure)

    def _find_preview(self) -> None:
        from flashdesign.services import deck_pictures
        from flashdesign.services.browse import search as browse_search

        screen = self._page()
        self._count_notes()
        at = screen.table.currentIndex().row()
        if screen.model.line(at) is None:
            return
        key = self._line(at).key

        def show(preview: "Preview") -> None:
            if self._screen is not None and self._screen.table.currentIndex().row() == at:
                load = partial(deck_pictures.load, self._context, preview.deck)
                self._screen.render_preview(preview, load)

        work = partial(browse_search.preview, self._context, key)
        jobs.start(self, work, show, self._show_failure)

    def _line(self, at: int) -> Any:
        return self._page().model.line(at)

    def _chosen_rows(self) -> list[int]:
        screen = self._page()
        rows = screen.model.rows
        return [rows[at] for at in screen.table.selected_rows()]

    def _rows_to_study(self) -> Callable[[], Sequence[int]]:
        """Return a function, for a job, that returns the selected rows, or all that were found."""
        from flashdesign.services.browse import search as browse_search

        rows, search = self._chosen_rows(), self._search
        if rows or search is None:
            return lambda: rows
        return partial(browse_search.find_all, self._context, search)

    def _load_side(self) -> None:
        """Load decks, tags and saved searches; nothing is counted."""
        from flashdesign.services.browse import side_list

        def show(lists: "SideLists") -> None:
            if self._screen is not None:
                self._screen.side.tree.render_lists(lists)
                self._screen.side.render_search(self._screen.search.text())

        work = partial(side_list.side_lists, self._context)
        jobs.start(self, work, show, self._show_failure)

    def _choose_term(self, term: str, modifiers: Qt.KeyboardModifier) -> None:
        """Search for an entry of the side list; Ctrl requires it too, Shift offers it besides."""
        from flashdesign.domain.search.terms import add_term

        field = self._page().search
        either = bool(modifiers & Qt.KeyboardModifier.ShiftModifier)
        if not term or not (either or modifiers & Qt.KeyboardModifier.ControlModifier):
            field.setText(term)
        else:
            field.setText(add_term(field.text(), term, either=either))

    def _save_search(self) -> None:
        text = self._page().search.text().strip()
        if text:
            self.saved_searches.ask_to_save(text)

    def _show_help(self) -> None:
        from flashdesign.ui.browse.sheets import SearchHelpSheet

        sheet = SearchHelpSheet()
        self._window.open_sheet(_("How to search"), sheet)

        def search(example: str) -> None:
            self._window.sheet.close_sheet()
            self.search(example)
            self._page().search.setFocus()

        sheet.example_chosen.connect(search)

    def _store_layout(self) -> None:
        state = self._page().layout_state()
        work = partial(collection_settings.set_value, self._context, _LAYOUT, state)
        jobs.start(self, work, lambda _nothing: None, self._show_failure)

    def _sorting(self) -> "tuple[SortKey, bool]":
        from flashdesign.domain.search.query import SortKey

        return self._order or (SortKey.ADDED, False)

    def _sort(self, order: "SortKey", descending: bool) -> None:
        self._order = (order, descending)
        self._search_again()

    def _page(self) -> "BrowseScreen":
        from flashdesign.ui.browse.screen import BrowseScreen

        if self._screen is None:
            screen = self._screen = BrowseScreen()
            screen.searched.connect(lambda _text: self._start())
            screen.sort_requested.connect(self._sort)
            screen.action_requested.connect(self._run_action)
            screen.flag_requested.connect(self.bulk_actions.set_flag)
            screen.selection_changed.connect(self._show_selection)
            screen.link_opened.connect(self.link_opened)
            screen.help_requested.connect(self._show_help)
            screen.side.tree.chosen.connect(self._choose_term)
            screen.side.tree.rename_requested.connect(self.saved_searches.ask_to_rename)
            screen.side.tree.remove_requested.connect(self.saved_searches.remove)
            screen.side.save_requested.connect(self._save_search)
            screen.restore_layout(collection_settings.get_value(self._context, _LAYOUT))
            screen.layout_changed.connect(self._storing.start)
            # Missing lines are noticed while the table is painted; load them after that.
            load: Callable[[], None] = self._load_lines
            screen.model.lines_missing.connect(lambda: QTimer.singleShot(0, self, load))
        return self._screen


def _timer(parent: QObject, after_ms: int) -> QTimer:
    timer = QTimer(parent)
    timer.setSingleShot(True)
    timer.setInterval(after_ms)
    return timer
