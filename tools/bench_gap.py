"""Bring a file in through the window, and print the longest time that the window stood still.

Run as a process of its own by `bench_import.py`. The plan is agreed to as soon as it is shown.
"""

import json
import sys
import time
from pathlib import Path

from PySide6.QtCore import QEventLoop, QTimer
from PySide6.QtWidgets import QApplication

from flashdesign.app import open_context, restore_copy
from flashdesign.paths import Places
from flashdesign.ui.application import start
from flashdesign.ui.screens.import_plan import ImportPlanScreen
from flashdesign.ui.screens.import_table import ImportTableScreen

_LONGEST_S = 300.0
_TICK_MS = 1


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


def main() -> None:
    """Print one JSON object with what was measured."""
    collection, file = Path(sys.argv[1]), Path(sys.argv[2])
    app = QApplication([])
    ticks = Ticks()
    program = start(app, Places(collection), open_context, restore_copy)
    window = program.window
    _until(app, lambda: window.pages.count() > 0 and window.isEnabled())
    _wait(app, 2.0)
    ticks.begin()
    began = time.monotonic()
    window.file_dropped.emit(str(file))
    for page_type in (ImportTableScreen, ImportPlanScreen):
        _press_primary(app, window, page_type)
    _until(app, lambda: "added" in window.toast.text.text())
    figures = {"gap_ms": round(ticks.longest_ms, 1), "took_s": round(time.monotonic() - began, 1)}
    window.close()
    sys.stdout.write(json.dumps(figures) + "\n")


def _press_primary(app: QApplication, window: object, page_type: type) -> None:
    found: list[object] = []

    def is_there() -> bool:
        page = window.pages.currentWidget()  # type: ignore[attr-defined]
        ready = isinstance(page, page_type) and page.primary.isEnabled()  # type: ignore[attr-defined]
        if ready:
            found.append(page)
        return ready

    _until(app, is_there)
    found[-1].primary.click()  # type: ignore[attr-defined]


def _wait(app: QApplication, seconds: float) -> None:
    end = time.monotonic() + seconds
    _until(app, lambda: time.monotonic() > end)


def _until(app: QApplication, happened: object) -> None:
    deadline = time.monotonic() + _LONGEST_S
    while not happened():  # type: ignore[operator]
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            message = "the window did not get there"
            raise TimeoutError(message)


if __name__ == "__main__":
    main()
