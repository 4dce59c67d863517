"""Measure the import of an Anki package, and print the figures as JSON."""

import json
import resource
import sqlite3
import sys
import tempfile
import time
import zipfile
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from flashdesign.app import open_context
from flashdesign.domain.transfer.import_plan import ImportOptions
from flashdesign.paths import AppPaths
from flashdesign.services.collection import lifecycle
from flashdesign.services.context import Context
from flashdesign.services.imports import apply
from flashdesign.services.imports import plan as import_plan
from flashdesign.services.imports.read_file import read_file

NOTES, ANSWERS_PER_NOTE = 10_000, 10
DECK = "bench.packages"
_CREATED_S, _FIRST_MS = 1_760_587_200, 1_785_000_000_000
TABLES = """
CREATE TABLE col (id integer PRIMARY KEY, crt integer, ver integer, models text, decks text);
CREATE TABLE notes (id integer PRIMARY KEY, guid text, mid integer, tags text, flds text);
CREATE TABLE cards (id integer PRIMARY KEY, nid integer, did integer, ord integer, type integer,
 queue integer, due integer, ivl integer, factor integer, reps integer,
 lapses integer, left integer, odue integer,
 odid integer, flags integer, data text);
CREATE TABLE revlog (id integer PRIMARY KEY, cid integer, ease integer, time integer,
 type integer);
"""
NOTE_TYPE = {
    "name": "Basic",
    "type": 0,
    "flds": [{"ord": 0, "name": "Front"}, {"ord": 1, "name": "Back"}],
    "tmpls": [{"ord": 0, "qfmt": "{{Front}}", "afmt": "{{FrontSide}}<hr id=answer>{{Back}}"}],
}


def main() -> None:
    """Measure and print."""
    with tempfile.TemporaryDirectory(prefix="flashdesign-bench-") as folder:
        source = write_package(Path(folder) / "bench.apkg")
        context = open_context(AppPaths(Path(folder) / "bench.flashdesign"))
        figures = {"package_read_s": _measure_s(lambda: read_file(source))}
        for name in ("package_import_s", "package_again_s"):
            figures[name] = _measure_s(lambda: _import(context, source))
        lifecycle.close_collection(context)
    figures["package_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _import(context: Context, source: Path) -> None:
    plan = import_plan.plan(context, read_file(source))
    apply.apply(context, plan, ImportOptions(schedule=True))


def write_package(path: Path) -> Path:
    """Write a package with a long review log, and return its path; its deck is `DECK`."""
    database = path.with_suffix(".db")
    head = (_CREATED_S, json.dumps({1: NOTE_TYPE}), json.dumps({1: {"name": "Bench::Packages"}}))
    with closing(sqlite3.connect(database)) as connection, connection:
        connection.executescript(TABLES)
        connection.execute("INSERT INTO col VALUES (1, ?, 11, ?, ?)", head)
        connection.executemany("INSERT INTO notes VALUES (?, ?, 1, ' bench ', ?)", _notes())
        memory = json.dumps({"s": 32.5, "d": 5.25, "lrt": _FIRST_MS // 1_000})
        query = "INSERT INTO cards VALUES (?1, ?1, 1, 0, 2, 2, 400, 9, 2500, 10, 0, 0, 0, 0, 0, ?2)"
        connection.executemany(query, ((at, memory) for at in range(1, NOTES + 1)))
        connection.executemany("INSERT INTO revlog VALUES (?, ?, 3, 5000, 1)", _answers())
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(database, "collection.anki2")
        archive.writestr("media", "{}")
    return path


def _notes() -> Iterator[tuple[int, str, str]]:
    for at in range(1, NOTES + 1):
        front = f"What does <b>replica {at}</b> do &amp; when?"
        yield at, f"bench-{at}", f"{front}\x1fIt answers shard {at % 97}<br>after a vote."


def _answers() -> Iterator[tuple[int, int]]:
    for at in range(NOTES * ANSWERS_PER_NOTE):
        yield _FIRST_MS + at * 1_000, at % NOTES + 1


def _measure_s(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
