"""Where things lie: in a checkout, in a wheel, in a frozen build, and in the learner's home."""

import os
import sys
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

HOME_VARIABLE = "FLASHDESIGN_HOME"
COLLECTION_NAME = "collection.flashdesign"
_POINTER = "collection-place.txt"
_PACKAGE = Path(__file__).resolve().parent


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one learner: the collection, and the folder of its backups beside it."""

    collection: Path

    @property
    def backups(self) -> Path:
        """The folder for copies of this collection."""
        return self.collection.parent / "backups" / self.collection.stem


def places(collection: Path | None = None, environ: Mapping[str, str] = os.environ) -> Places:
    """Return the places of `collection`, else of the learner's own one."""
    if collection is not None:
        return Places(collection.expanduser().resolve())
    home = _home(environ)
    try:
        chosen = (home / _POINTER).read_text(encoding="utf-8").strip()
    except OSError:
        chosen = ""
    return Places(Path(chosen) if chosen else home / COLLECTION_NAME)


def remember_place(collection: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Let the learner's own collection be the one at `collection` from now on."""
    home = _home(environ)
    home.mkdir(parents=True, exist_ok=True)
    fresh = home / f"{_POINTER}.new"
    fresh.write_text(str(collection.resolve()), encoding="utf-8")
    fresh.replace(home / _POINTER)


def decks_folder() -> Path:
    """Return the folder of the shipped content."""
    return _shipped("decks")


def resources_folder() -> Path:
    """Return the folder of icons and schemas."""
    return _shipped("resources")


def _home(environ: Mapping[str, str]) -> Path:
    if chosen := environ.get(HOME_VARIABLE):
        return Path(chosen).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("FlashDesign", appauthor=False)


def _shipped(name: str) -> Path:
    frozen = getattr(sys, "_MEIPASS", None)
    bundled = Path(frozen) / "flashdesign" if frozen else _PACKAGE
    inside = bundled / "_data" / name
    return inside if inside.is_dir() else _PACKAGE.parent / name
