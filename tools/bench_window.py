"""Start the window on a collection, act as a fast learner, and print the times as JSON.

Run as a process of its own by `bench.py`: a start-up can be timed only once a process. The start
itself (interpreter and all) is counted from the moment that the parent names.
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
from flashdesign.paths import Places

_LONGEST_S = 60.0


class Painted(QObject):
    """Notes when a widget of a kind was painted last."""

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
    """Print one JSON object with what was measured."""
    started, collection, answers = float(sys.argv[1]), Path(sys.argv[2]), int(sys.argv[3])
    from flashdesign.ui.application import start

    app = QApplication([])
    painted = Painted()
    app.installEventFilter(painted)
    heartbeat = QTimer()  # so that waiting for an event always ends
    heartbeat.start(1_000)
    program = start(app, Places(collection), open_context, restore_copy)
    window = program.window
    _until(app, lambda: "Sidebar" in painted.at)
    figures = {"first_paint_ms": _since(started)}
    _until(app, lambda: "HomeScreen" in painted.at and "DeckTree" in painted.at)
    figures["decks_usable_ms"] = _since(started)
    began = time.monotonic()
    from PySide6.QtTest import QTest  # which a learner's start does not import

    started += time.monotonic() - began
    QTest.keyClick(window, Qt.Key.Key_Space)
    _until(app, lambda: "CardView" in painted.at)
    figures["first_question_ms"] = _since(started)
    pressed = [_answer(app, window, painted, Random(at)) for at in range(answers)]
    if pressed:
        figures["key_to_question_p95_ms"] = _percentile(pressed, 0.95)
        figures["key_to_question_p50_ms"] = _percentile(pressed, 0.50)
    figures["memory_mb"] = _memory_mb()
    window.close()
    sys.stdout.write(json.dumps(figures) + "\n")


def _answer(app: QApplication, window: QWidget, painted: Painted, chance: Random) -> float:
    """Reveal and grade one card; return the ms from the grade's key to the next one painted."""
    from PySide6.QtTest import QTest

    QTest.keyClick(window, Qt.Key.Key_Space)
    app.processEvents()
    painted.at.clear()
    key = chance.choices((Qt.Key.Key_1, Qt.Key.Key_3), (1, 9))[0]
    pressed = time.monotonic()
    QTest.keyClick(window, key)
    _until(app, lambda: any(name in painted.at for name in ("CardView", "SummaryScreen")))
    return (time.monotonic() - pressed) * 1000


def _until(app: QApplication, happened: Callable[[], bool]) -> None:
    """Let the window live until something happened, asleep while there is nothing to do."""
    deadline = time.monotonic() + _LONGEST_S
    while not happened():
        app.processEvents(QEventLoop.ProcessEventsFlag.WaitForMoreEvents)
        if time.monotonic() > deadline:
            message = "the window did not get there in a minute"
            raise TimeoutError(message)


def _since(started: float) -> float:
    return round((time.monotonic() - started) * 1000, 1)


def _percentile(values: list[float], share: float) -> float:
    return round(sorted(values)[min(len(values) - 1, int(len(values) * share))], 2)


def _memory_mb() -> float:
    """Return the memory in use; where the system does not tell, the most that was in use."""
    status = Path("/proc/self/status")
    if status.exists():
        line = next(one for one in status.read_text().splitlines() if one.startswith("VmRSS"))
        return round(int(line.split()[1]) / 1024, 1)
    return round(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024, 1)


if __name__ == "__main__":
    main()
