"""Decks come in and go out: a file is read, its plan shown and done, a deck written."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from flashdesign.errors import DeckFormatError, FlashDesignError
from flashdesign.services.context import Context
from flashdesign.services.wording import count
from flashdesign.ui import jobs, keys
from flashdesign.ui.export_acts import ExportActs
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.strokes import strike
from flashdesign.ui.widgets.banner import Tone

if TYPE_CHECKING:
    from flashdesign.domain.cards import NoteKey
    from flashdesign.domain.parcels import Accepted, Parcel, Plan
    from flashdesign.services.table_form import Reading
    from flashdesign.ui.screens.import_plan import ImportPlanScreen
    from flashdesign.ui.screens.transfer import TransferScreen
    from flashdesign.ui.table_page import TablePage

ENTRY = "transfer"


class TransferDesk(QObject):
    """Leads from a file to its plan and on to what was done.

    Signals:
        done: the decks are not as Home shows them any more.
        left: the page was left; the action (its id) that leads to where the person came from.
    """

    done = Signal()
    left = Signal(str)
    _moved_on = Signal(int, int)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._screen: TransferScreen | None = None
        self._asking: ImportPlanScreen | TablePage | None = None
        self._cancelled = Event()
        self._doing = self._back = ""
        self.exports = ExportActs(window, context, self._run, self._cancelled)
        self.exports.setParent(self)
        for moved_on in (self._moved_on, self.exports.moved_on):
            moved_on.connect(self._show_progress)
        window.file_dropped.connect(lambda path: self.open_file(Path(path)))

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages is on screen."""
        pages: tuple[QWidget | None, ...] = (self._screen, self._asking)
        return any(page is not None and page.isVisible() for page in pages)

    def show(self) -> None:
        """Show the page that waits for an answer, else where files are chosen."""
        if self._asking is not None:
            self._window.show_page(self._asking, ENTRY, keys.TRANSFER)
            return
        from flashdesign.ui.transfer_pages import decks

        screen = self._page()
        screen.render_decks(decks.titles(self._context))
        self._window.show_page(screen, ENTRY, keys.TRANSFER)
        screen.choose.setFocus()

    def press(self, action: str) -> None:
        """Do what a key of these pages asks for."""
        if action == "transfer.redo":
            self._turn(self._operations().redo, "There is nothing to do again.")
        elif self._asking is not None:
            self._asking.press(action)

    def undo(self) -> bool:
        """Take back the last import or edit."""
        self._turn(self._operations().undo, "There is nothing to undo.")
        return True

    def follow(self) -> None:
        """Offer the decks that another process changed."""
        if self._screen is not None and self._screen.isVisible():
            from flashdesign.ui.transfer_pages import decks

            self._screen.render_decks(decks.titles(self._context))

    def leave(self) -> None:
        """Let go of the window: its collection is about to be closed."""
        self._cancelled.set()
        self._drop_page()
        if self._screen is not None:
            self._window.drop_page(self._screen)

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        from flashdesign.ui.transfer_pages import READABLE

        kinds = f"Decks ({' '.join('*' + suffix for suffix in READABLE)})"
        name, _ = QFileDialog.getOpenFileName(self._window, "Import", "", kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Read a file and show what it would change; of a table, ask first how to read it."""
        from flashdesign.ui.transfer_pages import TABLES, read_file, table_form

        self._drop_page()
        self._window.banner.dismiss()
        self.show()
        doing = f"Reading {path.name}…"
        if path.suffix.lower() in TABLES:
            asked = self._unless_cancelled(self._ask_how_to_read)
            self._run(doing, lambda: table_form.read_first(path), asked)
        else:
            shown = self._unless_cancelled(self._show_plan)
            self._run(doing, lambda: self._planned(read_file(path)), shown)

    def _unless_cancelled(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return `then` so that nothing comes of a reading that was cancelled."""
        from flashdesign.ui.transfer_pages import Pace

        def go_on(result: Any) -> None:
            try:
                Pace(cancelled=self._cancelled.is_set).check()
            except FlashDesignError as error:
                self._window.toast.show_message(str(error))
            else:
                then(result)

        return go_on

    def _ask_how_to_read(self, reading: "Reading") -> None:
        from flashdesign.ui.transfer_pages import TablePage

        page = TablePage(reading)
        page.accepted.connect(lambda: self._plan_table(page.reading.parcel))
        self._put(page)

    def _plan_table(self, parcel: "Parcel | None") -> None:
        if parcel is not None:
            self._drop_page()
            self.show()
            shown = self._unless_cancelled(self._show_plan)
            self._run(f"Reading {parcel.name}…", lambda: self._planned(parcel), shown)

    def _planned(self, parcel: "Parcel") -> "tuple[Plan, bool]":
        """Return the plan, and whether there is anything to do."""
        from flashdesign.ui.transfer_pages import importing

        plan = importing.plan(self._context, parcel)
        return plan, importing.brings_anything(self._context, plan)

    @property
    def has_plan(self) -> bool:
        """Whether a page waits for an answer."""
        return self._asking is not None

    def propose(self, plan: "Plan", answered: Callable[[], None]) -> None:
        """Show a plan that nobody asked for, and call `answered` once it is accepted or left."""
        page = self._put_plan(plan)
        page.accepted.connect(lambda _: answered())
        page.left.connect(answered)

    def _show_plan(self, planned: "tuple[Plan, bool]") -> None:
        plan, brings_anything = planned
        if not brings_anything:
            here = f" ({count(plan.same, 'note')}, here already)" if plan.same else ""
            told = f"Nothing in {plan.parcel.name} is new{here}."
            self._window.toast.show_message(told)
            self.show()
            return
        self._put_plan(plan)

    def _put_plan(self, plan: "Plan") -> "ImportPlanScreen":
        from flashdesign.ui.transfer_pages import ImportPlanScreen

        page = ImportPlanScreen(plan)
        page.accepted.connect(lambda accepted: self._apply(plan, accepted))
        self._put(page)
        return page

    def _put(self, page: "ImportPlanScreen | TablePage") -> None:
        self._asking = page
        page.left.connect(self._leave_page)
        self.show()
        page.primary.setFocus()

    def _apply(self, plan: "Plan", accepted: "Accepted") -> None:
        from flashdesign.ui.transfer_pages import importing

        def apply() -> Any:
            return importing.apply(
                self._context,
                plan,
                accepted,
                progress=self._moved_on.emit,
                cancelled=self._cancelled.is_set,
            )

        self._drop_page()
        self.show()
        self._run(f"Importing {plan.parcel.name}…", apply, self._applied)

    def _applied(self, applied: Any) -> None:
        self.done.emit()
        self.show()
        told = f"{count(applied.new, 'note')} added, {applied.changed:,} changed"
        told += f", {applied.gone:,} removed" if applied.gone else ""
        told += f", {count(applied.answers, 'answer')} taken over." if applied.answers else "."
        self._window.toast.show_message(told, "Undo")

    def export_chosen(self, notes: "frozenset[NoteKey]", suffix: str, schedule: bool) -> None:
        """Write notes that were chosen in Browse, and go back there."""
        self._back = "go.browse"
        self.exports.export(notes, suffix, schedule)
        self._back = ""  # where no file was chosen, nothing has taken it

    def _run(self, doing: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Do what may take long: meanwhile the window shows how far it is, and asks for nothing."""
        back, self._back = self._back, ""
        if back:
            self._window.show_page(self._page(), ENTRY, keys.TRANSFER)

        def finished() -> None:
            self._window.set_busy(busy=False)
            self._page().render_idle()
            if back:
                self.left.emit(back)

        def done(result: Any) -> None:
            finished()
            then(result)

        def failed(error: BaseException) -> None:
            finished()
            if not isinstance(error, FlashDesignError):
                raise error
            if self._cancelled.is_set():
                self._window.toast.show_message(str(error))
            else:
                self._tell_error(error)

        self._cancelled.clear()
        self._doing = doing
        self._window.set_busy(busy=True)
        self._page().render_doing(doing)
        jobs.start_large(self, work, done, failed)

    def _tell_error(self, error: FlashDesignError) -> None:
        if not isinstance(error, DeckFormatError) or len(error.problems) == 1:
            self._window.banner.show_message(str(error), Tone.ERROR)
            return
        from flashdesign.ui.transfer_pages import FaultList

        path, told = error.path, FaultList(error)
        told.again.connect(lambda: self.open_file(path))
        self._window.open_sheet(f"{count(len(error.problems), 'thing')} to mend", told)

    def _show_progress(self, done: int, total: int) -> None:
        if self._screen is not None and not self._cancelled.is_set():
            self._screen.render_doing(self._doing, done, total)

    def _page(self) -> "TransferScreen":
        from flashdesign.ui.transfer_pages import TransferScreen

        if self._screen is None:
            screen = self._screen = TransferScreen()
            screen.import_requested.connect(self.choose_file)
            screen.export_requested.connect(self.exports.export)
            screen.archive_requested.connect(self.exports.archive)
            screen.cancel_requested.connect(self._cancelled.set)
        return self._screen

    def _leave_page(self) -> None:
        self._drop_page()
        self.show()

    def _drop_page(self) -> None:
        if self._asking is not None:
            self._window.drop_page(self._asking)
            self._asking = None

    def _turn(self, act: Callable[[Context], str | None], nothing: str) -> None:
        """Take the last operation back or do it again: of a large import that takes its time."""
        strike(self._window, self, lambda: (act(self._context) or nothing, ""), self.done.emit)

    @staticmethod
    def _operations() -> Any:
        from flashdesign.ui.transfer_pages import operations

        return operations
