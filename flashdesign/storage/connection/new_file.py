"""New collection files: built in a work folder, then renamed if the name is still free."""

import os
import sqlite3
from collections.abc import Callable
from contextlib import closing, suppress
from pathlib import Path
from typing import Protocol

from flashdesign.errors import CollectionExistsError
from flashdesign.private_files import make_file
from flashdesign.storage.connection.file_copy import SIDECARS, flush, flush_folder
from flashdesign.storage.connection.file_header import APPLICATION_ID
from flashdesign.storage.connection.sqlite_errors import translate_errors
from flashdesign.storage.connection.work_folder import remove_abandoned, work_folder
from flashdesign.storage.schema.migrations import migrate as take_steps


class CopySource(Protocol):
    """The part of an open collection that this module uses."""

    def copy_to(self, target: Path) -> None: ...


def create(path: Path, migrate: Callable[[sqlite3.Connection], None]) -> None:
    """Create an empty collection at `path`; keep one that another start created meanwhile."""
    with work_folder(path) as folder:
        new_file = folder / path.name
        make_file(new_file)
        with closing(sqlite3.connect(new_file, isolation_level=None)) as raw:
            raw.execute(f"PRAGMA application_id={APPLICATION_ID}")
            migrate(raw)
        flush(new_file)
        with suppress(FileExistsError):
            link_or_rename(new_file, path)
        flush_folder(path.parent)


def create_missing(path: Path, migrate: Callable[[sqlite3.Connection], None] = take_steps) -> None:
    """Create an empty collection where one is missing, and keep leftovers of the old one.

    Raises CollectionExistsError if there is a file; a link is followed.
    """
    file = Path(os.path.realpath(path))
    with translate_errors(path):
        if file.exists():
            raise CollectionExistsError(path)
        keep_stray_sidecars(file, free_name(file, f"{file.stem}-replaced-before"))
        prepared = file.with_name(f"{file.name}.restoring")
        if prepared.exists():
            prepared.replace(free_name(file, f"{file.stem}-replaced-before"))
        create(file, migrate)


def copy_as_new(database: CopySource, target: Path) -> None:
    """Write a verified copy of an open collection to `target`, where no file may exist."""
    with translate_errors(target):
        remove_abandoned(target)
        if target.exists():
            raise CollectionExistsError(target)
        with work_folder(target) as folder:
            copy = folder / target.name
            database.copy_to(copy)
            try:
                link_or_rename(copy, target)
            except FileExistsError as error:
                raise CollectionExistsError(target) from error
        flush_folder(target.parent)


def link_or_rename(file: Path, name: Path) -> None:
    """Give `file` another name; raise FileExistsError if that exists."""
    try:
        os.link(file, name)
    except FileExistsError:
        raise
    except OSError:
        # This drive has no hard links.
        if name.exists():
            raise FileExistsError(name) from None
        file.rename(name)


def keep_stray_sidecars(path: Path, kept: Path) -> None:
    """Move away sidecars that SQLite would read into a new file at `path`.

    A write-ahead log whose collection is gone is kept under the name `kept`; an empty one is
    removed.
    """
    if path.exists():
        return
    for suffix in SIDECARS:
        sidecar = path.with_name(path.name + suffix)
        with suppress(FileNotFoundError):
            if sidecar.stat().st_size and suffix != "-shm":
                sidecar.replace(kept.with_name(kept.name + suffix))
            else:
                sidecar.unlink()


def free_name(path: Path, stem: str) -> Path:
    """Return a path in the same folder whose name begins with `stem` and is not in use."""
    free, number = path.with_name(stem + path.suffix), 1
    while any(free.with_name(free.name + suffix).exists() for suffix in ("", *SIDECARS)):
        number += 1
        free = path.with_name(f"{stem}-{number}{path.suffix}")
    return free
