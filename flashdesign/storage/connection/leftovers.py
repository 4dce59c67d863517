"""Removal of files that killed processes left next to a collection; unfinished restores."""

import re
from contextlib import suppress
from pathlib import Path

from flashdesign.storage.connection import work_folder
from flashdesign.storage.connection.file_copy import SIDECARS

_PART = ".part"


def remove_leftovers(path: Path, backups: Path) -> None:
    """Remove unfinished work on the collection at `path`, which the caller has open."""
    file = path.resolve()
    with suppress(OSError):
        _drop_second_name(file)
    work_folder.remove_abandoned(file)
    # Names used by earlier versions.
    for suffix in (".salvaged", ".restoring", f".restoring{_PART}"):
        leftover = file.with_name(file.name + suffix)
        if unfinished_restore(file) != leftover:
            _remove(leftover)
    # Copies are named after the collection's own name, even if that is a link.
    _delete_old_copies(path, backups)


def prepared_name(path: Path) -> Path:
    """Return the name under which earlier versions prepared a restored collection."""
    return path.with_name(f"{path.name}.restoring")


def unfinished_restore(path: Path) -> Path | None:
    """Return the restored file that an earlier version left when killed between its renames.

    It moved the log of the old file away first, then the file itself.
    """
    prepared = prepared_name(path)
    if not prepared.is_file():
        return None
    lone_logs = (
        log
        for log in replaced_files(path, "-wal")
        if not log.with_name(log.name.removesuffix("-wal")).exists()
    )
    return prepared if not path.exists() or any(lone_logs) else None


def replaced_files(path: Path, ending: str = "") -> list[Path]:
    """Return the old files of the collection that restores kept, the oldest first."""
    prefix, suffix = f"{path.stem}-replaced-", f"{path.suffix}{ending}"
    if not path.parent.is_dir():
        return []
    return sorted(
        file
        for file in path.parent.iterdir()
        if file.name.startswith(prefix) and file.name.endswith(suffix)
    )


def sidecars_of(path: Path) -> list[Path]:
    """Return the existing files that SQLite keeps next to the file."""
    sidecars = (path.with_name(path.name + suffix) for suffix in SIDECARS)
    return [sidecar for sidecar in sidecars if sidecar.exists()]


def _drop_second_name(path: Path) -> None:
    """Remove the hard link to the collection that an interrupted restore left."""
    if path.stat().st_nlink == 1:
        return
    for kept in replaced_files(path):
        with suppress(OSError):
            if kept.samefile(path) and not sidecars_of(kept):
                kept.unlink()


def _delete_old_copies(path: Path, folder: Path) -> None:
    """Remove unfinished copies, which only a program that has the collection open makes."""
    work_folder.remove_abandoned_in(folder, f".{path.stem}-")
    # Names used by earlier versions.
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    name = rf"{stem}(-rescued)?-\d{{8}}-\d{{6}}(-before-[a-z]+(-\d+)?)?{suffix}"
    pattern = re.compile(rf"{name}{_PART}(-journal|-wal|-shm)?")
    with suppress(OSError):
        for file in folder.iterdir():
            if pattern.fullmatch(file.name):
                file.unlink()


def _remove(path: Path) -> None:
    for suffix in ("", *SIDECARS):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
