"""Measure imports and exports of decks, and print one JSON object with all figures."""

import csv
import json
import resource
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from flashdesign.app import open_context
from flashdesign.domain.ids import DeckId
from flashdesign.paths import AppPaths
from flashdesign.services.collection import lifecycle
from flashdesign.services.context import Context
from flashdesign.services.exports import export
from flashdesign.services.imports import apply, plan
from flashdesign.services.imports.read_file import read_file

ROWS = (10_000, 100_000)
YAML_NOTES = 10_000


def main() -> None:
    """Measure and print."""
    figures: dict[str, float] = {}
    with tempfile.TemporaryDirectory(prefix="flashdesign-bench-") as folder:
        home = Path(folder)
        for rows in ROWS:
            figures |= _table(home, rows)
        figures |= _deck_file(home)
    figures["csv_memory_mb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    sys.stdout.write(json.dumps(figures, indent=1) + "\n")


def _table(home: Path, rows: int) -> dict[str, float]:
    source = write_table(home / f"deck{rows}.csv", rows)
    context = open_context(AppPaths(home / f"{rows}.flashdesign"))
    name = f"csv_{rows // 1000}k"
    figures = {
        f"{name}_s": _measure_s(lambda: _import(context, source)),
        f"{name}_again_s": _measure_s(lambda: _import(context, source)),
    }
    lifecycle.close_collection(context)
    return figures


def _deck_file(home: Path) -> dict[str, float]:
    context = open_context(AppPaths(home / f"{ROWS[0]}.flashdesign"))
    deck = DeckId(f"deck{YAML_NOTES}")
    written = home / "deck.yaml"
    figures = {
        "yaml_write_10k_s": _measure_s(lambda: export.export(context, deck, written)),
        "yaml_read_10k_s": _measure_s(lambda: read_file(written)),
    }
    lifecycle.close_collection(context)
    return figures


def _import(context: Context, source: Path) -> None:
    apply.apply(context, plan.plan(context, read_file(source)))


def write_table(path: Path, rows: int) -> Path:
    """Write a CSV table of `rows` questions, and return its path."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.writer(file)
        table.writerow(("front", "back", "tags"))
        for at in range(rows):
            table.writerow((f"What is question {at} of shard {at % 97}?", f"Answer {at}", "bench"))
    return path


def _measure_s(work: Callable[[], object]) -> float:
    start = time.perf_counter()
    work()
    return round(time.perf_counter() - start, 2)


if __name__ == "__main__":
    main()
