"""Window state needed before the collection is open: geometry, colors, text size, language."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import isnan
from pathlib import Path
from typing import Any

from flashdesign.domain.settings import SYSTEM_LANGUAGE, ColorScheme

_FILE = "window.json"
_MAX_BYTES = 100_000
_TEXT_SCALES = (0.75, 2.0)


@dataclass(frozen=True, slots=True)
class WindowState:
    """The last state of the window; `geometry` is Qt's, in hexadecimal."""

    scheme: ColorScheme = ColorScheme.SYSTEM
    text_scale: float = 1.0
    geometry: str = ""
    language: str = SYSTEM_LANGUAGE


def load(folder: Path) -> WindowState:
    """Return the state stored in `folder`; the defaults if the file is missing or damaged."""
    try:
        with (folder / _FILE).open("rb") as file:
            data = file.read(_MAX_BYTES + 1)
        if len(data) > _MAX_BYTES:
            return WindowState()
        stored = json.loads(data.decode("utf-8"))
        low, high = _TEXT_SCALES
        return WindowState(
            ColorScheme(stored["scheme"]),
            min(high, max(low, _parse_number(stored["text_scale"]))),
            bytes.fromhex(stored["geometry"]).hex(),
            str(stored.get("language", SYSTEM_LANGUAGE)),  # older versions store none
        )
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return WindowState()


def _parse_number(stored: Any) -> float:
    value = float(stored)
    if isnan(value):
        raise ValueError(stored)
    return value


def store(folder: Path, memory: WindowState) -> None:
    """Store `memory` in `folder`; if it cannot be written, the next start has the defaults."""
    from flashdesign.services.exports import (
        atomic_write,  # imported late: the start does not need it
    )

    text = json.dumps(asdict(memory))
    with suppress(OSError):
        atomic_write.write_with(
            folder / _FILE, lambda file: file.write(text.encode()), private=True
        )
