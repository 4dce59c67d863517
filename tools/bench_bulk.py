"""Measure bulk work on the cards of a neutral file, and print one JSON object with all figures.

Each part runs as a separate process, so that its peak memory is its own. The texts, decks and
answers are those of the file, whose rows are longer than the ones that `bench_import.py` writes.
"""

import csv
import json
import resource
import sqlite3
import subprocess
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from flashdesign.app import SystemClock, open_context
from flashdesign.domain.ids import DeckId
from flashdesign.domain.scheduling.study_day import MS_PER_DAY, StudyMoment
from flashdesign.domain.transfer.import_plan import ImportOptions
from flashdesign.paths import AppPaths
from flashdesign.services.collection import lifecycle, maintenance
from flashdesign.services.context import Context
from flashdesign.services.editing import undo
from flashdesign.services.exports import export
from flashdesign.services.imports import apply, plan
from flashdesign.services.imports.read_file import read_file
from flashdesign.services.job_progress import pause_garbage_collection
from tools import bench_collections, bench_packages

ROOT = Path(__file__).resolve().parent.parent
_TITLE = "rows"
_AGE_DAYS = 1_000
_MS_PER_S = 1_000
_LOG_TYPES = {"learn": 0, "review": 1, "relearn": 2}


def measure(neutral: Path) -> dict[str, float]:
    """Return the figures of all parts."""
    figures: dict[str, float] = {}
    for part in _PARTS:
        command = [sys.executable, "-m", "tools.bench_bulk", part, str(neutral)]
        done = subprocess.run(command, cwd=ROOT, check=True, stdout=subprocess.PIPE, text=True)
        figures |= json.loads(done.stdout)
    return figures


def main() -> None:
    """Measure the part, and print."""
    part, neutral = sys.argv[1:]
    with (
        tempfile.TemporaryDirectory(prefix="flashdesign-bench-") as folder,
        closing(sqlite3.connect(neutral)) as raw,
        pause_garbage_collection(),
    ):
        context = open_context(AppPaths(Path(folder) / "bench.flashdesign"))
        figures = _PARTS[part](context, raw, Path(folder))
        lifecycle.close_collection(context)
    figures[f"bulk_{part}_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _table(context: Context, raw: sqlite3.Connection, home: Path) -> dict[str, float]:
    """Import a table, the same again, and with other answers; undo the last."""
    source = home / f"{_TITLE}.csv"
    _write_table(raw, source)
    figures = {
        "bulk_table_s": _measure_s(lambda: _import(context, source)),
        "bulk_table_again_s": _measure_s(lambda: _import(context, source)),
    }
    _write_table(raw, source, " Changed.")
    figures["bulk_table_changed_s"] = _measure_s(lambda: _import(context, source))
    figures["bulk_table_undo_s"] = _measure_s(lambda: undo.undo(context))
    return figures


def _package(context: Context, raw: sqlite3.Connection, home: Path) -> dict[str, float]:
    """Import a package with its progress, and again; export it; undo and redo the import."""
    source = home / "bench.apkg"
    _write_package(raw, source)
    figures = {
        "bulk_package_s": _measure_s(lambda: _import(context, source)),
        "bulk_package_again_s": _measure_s(lambda: _import(context, source)),
    }
    with context.database.read() as connection:
        query = "SELECT key FROM deck WHERE parent_id IS NULL AND origin <> 'shipped'"
        deck = DeckId(connection.exec_driver_sql(query).scalar_one())
    written = home / "out.apkg"
    return figures | {
        "bulk_package_export_s": _measure_s(
            lambda: export.export(context, deck, written, with_schedule=True)
        ),
        "bulk_package_undo_s": _measure_s(lambda: undo.undo(context)),
        "bulk_package_redo_s": _measure_s(lambda: undo.redo(context)),
    }


def _check(context: Context, raw: sqlite3.Connection, _home: Path) -> dict[str, float]:
    """Check a collection, and rebuild it from its log."""
    name = next(path for _, _, path in raw.execute("PRAGMA database_list"))
    clock = SystemClock()
    now = clock.now_ms()
    moment = StudyMoment(now, clock.zone_min(now))
    cards = bench_collections.load(Path(name), context.database, moment)
    return {
        "bulk_cards": cards,
        "bulk_check_s": _measure_s(lambda: maintenance.check(context)),
        "bulk_rebuild_s": _measure_s(lambda: maintenance.rebuild(context)),
    }


_PARTS: dict[str, Callable[[Context, sqlite3.Connection, Path], dict[str, float]]] = {
    "table": _table,
    "package": _package,
    "check": _check,
}


def _import(context: Context, source: Path) -> None:
    wanted = plan.plan(context, read_file(source))
    apply.apply(context, wanted, ImportOptions(schedule=True))


def _write_table(raw: sqlite3.Connection, path: Path, addition: str = "") -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("front", "back", "tags"))
        rows = raw.execute("SELECT front, back || ?, tags FROM note ORDER BY id", (addition,))
        table.writerows(rows)


def _write_package(raw: sqlite3.Connection, path: Path) -> None:
    """Write the notes, cards and answers as an Anki package."""
    now_s = int(time.time())
    created_s = now_s - _AGE_DAYS * MS_PER_DAY // _MS_PER_S
    decks = {deck: {"name": name} for deck, name in _deck_names(raw)}
    database = path.with_suffix(".db")
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(bench_packages.TABLES)
        types = json.dumps({1: bench_packages.NOTE_TYPE})
        head = (created_s, types, json.dumps(decks))
        connection.execute("INSERT INTO col VALUES (1, ?, 11, ?, ?)", head)
        notes = raw.execute("SELECT id, guid, tags, front || char(31) || back FROM note")
        connection.executemany("INSERT INTO notes VALUES (?, ?, 1, ?, ?)", notes)
        query = f"INSERT INTO cards VALUES ({', '.join('?' * 16)})"
        connection.executemany(query, _card_rows(raw, now_s))
        connection.executemany("INSERT INTO revlog VALUES (?, ?, ?, ?, ?)", _answers(raw, now_s))
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", "{}")
    database.unlink()


def _deck_names(raw: sqlite3.Connection) -> Iterator[tuple[int, str]]:
    names: dict[int, str] = {}
    for deck, name, parent in raw.execute("SELECT id, name, parent_id FROM deck ORDER BY id"):
        names[deck] = f"{names[parent]}::{name}" if parent else name
        yield deck, names[deck]


def _card_rows(raw: sqlite3.Connection, now_s: int) -> Iterator[tuple[object, ...]]:
    query = (
        "SELECT card.id, note_id, deck_id, due_offset_days, interval_days, stability, difficulty,"
        " reps, lapses, last_review_rel_s FROM card JOIN note ON note.id = note_id"
    )
    for card, note, deck, due, interval, stability, difficulty, reps, lapses, last in raw.execute(
        query
    ):
        memory = json.dumps({"s": stability, "d": difficulty, "lrt": now_s + last})
        state = (0, 2, 2, _AGE_DAYS + due, interval, 2_500, reps, lapses)
        yield (card, note, deck, *state, 0, 0, 0, 0, memory)


def _answers(raw: sqlite3.Connection, now_s: int) -> Iterator[tuple[int, ...]]:
    query = "SELECT card_id, rel_ms, rating, duration_ms, kind FROM review"
    for card, at, rating, duration_ms, kind in raw.execute(query):
        yield now_s * _MS_PER_S + at, card, rating, duration_ms, _LOG_TYPES[kind]


def _measure_s(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
