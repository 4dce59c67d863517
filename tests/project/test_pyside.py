"""Guard against the PySide6 release that crashes after several hundred boolean signals."""

import subprocess
import sys

EMIT_MANY = """
from PySide6.QtCore import QObject, Signal

class Source(QObject):
    changed = Signal(bool)

received = []
source = Source()
source.changed.connect(received.append)
for _ in range(2_000):
    source.changed.emit(True)
print(received.count(True))
"""


def test_two_thousand_boolean_signals_do_not_crash() -> None:
    done = subprocess.run(
        [sys.executable, "-c", EMIT_MANY], capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout.strip()) == (0, "2000"), done.stderr
