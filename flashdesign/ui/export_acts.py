"""Decks, chosen notes or everything leave as a file, with progress and a way to stop."""

from collections.abc import Callable
from pathlib import Path
from threading import Event
from typing import TYPE_CHECKING, Any

from PySide6.QtCore import QObject, Signal
from PySide6.QtWidgets import QFileDialog

from flashdesign.services.context import Context
from flashdesign.services.wording import told_plain
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.widgets.banner import Tone

if TYPE_CHECKING:
    from flashdesign.services.leaving import Wanted

_NO_NOTE = "No note is in it: a deck file holds those of one deck alone."
Run = Callable[[str, Callable[[], Any], Callable[[Any], None]], None]


class ExportActs(QObject):
    """Asks where to, and writes there; `run` does that beside the window.

    Signals:
        moved_on: steps done, and all of them.
    """

    moved_on = Signal(int, int)

    def __init__(self, window: MainWindow, context: Context, run: Run, cancelled: Event) -> None:
        super().__init__(window)
        self._window, self._context, self._run = window, context, run
        self._cancelled = cancelled

    def export(self, wanted: "Wanted", suffix: str, with_schedule: bool) -> None:
        """Ask where to, and write a deck or chosen notes there."""
        from flashdesign.ui.transfer_pages import FORMATS

        stem = wanted if isinstance(wanted, str) else "chosen"
        if path := self._ask_where(stem, suffix, FORMATS[suffix]):
            self.write(wanted, path, with_schedule=with_schedule)

    def write(self, wanted: "Wanted", path: Path, *, with_schedule: bool = False) -> None:
        """Write a deck or chosen notes to a file, in the format that its suffix names."""
        from flashdesign.ui.transfer_pages import Pace, write_notes

        def work() -> str:
            pace = Pace(self.moved_on.emit, self._cancelled.is_set)
            done = write_notes(self._context, wanted, path, pace, with_schedule=with_schedule)
            if path.suffix.lower() == ".yaml" and not done.notes:
                return _NO_NOTE
            plain = [told_plain(done.plain)] if done.plain else []
            return " ".join(filter(None, [*plain, *done.remarks, done.damage]))

        self._write(path, work)

    def archive(self) -> None:
        """Ask where to, and write the whole collection there."""
        from flashdesign.ui.transfer_pages import Pace, archive

        path = self._ask_where("flashdesign", archive.SUFFIX, "Archive")
        if path is None:
            return

        def work() -> str:
            archive.write(self._context, path, Pace(self.moved_on.emit, self._cancelled.is_set))
            return ""

        self._write(path, work)

    def _ask_where(self, stem: str, suffix: str, kind: str) -> Path | None:
        kinds = f"{kind} (*{suffix})"
        name, _ = QFileDialog.getSaveFileName(self._window, "Export", f"{stem}{suffix}", kinds)
        path = Path(name)
        if not name or path.suffix.lower() == suffix:
            return path if name else None
        path = path.with_name(path.name + suffix)
        if path.exists():  # nobody was asked whether this one may be written over
            self._window.banner.show_message(f"{path.name} is there already.", Tone.ERROR)
            return None
        return path

    def _write(self, path: Path, work: Callable[[], str]) -> None:
        def tell(remark: str) -> None:
            self._window.toast.show_message(f"Written to {path}. {remark}".rstrip())

        self._run(f"Writing {path.name}…", work, tell)
