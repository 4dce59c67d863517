"""Type, sort, scroll and select in Browse with many cards, and print the window's longest gaps.

A gap is the time in ms of one round of events, during which the window does not respond.
"""

import json
import os
import sys
import time
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication

from flashdesign.app import open_context
from flashdesign.domain.settings import ColorScheme
from flashdesign.paths import AppPaths
from flashdesign.services.collection import lifecycle
from flashdesign.ui.app.main_controller import MainController
from flashdesign.ui.browse.screen import BrowseScreen
from flashdesign.ui.theme.appearance import Appearance
from flashdesign.ui.window.main_window import MainWindow

_SETTLE_S, _BETWEEN_KEYS_S = 1.2, 0.08
_TURN_S = 0.001
_ORDERS = (Qt.SortOrder.AscendingOrder, Qt.SortOrder.DescendingOrder)


class Stopwatch:
    """Processes the window's events, and records the longest gap of each action."""

    def __init__(self, app: QApplication) -> None:
        self._app = app
        self.gaps: dict[str, float] = {}

    def process(self, name: str, seconds: float = _SETTLE_S) -> None:
        """Process the window's events for a while."""
        end = time.monotonic() + seconds
        while (start := time.monotonic()) < end:
            self._app.processEvents()
            gap = (time.monotonic() - start) * 1000
            self.gaps[name] = max(self.gaps.get(name, 0.0), round(gap, 1))
            time.sleep(_TURN_S)


def main() -> None:
    """Print one JSON object with the longest gap of each action."""
    app = QApplication([])
    Appearance(app, ColorScheme.LIGHT)
    context = open_context(AppPaths(Path(sys.argv[1])))
    window = MainWindow()
    window.show()
    controller, watch = MainController(window, context), Stopwatch(app)
    watch.process("home")
    controller.import_review()
    controller.run_action("go.browse")
    watch.process("open")
    screen = window.pages.currentWidget()
    if isinstance(screen, BrowseScreen):
        _use(screen, watch)
    window.close()
    controller.leave()
    lifecycle.close_collection(context)
    worst = max(gap for name, gap in watch.gaps.items() if name not in ("home", "open"))
    sys.stdout.write(json.dumps(watch.gaps | {"browse_gap_ms": worst}) + "\n")


def _use(screen: BrowseScreen, watch: Stopwatch) -> None:
    for at in range(1, len("w00123 is:due")):
        screen.search.setText("w00123 is:due"[:at])
        watch.process("typing", _BETWEEN_KEYS_S)
    watch.process("typing")
    screen.search.clear()
    watch.process("all cards")
    for column in range(screen.model.columnCount()):
        screen.table.sortByColumn(column, _ORDERS[column % 2])
        watch.process("sorting")
    bar = screen.table.verticalScrollBar()
    for at in range(40):
        bar.setValue(bar.maximum() * at // 40)
        watch.process("scrolling", _BETWEEN_KEYS_S)
    for at in range(20):
        screen.table.select_rows([at], at)
        watch.process("choosing", _BETWEEN_KEYS_S)
    screen.table.selectAll()
    watch.process("choosing all")


if __name__ == "__main__":
    main()
