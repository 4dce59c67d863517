"""Controller of importing and exporting."""

from collections.abc import Callable
from functools import partial
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog, QWidget

from flashdesign.errors import DeckFormatError, FlashDesignError
from flashdesign.i18n.formatting import number
from flashdesign.i18n.translation import _, ngettext, pgettext
from flashdesign.services.collection import settings
from flashdesign.services.context import Context
from flashdesign.ui.transfer.export_controller import ExportController
from flashdesign.ui.window import actions, jobs
from flashdesign.ui.window.main_window import MainWindow
from flashdesign.ui.window.undoable_job import run_undoable

if TYPE_CHECKING:
    from flashdesign.domain.ids import NoteKey
    from flashdesign.domain.transfer.import_plan import ImportBundle, ImportOptions, ImportPlan
    from flashdesign.services.imports.table_form import TablePreview
    from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
    from flashdesign.ui.transfer.result_screen import ImportResultScreen
    from flashdesign.ui.transfer.screen import TransferScreen
    from flashdesign.ui.transfer.table_screen import LiveImportTableScreen

ENTRY = "transfer"
_KEEPS_PROGRESS = "import.progress"


class TransferController(QObject):
    """Reads a file, shows its import plan and applies it; runs exports.

    Signals:
        decks_changed: decks changed, so the page on screen must be updated.
        closed: the page was left; the action (its id) that returns to the page before.
        study_requested: review an imported deck (its id).
        browse_requested: show the cards that this query finds.
    """

    decks_changed = Signal()
    closed = Signal(str)
    study_requested = Signal(str)
    browse_requested = Signal(str)
    _moved_on = Signal(int, int)

    def __init__(self, window: MainWindow, context: Context) -> None:
        super().__init__(window)
        self._window, self._context = window, context
        self._screen: TransferScreen | None = None
        self._open_page: ImportPlanScreen | ImportResultScreen | LiveImportTableScreen | None = None
        self._cancelled = Event()
        self._task = self._back = ""
        self.exports = ExportController(window, context, self._run, self._cancelled)
        self.exports.setParent(self)
        for moved_on in (self._moved_on, self.exports.progressed):
            moved_on.connect(self._show_progress)
        window.file_dropped.connect(lambda path: self.open_file(Path(path)))

    @property
    def is_shown(self) -> bool:
        """Whether one of its pages is on screen."""
        pages: tuple[QWidget | None, ...] = (self._screen, self._open_page)
        return any(page is not None and page.isVisible() for page in pages)

    def show(self) -> None:
        """Show the page that waits for an answer, else the start page."""
        self._drop_result()
        self._present()

    def _present(self) -> None:
        if self._open_page is not None:
            self._window.show_page(self._open_page, ENTRY, actions.TRANSFER)
            return
        from flashdesign.services.decks import overview

        screen = self._page()
        screen.render_decks(overview.titles(self._context), overview.subdeck_counts(self._context))
        self._window.show_page(screen, ENTRY, actions.TRANSFER)
        screen.choose.setFocus()

    def run_action(self, action: str) -> None:
        """Run the action of a key of these pages."""
        if action == "transfer.redo":
            self._turn(self._operations().redo, _("Nothing to redo."))
        elif self._open_page is not None:
            self._open_page.press(action)

    def undo(self) -> bool:
        """Undo the last import or edit."""
        self._drop_result()
        if self._open_page is None:
            self._present()
        self._turn(self._operations().undo, _("Nothing to undo."))
        return True

    def refresh_after_outside_change(self) -> None:
        """Update the decks after another process changed them."""
        if self._screen is not None and self._screen.isVisible():
            from flashdesign.services.decks import overview

            self._screen.render_decks(
                overview.titles(self._context), overview.subdeck_counts(self._context)
            )

    def close(self) -> None:
        """Remove the pages: the collection is about to be closed."""
        self._cancelled.set()
        self._drop_page()
        if self._screen is not None:
            self._window.remove_page(self._screen)

    def choose_file(self) -> None:
        """Ask for a file, and read it."""
        from flashdesign.services.imports.formats import import_endings

        patterns = " ".join(f"*{ending}" for ending in import_endings())
        kinds = _("Decks ({patterns})").format(patterns=patterns)
        title = pgettext("verb", "Import")
        name, _filter = QFileDialog.getOpenFileName(self._window, title, "", kinds)
        if name:
            self.open_file(Path(name))

    def open_file(self, path: Path) -> None:
        """Read a file and show its import plan; for a CSV table, ask for the settings first."""
        from flashdesign.services.imports import table_form
        from flashdesign.services.imports.formats import format_of_ending
        from flashdesign.services.imports.read_file import read_file

        self._drop_page()
        self._window.clear_error()
        self.show()
        task = _("Reading {name}…").format(name=path.name)
        known = format_of_ending(path)
        if known is not None and known.is_table:
            ask = self._unless_cancelled(self._ask_how_to_read)
            self._run(task, lambda: table_form.preview_default(path), ask)
        else:
            show = self._unless_cancelled(self._show_plan)
            self._run(task, lambda: self._make_plan(read_file(path)), show)

    def _unless_cancelled(self, then: Callable[[Any], None]) -> Callable[[Any], None]:
        """Return a function that calls `then` unless reading was cancelled."""
        from flashdesign.services.job_progress import ProgressReporter

        def continue_with(result: Any) -> None:
            try:
                ProgressReporter(cancelled=self._cancelled.is_set).check()
            except FlashDesignError as error:
                self._window.toast.show_message(str(error))
            else:
                then(result)

        return continue_with

    def _ask_how_to_read(self, reading: "TablePreview") -> None:
        from flashdesign.ui.transfer.table_screen import LiveImportTableScreen

        page = LiveImportTableScreen(reading)
        page.accepted.connect(lambda: self._plan_table(page.reading.bundle))
        self._show_page(page)

    def _plan_table(self, bundle: "ImportBundle | None") -> None:
        if bundle is not None:
            self._drop_page()
            self.show()
            show = self._unless_cancelled(self._show_plan)
            task = _("Reading {name}…").format(name=bundle.name)
            self._run(task, lambda: self._make_plan(bundle), show)

    def _make_plan(self, bundle: "ImportBundle") -> "tuple[ImportPlan, bool]":
        """Return the plan, and whether it changes anything."""
        from flashdesign.services.imports import apply as import_apply
        from flashdesign.services.imports import plan as import_plan

        plan = import_plan.plan(self._context, bundle)
        return plan, import_apply.has_changes(self._context, plan)

    @property
    def has_open_page(self) -> bool:
        """Whether a page waits for an answer."""
        return self._open_page is not None

    def propose(self, plan: "ImportPlan", answered: Callable[[], None]) -> None:
        """Show the plan of a watched file, and call `answered` once it is accepted or left."""
        page = self._open_plan(plan, is_watched=True)
        page.accepted.connect(lambda _accepted: answered())
        page.canceled.connect(answered)

    def _show_plan(self, planned: "tuple[ImportPlan, bool]") -> None:
        plan, brings_anything = planned
        if not brings_anything:
            self._window.toast.show_message(_format_nothing_new(plan))
            self.show()
            return
        self._open_plan(plan)

    def _open_plan(self, plan: "ImportPlan", *, is_watched: bool = False) -> "ImportPlanScreen":
        from flashdesign.ui.transfer.plan_screen import ImportPlanScreen

        page = ImportPlanScreen(
            plan, keeps_progress=settings.get_value(self._context, _KEEPS_PROGRESS) is not False
        )
        report = self._report_watched if is_watched else partial(self._report_import, plan)
        asks_progress = page.schedule is not None

        def accept(accepted: "ImportOptions") -> None:
            if asks_progress:
                settings.set_value(self._context, _KEEPS_PROGRESS, accepted.schedule)
            self._apply(plan, accepted, report)

        page.accepted.connect(accept)
        self._show_page(page)
        return page

    def _show_page(
        self, page: "ImportPlanScreen | ImportResultScreen | LiveImportTableScreen"
    ) -> None:
        self._open_page = page
        page.canceled.connect(self._leave_page)
        self._present()
        page.take_focus()

    def _apply(
        self, plan: "ImportPlan", accepted: "ImportOptions", report: Callable[[Any], None]
    ) -> None:
        from flashdesign.services.imports import apply as import_apply

        def apply() -> Any:
            return import_apply.apply(
                self._context,
                plan,
                accepted,
                progress=self._moved_on.emit,
                cancelled=self._cancelled.is_set,
            )

        self._drop_page()
        self.show()
        self._run(_("Importing {name}…").format(name=plan.bundle.name), apply, report)

    def _report_watched(self, applied: Any) -> None:
        self.decks_changed.emit()
        self.show()
        self._window.toast.show_message(_format_import(applied), self._window.undo_label())

    def _report_import(self, plan: "ImportPlan", applied: Any) -> None:
        """Show the result of an import, with the decks that were imported."""
        from flashdesign.services.decks import overview
        from flashdesign.ui.transfer.result_screen import ImportResultScreen

        self.decks_changed.emit()
        imported = {deck.id: deck.parent for deck in plan.bundle.decks}
        titles = overview.titles(self._context)
        tops = [
            (id, title) for id, title in titles if id in imported and imported[id] not in imported
        ]
        page = ImportResultScreen(_format_import(applied), tops, plan.bundle.problems)
        page.study_requested.connect(lambda deck: self._leave_for(self.study_requested, deck))
        page.browse_requested.connect(
            lambda deck: self._leave_for(self.browse_requested, f"deck:{deck} ")
        )
        self._show_page(page)
        self._window.toast.show_message(_format_import(applied), self._window.undo_label())

    def _leave_for(self, signal: Any, where: str) -> None:
        self._drop_page()
        signal.emit(where)

    def offer_export(self, deck: str) -> None:
        """Select a deck for export; choosing the format and the file is left to the user."""
        if self._screen is not None and self._screen.isVisible():
            self._screen.select_deck(deck)

    def export_selected(self, notes: "frozenset[NoteKey]", suffix: str, schedule: bool) -> None:
        """Export notes that were selected in Browse, and return there."""
        self._back = "go.browse"
        self.exports.export(notes, suffix, schedule)
        self._back = ""  # still set if no file was chosen

    def _run(self, task: str, work: Callable[[], Any], then: Callable[[Any], None]) -> None:
        """Run long work in the background; the page shows its progress, navigation is blocked."""
        back, self._back = self._back, ""
        if back:
            self._window.show_page(self._page(), ENTRY, actions.TRANSFER)

        def finish() -> None:
            self._window.set_busy(busy=False)
            self._page().render_idle()
            if back:
                self.closed.emit(back)

        def done(result: Any) -> None:
            finish()
            self._window.clear_error()
            then(result)

        def failed(error: BaseException) -> None:
            finish()
            if not isinstance(error, FlashDesignError):
                raise error
            if self._cancelled.is_set():
                self._window.toast.show_message(str(error))
            else:
                self._show_error(error)

        self._cancelled.clear()
        self._task = task
        self._window.set_busy(busy=True)
        self._page().render_progress(task)
        jobs.start_large(self, work, done, failed)

    def _show_error(self, error: FlashDesignError) -> None:
        if not isinstance(error, DeckFormatError) or len(error.problems) == 1:
            self._window.show_error(str(error))
            return
        from flashdesign.ui.transfer.problem_list import ProblemList

        path, problems = error.path, ProblemList(error)
        problems.reload_requested.connect(lambda: self.open_file(path))
        found = len(error.problems)
        title = ngettext("{n} problem found", "{n} problems found", found).format(n=number(found))
        self._window.open_sheet(title, problems)

    def _show_progress(self, done: int, total: int) -> None:
        if self._screen is not None and not self._cancelled.is_set():
            self._screen.render_progress(self._task, done, total)

    def _page(self) -> "TransferScreen":
        from flashdesign.ui.transfer.screen import TransferScreen

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
        if self._open_page is not None:
            self._window.remove_page(self._open_page)
            self._open_page = None

    def _drop_result(self) -> None:
        """Remove the result of an import: it is shown once, and not after an undo."""
        from flashdesign.ui.transfer.result_screen import ImportResultScreen

        if isinstance(self._open_page, ImportResultScreen):
            self._drop_page()

    def _turn(self, turn: Callable[[Context], str | None], nothing: str) -> None:
        """Undo or redo an operation in the background: a large import takes long."""
        run_undoable(
            self._window,
            self,
            lambda: (turn(self._context) or nothing, ""),
            self.decks_changed.emit,
        )

    @staticmethod
    def _operations() -> Any:
        from flashdesign.services.editing import undo

        return undo


def _format_nothing_new(plan: "ImportPlan") -> str:
    name = plan.bundle.name
    if not plan.same:
        return _("Nothing in {name} is new.").format(name=name)
    message = ngettext(
        "Nothing in {name} is new ({n} note, already imported).",
        "Nothing in {name} is new ({n} notes, already imported).",
        plan.same,
    )
    return message.format(name=name, n=number(plan.same))


def _format_import(applied: Any) -> str:
    """Return sentences on an import: the notes added, changed and removed, reviews imported."""
    added = ngettext("{n} note added.", "{n} notes added.", applied.new)
    changed = ngettext("{n} note changed.", "{n} notes changed.", applied.changed)
    removed = ngettext("{n} note removed.", "{n} notes removed.", applied.removed)
    reviews = ngettext("{n} review imported.", "{n} reviews imported.", applied.answers)
    parts = [(added, applied.new), (changed, applied.changed)]
    parts += [(removed, applied.removed), (reviews, applied.answers)]
    shown = [message.format(n=number(count)) for message, count in parts if count]
    return " ".join(shown) or _("Import done.")
