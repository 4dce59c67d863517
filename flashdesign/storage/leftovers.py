"""Sweep away what killed programs left beside a collection, and nothing that is anybody's."""

import re
from contextlib import suppress
from pathlib import Path

from flashdesign.storage import work_folder
from flashdesign.storage.copies import SIDECARS

_PART = ".part"


def sweep(path: Path, backups: Path) -> None:
    """Remove unfinished work on the collection at `path`, which the caller has open."""
    file = path.resolve()
    with suppress(OSError):
        _drop_second_name(file)
    work_folder.sweep(file)
    # Earlier versions worked under these names.
    for suffix in (".salvaged", ".restoring", f".restoring{_PART}"):
        left = file.with_name(file.name + suffix)
        if unfinished_restore(file) != left:
            _remove(left)
    # Copies are named after the collection's own name, also where that is a link.
    _sweep_copies(path, backups)


def prepared_name(path: Path) -> Path:
    """Return the name under which earlier versions prepared what a restore brings."""
    return path.with_name(f"{path.name}.restoring")


def unfinished_restore(path: Path) -> Path | None:
    """Return what an earlier version had prepared when it was killed between its renamings.

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
    """Return the files that restores kept of the collection at `path`, the oldest first."""
    begin, end = f"{path.stem}-replaced-", f"{path.suffix}{ending}"
    if not path.parent.is_dir():
        return []
    beside = path.parent.iterdir()
    return sorted(one for one in beside if one.name.startswith(begin) and one.name.endswith(end))


def sidecars_of(path: Path) -> list[Path]:
    """Return what SQLite keeps beside the file."""
    beside = (path.with_name(path.name + suffix) for suffix in SIDECARS)
    return [sidecar for sidecar in beside if sidecar.exists()]


def _drop_second_name(path: Path) -> None:
    """Remove the second name that a killed restore gave the collection at `path`."""
    if path.stat().st_nlink == 1:
        return
    for kept in replaced_files(path):
        with suppress(OSError):
            if kept.samefile(path) and not sidecars_of(kept):
                kept.unlink()


def _sweep_copies(path: Path, folder: Path) -> None:
    """Remove unfinished copies: only a program that has the collection open makes them."""
    work_folder.sweep_all(folder, f".{path.stem}-")
    # Earlier versions worked under these names.
    stem, suffix = re.escape(path.stem), re.escape(path.suffix)
    name = rf"{stem}(-rescued)?-\d{{8}}-\d{{6}}(-before-[a-z]+(-\d+)?)?{suffix}"
    ours = re.compile(rf"{name}{_PART}(-journal|-wal|-shm)?")
    with suppress(OSError):
        for left in folder.iterdir():
            if ours.fullmatch(left.name):
                left.unlink()


def _remove(path: Path) -> None:
    for suffix in ("", *SIDECARS):
        with suppress(OSError):
            path.with_name(path.name + suffix).unlink()
