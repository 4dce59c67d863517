"""Measure response times of FlashDesign, and print one JSON object with all figures.

`--n N` makes a collection of N cards with ten reviews each; `--neutral FILE` loads one that any
flashcard program can load, to compare the figures with another program. `--part NAME` measures
only a part.
"""

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from random import Random

from flashdesign.app import SystemClock, open_context
from flashdesign.domain.scheduling.memory import Rating
from flashdesign.domain.scheduling.study_day import StudyMoment
from flashdesign.paths import AppPaths
from flashdesign.services.collection import lifecycle, settings
from flashdesign.services.context import Context
from flashdesign.services.decks import overview as deck_overview
from flashdesign.services.review.session import ReviewSession
from tools import bench_browse, bench_bulk, bench_collections, bench_transfer

ROOT = Path(__file__).resolve().parent.parent
PARTS = ("window", "browse", "transfer", "bulk")
STARTS = 10
ANSWERS = 1_000
# A fifth of the cards is due, and each answer needs one.
CARDS_MIN = 6 * ANSWERS
ANSWERS_FOR_MEMORY = 100
_LIMIT = 9_999
_BARE_QT = """
from PySide6.QtWidgets import QApplication, QWidget
app = QApplication([]); window = QWidget(); window.show(); app.processEvents()
"""


def main() -> None:
    """Measure and print."""
    arguments = _arguments()
    parts = arguments.part or PARTS
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="flashdesign-bench-") as folder:
        home = Path(folder)
        if "window" in parts:
            figures |= _window(home, arguments)
        if "browse" in parts:
            figures |= _browsing(home / "browse.flashdesign")
        if "transfer" in parts:
            figures |= bench_transfer.measure(home)
        if "bulk" in parts:
            figures |= bench_bulk.measure(_source(home, arguments))
        figures |= _floors()
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _arguments() -> argparse.Namespace:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--n", type=int, default=10_000)
    parser.add_argument("--neutral", type=Path, default=None)
    parser.add_argument("--part", choices=PARTS, action="append")
    arguments = parser.parse_args()
    if arguments.n < CARDS_MIN:
        parser.error(f"--n must be {CARDS_MIN:,} or more: {ANSWERS:,} answers are measured")
    return arguments


def _window(home: Path, arguments: argparse.Namespace) -> dict[str, float]:
    """Return start-up times, the times of answers, and memory."""
    source = _source(home, arguments)
    collection = home / "collection.flashdesign"
    figures: dict[str, float] = {"cards": _prepare(source, collection)}
    figures |= _starts(collection)
    _lift_limits(collection)
    figures["memory_mb"] = _run_window(collection, ANSWERS_FOR_MEMORY)["memory_mb"]
    return figures | _key_times(collection) | _answers(collection)


def _source(home: Path, arguments: argparse.Namespace) -> Path:
    """Return the neutral file to load, which is made if none was given."""
    source: Path = arguments.neutral or home / "neutral.sqlite"
    if arguments.neutral is None and not source.exists():
        bench_collections.make(source, arguments.n)
    return source


def _prepare(source: Path, collection: Path) -> int:
    """Load the file, and start once to add the built-in decks and compile the bytecode."""
    context = open_context(AppPaths(collection))
    clock = SystemClock()
    now = clock.now_ms()
    cards = bench_collections.load(source, context.database, StudyMoment(now, clock.zone_min(now)))
    lifecycle.close_collection(context)
    _run_window(collection, 0)  # adds the built-in decks, compiles the bytecode
    return cards


def _lift_limits(collection: Path) -> None:
    """Allow all due cards on one day."""
    context = open_context(AppPaths(collection))
    settings.change(context, reviews_per_day=_LIMIT, new_per_day=0)
    lifecycle.close_collection(context)


def _starts(collection: Path) -> dict[str, float]:
    """Return the medians over several starts, with the default limits."""
    runs = [_run_window(collection, 0) for _ in range(STARTS)]
    names = ("first_paint_ms", "decks_usable_ms", "first_question_ms")
    return {name: round(statistics.median(run[name] for run in runs), 1) for name in names}


def _key_times(collection: Path) -> dict[str, float]:
    run = _run_window(collection, ANSWERS)
    return {name: run[name] for name in ("key_to_question_p50_ms", "key_to_question_p95_ms")}


def _run_window(collection: Path, answers: int) -> dict[str, float]:
    command = [sys.executable, str(ROOT / "tools/bench_window.py")]
    environ = {k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"}
    if not environ.get("DISPLAY"):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    started = str(time.monotonic())
    done = subprocess.run(
        [*command, started, str(collection), str(answers)],
        env=environ,
        cwd=ROOT,
        check=True,
        capture_output=True,
        text=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found


def _answers(collection: Path) -> dict[str, float]:
    """Return how long an answer takes without a window: log, memory, commit, and the next card.

    The processor time is independent of the disk, which accounts for most of the total time.
    """
    context = open_context(AppPaths(collection))
    chance, spent, cpu_ms = Random(1), [], []
    session = ReviewSession(context)
    for _ in range(ANSWERS):
        session.reveal()
        rating = chance.choices((Rating.AGAIN, Rating.GOOD), (1, 9))[0]
        start, cpu_start = time.perf_counter(), time.process_time()
        session.grade(rating)
        spent.append((time.perf_counter() - start) * 1000)
        cpu_ms.append((time.process_time() - cpu_start) * 1000)
    figures = {f"answer_p{share}_ms": _percentile(spent, share) for share in (50, 99)}
    figures["answer_cpu_p50_ms"] = _percentile(cpu_ms, 50)
    figures |= _overview(context)
    lifecycle.close_collection(context)
    return figures


def _overview(context: Context) -> dict[str, float]:
    start = time.perf_counter()
    overview = deck_overview.overview(context)
    spent = (time.perf_counter() - start) * 1000
    return {"overview_ms": round(spent, 1), "left_today": overview.today.total}


def _browsing(collection: Path) -> dict[str, float]:
    """Return the times of a search and a sort of 100,000 cards, and the window's longest gap."""
    bench_browse.make(collection)
    figures = bench_browse.measure(collection)
    command = [sys.executable, "-m", "tools.bench_browse_window", str(collection)]
    done = subprocess.run(command, cwd=ROOT, check=True, capture_output=True, text=True)
    figures |= json.loads(done.stdout)
    return {name: figures[name] for name in ("browse_search_ms", "browse_sort_ms", "browse_gap_ms")}


def _floors() -> dict[str, float]:
    """Return the times of an empty Qt window and of importing SQLAlchemy on this machine."""
    codes = {"floor_bare_qt_ms": _BARE_QT, "floor_sqlalchemy_ms": "import sqlalchemy"}
    return {name: _time_python(code) for name, code in codes.items()}


def _time_python(code: str) -> float:
    environ = {**os.environ, "QT_QPA_PLATFORM": "offscreen"}
    spent = []
    for _ in range(STARTS // 2):
        start = time.monotonic()
        subprocess.run([sys.executable, "-c", code], env=environ, check=True)
        spent.append((time.monotonic() - start) * 1000)
    return round(statistics.median(spent), 1)


def _percentile(values: list[float], percent: int) -> float:
    return round(sorted(values)[min(len(values) - 1, len(values) * percent // 100)], 2)


if __name__ == "__main__":
    main()
