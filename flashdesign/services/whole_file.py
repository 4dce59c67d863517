"""Write a file so that it is there whole, or as it was before."""

import os
from pathlib import Path


def write(path: Path, text: str) -> None:
    """Write beside the target, flush, and rename; raises OSError where that cannot be done."""
    target = path.resolve()
    aside = target.with_name(f"{target.name}.new")
    try:
        with aside.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    except OSError:
        aside.unlink(missing_ok=True)
        raise
