"""Write a file so that it is there whole, or as it was before."""

import os
from collections.abc import Callable
from pathlib import Path
from typing import BinaryIO


def write(path: Path, text: str) -> None:
    """Write a text; raises OSError where that cannot be done."""
    fill(path, lambda file: file.write(text.encode()))


def fill(path: Path, write_to: Callable[[BinaryIO], int]) -> int:
    """Write beside the target, flush, and rename; raises OSError where that cannot be done."""
    target = path.resolve()
    aside = target.with_name(f"{target.name}.new")
    try:
        with aside.open("w+b") as file:
            filled = write_to(file)
            file.flush()
            os.fsync(file.fileno())
        aside.replace(target)
    finally:
        aside.unlink(missing_ok=True)
    return filled
