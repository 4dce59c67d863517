"""Measure imports and exports, and the gaps of the window, each in a separate process."""

import json
import os
import subprocess
import sys
from pathlib import Path

from tools import bench_import, bench_packages

ROOT = Path(__file__).resolve().parent.parent
_TOOLS = ("bench_import", "bench_packages", "bench_export")
_ROWS = 100_000


def measure(home: Path) -> dict[str, float]:
    """Return all figures; `home` is a folder for temporary files."""
    figures: dict[str, float] = {}
    for name in _TOOLS:
        figures |= _run(name)
    return figures | _gaps(home)


def _gaps(home: Path) -> dict[str, float]:
    package = bench_packages.write_package(home / "bench.apkg")
    table = bench_import.write_table(home / "bench.csv", _ROWS)
    collection = home / "gaps" / "collection.flashdesign"
    return _run(
        "bench_responsiveness", str(collection), bench_packages.DECK, str(package), str(table)
    )


def _run(tool: str, *arguments: str) -> dict[str, float]:
    environ = dict(os.environ)
    if not environ.get("DISPLAY"):
        environ.setdefault("QT_QPA_PLATFORM", "offscreen")
    command = [sys.executable, "-m", f"tools.{tool}", *arguments]
    done = subprocess.run(
        command, cwd=ROOT, env=environ, check=True, stdout=subprocess.PIPE, text=True
    )
    found: dict[str, float] = json.loads(done.stdout)
    return found
