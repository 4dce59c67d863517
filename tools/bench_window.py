"""Start the window with a collection, answer cards fast, and print the times as JSON.

`bench.py` runs it as a separate process, since a start can be measured only once per process. The
start, including the interpreter's, is measured from the time that the parent passes.
"""

import json
import resource
import sys
import time
from collections.abc import Callable
from pathlib import Path
from random import Random

from PySide6.QtCore import QEvent, QEventLoop, QObject, Qt, QTimer
from PySide6.QtWidgets import QApplication, QWidget

from flashdesign.app import open_context, restore_copy
from flashdesign.paths import AppPaths

_TIMEOUT_S = 60.0


class Painted(QObject):
    """Records when a widget of each class was last painted."""

    def __init__(self) -> None:
        super().__init__()
        self.at: dict[str, float] = {}

    def eventFilter(  # noqa: N802 - Qt's name
        self, watched: QObject, event: QEvent
    ) -> bool:
        if event.type() == QEvent.Type.Paint:
            self.at[type(watched).__name__] = time.monotonic()
        return False


def main() -> None:
    """Print one JSON object with the figures."""
    started, collection, answers = float(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    from flashdesign.ui.app.startup import start

    app = QApplication([])
    painted = Painted()
    app.installEventFilter(painted)
    heartbeat = QTimer()  # ends each wait for an event
    heartbeat.start(1_000)
    program = start(app, AppPaths(collection), open_context, restore_copy)
    window = program.window
    _wait_until(app, lambda: "Sidebar" in painted.at)
    figures = {"first_paint_ms": _since(started)}
    _wait_until(app, lambda: "HomeScreen" in painted.at and "DeckTree" in painted.at)
    figures["decks_usable_ms"] = _since(started)
    import_start = time.monotonic()
    from PySide6.QtTest import QTest  # not imported in normal use

    started += time.monotonic() - import_start
    QTest.keyClick(window, Qt.Key.Key_Space)
    _wait_until(app, lambda: "CardView" in painted.at)
    figures["first_question_ms"] = _since(started)
    pressed = [_answer(app, window, painted, Random(at)) for at in range(answers)]
    if pressed:
        figures["key_to_question_p95_ms"] = _percentile(pressed, 0.95)
        figures["key_to_question_p50_ms"] = _percentile(pressed, 0.50)
    figures["memory_mb"] = _memory_mb()
    window.close()
    sys.stdout.write(json.dumps(figures) + "\n")


def _answer(app: QApplication, window: QWidget, painted: Painted, chance: Random) -> float:
    """Reveal and grade one card; return the ms from the key press to the next card's paint."""
    from PySide6.QtTest import QTest

    QTest.keyClick(window, Qt.Key.Key_Space)
    app.processEvents()
    painted.at.clear()
    key = chance.choices((Qt.Key.Key_1, Qt.Key.Key_3), (1, 9))[0]
    pressed = time.monotonic()
    QTest.keyClick(window, key)
    _wait_until(app, lambda: any(name in painted.at for name in ("CardView", "SummaryScreen")))
    return (time.monotonic() - pressed) * 1000


def _wait_until(app: QApplication, condition: Callable[[], bool]) -> None:
    """Process the window's events until the condition is true."""
    deadline = time.monotonic() + _TIMEOUT_S
    while not condition():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            message = "timeout: the window did not reach the expected state within a minute"
            raise TimeoutError(message)


def _since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)


def _percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def _memory_mb() -> float:
    """Return the memory in use, or the peak where the system does not report that."""
    status = Path("/proc/self/status")
    if status.exists():
        lines = status.read_text().splitlines()
        line = next(line for line in lines if line.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
