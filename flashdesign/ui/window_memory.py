"""What the window must know before the collection is open: its place, colours and text size."""

import json
from contextlib import suppress
from dataclasses import asdict, dataclass
from pathlib import Path

from flashdesign.domain.preferences import Scheme

_FILE = "window.json"
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
        kept = json.loads((folder / _FILE).read_text(encoding="utf-8"))
        low, high = _TEXT_SCALES
        return WindowMemory(
            Scheme(kept["scheme"]),
            min(high, max(low, float(kept["text_scale"]))),
            bytes.fromhex(kept["geometry"]).hex(),
        )
    except (OSError, ValueError, TypeError, KeyError):
        return WindowMemory()


def keep(folder: Path, memory: WindowMemory) -> None:
    """Keep `memory` in `folder`; where that cannot be written, the next start looks as new."""
    from flashdesign.services import whole_file  # no start waits for it

    text = json.dumps(asdict(memory))
    with suppress(OSError):
        whole_file.fill(folder / _FILE, lambda file: file.write(text.encode()), private=True)
