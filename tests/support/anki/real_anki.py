"""Ask the real Anki what it makes of packages, in an environment of its own."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ASKED = Path(__file__).with_name("asked_of_anki.py")


def ask(python: Path, folder: Path, *packages: Path) -> Any:
    """Return what a new collection of Anki holds once it has taken the packages.

    It lies in the folder, and beside it what Anki exports of it, `again.apkg`.
    """
    folder.mkdir()
    call = [str(python), str(ASKED), str(folder), *map(str, packages)]
    done = subprocess.run(
        call, capture_output=True, text=True, check=True, cwd=folder, env=dict(os.environ)
    )
    return json.loads(done.stdout)
