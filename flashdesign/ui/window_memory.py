"""What the window must know before the collection is open: its place, colours and text size."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from math import isnan
from pathlib import Path
from typing import Any

from flashdesign.domain.preferences import Scheme

_FILE = "window.json"
_LONGEST_BYTES = 100_000
_TEXT_SCALES = (0.75, 2.0)


@dataclass(frozen=True, slots=True)
class WindowMemory:
    """How the window looked last; `geometry` is Qt's own, in hexadecimal."""

    scheme: Scheme = Scheme.SYSTEM
    text_scale: float = 1.0
    geometry: str = ""


def recall(folder: Path) -> WindowMemory:
    """Return what was kept in `folder`; a missing or damaged file counts as nothing kept."""
    try:
        with (folder / _FILE).open("rb") as file:
            data = file.read(_LONGEST_BYTES + 1)
        if len(data) > _LONGEST_BYTES:
            return WindowMemory()
        kept = json.loads(data.decode("utf-8"))
        low, high = _TEXT_SCALES
        return WindowMemory(
            Scheme(kept["scheme"]),
            min(high, max(low, _number(kept["text_scale"]))),
            bytes.fromhex(kept["geometry"]).hex(),
        )
    except (OSError, ValueError, TypeError, KeyError, OverflowError, RecursionError):
        return WindowMemory()


def _number(kept: Any) -> float:
    found = float(kept)
    if isnan(found):
        raise ValueError(kept)
    return found


def keep(folder: Path, memory: WindowMemory) -> None:
    """Keep `memory` in `folder`; where that cannot be written, the next start looks as new."""
    from flashdesign.services import whole_file  # no start waits for it

    text = json.dumps(asdict(memory))
    with suppress(OSError):
        whole_file.fill(folder / _FILE, lambda file: file.write(text.encode()), private=True)
