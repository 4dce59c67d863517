"""Controller of Browse; searches and previews run in the background."""

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, QTimer, Signal

from flashdesign.errors import FlashDesignError
from flashdesign.i18n.translation import _
from flashdesign.services.collection import settings as collection_settings
from flashdesign.services.context import Context
from flashdesign.ui.browse.bulk_actions import BulkActions
from flashdesign.ui.browse.side_controller import SideController
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.domain.search.query import Search, SortKey
    from flashdesign.domain.settings import Settings
    from flashdesign.services.browse.search import Preview, SearchResult, Selection
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
        self._ends_busy = False
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
        self._side = SideController(window, context)
        self._side.setParent(self)
        self._fail = partial(jobs.name_failure, window.show_error)

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
        self._side.load()

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
            self._side.show_help()
        elif name == "save":
            self._side.ask_to_save()
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
            self._side.load()

    def close(self) -> None:
        """Remove the page: the collection is about to be closed."""
        self._pause.stop()
        self._preview.stop()
        if self._storing.isActive():
            self._storing.stop()
            collection_settings.set_value(self._context, _LAYOUT, self._page().layout_state())
        if self._screen is not None:
            self._side.detach()
            self._window.remove_page(self._screen)
            self._screen = None

    def _run_action(self, name: str) -> None:
        from flashdesign.services.browse import search as browse_search

        screen = self._page()
        # What can be moved is looked up again: the button may be for an earlier selection.
        is_move = name == "move" and screen.action_buttons["tag"].isEnabled()
        if name not in screen.action_buttons:
            return
        if not (is_move or screen.action_buttons[name].isEnabled()):
            return
        if name == "edit":
            _cards, notes = browse_search.keys(self._context, self._chosen_rows())
            self._returns_to_table = True
            self.edit_requested.emit(notes[0])
        elif name == "flag":
            screen.act_row.open_flags()
        elif name == "undo":
            self.undo()
        else:
            self.bulk_actions.run(name, is_asleep=screen.is_suspended)

    def _search_after_action(self) -> None:
        # In the search field, the undo key would undo typing.
        self._page().table.setFocus()
        self._ends_busy = True
        self._search_again()
        self._side.load()

    def _note_study(self, _cards: object, _practice: bool) -> None:
        # In the search field, the undo key would undo typing, not the last answer.
        self._returns_to_table = True

    def _show_busy(self, text: str) -> None:
        self._ends_busy = False
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
        jobs.start(self, find, self._show_found, self._show_search_failure)

    def _show_found(self, result: "tuple[Search, SearchResult]") -> None:
        self._is_searching = False
        if self._screen is None:
            return
        if self._is_outdated:
            self._start()
            return
        self._search, found = result
        self._screen.render_result(found)
        self._end_busy()
        self._restore_selection(is_all=found.is_all)
        # The table emits no signal when selected lines are gone.
        self._show_selection()
        if not found.is_all:
            self._pause.start()

    def _end_busy(self) -> None:
        """Show that an action ended, if the search that ended was started after it."""
        if self._ends_busy:
            self._show_busy("")

    def _show_search_failure(self, error: BaseException) -> None:
        self._is_searching = False
        if self._screen is None:
            return
        if self._is_outdated:
            self._start()
            return
        self._end_busy()
        if isinstance(error, FlashDesignError):
            self._search = None  # what is shown was found by an earlier one
            self._screen.render_status(str(error), is_error=True)
        else:
            raise error

    def _find_all(self) -> None:
        from flashdesign.services.browse import search as browse_search

        search = self._search
        if search is None or self._is_searching:
            return

        def is_wanted() -> bool:
            # Another search may have been typed in the meantime.
            return self._search is search and not self._is_searching

        def show(rows: tuple[int, ...]) -> None:
            if self._screen is not None and is_wanted():
                self._screen.render_all(rows)
                self._restore_selection(is_all=True)

        def fail(error: BaseException) -> None:
            if is_wanted() or not isinstance(error, FlashDesignError):
                self._show_search_failure(error)

        jobs.start(self, partial(browse_search.find_all, self._context, search), show, fail)

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
            fail = self._fail(_("Cards of the list could not be loaded: {problem}"))
            jobs.start(self, work, self._put_lines, fail)

    def _put_lines(self, lines: Any) -> None:
        if self._screen is None:
            return
        was_missing = self._current_line() is None
        self._screen.model.set_lines(lines)
        if was_missing and self._current_line() is not None:
            self._show_selection()  # the preview of the current card needs its line

    def _show_selection(self) -> None:
        screen, line = self._page(), self._current_line()
        is_suspended = line is not None and line.is_suspended
        screen.render_chosen(screen.table.selected_count(), is_suspended=is_suspended)
        if line is None:
            screen.hide_preview()  # it is of another card
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

        fail = self._fail(_("The selected notes could not be counted: {problem}"))
        jobs.start(self, look, show, fail)

    def _find_preview(self) -> None:
        from flashdesign.services import deck_pictures
        from flashdesign.services.browse import search as browse_search

        self._count_notes()
        line = self._current_line()
        if line is None:
            return
        key = line.key

        def is_wanted() -> bool:
            # Another search may have put another card in this place.
            current = None if self._screen is None else self._current_line()
            return current is not None and current.key == key

        def show(preview: "Preview") -> None:
            if is_wanted():
                load = partial(deck_pictures.load, self._context, preview.deck)
                self._page().render_preview(preview, load)

        def fail(error: BaseException) -> None:
            if not isinstance(error, FlashDesignError):
                raise error
            if is_wanted():
                self._page().hide_preview(str(error))

        jobs.start(self, partial(browse_search.preview, self._context, key), show, fail)

    def _current_line(self) -> Any:
        screen = self._page()
        return screen.model.line(screen.table.currentIndex().row())

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

    def _store_layout(self) -> None:
        state = self._page().layout_state()
        work = partial(collection_settings.set_value, self._context, _LAYOUT, state)
        fail = self._fail(_("The layout of this page was not stored: {problem}"))
        jobs.start(self, work, lambda _nothing: None, fail)

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
            self._side.attach(screen)
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
