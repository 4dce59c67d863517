"""A file that the system opens with the program arrives; no picture takes all memory."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SCRIPT = """
import sys
sys.path.insert(0, sys.argv[1])
from PySide6.QtGui import QFileOpenEvent, QImageReader
from flashdesign.ui.program import Program
program = Program(["flashdesign", "-platform", "offscreen"])
program.file_opened.connect(print)
assert QImageReader.allocationLimit() == 64
program.sendEvent(program, QFileOpenEvent("/decks/mine.yaml"))
"""


def test_an_opened_file_is_told() -> None:
    # There can be one application in a process, and the tests have theirs.
    told = subprocess.run(
        [sys.executable, "-c", SCRIPT, str(ROOT)], capture_output=True, text=True, check=True
    )
    assert Path(told.stdout.strip()) == Path("/decks/mine.yaml")
