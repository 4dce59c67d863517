"""Where things lie: in a checkout, in a wheel, in a frozen build, and in the learner's home."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from errno import ENAMETOOLONG
from pathlib import Path
from tempfile import NamedTemporaryFile

from flashdesign.private_files import make_folder

HOME_VARIABLE = "FLASHDESIGN_HOME"
COLLECTION_NAME = "collection.flashdesign"
_POINTER = "collection-place.txt"
_POINTER_BYTES = 32_768
_UNFINISHED = ".new"
_PACKAGE = Path(__file__).resolve().parent


class Choice(Enum):
    """Who chose where the collection lies."""

    DEFAULT = "nobody"
    MOVED = "the person, in Settings"
    NAMED = "the call of the program"


@dataclass(frozen=True, slots=True)
class Places:
    """The files of one learner: the collection, and the folder of its backups beside it.

    `unread` is a sentence on why the note of where the collection lies could not be used, or "".
    """

    collection: Path
    choice: Choice = field(default=Choice.DEFAULT, compare=False)
    home: Path | None = field(default=None, compare=False)
    unread: str = field(default="", compare=False)

    @property
    def backups(self) -> Path:
        """The folder for copies of this collection."""
        return self.collection.parent / "backups" / self.collection.stem


def places(collection: Path | None = None, environ: Mapping[str, str] = os.environ) -> Places:
    """Return the places of `collection`, else of the learner's own one."""
    if collection is not None:
        named = collection.expanduser()
        # A link is kept as one: where it leads nowhere, that must be seen.
        return Places(Path(os.path.realpath(named.parent)) / named.name, Choice.NAMED)
    home = _home(environ)
    try:
        chosen = _read_pointer(home / _POINTER)
    except ValueError as error:
        unread = f"The file that says where your collection is ({home / _POINTER}) {error}."
        return Places(home / COLLECTION_NAME, home=home, unread=unread)
    if chosen is not None:
        return Places(chosen, Choice.MOVED, home)
    return Places(home / COLLECTION_NAME, home=home)


def remember_place(collection: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Let the learner's own collection be the one at `collection` from now on."""
    home = _home(environ)
    make_folder(home)
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=home, prefix=_POINTER, suffix=_UNFINISHED, delete=False
    ) as fresh:
        fresh.write(str(collection.resolve()))
        fresh.flush()
        os.fsync(fresh.fileno())
    Path(fresh.name).replace(home / _POINTER)


def sweep_unfinished(places: Places) -> None:
    """Remove what a killed program left of writing down the collection's place."""
    if places.home is not None:
        with suppress(OSError):
            for left in places.home.glob(f"{_POINTER}*{_UNFINISHED}"):
                left.unlink()


def decks_folder() -> Path:
    """Return the folder of the shipped content."""
    return _shipped("decks")


def resources_folder() -> Path:
    """Return the folder of icons and schemas."""
    return _shipped("resources")


def _read_pointer(pointer: Path) -> Path | None:
    """Return the path that was noted, if any; raise ValueError with what is wrong with it."""
    try:
        with pointer.open("rb") as file:
            data = file.read(_POINTER_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        problem = f"cannot be read: {error.strerror or error}"
        raise ValueError(problem) from error
    if len(data) > _POINTER_BYTES:
        problem = "is too long to be a path"
        raise ValueError(problem)
    try:
        # Some editors put a byte order mark in front.
        noted = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        problem = "is not UTF-8 text"
        raise ValueError(problem) from error
    return Path(_usable(noted)) if noted else None


def _usable(noted: str) -> str:
    if not Path(noted).is_absolute():
        problem = "is not a whole path"
        raise ValueError(problem)
    try:
        os.lstat(noted)
    except ValueError:
        problem = "has a zero byte in it"
        raise ValueError(problem) from None
    except OSError as error:
        if error.errno == ENAMETOOLONG:
            problem = "is too long to be a path"
            raise ValueError(problem) from error
    return noted


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
