"""Bring files in through the window and out again, and print how long the window stood still.

Run as a process of its own by `bench.py`. A plan is agreed to, with all progress, as soon as it is
shown. Arguments: the collection, and the files, whose first is the one that is exported again.
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
from flashdesign.domain.parcels import Accepted
from flashdesign.paths import Places
from flashdesign.ui.application import start
from flashdesign.ui.main_window import MainWindow
from flashdesign.ui.screens.home import HomeScreen
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.screens.import_table import ImportTableScreen
from flashdesign.ui.screens.transfer import TransferScreen

_LONGEST_S = 120.0
_START_S = 5.0
_SETTLE_S = 2.0
_TICK_MS = 1
Page = TypeVar("Page", bound=QWidget)


class Ticks:
    """Counts time in the window's own loop, and keeps the longest gap between two ticks."""

    def __init__(self) -> None:
        self.longest_ms = 0.0
        self._last = time.monotonic()
        self._timer = QTimer()
        self._timer.timeout.connect(self._tick)
        self._timer.start(_TICK_MS)

    def begin(self) -> None:
        """Forget what was so far."""
        self.longest_ms, self._last = 0.0, time.monotonic()

    def _tick(self) -> None:
        now = time.monotonic()
        self.longest_ms = max(self.longest_ms, (now - self._last) * 1000)
        self._last = now


class Watched:
    """The window at work, and the figures gathered so far."""

    def __init__(self, app: QApplication, collection: Path) -> None:
        self._app = app
        self._ticks = Ticks()
        self.figures: dict[str, float] = {}
        self._program = start(app, Places(collection), open_context, restore_copy)
        self._window: MainWindow = self._program.window
        self._page(HomeScreen)
        self._rest(_START_S)

    def bring_in(self, file: Path) -> None:
        """Read a file, agree to its plan, and wait until it is done."""
        name = file.suffix[1:]
        self._begin()
        self._window.file_dropped.emit(str(file))
        if name == "csv":
            table = self._page(ImportTableScreen)
            self._until(table.primary.isEnabled)
            table.primary.click()
        plan = self._page(ImportPlanScreen)
        self._end(f"gap_{name}_plan_ms")
        self._begin()
        plan.accepted.emit(Accepted(schedule=True))
        self._until(lambda: "added" in self._window.toast.text.text())
        self._end(f"gap_{name}_import_ms")
        self.figures["import_memory_mb"] = _most_memory_mb()

    def take_out(self, deck: str, file: Path) -> None:
        """Write a deck to a file, and wait until it is there."""
        QFileDialog.getSaveFileName = lambda *_: (str(file), "")  # type: ignore[method-assign]
        self._begin()
        with_schedule = True
        self._page(TransferScreen).export_requested.emit(deck, file.suffix, with_schedule)
        self._until(file.exists)
        self._rest(_SETTLE_S)
        self._end(f"gap_{file.suffix[1:]}_export_ms")

    def close(self) -> None:
        """Close the window."""
        self._window.close()

    def _begin(self) -> None:
        self._rest(_SETTLE_S)
        self._window.toast.text.clear()
        self._ticks.begin()

    def _rest(self, seconds: float) -> None:
        end = time.monotonic() + seconds
        self._until(lambda: time.monotonic() > end)

    def _end(self, name: str) -> None:
        self.figures[name] = round(self._ticks.longest_ms, 1)

    def _page(self, kind: type[Page]) -> Page:
        self._until(lambda: isinstance(self._window.pages.currentWidget(), kind))
        page = self._window.pages.currentWidget()
        if not isinstance(page, kind):
            raise TypeError(kind)
        return page

    def _until(self, happened: Callable[[], bool]) -> None:
        deadline = time.monotonic() + _LONGEST_S
        while not happened():
            self._app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
            if time.monotonic() > deadline:
                shown = type(self._window.pages.currentWidget()).__name__
                message = f"the window did not get there: it shows {shown} after {self.figures}"
                raise TimeoutError(message)


def main() -> None:
    """Print one JSON object with what was measured."""
    collection, deck, *files = sys.argv[1:]
    watched = Watched(QApplication([]), Path(collection))
    for file in map(Path, files):
        watched.bring_in(file)
    watched.take_out(deck, Path(collection).with_name("out.apkg"))
    watched.figures["transfer_memory_mb"] = _most_memory_mb()
    watched.close()
    sys.stdout.write(json.dumps(watched.figures) + "\n")


def _most_memory_mb() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024


if __name__ == "__main__":
    main()
