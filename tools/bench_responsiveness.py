"""Import files and export a deck in the window, and print how long the window did not respond.

`bench.py` runs it as a separate process. A plan is accepted, with all progress, as soon as it is
shown. Arguments: the collection, the deck to export, and the files to import.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import TypeVar

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication, QFileDialog, QWidget

from flashdesign.app import open_context, restore_copy
from flashdesign.domain.transfer.import_plan import ImportOptions
from flashdesign.paths import AppPaths
from flashdesign.ui.app.startup import start
from flashdesign.ui.home.screen import HomeScreen
from flashdesign.ui.transfer.plan_screen import ImportPlanScreen
from flashdesign.ui.transfer.screen import TransferScreen
from flashdesign.ui.transfer.table_screen import ImportTableScreen
from flashdesign.ui.window.main_window import MainWindow

_TIMEOUT_S = 120.0
_START_S = 5.0
_SETTLE_S = 2.0
_TICK_MS = 1
Page = TypeVar("Page", bound=QWidget)


class Ticks:
    """Measures the longest gap between two ticks of a timer in the window's event loop."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def begin(self) -> None:
        """Start a new measurement."""
        self.longest_ms, self._last = 0.0, time.monotonic()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


class WatchedWindow:
    """The window, and the figures measured so far."""

    def __init__(self, app: QApplication, collection: Path) -> None:
        self._app = app
        self._ticks = Ticks()
        self.figures: dict[str, float] = {}
        self._program = start(app, AppPaths(collection), open_context, restore_copy)
        self._window: MainWindow = self._program.window
        self._wait_for_page(HomeScreen)
        self._wait(_START_S)

    def import_file(self, file: Path) -> None:
        """Read a file, accept its plan, and wait until the import ends."""
        name = file.suffix[1:]
        self._begin()
        self._window.file_dropped.emit(str(file))
        if name == "csv":
            table = self._wait_for_page(ImportTableScreen)
            self._wait_until(table.primary.isEnabled)
            table.primary.click()
        plan = self._wait_for_page(ImportPlanScreen)
        self._end(f"gap_{name}_plan_ms")
        self._begin()
        plan.accepted.emit(ImportOptions(schedule=True))
        self._wait_until(lambda: "added" in self._window.toast.text.text())
        self._end(f"gap_{name}_import_ms")
        self.figures["import_memory_mb"] = _peak_memory_mb()

    def export_deck(self, deck: str, file: Path) -> None:
        """Write a deck to a file, and wait until it exists."""
        QFileDialog.getSaveFileName = lambda *_arguments: (str(file), "")  # type: ignore[method-assign]
        self._begin()
        self._window.triggered.emit("go.transfer")  # leaves the result of the import
        with_schedule = True
        self._wait_for_page(TransferScreen).export_requested.emit(deck, file.suffix, with_schedule)
        self._wait_until(file.exists)
        self._wait(_SETTLE_S)
        self._end(f"gap_{file.suffix[1:]}_export_ms")

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def _begin(self) -> None:
        self._wait(_SETTLE_S)
        self._window.toast.text.clear()
        self._ticks.begin()

    def _wait(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._wait_until(lambda: time.monotonic() > end)

    def _end(self, name: str) -> None:
        self.figures[name] = round(self._ticks.longest_ms, 1)

    def _wait_for_page(self, kind: type[Page]) -> Page:
        self._wait_until(lambda: isinstance(self._window.pages.currentWidget(), kind))
        page = self._window.pages.currentWidget()
        if not isinstance(page, kind):
            raise TypeError(kind)
        return page

    def _wait_until(self, condition: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _TIMEOUT_S
        while not condition():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > deadline:
                shown = type(self._window.pages.currentWidget()).__name__
                message = f"timeout: the window shows {shown} after {self.figures}"
                raise TimeoutError(message)


def main() -> None:
    """Print one JSON object with the figures."""
    collection, deck, *files = sys.argv[1:]
    watched = WatchedWindow(QApplication([]), Path(collection))
    for file in map(Path, files):
        watched.import_file(file)
    watched.export_deck(deck, Path(collection).with_name("out.apkg"))
    watched.figures["transfer_memory_mb"] = _peak_memory_mb()
    watched.close()
    sys.stdout.write(json.dumps(watched.figures) + "\n")


def _peak_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
