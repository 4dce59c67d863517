"""Export of a deck, selected notes or everything to a file, with progress and cancellation."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from flashdesign.i18n.translation import N_, _, pgettext
from flashdesign.services.context import Context
from flashdesign.ui.window.main_window import MainWindow

if TYPE_CHECKING:
    from flashdesign.services.exports.selection import ExportSelection

_NO_NOTE = N_("The file has no notes: a deck file has the notes of one deck, without its subdecks.")
Run = Callable[[str, Callable[[], Any], Callable[[Any], None]], None]


class ExportController(QObject):
    """Asks for a file and exports to it; `run` runs a function in the background.

    Signals:
        progressed: progress: the number of steps done, and of all.
    """

    progressed = Signal(int, int)

    def __init__(self, window: MainWindow, context: Context, run: Run, cancelled: Event) -> None:
        super().__init__(window)
        self._window, self._context, self._run = window, context, run
        self._cancelled = cancelled

    def export(self, wanted: "ExportSelection", suffix: str, with_schedule: bool) -> None:
        """Ask for a file, and export a deck or selected notes to it."""
        from flashdesign.ui.transfer.screen import EXPORT_FORMATS

        stem = wanted if isinstance(wanted, str) else "chosen"
        if path := self._ask_where(stem, suffix, EXPORT_FORMATS[suffix]):
            self.write(wanted, path, with_schedule=with_schedule)

    def write(self, wanted: "ExportSelection", path: Path, *, with_schedule: bool = False) -> None:
        """Export a deck or selected notes to a file, in the format of its suffix."""
        from flashdesign.services.exports.export import basic_notes_remark
        from flashdesign.services.job_progress import ProgressReporter
        from flashdesign.ui.transfer.export_file import export_notes

        def work() -> str:
            reporter = ProgressReporter(self.progressed.emit, self._cancelled.is_set)
            done = export_notes(self._context, wanted, path, reporter, with_schedule=with_schedule)
            if path.suffix.lower() == ".yaml" and not done.notes:
                return _(_NO_NOTE)
            plain = [basic_notes_remark(done.basic_notes)] if done.basic_notes else []
            # Whole sentences, each translated by itself.
            return " ".join(filter(None, [*plain, *done.remarks, done.damage_remark]))

        self._write(path, work)

    def archive(self) -> None:
        """Ask for a file, and export the whole collection to it."""
        from flashdesign.services.exports import archive as export_archive
        from flashdesign.services.job_progress import ProgressReporter

        path = self._ask_where("flashdesign", export_archive.SUFFIX, N_("Archive"))
        if path is None:
            return

        def work() -> str:
            export_archive.write(
                self._context, path, ProgressReporter(self.progressed.emit, self._cancelled.is_set)
            )
            return ""

        self._write(path, work)

    def _ask_where(self, stem: str, suffix: str, kind: str) -> Path | None:
        kind_name = _(kind)
        kinds = f"{kind_name} (*{suffix})"
        title = pgettext("verb", "Export")
        name, _filter = QFileDialog.getSaveFileName(self._window, title, f"{stem}{suffix}", kinds)
        path = Path(name)
        if not name or path.suffix.lower() == suffix:
            return path if name else None
        path = path.with_name(path.name + suffix)
        if path.exists():  # the dialog did not ask whether to overwrite this one
            message = _("{name} already exists.").format(name=path.name)
            self._window.show_error(message)
            return None
        return path

    def _write(self, path: Path, work: Callable[[], str]) -> None:
        def report(remarks: str) -> None:
            saved = _("Saved to {path}.").format(path=path)
            self._window.toast.show_message(f"{saved} {remarks}".rstrip())

        self._run(_("Exporting {name}…").format(name=path.name), work, report)
