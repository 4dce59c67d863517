"""Import packages into the real Anki, in a separate environment."""

import json
import os
import subprocess
from pathlib import Path
from typing import Any

ASKED = Path(__file__).with_name("ask_anki.py")


def ask(python: Path, folder: Path, *packages: Path) -> Any:
    """Return the content of a new Anki collection after importing the packages.

    It is in the folder, next to `again.apkg`, which Anki exported from it.
    """
    folder.mkdir()
    call = [str(python), str(ASKED), str(folder), *map(str, packages)]
    done = subprocess.run(
        call, capture_output=True, text=True, check=True, cwd=folder, env=dict(os.environ)
    )
    return json.loads(done.stdout)
