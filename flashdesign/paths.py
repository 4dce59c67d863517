"""Paths of the collection and the bundled files: in a checkout, a wheel or a frozen build."""

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from enum import Enum
from errno import ENAMETOOLONG
from pathlib import Path
from tempfile import NamedTemporaryFile

from flashdesign.i18n.translation import N_, LazyText
from flashdesign.private_files import make_folder

HOME_VARIABLE = "FLASHDESIGN_HOME"
COLLECTION_NAME = "collection.flashdesign"
_POINTER = "collection-place.txt"
_POINTER_BYTES = 32_768
_UNFINISHED = ".new"
_PACKAGE = Path(__file__).resolve().parent
_TOO_LONG = N_(
    "The file with the location of your collection ({file}) holds text that is too long for a path."
)


class _PointerError(Exception):
    """The file with the path of the collection cannot be used; `problem` says why."""

    def __init__(self, pointer: Path, message: str, **values: object) -> None:
        super().__init__(message)
        self.problem = LazyText(message, file=pointer, **values)


class LocationSource(Enum):
    """How the path of the collection was chosen."""

    DEFAULT = "default"
    SETTINGS = "settings"
    COMMAND_LINE = "command_line"


@dataclass(frozen=True, slots=True)
class AppPaths:
    """The files of one user: the collection and the folder of its backups.

    `location_problem` is a sentence on why the stored path of the collection is not used, or "".
    """

    collection: Path
    choice: LocationSource = field(default=LocationSource.DEFAULT, compare=False)
    home: Path | None = field(default=None, compare=False)
    location_problem: str | LazyText = field(default="", compare=False)

    @property
    def backups(self) -> Path:
        """The folder for copies of this collection."""
        return self.collection.parent / "backups" / self.collection.stem


def resolve_paths(
    collection: Path | None = None, environ: Mapping[str, str] = os.environ
) -> AppPaths:
    """Return the places of `collection`, or of the user's own collection if it is None."""
    if collection is not None:
        path = collection.expanduser()
        # The link itself is not resolved, so that a broken link is reported as one.
        return AppPaths(
            Path(os.path.realpath(path.parent)) / path.name, LocationSource.COMMAND_LINE
        )
    home = _home(environ)
    try:
        stored = _read_pointer(home / _POINTER)
    except _PointerError as error:
        return AppPaths(home / COLLECTION_NAME, home=home, location_problem=error.problem)
    if stored is not None:
        return AppPaths(stored, LocationSource.SETTINGS, home)
    return AppPaths(home / COLLECTION_NAME, home=home)


def store_location(collection: Path, environ: Mapping[str, str] = os.environ) -> None:
    """Store `collection` as the path of the user's own collection."""
    home = _home(environ)
    make_folder(home)
    with NamedTemporaryFile(
        "w", encoding="utf-8", dir=home, prefix=_POINTER, suffix=_UNFINISHED, delete=False
    ) as new_file:
        new_file.write(str(collection.resolve()))
        new_file.flush()
        os.fsync(new_file.fileno())
    Path(new_file.name).replace(home / _POINTER)


def delete_temporary_files(paths: AppPaths) -> None:
    """Delete the temporary files left by a process that was killed in `store_location`."""
    if paths.home is not None:
        with suppress(OSError):
            for leftover in paths.home.glob(f"{_POINTER}*{_UNFINISHED}"):
                leftover.unlink()


def decks_folder() -> Path:
    """Return the folder of the built-in decks."""
    return _bundled_folder("decks")


def resources_folder() -> Path:
    """Return the folder of icons and schemas."""
    return _bundled_folder("resources")


def _read_pointer(pointer: Path) -> Path | None:
    """Return the stored path, or None without one; raise _PointerError if it cannot be used."""
    try:
        with pointer.open("rb") as file:
            data = file.read(_POINTER_BYTES + 1)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError as error:
        message = N_(
            "The file with the location of your collection ({file}) cannot be read: {detail}."
        )
        raise _PointerError(pointer, message, detail=error.strerror or error) from error
    if len(data) > _POINTER_BYTES:
        raise _PointerError(pointer, _TOO_LONG)
    try:
        # Some editors write a byte order mark.
        path = data.decode("utf-8-sig").strip()
    except UnicodeDecodeError as error:
        message = N_("The file with the location of your collection ({file}) is not UTF-8 text.")
        raise _PointerError(pointer, message) from error
    if not path:
        return None
    _check_path(pointer, path)
    return Path(path)


def _check_path(pointer: Path, path: str) -> None:
    """Raise _PointerError if the stored `path` is relative or cannot be the path of a file."""
    if not Path(path).is_absolute():
        message = N_(
            "The file with the location of your collection ({file}) does not hold an absolute path."
        )
        raise _PointerError(pointer, message)
    try:
        os.lstat(path)
    except ValueError:
        message = N_("The file with the location of your collection ({file}) has a zero byte.")
        raise _PointerError(pointer, message) from None
    except OSError as error:
        if error.errno == ENAMETOOLONG:
            raise _PointerError(pointer, _TOO_LONG) from error


def _home(environ: Mapping[str, str]) -> Path:
    if chosen := environ.get(HOME_VARIABLE):
        return Path(chosen).expanduser().resolve()
    from platformdirs import user_data_path

    return user_data_path("FlashDesign", appauthor=False)


def _bundled_folder(name: str) -> Path:
    """Return a folder of the wheel or frozen build, or that of the checkout."""
    frozen_root = getattr(sys, "_MEIPASS", None)
    package = Path(frozen_root) / "flashdesign" if frozen_root else _PACKAGE
    folder = package / "_data" / name
    return folder if folder.is_dir() else _PACKAGE.parent / name
